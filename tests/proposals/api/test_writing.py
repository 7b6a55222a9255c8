"""Is what a program sends kept whole, or refused with every place that is wrong?"""

import pytest

from exports_portal.accounts.roles import Part
from exports_portal.audit.models import AuditEvent
from proposals.actions.certify import sign
from proposals.actions.one_record import add_records
from proposals.content.whole import section_digest, written_sections
from proposals.models import Proposal
from proposals.snapshot import content_of
from tests.factories.accounts import MembershipFactory
from tests.factories.proposals import CallFactory, ConsortiumFactory
from tests.proposals.api.calling import LIST, PROBLEM, change, own, pointers, send, whole_draft

pytestmark = pytest.mark.django_db

UNKNOWN = "There is no field with this name."


def test_a_whole_draft_in_one_call_is_kept_word_for_word(program_of, ready):
    program, sent = program_of(ready.admin), whole_draft(ready)
    response = send(program, "post", LIST, sent)
    assert response.status_code == 201
    body = response.json()
    assert response["Location"] == f"http://testserver{LIST}{body['id']}/"
    read = program.get(response["Location"]).json()
    assert read == body
    assert read["state"] == "DRAFT"
    for section in ("overview", "markets", "parties", "support"):
        assert read[section] == sent[section]
    assert read["hardware"]["components"] == sent["hardware"]["components"]
    assert [row["providers"] for row in read["layers"]] == [r["providers"] for r in sent["layers"]]
    assert [row["name"] for row in read["operations"]["operating_roles"]] == [
        "Lumen Harbor Systems",
        "Weather Trust",
        "",
    ]


def test_a_draft_written_by_a_program_can_be_made_ready_and_submitted(program_of, ready):
    admin, signatory = program_of(ready.admin), program_of(ready.signatory, may_submit=True)
    url = f"{LIST}{send(admin, 'post', LIST, whole_draft(ready)).json()['id']}/"
    codes = [item["code"] for item in admin.get("/api/v1/codes/").json()["certifications"]]
    for signer, organization in (
        (ready.signatory, ready.anchor),
        (ready.member_signatory, ready.member),
    ):
        sign(
            Proposal.objects.get(pk=int(url.split("/")[-2])),
            organization=organization,
            codes=codes,
            signer_title="Counsel",
            by=signer,
        )
    assert admin.get(f"{url}readiness/").json()["is_ready"] is True
    assert send(program_of(ready.signatory), "post", f"{url}submit/").status_code == 403
    receipt = send(signatory, "post", f"{url}submit/")
    assert receipt.status_code == 201
    proposal = Proposal.objects.get(pk=int(url.split("/")[-2]))
    version = proposal.versions.get()
    assert receipt.json()["number"] == proposal.public_id
    assert receipt.json()["version"]["sha256"] == version.sha256


def test_a_change_that_does_not_say_what_it_is_based_on_is_a_428(program_of, ready):
    program = program_of(ready.admin)
    for sent in (
        {"markets": []},
        {"markets": [], "section_digests": {}},
        {"markets": [], "section_digests": {"layers": "0" * 64}},
    ):
        refused = send(program, "patch", own(ready), sent)
        assert (refused.status_code, refused["Content-Type"]) == (428, PROBLEM)
        assert "markets" in refused.json()["detail"]
    assert ready.proposal.records.filter(kind="markets", removed_at=None).exists()


def test_everything_that_is_wrong_is_named_at_once_and_nothing_is_saved(program_of, ready):
    sent = whole_draft(ready) | {"colour": "blue", "call": "NO-SUCH-CALL"}
    sent["overview"]["slogan"] = "!"
    sent["overview"]["sectors"] = ["MAGIC"]
    sent["hardware"]["components"].append({"name": "", "quantity": 0, "category": "TOY"})
    sent["markets"][1] = {"kind": "COUNTRY", "code": "ZZ"}
    sent["operations"]["operating_roles"][0]["country"] = "ZZ"
    before = Proposal.objects.count()
    response = send(program_of(ready.admin), "post", LIST, sent)
    assert response.status_code == 422
    assert pointers(response) == {
        "#/colour": UNKNOWN,
        "#/call": "Object with code=NO-SUCH-CALL does not exist.",
        "#/overview/slogan": UNKNOWN,
        "#/overview/sectors": "There is no sector “MAGIC”.",
        "#/hardware/components/1/name": "This field may not be blank.",
        "#/hardware/components/1/category": '"TOY" is not a valid choice.',
        "#/hardware/components/1/manufacturer": "This field is required.",
        "#/hardware/components/1/quantity": "Ensure this value is greater than or equal to 1.",
        "#/markets/1/code": "“ZZ” is not an ISO 3166-1 alpha-2 code.",
        "#/operations/operating_roles/0/country": '"ZZ" is not a valid choice.',
    }
    assert Proposal.objects.count() == before


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"markets": [{"kind": "COUNTRY", "code": "KE"}] * 2}, "#/markets/1/code"),
        ({"markets": [{"kind": "BLOC", "code": "MARS"}]}, "#/markets/0/code"),
        ({"layers": [{"code": "L2_DATA"}] * 2}, "#/layers/1/code"),
        (
            {"layers": [{"code": "L2_DATA", "us_manufacture_statement": "All of it."}]},
            "#/layers/0/us_manufacture_statement",
        ),
        ({"layers": [{"code": "L2_DATA", "providers": [10**30]}]}, "#/layers/0/providers/0"),
        (
            {"operations": {"operating_roles": [{"role": "OWN"}] * 2}},
            "#/operations/operating_roles/1/role",
        ),
        (
            {"support": {"support_requests": [{"code": "GIFT"}]}},
            "#/support/support_requests/0/code",
        ),
        (
            {"support": {"support_requests": [{"code": "EXIM_GUARANTEE", "amount": "-1"}]}},
            "#/support/support_requests/0/amount",
        ),
        ({"hardware": {"components": [{}] * 301}}, "#/hardware/components"),
        ({"overview": {"executive_summary": "a\x00b"}}, "#/overview/executive_summary"),
        ({"parties": [{"role": "FRIEND", "name": "Tern"}]}, "#/parties/0/role"),
        ({"parties": [{"role": "BUYER", "name": "..."}]}, "#/parties/0/name"),
        ({"parties": [{"role": "BUYER", "name": "Tern", "vat": "7"}]}, "#/parties/0/vat"),
        ({"parties": [{"role": "FACILITY", "name": "Hall"}]}, "#/parties/0/address/street"),
        (
            {"parties": [{"role": "BUYER", "name": "Tern", "address": {"country": "ZZ"}}]},
            "#/parties/0/address/country",
        ),
        (
            {"parties": [{"role": "BUYER", "name": "Tern", "majority_owner_country": "KE"}]},
            "#/parties/0/majority_owner_name",
        ),
        ({"parties": [{}] * 301}, "#/parties"),
        ({"title": "x" * 201}, "#/title"),
        ({"state": "DESIGNATED"}, "#/state"),
        ({"consortium": 1}, "#/consortium"),
    ],
)
def test_a_change_is_checked_as_the_forms_check_it(program_of, ready, change, pointer):
    before = content_of(ready.proposal)
    digests = {section: section_digest(before, section) for section in written_sections()}
    sent = {"section_digests": digests} | change
    response = send(program_of(ready.admin), "patch", own(ready), sent)
    assert response.status_code == 422
    assert next(iter(pointers(response))) == pointer
    assert content_of(Proposal.objects.get(pk=ready.proposal.pk)) == before


def test_a_change_leaves_what_it_does_not_name(program_of, ready):
    before = content_of(ready.proposal)
    sent = {
        "title": "A better title",
        "layers": [{"code": "L1_HARDWARE", "description": "Five racks."}],
        "markets": [{"kind": "COUNTRY", "code": "PH"}],
    }
    body = change(program_of(ready.admin), own(ready), sent).json()
    assert body["title"] == "A better title"
    assert body["layers"][0]["description"] == "Five racks."
    assert body["layers"][0]["providers"] == [ready.anchor.pk]
    assert body["layers"][0]["confidential_detail"] == before.layers[0].confidential_detail
    assert [market["code"] for market in body["markets"]] == ["PH"]
    assert body["overview"]["executive_summary"] == before.overview.executive_summary
    assert len(body["hardware"]["components"]) == len(before.components)


def test_what_is_read_and_sent_back_says_nothing_of_another_member_in_the_anchor_s_name(
    program_of, ready
):
    writer = MembershipFactory(organization=ready.member, part=Part.CONTRIBUTOR).user
    row = {"name": "Node", "category": "SERVER", "manufacturer": "Juniper", "quantity": 1}
    add_records(ready.proposal, "components", [row], by=writer)
    party = {"role": "SUPPLIER", "name": "Fern Traders", "country": "SE"}
    add_records(ready.proposal, "involved_parties", [party], by=writer)
    before = content_of(ready.proposal)
    read = program_of(ready.admin).get(own(ready)).json()
    sent = {"hardware": read["hardware"], "parties": read["parties"]}
    assert change(program_of(ready.admin), own(ready), sent).status_code == 200
    assert content_of(Proposal.objects.get(pk=ready.proposal.pk)) == before


def test_a_change_that_would_undo_somebody_else_s_is_refused(program_of, ready):
    program = program_of(ready.admin)
    digests = program.get(own(ready)).json()["section_digests"]
    change(program, own(ready), {"overview": {"executive_summary": "Newer."}})
    late = {"overview": {"executive_summary": "Older."}, "section_digests": digests}
    assert send(program, "patch", own(ready), late).status_code == 409
    assert program.get(own(ready)).json()["overview"]["executive_summary"] == "Newer."


def test_of_several_sections_all_or_none_are_saved(program_of, ready):
    program = program_of(ready.admin)
    now = program.get(own(ready)).json()["section_digests"]
    stale = {"title": "New title", "markets": [], "section_digests": now | {"markets": "0" * 64}}
    assert send(program, "patch", own(ready), stale).status_code == 409
    assert program.get(own(ready)).json()["title"] == ready.proposal.title


def test_a_consortium_of_somebody_else_and_a_closed_call_are_not_known(program_of, ready):
    closed = CallFactory(closes_at=ready.call.opens_at, opens_at="2025-01-01T00:00Z")
    sent = {"title": "T", "consortium": ConsortiumFactory().pk, "call": closed.code}
    response = send(program_of(ready.admin), "post", LIST, sent)
    assert set(pointers(response)) == {"#/consortium", "#/call"}


def test_a_repeated_creation_with_the_same_key_is_one_proposal(program_of, ready):
    program = program_of(ready.admin)
    sent = {"title": "Once", "consortium": ready.consortium.pk, "call": ready.call.code}
    first = send(program, "post", LIST, sent, idempotency_key="order-7")
    second = send(program, "post", LIST, sent, idempotency_key="order-7")
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert Proposal.objects.filter(title="Once").count() == 1
    other = send(program, "post", LIST, sent | {"title": "Twice"}, idempotency_key="order-7")
    assert other.status_code == 409
    assert send(program, "post", LIST, sent, idempotency_key="order-8").status_code == 201


def test_what_a_program_writes_is_in_the_audit_trail_as_its_person(program_of, ready):
    change(program_of(ready.admin), own(ready), {"title": "New"})
    event = AuditEvent.objects.filter(verb="proposal.edit").latest("pk")
    assert (event.actor, event.data["section"]) == (ready.admin, "overview")


def test_parties_that_are_sent_replace_all_and_a_blank_address_may_be_left_out(program_of, ready):
    program = program_of(ready.admin)
    sent = {"parties": [{"role": "BUYER", "name": "Tern Weather Board"}]}
    body = change(program, own(ready), sent).json()
    nowhere = dict.fromkeys(("street", "city", "region", "postal_code", "country"), "")
    assert body["parties"] == [
        {
            "role": "BUYER",
            "name": "Tern Weather Board",
            "country": "",
            "address": nowhere,
            "majority_owner_name": "",
            "majority_owner_country": "",
            "has_no_parent": None,
            **dict.fromkeys(("registration_no", "tax_id", "lei", "imo", "tail_number"), ""),
            "note": "",
        }
    ]
    again = change(program, own(ready), {"parties": body["parties"]}).json()
    assert again["section_digests"] == body["section_digests"]
