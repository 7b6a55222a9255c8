"""How does a test let the portal follow what changed, as the sweeper and the workers do?"""

from reviews.actions.passes import screen_what_waits, work_on
from reviews.actions.rescreening import queue_list_change
from reviews.models import Rescreening, ScreeningHit, ScreeningRun


def follow_list_change() -> Rescreening:
    """After another list came into force."""
    found = queue_list_change()
    assert found is not None
    return follow(found)


def follow(found: Rescreening) -> Rescreening:
    """Carry out a pass, and every screening that it asked for."""
    assert work_on(found) is True
    assert screen_what_waits(found) is True
    found.refresh_from_db()
    return found


def names(run: ScreeningRun, *, carried: bool) -> list[str]:
    """Of the parties that were carried over, or screened in this run."""
    parties = run.parties.filter(carried_from__isnull=not carried)
    return sorted(parties.values_list("name", flat=True))


def hit_names(run: ScreeningRun) -> list[str]:
    """The listed names that were found."""
    hits = ScreeningHit.objects.filter(party__run=run)
    return sorted(hits.values_list("matched_name", flat=True))
