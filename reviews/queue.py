"""Which cases stand in the queue, and in which order?

What is sorted by stands in one row of the case (`ReviewCase`), with an index for each order, so
that a page costs the same with many cases as with few.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from exports_portal.accounts.roles import Role
from proposals.queries import readable
from proposals.states import EDITABLE, UNDER_REVIEW, ProposalState
from reviews.due import open_consultations

if TYPE_CHECKING:
    from exports_portal.accounts.models import User
    from reviews.models import ReviewCase  # noqa: F401  named in the quoted base below


class CaseQuerySet(models.QuerySet["ReviewCase"]):
    def for_review(self, user: "User") -> "CaseQuerySet":
        """As for proposals (`ProposalQuerySet.for_review`)."""
        return readable(self, user, proposal="proposal")


class Tab(models.TextChoices):
    MINE = "mine", "Mine"
    OPEN = "open", "All open"
    DECIDED = "decided", "Decided"
    WATCH = "watch", "Designated, something new"


STATES_IN: dict[str, tuple[str, ...]] = {
    Tab.MINE: UNDER_REVIEW,
    Tab.OPEN: (*UNDER_REVIEW, ProposalState.RETURNED),
    Tab.WATCH: (ProposalState.DESIGNATED, ProposalState.SUSPENDED),
    Tab.DECIDED: tuple(state for state in ProposalState if state not in (*UNDER_REVIEW, *EDITABLE)),
}
WITH_APPLICANT = (ProposalState.INFO_REQUESTED, ProposalState.RETURNED)


class WaitsFor(models.TextChoices):
    """What a case waits for, as far as its own row tells. No more is claimed than stands there."""

    LEAD = "lead", "A lead: nobody leads it yet"
    APPLICANT = "applicant", "The applicant: to answer, or to submit again"
    AGENCY = "agency", "An agency: it is in consultation"
    DECISION = "decision", "A decision: it awaits determination"
    OVERDUE = "overdue", "Overdue: its next due date has passed"


# A hit that waits to be adjudicated, or a blocking finding that is open.
SOMETHING_NEW = Q(open_hits__gt=0) | Q(open_blocking__gt=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilters:
    """What an officer looks for. Empty means: whatever it is."""

    words: str = ""
    state: str = ""
    lead: "User | None" = None
    markets: tuple[str, ...] = ()
    assignee: "User | None" = None
    assigned_to_me: bool = False
    with_open_hits: bool = False
    waits_for: str = ""


def queue(cases: CaseQuerySet, user: "User", *, tab: str, filters: QueueFilters) -> CaseQuerySet:
    """The cases of a tab that pass the filters."""
    found = cases.filter(*_chosen(filters, user), state__in=STATES_IN[tab])
    if tab == Tab.MINE:
        found = found.filter(proposal__in=_waiting_for(user))
    return found.filter(SOMETHING_NEW) if tab == Tab.WATCH else found


def _chosen(filters: QueueFilters, user: "User") -> Iterator[Q]:
    if filters.words:
        yield _matches(filters.words)
    if filters.state:
        yield Q(state=filters.state)
    if filters.lead:
        yield Q(lead=filters.lead)
    if filters.markets:
        yield Q(markets__overlap=list(filters.markets))
    for person in filter(None, (filters.assignee, user if filters.assigned_to_me else None)):
        yield Q(assignees__contains=[person.pk])
    if filters.with_open_hits:
        yield Q(open_hits__gt=0)
    if filters.waits_for:
        yield _waits(filters.waits_for)


def _waits(what: str) -> Q:
    """By the columns of the case alone, so that it costs the same with many cases as with few."""
    on_a_desk = Q(state__in=UNDER_REVIEW)
    return {
        WaitsFor.LEAD: on_a_desk & Q(lead=None),
        # Their clock stands: said, so that those whose clock runs are not looked through.
        WaitsFor.APPLICANT: Q(state__in=WITH_APPLICANT, clock_stands_at__isnull=False),
        WaitsFor.AGENCY: Q(state=ProposalState.IN_CONSULTATION),
        WaitsFor.DECISION: Q(state=ProposalState.AWAITING_DETERMINATION),
        WaitsFor.OVERDUE: on_a_desk & Q(due_on__lt=timezone.localdate()),
    }[WaitsFor(what)]


class ByAge:
    """Cases by the time under review, read from two indexes and merged.

    The age of a case whose clock runs grows with every moment, that of a paused one stands, so no
    one index has the order of both. Of each part the rows up to the end of the page are enough.
    """

    def __init__(self, cases: CaseQuerySet, *, oldest_first: bool) -> None:
        self.oldest_first = oldest_first
        runs = cases.filter(clock_stands_at=None)
        stands = cases.filter(clock_stands_at__isnull=False)
        self.runs = runs.annotate(age=Now() - F("clock_start"))
        self.stands = stands.annotate(age=F("clock_stands_at"))

    def __getitem__(self, page: slice) -> list[int]:
        """The proposal ids of a page."""
        if not page.stop:
            return []
        runs = self._first(self.runs, page.stop, "clock_start", "number")
        stands = self._first(self.stands, page.stop, "-clock_stands_at", "number")
        merged = runs.union(stands, all=True).order_by(*self._turned("-age", "number"))
        return [pk for pk, *_ in merged[page]]

    def _first(self, rows: Any, number: int, *order: str) -> Any:
        return rows.order_by(*self._turned(*order)).values_list("proposal", "age", "number")[
            :number
        ]

    def _turned(self, *order: str) -> list[str]:
        """As given for the oldest first; else the other way round."""
        if self.oldest_first:
            return list(order)
        return [name.removeprefix("-") if name.startswith("-") else f"-{name}" for name in order]


# name -> the rows in that order, to be sliced; the case number decides between equals
ORDERS: dict[str, Callable[[CaseQuerySet], Any]] = {
    "oldest": lambda cases: ByAge(cases, oldest_first=True),
    "newest": lambda cases: ByAge(cases, oldest_first=False),
    "number": lambda cases: _by(cases, "number"),
    "title": lambda cases: _by(cases, "title", "number"),
    "state": lambda cases: _by(cases, "state", "number"),
    "hits": lambda cases: _by(cases, F("open_hits").desc(nulls_last=True), "number"),
    "due": lambda cases: _by(cases, F("due_on").asc(nulls_last=True), "number"),
}


def _by(cases: CaseQuerySet, *order: Any) -> Any:
    return cases.order_by(*order).values_list("proposal", flat=True)


def _waiting_for(user: "User") -> models.QuerySet[Any]:
    """Led by this person, or waiting on a track, an agency or a decision of theirs.

    Each found by its own index, and then united: the rest of the cases is not looked at.
    """
    cases = apps.get_model("reviews", "ReviewCase").objects
    asked = open_consultations().filter(agency__in=user.agencies)
    waiting = [cases.filter(lead=user), cases.filter(assignees__contains=[user.pk]), asked]
    if user.has_role(Role.DECIDING_OFFICIAL):
        waiting.append(cases.filter(state=ProposalState.AWAITING_DETERMINATION))
    first, *others = (rows.order_by().values("proposal") for rows in waiting)
    return first.union(*others)


def _matches(words: str) -> Q:
    """Number, title as it was submitted, or name of the anchor member.

    The anchors are asked for first: each of the three is then looked up in an index.
    """
    members = apps.get_model("proposals", "ConsortiumMember").objects
    anchors = members.filter(
        role="ANCHOR", left_at=None, organization__legal_name__icontains=words
    ).values_list("consortium", flat=True)
    found = Q(number__icontains=words) | Q(title__icontains=words)
    return found | Q(consortium__in=list(anchors))
