"""What is kept on a case so that no list has to work it out: open hits, dates and assignees.

Whoever changes hits, runs, adjudications, or what is due, counts again before the end of the
transaction. The row of the case is locked first, and what it is asked after that: of two at once
the second sees what the first did. The audit trail's lock comes after this one.
"""

import logging

from django.db import transaction
from django.db.models import Count, QuerySet

from proposals.models import Proposal
from reviews.due import assignees, due_on
from reviews.hits import open_hits
from reviews.models import Finding, ReviewCase
from reviews.states import Severity

logger = logging.getLogger(__name__)


@transaction.atomic
def recount(proposal_id: int) -> None:
    """Write down how many hits of the latest screening of the latest version and how many blocking
    findings are open now, the nearest date by which something has to be done, and to whom open
    tracks are assigned."""
    held = ReviewCase.objects.select_for_update(no_key=True).filter(proposal=proposal_id)
    if not list(held.only("pk")):
        return
    of_case = open_hits().filter(party__run__version__proposal=proposal_id)
    blocking = _blocking().filter(proposal=proposal_id)
    of_tracks = Proposal.objects.filter(pk=proposal_id).values_list(due_on(), assignees())
    due, assigned = of_tracks.get()
    ReviewCase.objects.filter(proposal=proposal_id).update(
        open_hits=of_case.count(),
        open_blocking=blocking.count(),
        due_on=due,
        assignees=assigned,
    )


def count_what_nobody_counted() -> None:
    """Cases from before the count was kept."""
    for proposal_id in ReviewCase.objects.filter(open_hits=None).values_list("proposal", flat=True):
        recount(proposal_id)


def recount_what_differs() -> list[int]:
    """Compare every case with what counting gives, and put right what differs.

    Returns the ids of these proposals, which is a fault of the action that forgot to count; they
    are logged. Queries that look at every hit: for the night.
    """
    differing = sorted({*_other_hits(), *_other_tracks(), *_other_findings()})
    for proposal_id in differing:
        recount(proposal_id)
    if differing:
        logger.error("what cases keep for the queue was not kept", extra={"ids": differing})
    return differing


def _other_hits() -> list[int]:
    of_proposal = open_hits().values("party__run__version__proposal").annotate(number=Count("pk"))
    counted = dict(of_proposal.values_list("party__run__version__proposal", "number"))
    kept = ReviewCase.objects.values_list("proposal", "open_hits").iterator()
    return [pk for pk, number in kept if number != counted.get(pk, 0)]


def _blocking() -> QuerySet[Finding]:
    return Finding.objects.filter(severity=Severity.BLOCKING, resolved_at=None).order_by()


def _other_findings() -> list[int]:
    """The database counts these; what was written past it is found here."""
    counted = dict(_blocking().values_list("proposal").annotate(number=Count("pk")))
    kept = ReviewCase.objects.values_list("proposal", "open_blocking").iterator()
    return [pk for pk, number in kept if number != counted.get(pk, 0)]


def _other_tracks() -> list[int]:
    kept = Proposal.objects.exclude(case=None).annotate(due=due_on(), assigned=assignees())
    rows = kept.values_list("pk", "case__due_on", "due", "case__assignees", "assigned")
    return [pk for pk, *pairs in rows.iterator() if pairs[::2] != pairs[1::2]]
