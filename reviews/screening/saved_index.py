"""How is an index kept beside its list version, so that a process starts in under a second?

One zip file: flat numpy arrays and JSON, nothing that could run. It is read only by the matcher
version that wrote it.
"""

import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import astuple, fields
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reviews.screening.candidates import ScreeningIndex
from reviews.screening.engine import MATCHER_VERSION
from reviews.screening.listed_names import ListedName, ListedPlace
from reviews.screening.parties import ListedAddress, ListedIdentifier, ListedParty, MatchedOn
from reviews.screening.postings import Postings

_COLUMNS = tuple(field.name for field in fields(ListedParty))
_DATES = ("start_date", "end_date")


class IndexNotUsable(Exception):
    """The saved file is damaged or was written by another matcher version: build it anew."""


def _pair(name: str, text: str) -> tuple[str, str]:
    return name, text


_PARTS: dict[str, Callable[..., object]] = {
    "addresses": ListedAddress,
    "ids": ListedIdentifier,
    "vessel": _pair,
}


def save(index: ScreeningIndex, path: Path) -> None:
    """Write beside the target and rename, so that a reader never sees half a file."""
    draft = path.with_name(f"{path.name}.draft")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("version", MATCHER_VERSION)
        _write_json(archive, "parties", [_flat(party) for party in index.parties])
        _write_json(archive, "names", [_flat_name(name) for name in index.names])
        _write_json(archive, "places", [_flat_place(place) for place in index.places])
        _write_postings(archive, "sound", index.by_sound)
        _write_postings(archive, "consonants", index.by_consonants)
        _write_postings(archive, "place", index.by_place)
    draft.replace(path)


def load(path: Path) -> ScreeningIndex:
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.read("version").decode() != MATCHER_VERSION:
                raise IndexNotUsable("written by another matcher version")
            return _index(archive)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError) as error:
        raise IndexNotUsable(f"{path.name} is damaged") from error


def _index(archive: zipfile.ZipFile) -> ScreeningIndex:
    same: dict[str, str] = {}
    return ScreeningIndex(
        parties=[_party(row, same) for row in _read_json(archive, "parties")],
        names=[_name(row, same) for row in _read_json(archive, "names")],
        places=[
            ListedPlace(party, text, country, _split(words, same))
            for party, text, country, words in _read_json(archive, "places")
        ],
        by_sound=_read_postings(archive, "sound"),
        by_consonants=_read_postings(archive, "consonants"),
        by_place=_read_postings(archive, "place"),
    )


def _flat_name(name: ListedName) -> list[object]:
    cell = None if name.cell == name.text else name.cell
    keys = "\n".join(name.keys)
    return [name.party, name.text, cell, name.kind.value, " ".join(name.words), keys]


def _name(row: Sequence[Any], same: dict[str, str]) -> ListedName:
    party, text, cell, kind, words, keys = row
    return ListedName(
        party,
        same.setdefault(text, text),
        same.setdefault(cell or text, cell or text),
        MatchedOn(kind),
        _split(words, same),
        tuple(keys.split("\n")),
    )


def _flat_place(place: ListedPlace) -> list[object]:
    return [place.party, place.text, place.country, " ".join(place.words)]


def _split(words: str, same: dict[str, str]) -> tuple[str, ...]:
    return tuple([same.setdefault(word, word) for word in words.split()])


def _flat(party: ListedParty) -> dict[str, object]:
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


def _party(row: dict[str, Any], same: dict[str, str]) -> ListedParty:
    """Equal texts (lists, links, licence wording) are kept once."""
    for column, value in row.items():
        if isinstance(value, list):
            part = _PARTS.get(column)
            row[column] = tuple(part(*item) for item in value) if part else _texts(value, same)
        elif column in _DATES:
            row[column] = date.fromisoformat(value)
        else:
            row[column] = same.setdefault(value, value)
    return ListedParty(**row)


def _texts(values: Sequence[str], same: dict[str, str]) -> tuple[str, ...]:
    return tuple([same.setdefault(value, value) for value in values])


def _write_json(archive: zipfile.ZipFile, name: str, content: object) -> None:
    archive.writestr(name, json.dumps(content, ensure_ascii=False, separators=(",", ":")))


def _read_json(archive: zipfile.ZipFile, name: str) -> list[Any]:
    return list(json.loads(archive.read(name)))


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
