"""What is judged against when a license position is told on a day?"""

from dataclasses import dataclass
from datetime import date

from exports_portal.policy.models import Kind
from exports_portal.policy.readers import SnapshotRef, snapshots_of
from reviews.destinations.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class LicensesInForce:
    """`snapshots`: the rows of policy that the snapshot was made from."""

    snapshot: Snapshot
    snapshots: tuple[SnapshotRef, ...]


def licenses_in_force(on: date) -> LicensesInForce:
    """Country groups, refused destinations, blocs and license rules of one day, in one query.

    `NoPolicyInForce` where one of them is missing; ValueError where they do not fit together.
    """
    kinds = (Kind.COUNTRY_GROUPS, Kind.DESTINATIONS, Kind.BLOCS, Kind.LICENSE_POSITIONS)
    found = snapshots_of(on, *kinds)
    snapshot = Snapshot(
        country_groups=found[Kind.COUNTRY_GROUPS].said,
        destinations=found[Kind.DESTINATIONS].said,
        destinations_dated=found[Kind.DESTINATIONS].snapshot.source_date,
        blocs=found[Kind.BLOCS].said,
        licenses=found[Kind.LICENSE_POSITIONS].said,
    )
    return LicensesInForce(
        snapshot=snapshot, snapshots=tuple(found[kind].snapshot for kind in kinds)
    )
