"""Does an old run come out the same, byte for byte, when it is made again from what was stored?

Each party is screened once more with the stored query and policy, on the list version of the run in
which it was screened; what is found is compared with what was kept, as canonical JSON.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from exports_portal.canonical import canonical_json, read_as
from exports_portal.errors import StepRefused
from reviews.actions.index import index_from_database
from reviews.actions.screening import hits_of
from reviews.models import ScreenedParty, ScreeningHit, ScreeningRun
from reviews.screening.candidates import ScreeningIndex
from reviews.screening.engine import MATCHER_VERSION
from reviews.screening.parties import Policy

KEPT = tuple(
    field.attname
    for field in ScreeningHit._meta.concrete_fields
    if field.name not in ("id", "party")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The first place where a run does not come out as it was kept."""

    party: str
    where: str
    kept: str
    found: str

    def __str__(self) -> str:
        return f"{self.party}, {self.where}:\n  kept:  {self.kept}\n  found: {self.found}"


def first_difference(
    run: ScreeningRun, *, progress: Callable[[int], None] = lambda done: None
) -> Difference | None:
    """None when every party of the run comes out the same.

    Raises StepRefused for a run that is not finished, or that another matcher made.
    """
    _require_reproducible(run)
    if run.party_count != run.parties.count():
        return Difference(
            party="The run",
            where="number of parties",
            kept=str(run.party_count),
            found=str(run.parties.count()),
        )
    done = 0
    for origin, parties in _by_origin(run):
        assert origin.list_version_id is not None  # noqa: S101  a finished run has its list
        index = index_from_database(origin.list_version_id)
        for party in parties:
            if found := _difference(party, index, read_as(Policy, origin.policy)):
                return found
            done += 1
            progress(done)
    return None


def _require_reproducible(run: ScreeningRun) -> None:
    if not run.is_finished:
        raise StepRefused(f"Run {run.pk} is not finished.")
    if run.matcher_version != MATCHER_VERSION:
        raise StepRefused(
            f"Run {run.pk} was made by matcher {run.matcher_version}, this is {MATCHER_VERSION}: "
            "reproduce it with the release that made it."
        )


def _by_origin(run: ScreeningRun) -> Iterator[tuple[ScreeningRun, list[ScreenedParty]]]:
    """The parties by the run in which they were screened, since each needs the list of it."""
    groups: dict[ScreeningRun, list[ScreenedParty]] = {}
    for party in run.parties.select_related("carried_from__run").order_by("position"):
        origin = party.carried_from.run if party.carried_from else run
        groups.setdefault(origin, []).append(party)
    yield from groups.items()


def _difference(party: ScreenedParty, index: ScreeningIndex, policy: Policy) -> Difference | None:
    source = party.carried_from
    if source and canonical_json(source.query) != canonical_json(party.query):
        return _named(party, "what was asked", party.query, source.query)
    kept = [_plain(hit) for hit in party.hits.order_by("rank")]
    found = [_plain(hit) for hit in hits_of(party, index, policy)]
    if canonical_json(kept) == canonical_json(found):
        return None
    return _first_of(party, kept, found)


def _first_of(
    party: ScreenedParty, kept: list[dict[str, Any]], found: list[dict[str, Any]]
) -> Difference:
    for rank, (one, other) in enumerate(zip(kept, found, strict=False), 1):
        for name in KEPT:
            if canonical_json(one[name]) != canonical_json(other[name]):
                return _named(party, f"hit {rank}, {name}", one[name], other[name])
    return _named(party, "number of hits", len(kept), len(found))


def _named(party: ScreenedParty, where: str, kept: object, found: object) -> Difference:
    return Difference(
        party=f"{party.name} (party {party.position + 1})",
        where=where,
        kept=canonical_json(kept),
        found=canonical_json(found),
    )


def _plain(hit: ScreeningHit) -> dict[str, Any]:
    return {name: getattr(hit, name) for name in KEPT}
