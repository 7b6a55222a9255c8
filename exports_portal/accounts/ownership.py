"""Who owns an organization in the end, level by level, and how much of it? Pure.

A share is known, lies in a range that is stated, or between nothing and what the others leave. What
is held through others is the product along each way, added up over the ways. What nobody is named
for is an owner of its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Any

from exports_portal.accounts.validators import first_circle, folded
from exports_portal.policy.countries import country_name

WHOLE, NOTHING, CENT = Decimal(100), Decimal(0), Decimal("0.01")
ROOT = ""  # the key of the organization itself
KINDS = {"PERSON": "Person", "ORGANIZATION": "Organization", "GOVERNMENT": "Government"}


@dataclass(frozen=True, slots=True)
class Share:
    """In percent, at least and at most."""

    least: Decimal
    most: Decimal

    @classmethod
    def exactly(cls, percent: Decimal) -> "Share":
        return cls(percent, percent)

    @classmethod
    def stated(cls, percent: Decimal | None, percent_at_most: Decimal | None) -> "Share | None":
        """What a row says of an owner: a share, a range, or None for a share that is not known."""
        if percent_at_most is not None:
            return cls(percent or NOTHING, percent_at_most)
        return None if percent is None else cls.exactly(percent)

    def of(self, other: "Share") -> "Share":
        """This share of that one."""
        return Share(self.least * other.least / WHOLE, self.most * other.most / WHOLE)

    def __add__(self, other: "Share") -> "Share":
        """Nobody holds more than the whole."""
        return Share(
            min(WHOLE, self.least + other.least),
            min(WHOLE, self.most + other.most),
        )

    def __str__(self) -> str:
        least, most = written(self.least), written(self.most)
        if least == most:
            return f"{least} %"
        return f"up to {most} %" if self.least == NOTHING else f"{least} to {most} %"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """What one owner holds in one body. Without `is_known` nothing is stated: others bound it."""

    owner: str
    body: str
    share: Share
    is_known: bool
    has_control: bool = False

    @property
    def is_vague(self) -> bool:
        return not self.is_known or self.share.least != self.share.most

    @property
    def words(self) -> str:
        """What is said of it: an unknown share with what it can be."""
        if self.is_known:
            return str(self.share)
        return f"unknown, {self.share}" if self.share.most else "unknown, none is left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An owner, the organization itself, or what of a body no owner is named for."""

    key: str
    name: str
    level: int
    kind: str = ""
    country: str = ""
    gap_of: str = ""  # the name of the body in which nobody is named for this

    @property
    def is_gap(self) -> bool:
        return bool(self.gap_of)

    @property
    def kind_label(self) -> str:
        return KINDS.get(self.kind, self.kind)

    @property
    def country_label(self) -> str:
        return country_name(self.country) if self.country else ""


@dataclass(frozen=True, kw_only=True)
class Ownership:
    """The graph: every edge leads from an owner one or more levels down to what it owns."""

    name: str
    nodes: Mapping[str, Node]
    edges: tuple[Edge, ...]
    circle: tuple[str, ...] = ()

    @cached_property
    def into(self) -> dict[str, list[Edge]]:
        """By body, who holds shares in it, in the order of the rows."""
        found: dict[str, list[Edge]] = {key: [] for key in self.nodes}
        for edge in self.edges:
            found[edge.body].append(edge)
        return found

    @cached_property
    def held(self) -> dict[str, Share]:
        """How much of the organization each of them holds, through all the ways."""
        found = {ROOT: Share.exactly(WHOLE)}
        for node in sorted(self.nodes.values(), key=lambda one: one.level):
            for edge in self.into[node.key]:
                through = edge.share.of(found[node.key])
                known = found.get(edge.owner, Share.exactly(NOTHING))
                found[edge.owner] = known + through
        return found

    @property
    def rows(self) -> list[tuple[Node, Node, Edge]]:
        """(owner, what it holds shares in, the share), from the organization up."""
        rows = [(self.nodes[edge.owner], self.nodes[edge.body], edge) for edge in self.edges]
        return sorted(rows, key=lambda row: row[1].level)

    @property
    def ultimate(self) -> list[tuple[Node, Share]]:
        """Whoever has no owner of their own here, the largest first."""
        ends = [n for n in self.nodes.values() if not self.into[n.key] and n.key != ROOT]
        ends.sort(key=lambda node: (-self.held[node.key].most, -self.held[node.key].least))
        return [(node, self.held[node.key]) for node in ends]


def ownership_of(name: str, owners: Iterable[Mapping[str, Any]]) -> Ownership:
    """The graph of an organization. Owners in a circle are told as `circle`, and not drawn."""
    rows = [
        {**row, "key": folded(row["name"]), "body": folded(row.get("holds_shares_in"))}
        for row in owners
    ]
    circle = first_circle((row["name"], row.get("holds_shares_in") or name) for row in rows)
    if circle:
        return Ownership(name=name, nodes={}, edges=(), circle=tuple(circle))
    edges = _edges(rows)
    levels = _levels(edges)
    nodes = {"": Node(key="", name=name, level=0)}
    for row in rows:
        if row["key"] in levels and row["key"] not in nodes:
            nodes[row["key"]] = _node(row, levels[row["key"]])
    for edge in edges:
        if edge.owner not in nodes:
            level = levels[edge.owner]
            body = nodes[edge.body].name
            gap = Node(key=edge.owner, name="Not disclosed", level=level, gap_of=body)
            nodes[edge.owner] = gap
    return Ownership(name=name, nodes=nodes, edges=tuple(edges))


def with_parent(
    owners: Iterable[Mapping[str, Any]], name: str, country: str
) -> list[dict[str, Any]]:
    """The rows, and the ultimate parent that is named beside them: it controls, and nobody said
    what it holds.
    """
    rows = [dict(owner) for owner in owners]
    if name and folded(name) not in {folded(row["name"]) for row in rows}:
        parent = {"name": name, "kind": "ORGANIZATION", "country": country, "percent": None}
        rows.append({**parent, "has_control": True, "holds_shares_in": ""})
    return rows


def _node(row: Mapping[str, Any], level: int) -> Node:
    return Node(
        key=row["key"],
        name=row["name"],
        level=level,
        kind=row.get("kind") or "",
        country=row.get("country") or "",
    )


def _edges(rows: Sequence[Mapping[str, Any]]) -> list[Edge]:
    """Body by body, from the organization up, its owners and what they leave to others."""
    found: list[Edge] = []
    bodies, seen = [""], {""}
    for body in bodies:
        held = [row for row in rows if row["body"] == body]
        found += _into(body, held) if held else ()
        owners = [key for key in dict.fromkeys(row["key"] for row in held) if key not in seen]
        seen.update(owners)
        bodies += owners
    return found


def _into(body: str, held: Sequence[Mapping[str, Any]]) -> Iterator[Edge]:
    """No share is more than the others leave at least; nor is what nobody is named for."""
    stated = [_stated(row) for row in held]
    together = _sum(stated)
    left = max(NOTHING, WHOLE - together.least)
    for owner in dict.fromkeys(row["key"] for row in held):
        yield _edge(owner, body, [row for row in held if row["key"] == owner], left)
    if left:
        gap = Share(max(NOTHING, WHOLE - together.most), left)
        is_known = None not in stated
        yield Edge(owner=f"{body}\n?", body=body, share=gap, is_known=is_known)


def _edge(owner: str, body: str, rows: Sequence[Mapping[str, Any]], left: Decimal) -> Edge:
    """All that one owner holds in one body."""
    stated = [_stated(row) for row in rows]
    share = _sum(stated)
    return Edge(
        owner=owner,
        body=body,
        share=Share(share.least, min(share.most, share.least + left)),
        is_known=None not in stated,
        has_control=any(row.get("has_control") for row in rows),
    )


def _stated(row: Mapping[str, Any]) -> Share | None:
    return Share.stated(row["percent"], row.get("percent_at_most"))


def _sum(stated: Iterable[Share | None]) -> Share:
    """Of what is not known nothing is certain, and the whole is possible."""
    shares = (share or Share(NOTHING, WHOLE) for share in stated)
    return sum(shares, Share.exactly(NOTHING))


def _levels(edges: Iterable[Edge]) -> dict[str, int]:
    """By the longest way down to the organization, so that an owner stands above all it owns."""
    owned: dict[str, set[str]] = {}
    for edge in edges:
        owned.setdefault(edge.owner, set()).add(edge.body)
    levels = {"": 0}
    for key in TopologicalSorter(owned).static_order():
        levels[key] = max((levels[body] + 1 for body in owned.get(key, ())), default=0)
    return levels


def share_in_words(percent: Decimal | None, percent_at_most: Decimal | None) -> str:
    """ "40 %", "20 to 40 %" or "up to 40 %"; "" where the share is not known."""
    return str(Share.stated(percent, percent_at_most) or "")


def written(percent: Decimal) -> str:
    """To two places, and nothing that is something is told as nothing."""
    rounded = percent.quantize(CENT, ROUND_HALF_UP)
    if percent and not rounded:
        return "less than 0.01"
    return f"{rounded.normalize():f}"
