"""An officer with an interest in a case: how do they come to work on it, or to see it?"""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from exports_portal.accounts.actions.parts import take_back_part
from exports_portal.accounts.models import PastMembership
from exports_portal.accounts.roles import Part, Role
from exports_portal.errors import NotPermitted
from exports_portal.policy.models import Kind
from exports_portal.policy.readers import snapshot_in_force
from proposals.actions.advance import refusals
from proposals.models import Proposal
from reviews.actions import case as desk_work
from reviews.actions.rescreening import queue_list_change, queue_weekly
from reviews.states import Severity
from tests.factories.accounts import MembershipFactory
from tests.factories.proposals_ready import ready_proposal
from tests.factories.reviews import (
    case_awaiting_determination,
    case_in_review,
    fictional_list,
    officer,
)
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db


def former(case, role=Role.CASE_LEAD, *, by_hand=False):
    """An officer who belonged to the member until a moment ago."""
    person = officer(role)
    part = MembershipFactory(organization=case.ready.anchor, user=person, part=Part.CONTRIBUTOR)
    if by_hand:
        person.memberships.all().delete()
    else:
        take_back_part(part, by=case.ready.admin)
    return person


def raise_one(case, by):
    return desk_work.raise_finding(
        case.proposal,
        track=None,
        severity=Severity.INFO,
        text_public="",
        text_internal="Seen.",
        by=by,
    )


@pytest.mark.parametrize("by_hand", [False, True])
def test_leaving_the_company_first(by_hand):
    """End the membership in a member, on the page or in the shell, and work on its case.

    Stopped by: whoever ends a membership leaves a record that bars for the policy's time (a program
    default: a year).
    """
    case = case_in_review()
    person = former(case, by_hand=by_hand)
    with pytest.raises(NotPermitted, match="You belonged to a member of this consortium"):
        raise_one(case, person)
    assert not Proposal.objects.for_review(person).exists()
    assert snapshot_in_force(Kind.CONFLICTS, timezone.localdate()).is_program_default


def test_leaving_the_company_to_decide():
    """A deciding official ends the membership and designates.

    Stopped by: the permission of the transition asks the same.
    """
    case = case_awaiting_determination()
    person = former(case, Role.DECIDING_OFFICIAL)
    (reason,) = refusals(case.proposal, "designate", person)
    assert reason.startswith("You belonged to a member of this consortium")


def test_the_bar_ends_with_the_policys_time():
    """The honest way: wait until the policy's time is over.

    Stopped by: nothing from then on.
    """
    case = case_in_review()
    person = former(case)
    until = PastMembership.objects.get(user=person).bars_until
    assert timedelta(days=364) < until - timezone.now() <= timedelta(days=365)
    PastMembership.objects.update(bars_until=timezone.now() + timedelta(hours=1))
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert raise_one(case, person).raised_by == person


def test_taking_back_ones_own_conflict():
    """Declare a conflict, write "sold" beside it the next minute, and decide the case.

    Stopped by: a conflict stands until a case lead, another person, has lifted it.
    """
    case = case_awaiting_determination()
    for has_conflict, note in ((True, "Shares in a member."), (False, "Sold.")):
        desk_work.declare_conflict(
            case.proposal, has_conflict=has_conflict, note=note, by=case.decider
        )
    (reason,) = refusals(case.proposal, "designate", case.decider)
    assert reason.startswith("You declared a conflict of interest")


def test_a_barred_case_in_the_list_of_passes():
    """Read of a barred case in the list of re-screenings, where it stands with its number.

    Stopped by: the list, its counts and its pages show the cases that this person may read.
    """
    case = case_in_review()
    queue_weekly(is_asked_for=True)
    person = former(case, Role.DESTINATION_REVIEWER)
    free, barred = client_of(case.lead), client_of(person)
    everything = reverse("reviews:rescreenings")
    assert "Nothing has been screened again yet" in barred.get(everything).text
    page = free.get(everything)
    (found,) = page.context["page"]
    place = reverse("reviews:rescreening", args=[found.pk])
    assert case.proposal.public_id in free.get(place).text
    assert barred.get(place).status_code == 404


def test_a_barred_case_in_the_progress_of_a_pass():
    """Learn from the progress of a running re-screening how many parties a barred case has.

    Stopped by: the progress, too, counts the parties of the cases that this person may read.
    """
    barred, other = case_in_review(), case_in_review(ready=ready_proposal())
    person = former(barred, Role.DESTINATION_REVIEWER)
    fictional_list(listed=["Harbor Founders Holding"])
    running = queue_list_change()
    theirs = other.run.party_count
    assert running.party_count == barred.run.party_count + theirs
    browser = client_of(person)
    for address in (
        reverse("reviews:rescreenings"),
        reverse("reviews:rescreening", args=[running.pk]),
        reverse("reviews:lists"),
    ):
        text = " ".join(browser.get(address).text.split())
        assert f"0 of {theirs}" in text
        assert f"of {running.party_count}" not in text


def test_every_list_of_cases(client):
    """Look for a barred case in the queue, by its number, and in its own pages.

    Stopped by: every list and page starts from the cases that this person may read.
    """
    case = case_in_review()
    browser = client_of(former(case))
    number = case.proposal.public_id
    for tab in ("mine", "open", "decided", "watch"):
        queue = browser.get(reverse("reviews:queue"), {"tab": tab, "words": number}).text
        assert reverse("reviews:case", args=[number]) not in queue
    assert browser.get(reverse("reviews:case", args=[number])).status_code == 404
    assert browser.get(reverse("reviews:screening", args=[number])).status_code == 404
