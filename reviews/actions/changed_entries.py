"""Whom of the screened parties does a change of the list concern?

Whoever resembles an added or changed entry, and whoever had a hit on a changed or removed one.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from exports_portal.canonical import canonical_json, read_as
from reviews.actions.index import index_of, listed_parties
from reviews.models import ScreenedParty, ScreeningHit, ScreeningRun
from reviews.screening.changes import changes_between, substance
from reviews.screening.delta import affected_parties
from reviews.screening.parties import ListedParty, Party, Policy


@dataclass(frozen=True, slots=True)
class Difference:
    """Between two versions of the list: what to look for, and whose hits are out of date."""

    to_screen: tuple[ListedParty, ...]
    gone: frozenset[ListedParty]


@lru_cache(maxsize=1)
def difference(before: int, after: int) -> Difference:
    """Worked out once per process and pair of list versions: a second or two."""
    changes = changes_between(listed_parties(before), listed_parties(after))
    gone = (*changes.removed, *(earlier for earlier, _ in changes.changed))
    return Difference(
        to_screen=changes.to_screen, gone=frozenset(substance(entry) for entry in gone)
    )


def concerned(
    runs: Sequence[ScreeningRun],
    *,
    before: int,
    after: int,
    policy: Policy,
    progress: Callable[[int], None],
) -> dict[int, set[str]]:
    """By id of the run, the keys (canonical queries) of its concerned parties, if any.

    The runs were made on, or checked against, the list version `before`.
    """
    found = difference(before, after)
    asked = ScreenedParty.objects.filter(run__in=runs).values_list("run", "query")
    parties = defaultdict(list)
    for run, query in asked.iterator():
        parties[canonical_json(query)].append(run)
    read = {key: _read(key) for key in parties}
    named = ((key, party) for key, party in read.items() if party)
    new_hits = affected_parties(found.to_screen, named, index_of(after), policy, progress)
    keys = {key for key, _ in new_hits} | {key for key, party in read.items() if party is None}
    by_run = defaultdict(set)
    for key in keys | set(_with_outdated_hits(runs, found.gone)):
        for run in parties[key]:
            by_run[run].add(key)
    return by_run


def _read(key: str) -> Party | None:
    """None: an earlier release asked in another form, so the party is asked about anew."""
    try:
        return read_as(Party, json.loads(key))
    except (KeyError, TypeError, ValueError):
        return None


def _with_outdated_hits(
    runs: Sequence[ScreeningRun], gone: frozenset[ListedParty]
) -> Iterator[str]:
    """An entry is told by its substance, for the feed gives it a new id now and then."""
    if not gone:
        return
    hits = ScreeningHit.objects.filter(party__run__in=runs)
    for query, entry in hits.values_list("party__query", "entry").iterator():
        if substance(read_as(ListedParty, entry)) in gone:
            yield canonical_json(query)
