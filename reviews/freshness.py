"""May anybody decide on the screening list in force, and if not, why?

Fails closed: without a list, with one that nobody confirmed in time or that was published long ago,
or while a newer one waits in quarantine, nothing is decided.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from exports_portal.policy.readers import screening_policy
from reviews.models import ListVersion
from reviews.states import ListState


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """How old what a version says is, counted from its publication and not from its arrival.

    `days` is None when the file does not say when it was published: that is never recent. A
    reason that a keeper of the lists gave holds as long as a publication does.
    """

    days: int | None
    is_old: bool
    is_held: bool
    hold_days: int


def publication(version: ListVersion) -> Publication:
    """Invented entries have no age. The days are the policy's of today (R23)."""
    policy = screening_policy(timezone.localdate())
    hold = timedelta(days=policy.published_hold_days)
    now, published = timezone.now(), version.published_at
    # A publisher's clock may be ahead of ours.
    age = max(now - published, timedelta(0)) if published else None
    accepted = version.decided_at if version.decision_reason else None
    is_recent = version.is_fictional or (age is not None and age <= hold)
    return Publication(
        days=age.days if age is not None else None,
        is_old=not version.is_fictional
        and (age is None or age > timedelta(days=policy.published_warn_days)),
        is_held=not is_recent and (accepted is None or now - accepted > hold),
        hold_days=policy.published_hold_days,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListStanding:
    """The version in force and the newer ones that wait; `gaps` are sentences, none when well."""

    in_force: ListVersion | None
    waiting: tuple[ListVersion, ...]
    freshness_hours: int
    publication: Publication | None

    @property
    def is_stale(self) -> bool:
        """Also when it was never confirmed at all."""
        confirmed = self.in_force and self.in_force.confirmed_at
        return not confirmed or timezone.now() - confirmed > timedelta(hours=self.freshness_hours)

    @property
    def gaps(self) -> list[str]:
        return list(self._gaps())

    @property
    def warnings(self) -> list[str]:
        """What stops nothing yet: a publication that grows old, or one that was accepted so."""
        found = self.publication
        return [f"{_published(found)}."] if found and found.is_old and not found.is_held else []

    def _gaps(self) -> Iterator[str]:
        if self.in_force is None:
            yield "No screening list is in force: one has to be loaded first."
        elif self.is_stale:
            yield (
                f"The screening list in force was not confirmed within {self.freshness_hours}"
                " hours: it has to be synchronized first."
            )
        if self.publication and self.publication.is_held:
            yield (
                f"{_published(self.publication)}, and decisions are held after"
                f" {self.publication.hold_days} days: load a newer one, or say on the page of the"
                " screening lists why this one may be decided on."
            )
        if self.waiting:
            yield (
                "A newer version of the screening list waits in quarantine: it has to be released"
                " or rejected first."
            )


def _published(found: Publication) -> str:
    if found.days is None:
        return "The screening list in force does not say when it was published"
    return f"The screening list in force was published {found.days} days ago"


def list_standing() -> ListStanding:
    """The versions that matter, measured by the policy of the day."""
    versions = ListVersion.objects.filter(state__in=(ListState.IN_FORCE, ListState.QUARANTINED))
    known = list(versions.order_by("-loaded_at", "-pk"))
    in_force = next((version for version in known if version.in_force), None)
    return ListStanding(
        in_force=in_force,
        waiting=tuple(
            version
            for version in known
            if version.is_quarantined and (in_force is None or version.is_newer_than(in_force))
        ),
        freshness_hours=screening_policy(timezone.localdate()).freshness_hours,
        publication=publication(in_force) if in_force else None,
    )


def health_report() -> dict[str, Any]:
    """What /health/ says about the list; `problems` make its status "degraded"."""
    standing = list_standing()
    version = standing.in_force
    hours = None
    if version and version.confirmed_at:
        hours = round((timezone.now() - version.confirmed_at) / timedelta(hours=1), 1)
    return {
        "list_in_force": str(version) if version else None,
        "list_confirmed_hours_ago": hours,
        "lists_in_quarantine": len(standing.waiting),
        "list_published_days_ago": standing.publication.days if standing.publication else None,
        "problems": standing.gaps,
        "warnings": standing.warnings,
    }
