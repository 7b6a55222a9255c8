"""What does the policy in force on a day say?

Every reader takes the day, makes one query and raises `NoPolicyInForce` when nothing applies.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from exports_portal.errors import PortalError
from exports_portal.policy import ownership, shapes
from exports_portal.policy.blocs import Bloc, parse_blocs
from exports_portal.policy.controls import ControlCatalog, parse_controls
from exports_portal.policy.country_groups import CountryGroups, parse_country_groups
from exports_portal.policy.list_sources import ListSources, parse_list_sources
from exports_portal.policy.models import Kind, PolicySnapshot


class NoPolicyInForce(PortalError):
    """The portal cannot answer, because no reference data applies on that day."""

    status = 500
    title = "Reference data is missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotRef:
    """Which snapshot a decision was taken on: enough to find it again and to see it unchanged."""

    kind: str
    id: int
    sha256: str
    source_date: date
    title: str


def snapshot_in_force(kind: Kind, on: date) -> PolicySnapshot:
    """The whole row, for pages that show title, source and whether it is a program default."""
    snapshot = PolicySnapshot.objects.filter(kind=kind).in_force(on).first()
    if snapshot is None:
        raise NoPolicyInForce(_missing(kind, on))
    return snapshot


def _missing(kind: Kind, on: date) -> str:
    return (
        f"No policy of the kind {kind.value} is in force on {on.isoformat()}. "
        "Load it with `manage.py load_policy`."
    )


def snapshots_in_force(on: date) -> list[SnapshotRef]:
    """Every snapshot in force on the day, in the order of kinds, for a decision to store."""
    return [_ref(row) for row in PolicySnapshot.objects.in_force(on)]


def _ref(row: PolicySnapshot) -> SnapshotRef:
    return SnapshotRef(
        kind=row.kind,
        id=row.pk,
        sha256=row.sha256,
        source_date=row.source_date,
        title=row.title,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """What one kind says, parsed, and the snapshot that it says it in."""

    said: Any
    snapshot: SnapshotRef


def snapshots_of(on: date, *kinds: Kind) -> Mapping[Kind, InForce]:
    """What several kinds say on one day, in one query."""
    rows = PolicySnapshot.objects.filter(kind__in=kinds).in_force(on)
    found = {
        Kind(row.kind): InForce(said=shapes.PARSERS[row.kind](row.payload), snapshot=_ref(row))
        for row in rows
    }
    for kind in kinds:
        if kind not in found:
            raise NoPolicyInForce(_missing(kind, on))
    return found


def all_in_force(on: date, *kinds: Kind) -> Mapping[Kind, Any]:
    """The same without where it stands."""
    return {kind: found.said for kind, found in snapshots_of(on, *kinds).items()}


def countries_of_concern(on: date) -> shapes.CountriesOfConcern:
    payload = snapshot_in_force(Kind.COUNTRIES_OF_CONCERN, on).payload
    return shapes.parse_countries_of_concern(payload)


def blocs(on: date) -> tuple[Bloc, ...]:
    return parse_blocs(snapshot_in_force(Kind.BLOCS, on).payload)


def support_instruments(on: date) -> tuple[shapes.SupportInstrument, ...]:
    payload = snapshot_in_force(Kind.SUPPORT_INSTRUMENTS, on).payload
    return shapes.parse_support_instruments(payload)


def certifications(on: date) -> tuple[shapes.Certification, ...]:
    return shapes.parse_certifications(snapshot_in_force(Kind.CERTIFICATIONS, on).payload)


def content_threshold(on: date) -> Decimal:
    """The U.S.-origin percentage of aggregate hardware value from which content is presumed."""
    return shapes.parse_content(snapshot_in_force(Kind.CONTENT, on).payload)


def screening_policy(on: date) -> shapes.ScreeningPolicy:
    return shapes.parse_screening(snapshot_in_force(Kind.SCREENING, on).payload)


def sectors(on: date) -> tuple[shapes.Sector, ...]:
    return shapes.parse_sectors(snapshot_in_force(Kind.SECTORS, on).payload)


def country_groups(on: date) -> CountryGroups:
    return parse_country_groups(snapshot_in_force(Kind.COUNTRY_GROUPS, on).payload)


def list_sources(on: date) -> ListSources:
    return parse_list_sources(snapshot_in_force(Kind.LIST_SOURCES, on).payload)


def ownership_rules(on: date) -> tuple[ownership.OwnershipRule, ...]:
    """Every row of the snapshot in force on the day, also those of other days."""
    return ownership.parse_ownership_rules(snapshot_in_force(Kind.OWNERSHIP_RULES, on).payload)


def ended_membership_bars(on: date) -> int:
    """For how many days a membership that ends on this day bars."""
    return shapes.parse_conflicts(snapshot_in_force(Kind.CONFLICTS, on).payload)


def agency_has_days(on: date) -> int:
    """How many days an agency that is asked on this day has to answer."""
    return shapes.parse_consultation(snapshot_in_force(Kind.CONSULTATION, on).payload)


def reminders(on: date) -> shapes.Reminders:
    return shapes.parse_reminders(snapshot_in_force(Kind.REMINDERS, on).payload)


def control_catalog(on: date) -> ControlCatalog:
    return parse_controls(snapshot_in_force(Kind.CONTROLS, on).payload)
