"""Does a program join a consortium, say who writes for a member, and leave, as the pages do?"""

import pytest

from exports_portal.accounts.roles import Part
from proposals.actions.consortia import invite
from proposals.actions.submit import submit
from proposals.models import ConsortiumMember
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.proposals import ConsortiumFactory, MemberFactory
from tests.proposals.api.calling import PROBLEM, pointers, send

pytestmark = pytest.mark.django_db
JOIN = "/api/v1/consortia/join/"


@pytest.fixture
def consortium():
    return ConsortiumFactory()


@pytest.fixture
def invited(consortium):
    """The person invited, their organization, and the secret of the link."""
    person = UserFactory(email="ben@quiet-grid.example")
    _, secret = invite(consortium, email=person.email, by=consortium.founded_by)
    return person, OrganizationFactory(admin=person), secret


@pytest.fixture
def binding(program_of):
    """A program with a token that may do what binds others."""
    return lambda person: program_of(person, may_submit=True)


def yes(organization, secret):
    return {"secret": secret, "organization": organization.pk, "confirmed": True}


def member_url(member):
    return f"/api/v1/consortia/{member.consortium_id}/members/{member.organization_id}/"


def test_the_person_invited_brings_the_organization_in_once(consortium, invited, binding):
    person, organization, secret = invited
    program = binding(person)
    answer = send(program, "post", JOIN, yes(organization, secret))
    assert answer.status_code == 201
    assert answer["Location"].endswith(f"/api/v1/consortia/{consortium.pk}/")
    joined = answer.json()["members"][-1]
    assert (joined["organization_id"], joined["role"]) == (organization.pk, "MEMBER")
    assert joined["anchor_writes"] is False
    assert consortium.current_members().get(organization=organization).accepted_by == person
    assert send(program, "post", JOIN, yes(organization, secret)).status_code == 404


def test_a_program_finds_the_invitation_to_its_person_and_joins_without_the_link(
    consortium, invited, binding, program_of
):
    person, organization, _ = invited
    (found,) = program_of(person).get(JOIN).json()
    assert (found["consortium"], found["email"]) == (consortium.name, person.email)
    assert program_of(UserFactory()).get(JOIN).json() == []
    said = {"invitation": found["id"], "organization": organization.pk, "confirmed": True}
    assert send(program_of(person), "post", JOIN, said).status_code == 403
    stranger = OrganizationFactory(admin=UserFactory()).memberships.first().user
    assert send(binding(stranger), "post", JOIN, said).status_code == 404
    assert send(binding(person), "post", JOIN, said).status_code == 201
    assert consortium.current_members().filter(organization=organization).exists()
    assert program_of(person).get(JOIN).json() == []


def test_the_secret_or_the_invitation_and_not_both(consortium, invited, binding):
    person, organization, secret = invited
    rest = {"organization": organization.pk, "confirmed": True}
    for said in (rest, rest | {"secret": secret, "invitation": 1}):
        answer = send(binding(person), "post", JOIN, said)
        assert list(pointers(answer)) == ["#/secret"]
    assert not consortium.members.filter(organization=organization).exists()


def test_nobody_joins_unconfirmed_or_with_what_is_not_theirs(consortium, invited, binding):
    person, organization, secret = invited
    program, foreign = binding(person), OrganizationFactory()
    unsaid = send(program, "post", JOIN, yes(organization, secret) | {"confirmed": False})
    assert pointers(unsaid).keys() == {"#/confirmed"}
    wrong = send(program, "post", JOIN, yes(foreign, secret))
    assert pointers(wrong).keys() == {"#/organization"}
    said = yes(organization, secret)
    for change in (
        *({"secret": "wrong"}, {"secret": "a\0b"}, {"secret": "é" * 99}, {"secret": 3.5}),
        *({"organization": 10**40}, {"organization": []}, {"confirmed": {}}, {"colour": "red"}),
    ):
        answer = send(program, "post", JOIN, said | change)
        assert answer.status_code in {404, 422}
        assert answer["Content-Type"] == PROBLEM
    assert send(program, "post", JOIN, {}).status_code == 422
    stranger = binding(UserFactory())
    assert send(stranger, "post", JOIN, yes(organization, secret)).status_code == 404
    assert consortium.current_members().count() == 1


def test_who_acts_for_a_member_says_who_writes_for_it(consortium, binding):
    member = MemberFactory(consortium=consortium)
    own, url = binding(member.accepted_by), member_url(member)
    answer = send(own, "patch", url, {"anchor_writes": True})
    assert (answer.status_code, answer.json()["anchor_writes"]) == (200, True)
    member.refresh_from_db()
    assert member.anchor_writes is True
    for program, status in (
        (binding(consortium.founded_by), 403),
        (binding(UserFactory()), 404),
    ):
        assert send(program, "patch", url, {"anchor_writes": False}).status_code == status
    assert send(own, "patch", url, {}).status_code == 422
    anchor = consortium.members.get(role=ConsortiumMember.Role.ANCHOR)
    itself = binding(consortium.founded_by)
    assert send(itself, "patch", member_url(anchor), {"anchor_writes": True}).status_code == 409


def test_a_member_leaves_and_the_anchor_parts_with_another(consortium, binding):
    leaving, parted = MemberFactory(consortium=consortium), MemberFactory(consortium=consortium)
    colleague = MembershipFactory(organization=leaving.organization, part=Part.CONTRIBUTOR).user
    assert binding(colleague).delete(member_url(leaving)).status_code == 403
    assert binding(parted.accepted_by).delete(member_url(leaving)).status_code == 403
    assert binding(UserFactory()).delete(member_url(leaving)).status_code == 404
    assert binding(leaving.accepted_by).delete(member_url(leaving)).status_code == 204
    anchor = binding(consortium.founded_by)
    assert anchor.delete(member_url(parted)).status_code == 204
    assert anchor.delete(member_url(parted)).status_code == 404
    assert consortium.current_members().count() == 1
    itself = consortium.members.get(role=ConsortiumMember.Role.ANCHOR)
    assert anchor.delete(member_url(itself)).status_code == 409


def test_nobody_leaves_while_a_proposal_under_review_names_them(ready, binding):
    submit(ready.proposal, by=ready.signatory)
    member = ready.consortium.members.get(organization=ready.member)
    assert binding(ready.member_signatory).delete(member_url(member)).status_code == 409
    assert ready.consortium.current_members().filter(pk=member.pk).exists()


def test_a_token_that_only_writes_drafts_binds_nobody(consortium, invited, program_of):
    person, organization, secret = invited
    joining = send(program_of(person), "post", JOIN, yes(organization, secret))
    member = MemberFactory(consortium=consortium)
    own, url = program_of(member.accepted_by), member_url(member)
    for answer in (joining, send(own, "patch", url, {"anchor_writes": True}), own.delete(url)):
        assert answer.status_code == 403
        assert "make one that may submit" in answer.json()["detail"]
    assert consortium.current_members().count() == 2
    assert not consortium.current_members().filter(anchor_writes=True).exists()
