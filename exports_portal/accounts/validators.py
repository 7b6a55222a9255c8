"""Which answers about an organization cannot be true?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

WHOLE = Decimal(100)
ITSELF = ""


class Problem(NamedTuple):
    """What cannot be true, and beside which field of which row it is to be said."""

    row: int
    field: str
    message: str


def owner_problems(owners: Sequence[Mapping[str, Any]], *, of: str = "") -> list[Problem]:
    """Nobody is owned by more than the whole, and every chain of owners ends at the organization.

    No owner is owned by what it owns; `of` is the organization's name, which is no owner of itself.
    An unknown share counts as nothing here, a range as its least.
    """
    return [
        *_chain_problems(owners),
        *_range_problems(owners),
        *_share_problems(owners),
        *_circle_problems(owners, of),
    ]


def as_named(owners: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The same, with each "holds shares in" spelled as in the row of that owner."""
    spelled = {folded(owner.get("name")): owner.get("name") for owner in reversed(owners)}
    return [
        {**owner, "holds_shares_in": spelled.get(_held(owner), owner.get("holds_shares_in", ""))}
        for owner in owners
    ]


def folded(name: str | None) -> str:
    """Names that differ in case or spaces only are one name here."""
    return " ".join((name or "").split()).casefold()


def first_circle(stakes: Iterable[tuple[str, str]]) -> list[str]:
    """Of (owner, body) pairs: an owner, what it holds shares in, and so on to that owner again.

    Empty when there is no circle. Names are folded, and given back as first written.
    """
    written: dict[str, str] = {}
    holds: dict[str, list[str]] = {}
    for owner, body in stakes:
        for name in (owner, body):
            written.setdefault(folded(name), name)
        holds.setdefault(folded(owner), []).append(folded(body))
    finished: set[str] = set()
    for start in holds:
        if path := _circle_from(start, holds, finished):
            return [written[name] for name in path]
    return []


def _circle_from(start: str, holds: Mapping[str, list[str]], finished: set[str]) -> list[str]:
    """Depth first, without recursion: `path` is the way here, `ahead` what is left on it."""
    path, ahead = [start], [iter(holds.get(start, ()))]
    while path:
        body = next(ahead[-1], None)
        if body is None:
            finished.add(path.pop())
            ahead.pop()
        elif body in path:
            return [*path[path.index(body) :], body]
        elif body not in finished:
            path.append(body)
            ahead.append(iter(holds.get(body, ())))
    return []


def _held(owner: Mapping[str, Any]) -> str:
    return folded(owner.get("holds_shares_in"))


def _chain_problems(owners: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    names = {folded(owner.get("name")) for owner in owners}
    attached = _attached(owners)
    for row, owner in enumerate(owners):
        held, body = _held(owner), owner.get("holds_shares_in")
        if held and held == folded(owner.get("name")):
            message = "An owner holds shares in somebody else: leave this empty, or name another."
        elif held not in names | {ITSELF}:
            message = (
                f"No owner in this list is called “{body}”. Write the name as in its own row, or "
                "leave this empty for the organization itself."
            )
        elif held not in attached:
            message = f"“{body}” holds no share in the organization, nor in one of its owners."
        else:
            continue
        yield Problem(row, "holds_shares_in", message)


def _circle_problems(owners: Sequence[Mapping[str, Any]], of: str) -> Iterator[Problem]:
    stakes = [(owner.get("name") or "", owner.get("holds_shares_in") or of) for owner in owners]
    circle = first_circle((owner, body) for owner, body in stakes if folded(owner) != folded(body))
    if circle:
        row = [folded(owner) for owner, _ in stakes].index(folded(circle[0]))
        path = " holds shares in ".join(circle)
        message = f"These owners own each other in a circle: {path}. Remove the row that is wrong."
        yield Problem(row, "holds_shares_in", message)
    for row, (owner, body) in enumerate(stakes):
        if of and folded(owner) == folded(body) == folded(of):
            message = f"{of} cannot own itself: take it out of its own list of owners."
            yield Problem(row, "name", message)


def _attached(owners: Sequence[Mapping[str, Any]]) -> set[str]:
    """The organization, its owners, their owners and so on."""
    attached = {ITSELF}
    for _ in owners:
        found = {folded(owner.get("name")) for owner in owners if _held(owner) in attached}
        if found <= attached:
            break
        attached |= found
    return attached


def _range_problems(owners: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    for row, owner in enumerate(owners):
        least, most = owner.get("percent"), owner.get("percent_at_most")
        if least is not None and most is not None and most <= least:
            message = "The most must exceed the least. Leave it empty for an exact share."
            yield Problem(row, "percent_at_most", message)


def _share_problems(owners: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    last: dict[str, int] = {}
    totals: dict[str, Decimal] = {}
    for row, owner in enumerate(owners):
        if (share := owner.get("percent")) is not None:
            last[_held(owner)] = row
            totals[_held(owner)] = totals.get(_held(owner), Decimal(0)) + share
    for held, total in totals.items():
        if total > WHOLE:
            of = f" in {owners[last[held]]['holds_shares_in']}" if held else ""
            message = f"The shares{of} add up to {total:f} %, which is more than 100 %."
            yield Problem(last[held], "percent", message)
