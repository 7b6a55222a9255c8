"""What does somebody mean who types this into a cell, and how does a value stand in one?

A new type of `proposals.content.types` brings its cell here; a new field brings nothing.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from exports_portal.policy.countries import country_choices, country_named
from proposals.content import meanings
from proposals.content.known import Codes, Known
from proposals.content.saying import Field
from proposals.content.selections import SeveralOf

SEPARATOR = "; "
YES, NO = "Yes", "No"
_YES = frozenset({"yes", "y", "true", "x", "1", "✓"})
_NO = frozenset({"no", "n", "false", "0", "-"})
# Blanks of every width, and apostrophes: how thousands are parted besides by commas.
_NUMBER = re.compile(
    r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:[ \u00a0\u2009\u202f'’][0-9]{3})+)"
    r"(?:\.[0-9]*)?",
    re.ASCII,
)
_SEPARATES = re.compile(r"[;\n]")
_PARTING = re.compile(r"[, \u00a0\u2009\u202f'’]")
LONGEST_NUMBER = 40  # characters
DATES = ("%Y-%m-%d", "%m/%d/%Y", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y")

NO_NUMBER = "Enter a number, with a point before the decimals, for example 1234.50."
NO_DATE = "Enter a date as year-month-day, for example 2027-03-31, or as month/day/year."
NO_FLAG = "Enter Yes or No."


class NotUnderstood(ValueError):
    """A sentence for the person who typed it."""


def value_of(field: Field, text: str, known: Known) -> Any:
    """What was typed, as a record takes it. NotUnderstood says what to type instead."""
    read = next(read for kind, read, _ in _CELLS if isinstance(field.meaning, kind))
    return read(field, text, known)


def cell_of(field: Field, value: Any, known: Known) -> str | Decimal | int | date:
    """What stands in the cell: a number or a day as such, everything else in words."""
    if value is None or value in ("", ()):
        return ""
    write = next(write for kind, _, write in _CELLS if isinstance(field.meaning, kind))
    return write(field, value, known)


def options_of(field: Field, known: Known) -> Sequence[tuple[str, str]]:
    """The codes and labels that can be chosen from; none where anything can be typed."""
    match field.meaning:
        case meanings.Choice(options) | SeveralOf(options):
            return options
        case meanings.CountryCode() | meanings.CountryCodes():
            return country_choices()
        case meanings.Code(codes) | meanings.Several(codes):
            return list(known.titles.get(codes, {}).items())
        case meanings.Flag():
            return [(YES, YES), (NO, NO)]
    return ()


def texts_of(field: Field, known: Known) -> Mapping[str, str]:
    """What stands in a cell for each code that can be chosen: its label, or the code where two have
    the same one, or where a list could not be parted.
    """
    return _texts(tuple(options_of(field, known)))


@lru_cache(maxsize=100)
def _texts(options: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """Read for every cell of a table, and the same for thousands of them."""
    meant: dict[str, str] = {}
    for code, _ in options:
        meant.setdefault(_plain(code), code)
    for code, label in options:
        meant.setdefault(_plain(label), code)
    return MappingProxyType(
        {
            code: label if meant[_plain(label)] == code and not _SEPARATES.search(label) else code
            for code, label in options
        }
    )


def is_several(field: Field) -> bool:
    return isinstance(field.meaning, meanings.Several | meanings.CountryCodes | SeveralOf)


def _text(field: Field, text: str, known: Known) -> str:
    return text


def _number(field: Field, text: str, known: Known) -> Decimal:
    bare = text.strip()
    if isinstance(field.meaning, meanings.Dollars):
        bare = re.sub(r"^(?:US)?\s*\$\s*|^USD\s*|\s*USD$", "", bare, flags=re.IGNORECASE)
    if isinstance(field.meaning, meanings.Percent):
        bare = bare.removesuffix("%").strip()
    if len(bare) > LONGEST_NUMBER or not _NUMBER.fullmatch(bare):
        raise NotUnderstood(NO_NUMBER)
    return Decimal(_PARTING.sub("", bare))


def _count(field: Field, text: str, known: Known) -> int:
    value = _number(field, text, known)
    if value != value.to_integral_value():
        raise NotUnderstood("Enter a whole number.")
    return int(value)


def _flag(field: Field, text: str, known: Known) -> bool:
    if (typed := text.strip().casefold()) not in _YES | _NO:
        raise NotUnderstood(NO_FLAG)
    return typed in _YES


def _day(field: Field, text: str, known: Known) -> date:
    for form in DATES:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    raise NotUnderstood(NO_DATE)


def _country(field: Field, text: str, known: Known) -> str:
    if not (code := country_named(text.strip())):
        raise NotUnderstood(f"“{_short(text)}” is no country: give its name or its two letters.")
    return code


def _countries(field: Field, text: str, known: Known) -> list[str]:
    return [_country(field, each, known) for each in _parted(text, country_named)]


def _choice(field: Field, text: str, known: Known) -> str:
    code = _found(options_of(field, known), text)
    if code is None:
        raise NotUnderstood(_not_a_choice(text, [label for _, label in options_of(field, known)]))
    return code


def _several(field: Field, text: str, known: Known) -> list[Any]:
    options = options_of(field, known)
    is_member = getattr(field.meaning, "codes", None) is Codes.MEMBERS
    found = []
    for each in _parted(text, lambda one: _found(options, one)):
        code = _found(options, each)
        if code is None:
            raise NotUnderstood(_not_a_choice(each, [label for _, label in options]))
        found.append(int(code) if is_member else code)
    return found


def _parted(text: str, is_known: Callable[[str], Any]) -> Iterable[str]:
    """One for each line or semicolon; by commas only where the whole is none of them."""
    for piece in re.split(r"[;\n]", text):
        if is_known(piece.strip()) or "," not in piece:
            yield from filter(None, [piece.strip()])
        else:
            yield from filter(None, (each.strip() for each in piece.split(",")))


def _found(options: Iterable[tuple[str, str]], text: str) -> str | None:
    """The code that is typed, or the one whose label is."""
    typed = _plain(text)
    codes = [code for code, _ in options if _plain(code) == typed]
    codes += [code for code, label in options if _plain(label) == typed]
    return codes[0] if codes else None


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _not_a_choice(text: str, labels: Sequence[str]) -> str:
    few = f" Choose from: {'; '.join(labels)}." if 0 < len(labels) <= 10 else ""
    return f"“{_short(text)}” is not a choice.{few}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def _as_it_is(field: Field, value: Any, known: Known) -> Any:
    return value


def _yes_or_no(field: Field, value: bool, known: Known) -> str:
    return YES if value else NO


def _label(field: Field, value: Any, known: Known) -> str:
    return texts_of(field, known).get(str(value), str(value))


def _labels(field: Field, value: Iterable[Any], known: Known) -> str:
    return SEPARATOR.join(_label(field, each, known) for each in value)


Read = Callable[[Field, str, Known], Any]
Write = Callable[[Field, Any, Known], Any]
# The first class that fits.
_CELLS: tuple[tuple[type[meanings.Meaning], Read, Write], ...] = (
    (meanings.Words, _text, _as_it_is),
    (meanings.CountryCodes, _countries, _labels),
    (meanings.CountryCode, _country, _label),
    (meanings.Day, _day, _as_it_is),
    (meanings.Amount, _number, _as_it_is),
    (meanings.Count, _count, _as_it_is),
    (meanings.Flag, _flag, _yes_or_no),
    (meanings.Choice, _choice, _label),
    (meanings.Code, _choice, _label),
    (meanings.Several, _several, _labels),
    (SeveralOf, _several, _labels),
)
