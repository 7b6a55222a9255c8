"""Which versions does the screening keep watch over, and which of them stand on an older list?

Watched is the latest version of every case that is open, designated, suspended or published.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from catalog.models import Availability
from proposals.models import Proposal, ProposalVersion
from proposals.states import UNDER_REVIEW, ProposalState
from reviews.models import (
    Adjudication,
    HitAlert,
    ListVersion,
    ScreeningHit,
    ScreeningRun,
    VersionCheck,
)
from reviews.screening.parties import Tier
from reviews.states import CheckOutcome, RunKind

DESIGNATED = (ProposalState.DESIGNATED, ProposalState.SUSPENDED)
PUBLISHED = (Availability.AVAILABLE, Availability.SUSPENDED)
# Runs that nobody waits for: what they bring up has to be told.
UNASKED = (RunKind.LIST_CHANGE, RunKind.PARTY_CHANGE, RunKind.WEEKLY)


def watched_versions() -> QuerySet[ProposalVersion]:
    newer = ProposalVersion.objects.filter(
        proposal=OuterRef("proposal"), number__gt=OuterRef("number")
    )
    watched = Q(proposal__state__in=UNDER_REVIEW) | _is_designated("proposal__")
    return ProposalVersion.objects.filter(watched, ~Exists(newer))


def is_designated(proposal: Proposal) -> bool:
    """Designated, suspended, or offered in the catalog."""
    return Proposal.objects.filter(_is_designated(""), pk=proposal.pk).exists()


def latest_runs() -> QuerySet[ScreeningRun]:
    """Of each watched version the newest run, finished or not."""
    newer = ScreeningRun.objects.filter(version=OuterRef("version"), pk__gt=OuterRef("pk"))
    return ScreeningRun.objects.filter(~Exists(newer), version__in=watched_versions())


def runs_behind(current: ListVersion) -> QuerySet[ScreeningRun]:
    """The finished ones whose results were not established against this list."""
    finished = latest_runs().filter(finished_at__isnull=False)
    return finished.annotate(stands_on=_stands_on()).exclude(stands_on=current.pk)


def standing_of(run: ScreeningRun) -> tuple[ListVersion | None, datetime | None]:
    """The list against which the results of a run hold, and when that was established last."""
    check = _unchanged().filter(basis=run).select_related("list_version").first()
    if check is None:
        return run.list_version, run.finished_at
    return check.list_version, check.checked_at


def standings_of(runs: Sequence[ScreeningRun]) -> dict[int, int]:
    """By id of the run, the id of that list: one query for many runs."""
    found = ScreeningRun.objects.filter(pk__in=[run.pk for run in runs])
    return dict(found.annotate(stands_on=_stands_on()).values_list("pk", "stands_on"))


def hits_to_tell() -> QuerySet[ScreeningHit]:
    """Strong hits of latest finished runs that nobody has judged and no officer was told of.

    On a designated package every one of them; on an open case those that came up by themselves,
    since the hits of a screening somebody waits for are seen anyway.
    """
    runs = latest_runs().filter(finished_at__isnull=False)
    proposal = "party__run__version__proposal"
    of_pair = {"proposal": OuterRef(proposal), "fingerprint": OuterRef("fingerprint")}
    told = Exists(HitAlert.objects.filter(**of_pair))
    judged = Exists(Adjudication.objects.filter(**of_pair))
    earlier = ScreeningHit.objects.filter(
        fingerprint=OuterRef("fingerprint"),
        party__run__version__proposal=OuterRef(proposal),
        party__run__lt=OuterRef("party__run"),
    )
    came_up = Q(party__run__kind__in=UNASKED) & ~Exists(earlier)
    return ScreeningHit.objects.filter(
        _is_designated(f"{proposal}__") | came_up, tier=Tier.STRONG, party__run__in=runs
    ).exclude(told | judged)


def runs_to_tell() -> set[int]:
    """Ids of the runs with such hits, or with alerts of which nobody has been told."""
    untold = HitAlert.objects.filter(told_at=None).values_list("hit__party__run", flat=True)
    return {*untold, *hits_to_tell().values_list("party__run", flat=True)}


def _is_designated(path: str) -> Q:
    return Q(**{f"{path}state__in": DESIGNATED}) | Q(
        **{f"{path}catalog_entry__availability__in": PUBLISHED}
    )


def _unchanged() -> QuerySet[VersionCheck]:
    """Checks against a list that found nothing, the latest first."""
    found = VersionCheck.objects.filter(outcome=CheckOutcome.UNCHANGED)
    return found.exclude(list_version=None).order_by("-checked_at", "-pk")


def _stands_on() -> Coalesce:
    checked = _unchanged().filter(basis=OuterRef("pk")).values("list_version")[:1]
    return Coalesce(Subquery(checked), F("list_version_id"), output_field=BigIntegerField())
