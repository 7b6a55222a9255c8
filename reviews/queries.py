"""Which cases stand in a queue, which hits are open, which runs and letters are unfinished?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import (
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Sum,
)
from django.db.models.fields.json import KT, KeyTransform
from django.db.models.functions import Coalesce, Least, Now

from exports_portal.accounts.roles import Role
from proposals.models import Proposal, ProposalVersion
from proposals.states import EDITABLE, UNDER_REVIEW, ProposalState
from reviews.states import Severity

if TYPE_CHECKING:
    from exports_portal.accounts.models import User
    from reviews.models import (  # noqa: F401  named in the quoted bases below
        Determination,
        Rescreening,
        ScreeningRun,
    )


class RunQuerySet(models.QuerySet["ScreeningRun"]):
    def stalled_since(self, moment: datetime) -> "RunQuerySet":
        """Open runs on which no worker made progress since then."""
        return self.filter(finished_at=None, progress_at__lt=moment)

    def latest_of(self, version: "ProposalVersion") -> "ScreeningRun | None":
        """The newest run of a version, finished or not."""
        return self.filter(version=version).order_by("-queued_at", "-pk").first()


class RescreeningQuerySet(models.QuerySet["Rescreening"]):
    def stalled_since(self, moment: datetime) -> "RescreeningQuerySet":
        """Open passes on which no worker made progress since then."""
        return self.filter(finished_at=None, progress_at__lt=moment)

    def to_show(self, user: "User") -> "RescreeningQuerySet":
        """With the number of cases and parties of those that this person may read.

        An edit that concerned no such case is nothing to read about.
        """
        cases = Proposal.objects.for_review(user).values("pk")
        theirs = Q(checks__version__proposal__in=cases)
        found = self.select_related("list_version", "organization", "requested_by")
        with_cases = found.annotate(
            case_count=Count("checks", filter=theirs),
            own_party_count=Coalesce(Sum("checks__party_count", filter=theirs), 0),
            own_affected_count=Coalesce(Sum("checks__affected_count", filter=theirs), 0),
        ).filter(case_count__gt=0)
        return with_cases.order_by("-queued_at", "-pk")


class DeterminationQuerySet(models.QuerySet["Determination"]):
    def without_letter(self) -> "DeterminationQuerySet":
        return self.filter(letters=None)


Cases = models.QuerySet[Proposal]
# Counted by whoever changes them, and kept on the case (reviews.actions.counting).
_OPEN_HITS = Coalesce(F("case__open_hits"), 0)
_HAS_OPEN_HITS = Q(case__open_hits__gt=0)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """A line of the queue. Title, anchor and markets are those of the frozen version."""

    proposal: Proposal
    title: str
    anchor: str
    markets: tuple[tuple[str, str], ...]
    assignees: tuple[str, ...]
    open_hits: int
    due_on: Any


def queue(cases: Cases, user: "User", *, tab: str, filters: QueueFilters) -> Cases:
    """The cases of a tab that pass the filters."""
    states = STATES_IN[tab]
    found = cases.filter(state__in=states)
    if tab == Tab.MINE:
        found = found.filter(_waits_for(user))
    if tab == Tab.WATCH:
        found = found.filter(_HAS_OPEN_HITS | Exists(_blocking_findings()))
    if filters.words:
        found = found.filter(_matches(filters.words))
    if filters.state:
        found = found.filter(state=filters.state)
    if filters.lead:
        found = found.filter(case__lead=filters.lead)
    if filters.markets:
        found = found.filter(_DRAFT_IS_FROZEN, Exists(_markets_among(filters.markets)))
    for person in filter(None, (filters.assignee, user if filters.assigned_to_me else None)):
        found = found.filter(pk__in=_open_tracks().filter(assignee=person).values("proposal"))
    return found.filter(_HAS_OPEN_HITS) if filters.with_open_hits else found


# name -> what the rows are sorted by; the case number decides between equals
ORDERS: dict[str, Callable[[Cases], Cases]] = {
    "oldest": lambda cases: cases.order_by(_clock().desc(), "public_id"),
    "newest": lambda cases: cases.order_by(_clock().asc(), "-public_id"),
    "number": lambda cases: cases.order_by("public_id"),
    "title": lambda cases: cases.order_by("title", "public_id"),
    "state": lambda cases: cases.order_by("state", "public_id"),
    "hits": lambda cases: cases.order_by(_OPEN_HITS.desc(), "public_id"),
    "due": lambda cases: cases.order_by(_due_on().asc(nulls_last=True), "public_id"),
}


def rows_of(page: Iterable[int]) -> list[CaseRow]:
    """The lines of a page of the queue, in one query; `page` are proposal ids in their order.

    Looking up only these keeps a page as quick with many cases as with few.
    """
    order = {pk: place for place, pk in enumerate(page)}
    version = ProposalVersion.objects.filter(proposal=OuterRef("pk")).order_by("-number")
    found = (
        Proposal.objects.filter(pk__in=order)
        .select_related("case__lead")
        .annotate(
            frozen_title=version.values(text=KT("document__title"))[:1],
            frozen_members=version.values(part=KeyTransform("members", "document"))[:1],
            frozen_markets=version.values(part=KeyTransform("markets", "document"))[:1],
            assignees=ArraySubquery(
                _open_tracks()
                .filter(proposal=OuterRef("pk"))
                .values("assignee__full_name")
                .distinct()
            ),
            open_hits=_OPEN_HITS,
            due_on=_due_on(),
        )
    )
    return [_row(proposal) for proposal in sorted(found, key=lambda p: order[p.pk])]


def _row(proposal: Any) -> CaseRow:
    anchors = [m["legal_name"] for m in proposal.frozen_members or () if m["role"] == "ANCHOR"]
    return CaseRow(
        proposal=proposal,
        title=proposal.frozen_title or proposal.title,
        anchor=", ".join(anchors),
        markets=tuple((m["kind"], m["code"]) for m in proposal.frozen_markets or ()),
        assignees=tuple(name for name in proposal.assignees if name),
        open_hits=proposal.open_hits,
        due_on=proposal.due_on,
    )


def _waits_for(user: "User") -> Q:
    """Led by this person, or waiting on a track, an agency or a decision of theirs."""
    waits = (
        Q(case__lead=user)
        | Q(pk__in=_open_tracks().filter(assignee=user).values("proposal"))
        | Q(pk__in=_open_consultations().filter(agency__in=user.agencies).values("proposal"))
    )
    if user.has_role(Role.DECIDING_OFFICIAL):
        waits |= Q(state=ProposalState.AWAITING_DETERMINATION)
    return waits


# What was returned may be under work again, and a draft is nobody's business but the applicant's:
# its title and markets are not searched. Everywhere else they are those of the frozen version.
_DRAFT_IS_FROZEN = ~Q(state__in=(ProposalState.RETURNED, ProposalState.WITHDRAWN))


def _matches(words: str) -> Q:
    """Number, title or name of the anchor member."""
    anchors = Q(
        consortium__in=apps.get_model("proposals", "ConsortiumMember")
        .objects.filter(role="ANCHOR", left_at=None, organization__legal_name__icontains=words)
        .values("consortium")
    )
    return Q(public_id__icontains=words) | (_DRAFT_IS_FROZEN & Q(title__icontains=words)) | anchors


def _markets_among(codes: tuple[str, ...]) -> models.QuerySet[Any]:
    markets = apps.get_model("proposals", "TargetMarket").objects
    return markets.filter(proposal=OuterRef("pk"), code__in=codes)


def _clock() -> "ExpressionWrapper[Any]":
    """`Proposal.review_age` in the database."""
    return ExpressionWrapper(
        Coalesce(F("clock_paused_at"), Now()) - F("submitted_at") - F("clock_paused_for"),
        output_field=DurationField(),
    )


def _due_on() -> Least:
    """The nearest date by which something has to be done; PostgreSQL passes over nulls."""
    open_rows = (
        _open_tracks(),
        _open_consultations(),
        _model("InformationRequest").filter(answered_at=None),
    )
    return Least(
        *(
            Subquery(
                rows.filter(proposal=OuterRef("pk"), due_on__isnull=False)
                .order_by("due_on")
                .values("due_on")[:1]
            )
            for rows in open_rows
        )
    )


def _blocking_findings() -> models.QuerySet[Any]:
    found = _model("Finding").filter(severity=Severity.BLOCKING, resolved_at=None)
    return found.filter(proposal=OuterRef("pk"))


def _open_tracks() -> models.QuerySet[Any]:
    return _of_latest_version("ReviewTrack").filter(concluded_at=None).order_by()


def _open_consultations() -> models.QuerySet[Any]:
    return _of_latest_version("Consultation").filter(answered_at=None)


def _of_latest_version(name: str) -> models.QuerySet[Any]:
    """Written as "there is no newer one", which the database joins at once, not row by row."""
    newer = ProposalVersion.objects.filter(
        proposal=OuterRef("proposal"), number__gt=OuterRef("version__number")
    )
    return _model(name).filter(~Exists(newer))


def _model(name: str) -> models.Manager[Any]:
    """By name: the models stand above this module."""
    return apps.get_model("reviews", name).objects
