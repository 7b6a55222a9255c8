"""Which records are the same pair, the same listed party, or an earlier state of the same pair?

An adjudication is about two records, not about a hit: see docs/decisions/0006 and 0011.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from exports_portal.canonical import canonical_json, digest, plain
from reviews.screening.changes import substance
from reviews.screening.names import fold
from reviews.screening.parties import ListedParty


def fingerprint(query: Mapping[str, Any], entry: ListedParty) -> str:
    """What both records say, whatever id the feed gives the entry and in whatever order it lists.

    Empty fields are left out, so that a field nobody has filled in yet changes no fingerprint.
    """
    return digest({"query": _said(query), "entry": _said(plain(substance(entry)))})


def _said(record: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: sorted(value, key=canonical_json) if isinstance(value, list) else value
        for name, value in record.items()
        if value not in ("", [], None)
    }


def of_one_party(entries: Sequence[Mapping[str, Any]]) -> list[list[int]]:
    """Places of the rows that describe one listed party, groups and rows in the given order.

    The same entity number is the same party. A row without a number (only the Treasury gives
    them) belongs to the party of its primary name, unless the types differ or two numbered parties
    share that name: on the list of 2026-07-31 one name stands for several parties 22 times.
    """
    groups: list[list[int]] = []
    for place in sorted(range(len(entries)), key=lambda place: not entries[place]["entity_number"]):
        fitting = [
            group for group in groups if _fits(entries[place], [entries[row] for row in group])
        ]
        if len(fitting) == 1:
            fitting[0].append(place)
        else:
            groups.append([place])
    return sorted(sorted(group) for group in groups)


def _fits(entry: Mapping[str, Any], group: Sequence[Mapping[str, Any]]) -> bool:
    if entry["entity_number"]:
        return any(entry["entity_number"] == other["entity_number"] for other in group)
    return any(
        fold(entry["name"]) == fold(other["name"])
        and (not entry["type"] or not other["type"] or entry["type"] == other["type"])
        for other in group
    )


def party_key(kind: str, name: str) -> str:
    """A screened party of a case, in every screening of it, however its name is spelled."""
    return digest([kind, fold(name) or name])[:39]


def match_key(kind: str, name: str, entry: Mapping[str, Any]) -> str:
    """A screened party and a listed party, whatever row of the list or id of the feed says so."""
    listed = entry["entity_number"] or fold(entry["name"]) or entry["name"]
    return f"{party_key(kind, name)}:{digest([entry['list_code'], listed])[:39]}"


class Named(Protocol):
    """What a screened party is called, and what it is to the proposal."""

    kind: str
    name: str
    relation: str
    position: int


def likeness_of_parties(now: Named, before: Named) -> int:
    """0 for another party; else the larger, the surer: by place, by relation, by name."""
    if now.kind != before.kind:
        return 0
    if fold(now.name) == fold(before.name):
        return 3
    if _without_share(now.relation) == _without_share(before.relation):
        return 2
    return int(now.position == before.position)


def _without_share(relation: str) -> str:
    """`Owner of Harbor (30 %)` and `Owner of Harbor (share not known)` are one relation."""
    return relation.rpartition(" (")[0] or relation


def is_same_entry(now: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    """The same row of the list, whatever was changed in it."""
    if now["list_code"] != before["list_code"]:
        return False
    if now["entity_number"] and now["entity_number"] == before["entity_number"]:
        return True
    return now["id"] == before["id"] or fold(now["name"]) == fold(before["name"])
