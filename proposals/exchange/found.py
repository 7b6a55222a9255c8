"""What was found in a file that somebody wants to import, or what is wrong with it?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from exports_portal.errors import InvalidInput
from exports_portal.web.characters import without_control_characters

MOST_SHOWN = 100  # problems at once: whoever has more mends these first
MOST_LEFT_OUT = 500  # sentences; what comes after them is counted


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """A record as the file says it: `place` is where, `values` what it says and nothing else.

    A field that is not in `values` is not in the file. `speaker`: the organization whose record it
    is, where the file says so.
    """

    place: str
    values: Mapping[str, Any]
    speaker: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a file says: rows by the name of their kind, and what of it has no place in a dossier.

    `source`: what the file is, in words. `may_ask`: its format cannot say all that a record needs.
    """

    source: str
    rows: Mapping[str, Sequence[FoundRow]]
    left_out: Sequence[str] = field(default=())
    may_ask: bool = False


def shortened(left_out: Sequence[str]) -> Sequence[str]:
    """As much of what is left out as people read, and how much more there is."""
    more = len(left_out) - MOST_LEFT_OUT
    if more <= 0:
        return left_out
    return [*left_out[:MOST_LEFT_OUT], f"And {more:,} more like these."]


def as_kept(found: Found) -> dict[str, Any]:
    """As JSON has it, without the characters that a database does not take."""
    return {
        "source": found.source,
        "rows": {
            name: [[row.place, row.values, row.speaker] for row in rows]
            for name, rows in found.rows.items()
        },
        "may_ask": found.may_ask,
        "left_out": [without_control_characters(text) for text in found.left_out],
    }


def as_found(kept: Mapping[str, Any]) -> Found:
    """What `as_kept` wrote."""
    rows = {
        name: [
            FoundRow(place=place, values=values, speaker=speaker) for place, values, speaker in rows
        ]
        for name, rows in kept["rows"].items()
    }
    said = {name: kept[name] for name in ("source", "left_out", "may_ask")}
    return Found(rows=rows, **said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong: where, and what to do."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text


class ImportRefused(InvalidInput):
    """The file is refused as a whole. `problems` are all of them, the reasons the first ones."""

    title = "The file cannot be imported"

    def __init__(self, *problems: Problem) -> None:
        shown = [str(problem) for problem in problems[:MOST_SHOWN]]
        if (more := len(problems) - MOST_SHOWN) > 0:
            shown.append(f"And {more:,} more. Mend these first.")
        super().__init__(*shown)
        self.problems = problems


def refused(text: str, place: str = "") -> ImportRefused:
    return ImportRefused(Problem(place=place, text=text))


def refuse_any(problems: Iterable[Problem]) -> None:
    if found := tuple(problems):
        raise ImportRefused(*found)
