"""Does whoever is given a part hear of it, once, and nobody else?"""

import pytest

from exports_portal.accounts.actions.parts import give_part
from exports_portal.accounts.roles import Part
from exports_portal.errors import NotPermitted
from proposals.actions.membership import let_anchor_write
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.proposals_ready import ready_proposal

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("part", "what"),
    [
        (Part.ADMIN, "an administrator"),
        (Part.SIGNATORY, "a signatory"),
        (Part.CONTRIBUTOR, "a contributor"),
    ],
)
def test_whoever_is_given_a_part_gets_a_mail_that_says_what_they_may(mailoutbox, part, what):
    boss, colleague, other = (UserFactory() for _ in range(3))
    organization = OrganizationFactory(legal_name="Lumen Harbor Systems", admin=boss)
    with pytest.raises(NotPermitted):
        give_part(organization, email=colleague.email, part=part, by=other)
    give_part(organization, email=colleague.email, part=part, by=boss)
    (mail,) = mailoutbox
    assert mail.to == [colleague.email]
    assert mail.subject == f"You are now {what} of Lumen Harbor Systems"
    assert boss.full_name in mail.body


def test_who_gives_themselves_a_part_is_not_told(mailoutbox):
    boss = UserFactory()
    organization = OrganizationFactory(admin=boss)
    give_part(organization, email=boss.email, part=Part.CONTRIBUTOR, by=boss)
    assert list(mailoutbox) == []


def test_who_writes_for_the_anchor_member_hears_that_they_write_for_another(mailoutbox):
    ready = ready_proposal()
    writer = MembershipFactory(organization=ready.anchor, part=Part.CONTRIBUTOR).user
    member = ready.consortium.members.get(role="MEMBER")
    mailoutbox.clear()
    for allowed in (True, True, False, True):
        let_anchor_write(member, allowed=allowed, by=ready.member_signatory)
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted([ready.admin.email, writer.email])
    assert {mail.subject for mail in mailoutbox} == {"You can now write for Juniper Data Works"}
