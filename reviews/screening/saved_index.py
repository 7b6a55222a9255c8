"""How is an index kept beside its list version, so that a process starts in under a second?

One zip file: flat numpy arrays and JSON, nothing that could run. It is read only by the matcher
version that wrote it. Parties, names and addresses stay lines of JSON until one is asked for: of
26,000 parties a query touches a few dozen.
"""

import json
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from reviews.screening.candidates import ScreeningIndex
from reviews.screening.engine import MATCHER_VERSION
from reviews.screening.listed_names import ListedName, ListedPlace
from reviews.screening.parties import ListedAddress, ListedIdentifier, ListedParty, MatchedOn
from reviews.screening.postings import Postings
from reviews.screening.weights import WordWeights

_COLUMNS = tuple(field.name for field in fields(ListedParty))
_DATES = ("start_date", "end_date")
_READ_LATELY = 4096


class IndexNotUsable(Exception):
    """The saved file is damaged or was written by another matcher version: build it anew."""


class _Rows[Row](Sequence[Row]):
    """Lines of JSON, each read when it is asked for."""

    def __init__(self, lines: Sequence[str], read: Callable[[Any], Row]) -> None:
        self._lines = lines
        self._read = read
        self._at = lru_cache(maxsize=_READ_LATELY)(self._row)

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return _Rows(self._lines[place], self._read)
        return self._at(place)

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, range(len(self._lines)))

    def _row(self, place: int) -> Row:
        return self._read(json.loads(self._lines[place]))


def _pair(name: str, text: str) -> tuple[str, str]:
    return name, text


_PARTS: dict[str, Callable[..., object]] = {
    "addresses": ListedAddress,
    "ids": ListedIdentifier,
    "vessel": _pair,
}


def save(index: ScreeningIndex, path: Path) -> None:
    """Write beside the target and rename, so that a reader never sees half a file."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("version", MATCHER_VERSION)
            _write(archive, index)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def load(path: Path) -> ScreeningIndex:
    """The index, or IndexNotUsable; a file that is not there is a FileNotFoundError."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.read("version").decode() != MATCHER_VERSION:
                raise IndexNotUsable(f"{path.name} was written by another matcher version")
            return _read(archive)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError) as error:
        raise IndexNotUsable(f"{path.name} is damaged") from error


def _write(archive: zipfile.ZipFile, index: ScreeningIndex) -> None:
    _write_rows(archive, "parties", map(_flat_party, index.parties))
    _write_rows(archive, "names", map(_flat_name, index.names))
    _write_rows(archive, "places", map(_flat_place, index.places))
    mappings = {
        "equal": index.equal_names,
        "near": index.near_names,
        "core": index.core_names,
        "families": index.families,
        "identified": index.identified,
    }
    for name, mapping in mappings.items():
        _write_json(archive, name, {key: list(numbers) for key, numbers in mapping.items()})
    for name, weights in (("weights", index.weights), ("place_weights", index.place_weights)):
        _write_json(archive, name, [weights.parties, weights.frequencies, weights.companies])
    _write_postings(archive, "sound", index.by_sound)
    _write_postings(archive, "consonants", index.by_consonants)
    _write_postings(archive, "place", index.by_place)


def _read(archive: zipfile.ZipFile) -> ScreeningIndex:
    index = ScreeningIndex(
        parties=_Rows(_lines(archive, "parties"), _party),
        names=_Rows(_lines(archive, "names"), _name),
        places=_Rows(_lines(archive, "places"), _place),
        equal_names=_mapping(archive, "equal"),
        near_names=_mapping(archive, "near"),
        core_names=_mapping(archive, "core"),
        families=_mapping(archive, "families"),
        identified=_mapping(archive, "identified"),
        weights=WordWeights(*_read_json(archive, "weights")),
        place_weights=WordWeights(*_read_json(archive, "place_weights")),
        by_sound=_read_postings(archive, "sound"),
        by_consonants=_read_postings(archive, "consonants"),
        by_place=_read_postings(archive, "place"),
    )
    sizes = index.by_sound.size, index.by_consonants.size, index.by_place.size
    if sizes != (len(index.names), len(index.names), len(index.places)):
        raise ValueError("the parts are not of one index")
    return index


def _flat_name(name: ListedName) -> list[object]:
    cell = None if name.cell == name.text else name.cell
    return [name.party, name.text, cell, name.kind.value, " ".join(name.words)]


def _name(row: Sequence[Any]) -> ListedName:
    party, text, cell, kind, words = row
    return ListedName(party, text, cell or text, MatchedOn(kind), tuple(words.split()))


def _flat_place(place: ListedPlace) -> list[object]:
    return [place.party, place.text, place.country, " ".join(place.words)]


def _place(row: Sequence[Any]) -> ListedPlace:
    party, text, country, words = row
    return ListedPlace(party, text, country, tuple(words.split()))


def _flat_party(party: ListedParty) -> dict[str, object]:
    """The columns that are not blank."""
    row: dict[str, object] = {}
    for column in _COLUMNS:
        value = getattr(party, column)
        if isinstance(value, date):
            row[column] = value.isoformat()
        elif column in ("addresses", "ids") and value:
            row[column] = [astuple(part) for part in value]
        elif value:
            row[column] = value
    return row


def _party(row: dict[str, Any]) -> ListedParty:
    for column, value in row.items():
        if isinstance(value, list):
            part = _PARTS.get(column)
            row[column] = tuple(part(*item) for item in value) if part else tuple(value)
        elif column in _DATES:
            row[column] = date.fromisoformat(value)
    return ListedParty(**row)


def _write_json(archive: zipfile.ZipFile, name: str, content: object) -> None:
    archive.writestr(name, _json(content))


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _read_json(archive: zipfile.ZipFile, name: str) -> list[Any]:
    return list(json.loads(archive.read(name)))


def _mapping(archive: zipfile.ZipFile, name: str) -> Mapping[str, Sequence[int]]:
    """Most have one number, and a tuple of one takes half the memory of a list."""
    return {key: tuple(numbers) for key, numbers in json.loads(archive.read(name)).items()}


def _write_rows(archive: zipfile.ZipFile, name: str, rows: Iterable[object]) -> None:
    archive.writestr(name, "\n".join(map(_json, rows)))


def _lines(archive: zipfile.ZipFile, name: str) -> Sequence[str]:
    text = archive.read(name).decode()
    return text.split("\n") if text else []


def _write_postings(archive: zipfile.ZipFile, name: str, postings: Postings) -> None:
    _write_json(archive, f"{name}.features", postings.features)
    for part, array in (("starts", postings.starts), ("numbers", postings.numbers)):
        archive.writestr(f"{name}.{part}", array.astype("<i4").tobytes())
    archive.writestr(f"{name}.size", str(postings.size))


def _read_postings(archive: zipfile.ZipFile, name: str) -> Postings:
    def array(part: str) -> NDArray[np.int32]:
        return np.frombuffer(archive.read(f"{name}.{part}"), dtype="<i4")

    return Postings(
        features=_read_json(archive, f"{name}.features"),
        starts=array("starts"),
        numbers=array("numbers"),
        size=int(archive.read(f"{name}.size")),
    )
