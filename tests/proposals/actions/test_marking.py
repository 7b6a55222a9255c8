"""Who can mark what, and what does a tired, a careless or a dishonest person get by it?"""

import json
from uuid import uuid4

import pytest

from exports_portal.accounts.roles import Part
from exports_portal.errors import InvalidInput, NotPermitted, StepRefused
from exports_portal.mail.models import SentMail
from proposals.actions.drafts import SectionDraft, save_section
from proposals.actions.one_record import (
    add_records,
    change_record,
    remove_record,
    restore_record,
)
from proposals.actions.submit import submit
from proposals.content.packet import packet_digest
from proposals.models import ContentRecord, Proposal
from proposals.notifications import tell_signers
from proposals.packets import last_signed
from proposals.snapshot import content_of
from tests.factories.accounts import MembershipFactory
from tests.factories.markings import marked
from tests.factories.proposals_ready import ready_proposal, sign_everything
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
FALLBACK = "Juniper One, served from two sites in Ohio."


@pytest.fixture
def ready():
    return ready_proposal()


@pytest.fixture
def writer(ready):
    """Somebody who writes for the member that is not the anchor."""
    return MembershipFactory(organization=ready.member, part=Part.CONTRIBUTOR).user


@pytest.fixture
def theirs(ready, writer):
    """A model of that member."""
    row = {
        "name": "Juniper Two",
        "developer": "Juniper Labs",
        "openness": "CLOSED",
        "fallback_model": FALLBACK,
        "training_ops_log10": "24.5",
    }
    (made,) = add_records(ready.proposal, "models", [row], by=writer)
    return made


def mark_theirs(ready, writer, theirs, **changes):
    said = {"record": theirs.pk, "value": "models.fallback_model"} | changes
    return marked(ready.proposal, by=writer, **said)


def page(person, ready, path=""):
    answer = client_of(person).get(f"/proposals/{ready.proposal.pk}/{path}")
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def test_a_value_of_a_member_is_kept_from_the_anchor(ready, writer, theirs):
    api = f"/api/v1/proposals/{ready.proposal.pk}/records/{theirs.pk}/"
    assert FALLBACK in page(ready.admin, ready, "models/")
    mark_theirs(ready, writer, theirs)
    for path in ("models/", "models/?read=1", f"records/{theirs.pk}/", "models/history/"):
        shown = page(ready.admin, ready, path)
        assert FALLBACK not in shown, path
        assert "Juniper Two" in shown
    assert "fallback_model" not in client_of(ready.admin).get(api).json()["answers"]
    assert client_of(writer).get(api).json()["answers"]["fallback_model"] == FALLBACK
    assert FALLBACK in page(writer, ready, "models/")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"record": uuid4()}, "record"),
        ({"value": "models.name"}, "value"),
        ({"value": "overview.title"}, "value"),
        ({"value": "components.eccn"}, "record"),
        ({"value": "models.availability_risk", "readers": "CONSORTIUM"}, "readers"),
        ({"readers": "PUBLIC"}, "readers"),
        ({"basis": "BECAUSE"}, "basis"),
        ({"public_substitute": f"It is {FALLBACK.upper()}"}, "public_substitute"),
    ],
)
def test_what_a_marking_cannot_say_is_refused_beside_its_field(
    ready, writer, theirs, changes, field
):
    with pytest.raises(InvalidInput) as refused:
        mark_theirs(ready, writer, theirs, **changes)
    (wrong,) = refused.value.fields["records"]
    assert list(wrong) == [field]


def test_nobody_marks_the_record_of_another_member(ready, writer, theirs):
    with pytest.raises(InvalidInput):  # in the anchor member's own name
        marked(ready.proposal, by=ready.admin, record=theirs.pk)
    with pytest.raises(NotPermitted):  # in the name of the other
        marked(ready.proposal, by=ready.admin, contributor=ready.member.pk, record=theirs.pk)
    with pytest.raises(InvalidInput):  # a member that of the anchor member
        marked(ready.proposal, by=writer)


def test_nobody_marks_a_record_of_another_proposal_by_its_id(ready):
    elsewhere = ready_proposal(title="Another one")
    row = elsewhere.proposal.records.get(kind="models")
    with pytest.raises(InvalidInput):
        marked(ready.proposal, by=ready.admin, record=row.pk)


def test_a_marking_is_not_moved_to_the_record_of_somebody_else(ready, theirs):
    row = marked(ready.proposal, by=ready.admin)
    with pytest.raises(InvalidInput):
        change_record(
            ready.proposal, row.pk, {"record": theirs.pk}, revision=row.revision, by=ready.admin
        )


def test_a_row_that_slipped_into_the_database_withholds_nothing_and_blocks(ready, theirs):
    row = marked(ready.proposal, by=ready.admin)
    row.data |= {"record": str(theirs.pk), "value": "models.fallback_model"}
    row.save()
    assert FALLBACK in page(ready.admin, ready, "models/")
    shown = page(ready.admin, ready, "submit/")
    assert "it marks nothing of this member" in shown


def test_the_same_value_is_marked_once(ready):
    marked(ready.proposal, by=ready.admin)
    with pytest.raises(InvalidInput, match="another marking like this"):
        marked(ready.proposal, by=ready.admin)


def test_after_the_submission_nothing_is_marked_and_nothing_taken_back(ready):
    row = marked(ready.proposal, by=ready.admin)
    sign_everything(ready)
    submit(ready.proposal, by=ready.signatory)
    with pytest.raises(StepRefused):
        marked(ready.proposal, by=ready.admin, value="models.fallback_model")
    with pytest.raises(StepRefused):
        remove_record(ready.proposal, row.pk, revision=row.revision, by=ready.admin)


def test_to_take_a_marking_back_lapses_the_signatures_and_names_the_field(ready, writer, theirs):
    row = mark_theirs(ready, writer, theirs)
    sign_everything(ready)
    before = packet_digest(content_of(ready.proposal), ready.member.pk)
    remove_record(ready.proposal, row.pk, revision=row.revision, by=writer)
    content = content_of(ready.proposal)
    assert packet_digest(content, ready.member.pk) != before
    named = "Confidential information: Models: Fallback: a row was removed"
    for organization in (ready.member.pk, ready.anchor.pk):
        assert last_signed(ready.proposal, organization, content).fields == [named]
    tell_signers(ready.proposal)
    mails = SentMail.objects.filter(template="signature_lapsed")
    assert mails.count() == 2
    assert all(named in mail.body and FALLBACK not in mail.body for mail in mails)


def test_a_removed_record_shows_nobody_what_was_marked_and_is_marked_when_it_comes_back(
    ready, writer, theirs
):
    mark_theirs(ready, writer, theirs)
    remove_record(ready.proposal, theirs.pk, revision=theirs.revision, by=writer)
    assert content_of(ready.proposal).markings == ()
    history = page(ready.admin, ready, "models/history/")
    assert "Juniper Two" in history
    assert FALLBACK not in history
    api = f"/api/v1/proposals/{ready.proposal.pk}/records/?kind=markings"
    assert client_of(ready.admin).get(api).json()["results"] == []
    restore_record(ready.proposal, theirs.pk, 1, by=writer)
    assert FALLBACK not in page(ready.admin, ready, "models/")


def test_a_record_that_is_marked_as_a_whole_is_a_404_for_others(ready, writer, theirs):
    mark_theirs(ready, writer, theirs, value="models")
    browser, own = client_of(ready.admin), f"/proposals/{ready.proposal.pk}"
    for path in (f"records/{theirs.pk}/", f"records/{theirs.pk}/remove/"):
        assert browser.get(f"{own}/{path}").status_code == 404
    assert browser.get(f"/api/v1{own}/records/{theirs.pk}/").status_code == 404
    for path in ("models/", "models/history/", "export/proposal.json", "export/models.csv"):
        assert "Juniper Two" not in page(ready.admin, ready, path)
    assert "Juniper Two" in page(writer, ready, "models/")


def test_the_anchor_is_told_what_a_rule_found_in_it_but_not_its_words(ready, writer):
    row = {
        "name": "Edge node",
        "category": "ACCELERATOR",
        "manufacturer": "Juniper Foundry Works",
        "quantity": 12,
        "unit_value": "432100.00",
        "us_origin_percent": "11.17",
        "origin_country": "US",
        "eccn": "EAR99",
        "tpp": "9999",
    }
    (made,) = add_records(ready.proposal, "components", [row], by=writer)
    assert "9,999" in page(ready.admin, ready, "submit/")
    for value in ("tpp", "unit_value", "us_origin_percent"):
        mark_theirs(ready, writer, made, value=f"components.{value}")
    for path in ("submit/", "hardware/", "hardware/?read=1"):
        shown = page(ready.admin, ready, path)
        assert not any(said in shown for said in ("9,999", "432,100", "11.17", "5,185,200"))
    refusal = client_of(ready.signatory).post(f"/api/v1/proposals/{ready.proposal.pk}/submit/")
    assert "9,999" not in refusal.content.decode()
    shown = page(writer, ready, "submit/")
    assert "9,999" in shown


def test_what_is_marked_after_a_return_is_withheld_of_the_earlier_version_too(
    ready, writer, theirs
):
    sign_everything(ready)
    submit(ready.proposal, by=ready.signatory)
    version = "versions/1/"
    assert FALLBACK in page(ready.admin, ready, version)
    Proposal.objects.filter(pk=ready.proposal.pk).update(state="RETURNED")
    mark_theirs(ready, writer, theirs)
    for path in (version, f"{version}proposal.json"):
        assert FALLBACK not in page(ready.admin, ready, path)
        assert FALLBACK in page(writer, ready, path)


def test_a_file_that_is_imported_takes_no_marking_back(ready, writer, theirs):
    mark_theirs(ready, writer, theirs)
    save_section(
        ready.proposal,
        "confidential",
        SectionDraft(values={}),
        by=writer,
        contributor=ready.member.pk,
    )
    assert len(content_of(ready.proposal).markings) == 1


def test_a_member_that_leaves_takes_its_markings_with_it_and_its_history_stays_closed(
    ready, writer, theirs
):
    mark_theirs(ready, writer, theirs)
    member = ready.consortium.members.get(organization=ready.member)
    answer = client_of(ready.admin).post(
        f"/consortia/{ready.consortium.pk}/members/{member.pk}/leave/", {"confirm": "on"}
    )
    assert answer.status_code == 302
    content = content_of(Proposal.objects.get(pk=ready.proposal.pk))
    assert content.markings == ()
    assert FALLBACK not in page(ready.admin, ready, "models/history/")


def test_a_program_lists_adds_changes_and_removes_markings_as_records(ready, writer, theirs):
    program = client_of(writer)
    api = f"/api/v1/proposals/{ready.proposal.pk}/records/"
    said = {"record": str(theirs.pk), "value": "models.fallback_model", "justification": "Ours."}
    body = {"kind": "markings", "contributor": ready.member.pk, "records": [said]}
    made = program.post(api, json.dumps(body), content_type="application/json")
    assert made.status_code == 201, made.content
    (row,) = made.json()
    assert row["answers"]["justification"] == "Ours."
    (listed,) = client_of(ready.admin).get(api, {"kind": "markings"}).json()["results"]
    assert "justification" not in listed["answers"]
    assert listed["answers"]["readers"] == "PROGRAM"
    change = json.dumps({"answers": {"readers": "ANCHOR"}})
    sent = {"content_type": "application/json", "headers": {"if-match": '"1"'}}
    assert program.patch(f"{api}{row['id']}/", change, **sent).status_code == 200
    assert FALLBACK in page(ready.admin, ready, "models/")
    assert program.delete(f"{api}{row['id']}/", headers={"if-match": '"1"'}).status_code == 412
    assert program.delete(f"{api}{row['id']}/", headers={"if-match": '"2"'}).status_code == 204
    stranger = client_of(ready_proposal(title="Elsewhere").admin)
    assert stranger.get(api, {"kind": "markings"}).status_code == 404
    assert ContentRecord.objects.filter(kind="markings", removed_at=None).count() == 0


def test_a_signature_of_before_holds_while_nothing_is_marked(ready):
    before = packet_digest(content_of(ready.proposal), ready.anchor.pk)
    row = marked(ready.proposal, by=ready.admin)
    remove_record(ready.proposal, row.pk, revision=row.revision, by=ready.admin)
    assert packet_digest(content_of(ready.proposal), ready.anchor.pk) == before


def test_a_marking_comes_back_as_it_was_taken_back_and_never_wider(ready):
    row = marked(ready.proposal, by=ready.admin, readers="CONSORTIUM")
    change_record(ready.proposal, row.pk, {"readers": "PROGRAM"}, revision=1, by=ready.admin)
    remove_record(ready.proposal, row.pk, revision=2, by=ready.admin)
    with pytest.raises(StepRefused, match="as it was when it was taken back"):
        restore_record(ready.proposal, row.pk, 1, by=ready.admin)
    restore_record(ready.proposal, row.pk, 2, by=ready.admin)
    assert [one.readers for one in content_of(ready.proposal).markings] == ["PROGRAM"]
