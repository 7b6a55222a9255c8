"""A match was confirmed: who can take it back, and how quietly?"""

import pytest

from reviews.actions.adjudicate import adjudicate
from reviews.actions.screening import screen_again, screen_parties
from reviews.states import AdjudicationCode, ResolutionCode
from reviews.states import AdjudicationOutcome as Outcome
from tests.factories.ownership import resolve_by_two
from tests.factories.proposals_ready import ANCHOR_OWNER
from tests.factories.reviews import clear, colleague, fictional_list
from tests.guards.confirmed import confirmed, is_open, is_open_hit, match_of, say_true

pytestmark = pytest.mark.django_db
REVIEW_ONLY = "Lumen Harvor Systms Trading"  # resembles the anchor member, and is not strong


@pytest.mark.parametrize("listed", [ANCHOR_OWNER, REVIEW_ONLY])
def test_undoing_the_match_alone(listed):
    """The person who confirmed a match calls it a false positive later, strong hit or not.

    Stopped by: undoing a true match takes two people whatever the tier; the hit and the finding
    stay open until then.
    """
    case, hit, _ = confirmed(listed=listed)
    clear(hit, by=case.lead, reason="I was mistaken, another company.")
    assert is_open_hit(hit, case)
    assert is_open(case)
    clear(hit, by=colleague(), reason="The register names other owners.")
    assert not is_open_hit(hit, case)
    assert match_of(case).resolution_code == ResolutionCode.OTHERWISE


def test_undoing_the_match_by_way_of_an_escalation():
    """Escalate a confirmed match that is not strong, and let a colleague clear it alone.

    Stopped by: the finding of the match is known by its key, so the clearing still undoes it.
    """
    case, hit, _ = confirmed(listed=REVIEW_ONLY)
    adjudicate(
        hit,
        outcome=Outcome.ESCALATE,
        code=AdjudicationCode.CONTRADICTION,
        reason="The evidence points both ways.",
        by=case.lead,
    )
    clear(hit, by=colleague())
    assert is_open_hit(hit, case)
    assert is_open(case)


def test_a_changed_list_entry_forgets_the_match():
    """Wait until the list changes the entry of a confirmed match that is not strong, then clear the
    new pair alone.

    Stopped by: the key names the two parties, not the wording of the entry.
    """
    case, _, _ = confirmed(listed=REVIEW_ONLY)
    fictional_list(listed=[REVIEW_ONLY], changes={"remarks": "Now of Port Lumen."})
    run = screen_again(case.proposal, by=case.lead)
    screen_parties(run)
    anew = next(hit for hit in case.hits if hit.tier == "review")
    clear(anew, by=case.lead)
    assert is_open_hit(anew, case)
    assert is_open(case)


def test_saying_it_again_in_other_words():
    """Say "true match" once more with the sentence changed, so that an old resolution covers it.

    Stopped by: one finding for each pair, told by its key: it is opened again.
    """
    case, hit, finding = confirmed()
    resolve_by_two(finding, case)
    assert not is_open(case)
    say_true(case, hit, reason="The license was revoked last week.")
    again = match_of(case)
    assert (again.pk, again.resolved_at, again.first_person) == (finding.pk, None, None)
