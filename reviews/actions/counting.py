"""How many hits of a case are open? Kept on the case, so that no list has to count.

Whoever changes hits, runs or adjudications counts again before the end of the transaction. The row
of the case is locked first, and the count asked after that: of two at once the second sees what the
first did. The audit trail's lock comes after this one.
"""

from django.db import transaction

from reviews.hits import open_hits
from reviews.models import ReviewCase


@transaction.atomic
def recount(proposal_id: int) -> None:
    """Write down how many hits of the latest screening of the latest version are open now."""
    held = ReviewCase.objects.select_for_update(no_key=True).filter(proposal=proposal_id)
    if not list(held.only("pk")):
        return
    of_case = open_hits().filter(party__run__version__proposal=proposal_id)
    ReviewCase.objects.filter(proposal=proposal_id).update(open_hits=of_case.count())


def count_what_nobody_counted() -> None:
    """Cases from before the count was kept."""
    for proposal_id in ReviewCase.objects.filter(open_hits=None).values_list("proposal", flat=True):
        recount(proposal_id)
