"""May anybody decide on the screening list in force, and if not, why?

Fails closed: without a list, with one that nobody confirmed in time, or while a newer one waits in
quarantine, nothing is decided.
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
class ListStanding:
    """The version in force and the newer ones that wait; `gaps` are sentences, none when well."""

    in_force: ListVersion | None
    waiting: tuple[ListVersion, ...]
    freshness_hours: int

    @property
    def is_stale(self) -> bool:
        """Also when it was never confirmed at all."""
        confirmed = self.in_force and self.in_force.confirmed_at
        return not confirmed or timezone.now() - confirmed > timedelta(hours=self.freshness_hours)

    @property
    def gaps(self) -> list[str]:
        return list(self._gaps())

    def _gaps(self) -> Iterator[str]:
        if self.in_force is None:
            yield "No screening list is in force: one has to be loaded first."
        elif self.is_stale:
            yield (
                f"The screening list in force was not confirmed within {self.freshness_hours}"
                " hours: it has to be synchronized first."
            )
        if self.waiting:
            yield (
                "A newer version of the screening list waits in quarantine: it has to be released"
                " or rejected first."
            )


def list_standing() -> ListStanding:
    """Two queries: the versions that matter, and the policy."""
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
        "problems": standing.gaps,
    }
