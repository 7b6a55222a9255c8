"""Does a program look for partners as the pages do?"""

import pytest

from exports_portal.accounts.roles import Part, Role
from proposals.actions.notices import take_down
from proposals.models import Notice, NoticeAnswer
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.notices import SAID, answered_notice, notice_of
from tests.proposals.api.calling import PROBLEM, pointers, send

pytestmark = pytest.mark.django_db
LIST = "/api/v1/notices/"


@pytest.fixture
def seeker():
    return UserFactory()


@pytest.fixture
def company(seeker):
    return OrganizationFactory(legal_name="Harbor Works", admin=seeker)


@pytest.fixture
def binding(program_of):
    return lambda person: program_of(person, may_submit=True)


@pytest.fixture
def provider():
    return UserFactory()


@pytest.fixture
def other(provider):
    return OrganizationFactory(legal_name="Tidal", admin=provider)


def test_a_program_publishes_finds_changes_and_closes_a_notice(company, seeker, binding, provider):
    ours = binding(seeker)
    made = send(ours, "post", LIST, SAID | {"organization": company.pk})
    assert made.status_code == 201
    body = made.json()
    assert (body["legal_name"], body["layers"], body["standing"]) == (
        "Harbor Works",
        ["L3_MODELS"],
        "Open",
    )
    assert made["Location"].endswith(f"{LIST}{body['id']}/")
    MembershipFactory(user=provider, part=Part.CONTRIBUTOR)
    theirs = binding(provider)
    found = theirs.get(f"{LIST}?market=COUNTRY:KE&layer=L3_MODELS").json()["results"]
    assert [one["id"] for one in found] == [body["id"]]
    assert theirs.get(f"{LIST}?kind=OFFERS").json()["results"] == []
    assert theirs.get(f"{LIST}?layer=L9").status_code == 422

    one = f"{LIST}{body['id']}/"
    assert send(ours, "patch", one, SAID).status_code == 428
    changed = send(ours, "patch", one, SAID | {"kind": "OFFERS"}, if_match=made["ETag"])
    assert (changed.status_code, changed["ETag"]) == (200, '"2"')
    assert send(ours, "patch", one, SAID, if_match=made["ETag"]).status_code == 412
    assert send(theirs, "patch", one, SAID, if_match='"2"').status_code == 404
    assert send(ours, "post", f"{one}close/").json()["standing"] == "Closed"
    assert theirs.get(one).status_code == 404


def test_a_token_that_only_writes_drafts_speaks_for_nobody(company, seeker, program_of, other):
    notice, program = notice_of(company, by=seeker), program_of(seeker)
    one = f"{LIST}{notice.pk}/"
    for method, path, body in (
        ("post", LIST, SAID | {"organization": company.pk}),
        ("patch", one, SAID),
        ("post", f"{one}close/", {}),
        ("post", f"{one}answers/", {"organization": other.pk, "text": "Yes."}),
    ):
        assert send(program, method, path, body, if_match='"1"').status_code == 403
    assert Notice.objects.get().is_open


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("markets", ["COUNTRY:CN"]),
        ("markets", ["COUNTRY:KE"] * 31),
        ("layers", []),
        ("text", "x" * 2001),
        ("ends_on", "2020-01-01"),
        ("call", "NONE-SUCH"),
        ("organization", 999_999),
        ("price", "31,250"),
    ],
)
def test_what_is_wrong_is_named(company, seeker, binding, field, value):
    sent = SAID | {"organization": company.pk, field: value}
    answer = send(binding(seeker), "post", LIST, sent)
    assert answer.status_code == 422
    assert {pointer.split("/")[1] for pointer in pointers(answer)} == {field}
    assert not Notice.objects.exists()


def test_a_program_answers_changes_takes_back_and_is_replied_to(
    company, seeker, binding, provider, other
):
    answers = f"{LIST}{notice_of(company, by=seeker).pk}/answers/"
    ours, theirs = binding(seeker), binding(provider)
    sent = send(theirs, "post", answers, {"organization": other.pk, "text": "We do."})
    assert (sent.status_code, sent.json()["written_by"]) == (201, provider.email)
    one = f"{answers}{sent.json()['id']}/"
    again = send(theirs, "post", answers, {"organization": other.pk, "text": "Twice."})
    assert list(pointers(again)) == ["#/organization"]
    assert send(theirs, "patch", one, {"text": "We do it."}).status_code == 422
    read = {"changed_at": sent.json()["changed_at"]}
    changed = send(theirs, "patch", one, {"text": "We do it."} | read)
    assert changed.json()["text"] == "We do it."
    late = send(ours, "post", f"{one}reply/", {"text": "Fine."} | read)
    assert (late.status_code, late["Content-Type"]) == (409, PROBLEM)
    assert NoticeAnswer.objects.get().reply == ""
    read = {"changed_at": changed.json()["changed_at"]}
    assert send(ours, "patch", one, {"text": "Forged."} | read).status_code == 404
    assert send(ours, "delete", one).status_code == 404
    assert send(theirs, "post", f"{one}reply/", {"text": "Me too."} | read).status_code == 403
    assert [row["text"] for row in ours.get(answers).json()["results"]] == ["We do it."]
    third = binding(OrganizationFactory(admin=UserFactory()).memberships.first().user)
    assert third.get(answers).json()["results"] == []
    assert send(third, "post", f"{one}reply/", {"text": "Hm."} | read).status_code == 404
    replied = send(ours, "post", f"{one}reply/", {"text": "Let us talk."} | read)
    assert (replied.json()["reply"], replied.json()["replied_by"]) == ("Let us talk.", seeker.email)
    refused = send(theirs, "delete", one)
    assert (refused.status_code, refused["Content-Type"]) == (409, PROBLEM)
    assert NoticeAnswer.objects.get().withdrawn_at is None


def test_a_notice_taken_down_is_not_read_by_who_answered_but_the_answer_is(
    company, seeker, binding
):
    given = answered_notice(company, by=seeker)
    theirs, one = binding(given.written_by), f"{LIST}{given.notice_id}/"
    assert theirs.get(one).status_code == 200
    take_down(given.notice, reason="Prices.", by=UserFactory(roles=[Role.POLICY_STEWARD]))
    assert theirs.get(one).status_code == 404
    assert [row["id"] for row in theirs.get(f"{one}answers/").json()["results"]] == [given.pk]
    assert binding(seeker).get(one).json()["taken_down_for"] == "Prices."
