"""Does the home page say to each person what waits for them, and until when, and nothing else's?"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from exports_portal.accounts.roles import Part
from proposals.actions.consortia import accept, invite
from proposals.actions.drafts import SectionDraft, save_section, start
from proposals.models import CallForProposals, Invitation, Proposal, SignedPacket
from proposals.notifications import tell_signers
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.proposals_ready import ready_proposal
from tests.web.html import hrefs, page, texts

pytestmark = pytest.mark.django_db

TITLE = "Lumen Stack for public services"
COMPLETE = f"Complete and submit: {TITLE}"
UNTIL = "June 30, 2027, 11:59 p.m. Eastern time"


@pytest.fixture
def open_until_june(ready):
    closes = datetime(2027, 6, 30, 23, 59, tzinfo=ZoneInfo("America/New_York"))
    CallForProposals.objects.update(closes_at=closes, opens_at=closes - timedelta(days=400))
    return ready


@pytest.fixture
def home_of(as_user):
    """What the home page lists for this person."""

    def listed(user):
        return page(as_user(user).get("/"))

    return listed


def to_do(tree):
    return texts(tree, "main tbody th")


def test_who_writes_or_submits_finds_the_draft_with_the_last_minute_of_its_call(
    open_until_june, home_of
):
    ready = open_until_june
    writer = MembershipFactory(organization=ready.member, part=Part.CONTRIBUTOR).user
    contribute = f"Write what your organization contributes: {TITLE}"
    for person, asked in (
        (ready.admin, COMPLETE),
        (ready.signatory, COMPLETE),
        (writer, contribute),  # who cannot submit is not asked to
    ):
        tree = home_of(person)
        assert to_do(tree) == [asked]
        assert texts(tree, "main tbody td") == [TITLE, UNTIL]
        assert hrefs(tree, "main tbody a") == [f"/proposals/{ready.proposal.pk}/"]


def test_who_only_signs_for_a_member_finds_no_draft_once_it_is_signed(ready, home_of):
    tree = home_of(ready.member_signatory)
    assert to_do(tree) == []
    assert texts(tree, ".portal-empty__heading") == ["Nothing waits for you"]


def test_a_stranger_finds_nothing_of_it(ready, home_of):
    draft(ready)
    assert to_do(home_of(UserFactory())) == []


def draft(ready):
    return start(consortium=ready.consortium, call=ready.call, title="Second", by=ready.admin)


def test_a_signatory_finds_what_nobody_signed_for_their_member_and_nobody_else_does(ready, home_of):
    second = draft(ready)
    tree = home_of(ready.member_signatory)
    assert to_do(tree) == [f"Read and sign for {ready.member}: Second"]
    address = f"/proposals/{second.pk}/certifications/{ready.member.pk}/"
    assert hrefs(tree, "main tbody a") == [address]
    assert f"Read and sign for {ready.anchor}: Second" in to_do(home_of(ready.signatory))
    assert not [line for line in to_do(home_of(ready.admin)) if "sign" in line]


def test_a_signature_that_lapsed_waits_again_until_it_is_given(ready, home_of):
    rows = [{"name": "Other", "category": "SERVER", "manufacturer": "Other Works", "quantity": "1"}]
    changed = SectionDraft(values={}, rows=rows)
    save_section(ready.proposal, "hardware", changed, by=ready.admin)
    tell_signers(ready.proposal)
    told = SignedPacket.objects.exclude(told_at=None).get()
    assert told.organization == ready.anchor
    again = f"Read and sign again for {ready.anchor}: {TITLE}"
    assert again in to_do(home_of(ready.signatory))
    SignedPacket.objects.filter(pk=told.pk).update(told_at=None)
    assert again not in to_do(home_of(ready.signatory))


def test_what_was_returned_says_so_and_what_was_submitted_waits_for_nobody(ready, home_of):
    Proposal.objects.update(state="RETURNED")
    assert to_do(home_of(ready.admin)) == [f"Returned: complete it and submit again: {TITLE}"]
    Proposal.objects.update(state="SUBMITTED")
    assert to_do(home_of(ready.admin)) == []


def test_a_draft_waits_for_nobody_after_its_call_unless_it_takes_late_ones_or_was_returned(
    ready, home_of
):
    now = timezone.now()
    calls = CallForProposals.objects.all()
    calls.update(opens_at=now - timedelta(days=2), closes_at=now - timedelta(minutes=1))
    assert to_do(home_of(ready.admin)) == []
    calls.update(allow_late=True)
    assert to_do(home_of(ready.admin)) == [COMPLETE]
    calls.update(allow_late=False)
    Proposal.objects.update(state="RETURNED")
    tree = home_of(ready.admin)
    assert len(to_do(tree)) == 1
    assert texts(tree, "main tbody td:nth-child(3)")[0].endswith("Eastern time Past due")


def test_who_left_the_organization_finds_nothing(ready, home_of):
    ready.admin.memberships.all().delete()
    assert to_do(home_of(ready.admin)) == []


def test_an_invitation_waits_for_its_confirmed_address_with_a_way_to_accept_it(ready, home_of):
    guest = UserFactory(email="guest@partner.example")
    invitation, secret = invite(ready.consortium, email="Guest@partner.example", by=ready.admin)
    tree = home_of(guest)
    line = f"Join {ready.consortium}: Invitation to guest@partner.example"
    assert to_do(tree) == [line]
    assert hrefs(tree, "main tbody a") == [f"/consortia/invitations/{invitation.pk}/"]
    assert to_do(home_of(UserFactory())) == []
    accept(secret, organization=OrganizationFactory(registered_by=guest, admin=guest), by=guest)
    assert line not in to_do(home_of(guest))


def test_of_an_address_that_nobody_confirmed_nothing_is_told(ready, home_of):
    guest = UserFactory(email="guest@partner.example", verified=False)
    invite(ready.consortium, email=guest.email, by=ready.admin)
    assert to_do(home_of(guest)) == []


@pytest.mark.parametrize(
    "ended",
    [{"revoked_at": timezone.now()}, {"expires_at": timezone.now() - timedelta(minutes=1)}],
    ids=["revoked", "expired"],
)
def test_an_invitation_that_ended_waits_for_nobody(ready, home_of, ended):
    guest = UserFactory(email="guest@partner.example")
    invite(ready.consortium, email=guest.email, by=ready.admin)
    Invitation.objects.update(**ended)
    assert to_do(home_of(guest)) == []


def test_the_nearest_date_stands_first_and_a_list_has_an_end(ready, home_of):
    later = ready_proposal(title="Of another call")
    MembershipFactory(organization=later.anchor, user=ready.admin, part=Part.ADMIN)
    at = timezone.now() + timedelta(days=1)
    CallForProposals.objects.filter(pk=later.call.pk).update(closes_at=at)
    assert texts(home_of(ready.admin), "main tbody td:nth-child(2)") == ["Of another call", TITLE]
    for _ in range(25):
        draft(ready)
    tree = home_of(ready.admin)
    assert len(to_do(tree)) == 20
    assert hrefs(tree, "main table + p a") == ["/proposals/"]


def test_home_takes_the_same_queries_for_one_draft_and_for_many(
    ready, as_user, django_assert_num_queries
):
    browser = as_user(ready.signatory)
    with django_assert_num_queries(12, exact=False) as first:
        browser.get("/")
    for _ in range(3):
        draft(ready)
    with django_assert_num_queries(len(first)):
        assert browser.get("/").text.count("Second") > 3
