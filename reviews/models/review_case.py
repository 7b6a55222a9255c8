"""What does the queue know of a case, in one row?"""

from collections.abc import Iterator

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.bounds import MOST_MARKETS
from proposals.models import Consortium, Proposal
from reviews.queue import SOMETHING_NEW, STATES_IN, CaseQuerySet, Tab
from reviews.states import TrackKind


def _in_order(tab: str, here: Q) -> Iterator[models.Index]:
    """The orders in which the cases of a tab lie far apart among all others."""
    runs, stands = Q(clock_stands_at=None), Q(clock_stands_at__isnull=False)
    most_hits = F("open_hits").desc(nulls_last=True)
    yield models.Index(
        fields=("clock_start", "number"), name=f"case_{tab}_by_start", condition=here & runs
    )
    yield models.Index(
        fields=("-clock_stands_at", "number"), name=f"case_{tab}_by_age", condition=here & stands
    )
    yield models.Index(fields=("due_on", "number"), name=f"case_{tab}_by_due", condition=here)
    yield models.Index(most_hits, "number", name=f"case_{tab}_by_hits", condition=here)
    yield models.Index(fields=("number",), name=f"case_{tab}_by_number", condition=here)


class ReviewCase(models.Model):
    """The officers' side of a proposal, and all that the queue finds and sorts by, in one row.

    What is copied here is written by the database and by nothing else: the proposal's columns, and
    the row itself, whenever a submitted proposal changes (trigger `reviews_case_follows`); title
    and markets of the frozen version with each new one (trigger `reviews_new_version`). The rest is
    kept by reviews.actions.counting.
    """

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="case")
    lead = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="led_cases"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    # Kept. None: from before it was, and not counted yet.
    open_hits = models.PositiveIntegerField(null=True, default=0, editable=False)
    # Blocking findings that are open, counted by the database with each change of one of them
    # (trigger `reviews_findings_counted`).
    open_blocking = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    # The nearest date by which something has to be done (reviews.due).
    due_on = models.DateField(null=True, editable=False)
    # Keys of those to whom an open track is assigned.
    assignees = ArrayField(
        models.BigIntegerField(), size=len(TrackKind), default=list, editable=False
    )
    # Copied from the proposal. `Proposal.review_age` is now less `clock_start`, or
    # `clock_stands_at` while the applicant is waited for.
    consortium = models.ForeignKey(
        Consortium,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    number = models.CharField(max_length=20, default="", editable=False)
    state = models.CharField(max_length=50, default="", editable=False)
    clock_start = models.DateTimeField(null=True, editable=False)
    clock_stands_at = models.DurationField(null=True, editable=False)
    # Copied from the latest version.
    title = models.CharField(max_length=200, default="", editable=False)
    markets = ArrayField(
        models.CharField(max_length=20), size=MOST_MARKETS, default=list, editable=False
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        # Each order of the queue is an index of its own for the open and for the decided cases:
        # the first page is read from it, however many cases there are.
        indexes = (
            *_in_order("open", Q(state__in=STATES_IN[Tab.OPEN])),
            *_in_order("decided", Q(state__in=STATES_IN[Tab.DECIDED])),
            *_in_order("watch", Q(SOMETHING_NEW, state__in=STATES_IN[Tab.WATCH])),
            # What one person leads is a small part of what is open.
            models.Index(
                fields=("lead", "clock_start", "number"),
                name="case_open_of_lead",
                condition=Q(state__in=STATES_IN[Tab.OPEN], clock_stands_at=None),
            ),
            models.Index(fields=("title", "number"), name="case_by_title"),
            models.Index(fields=("state", "number"), name="case_by_state"),
            GinIndex(fields=("assignees",), name="case_assignees"),
            GinIndex(fields=("markets",), name="case_markets"),
            # Parts of words, as they are typed into the search of the queue.
            GinIndex(OpClass(Upper("number"), name="gin_trgm_ops"), name="case_number_parts"),
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="case_title_parts"),
        )

    def __str__(self) -> str:
        return f"Case {self.proposal.public_id}"
