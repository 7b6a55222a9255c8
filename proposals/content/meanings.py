"""What does a value mean: what is wrong with it, and how is it written for people?

A type of `types.py` carries one of these. Forms, pages and the API choose by its class.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from exports_portal.policy.countries import country_name, is_country
from exports_portal.web.characters import without_control_characters, without_directions
from exports_portal.web.names import is_readable
from exports_portal.web.placeholders import is_placeholder
from proposals.content.known import Codes, Known

__all__ = ["Codes", "Known"]  # what a meaning is judged by

CONTROL_CHARACTER = (
    "The text contains a control character, often from pasting. Type it again, or paste it as plain"
    " text."
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """The common ground. `problem` is "" for a value that may be kept; `words` are for people."""

    def problem(self, value: Any, known: Known) -> str:
        return ""

    def kept(self, value: Any) -> Any:
        """The value without what a browser or a copy adds to it."""
        return value

    def words(self, value: Any, known: Known) -> str:
        return str(value)

    def schema(self) -> dict[str, Any]:
        """What JSON Schema says besides the type."""
        return {}

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Any:
        return handler(core) | self.schema()


@dataclass(frozen=True, slots=True)
class Words(Meaning):
    """A text of at most `longest` characters, on one line unless `has_lines`."""

    longest: int
    has_lines: bool = False

    def kept(self, value: Any) -> Any:
        """Browsers send CR LF. Marks that turn the direction of writing are never in a name."""
        if not isinstance(value, str):
            return value
        return value.replace("\r\n", "\n") if self.has_lines else without_directions(value)

    def problem(self, value: Any, known: Known) -> str:
        if len(value) > self.longest:
            return f"Write at most {self.longest:,} characters: these are {len(value):,}."
        if value != without_control_characters(value):
            return CONTROL_CHARACTER
        return ""

    def schema(self) -> dict[str, Any]:
        return {"maxLength": self.longest}


@dataclass(frozen=True, slots=True)
class Name(Words):
    """The name of somebody who is screened."""

    def problem(self, value: Any, known: Known) -> str:
        if value and not is_readable(value):
            return "Nobody can be screened under this name: write it with letters or digits."
        if value and is_placeholder(value):
            return (
                f"“{value.strip()}” is not a name, so nobody can be screened under it. Write the "
                "full legal name, or leave the row out until it is known."
            )
        return Words.problem(self, value, known)


@dataclass(frozen=True, slots=True)
class Names(Meaning):
    """Other names of a party, each of which is screened."""

    def words(self, value: Sequence[str], known: Known) -> str:
        return ", ".join(value)


@dataclass(frozen=True, slots=True)
class Place(Words):
    """A part of the address at which somebody is: screened with it."""


@dataclass(frozen=True, slots=True)
class CountryCode(Meaning):
    """ISO 3166-1 alpha-2, or "" while it is not known."""

    def problem(self, value: str, known: Known) -> str:
        if value and not is_country(value):
            return f"“{value}” is not an ISO 3166-1 alpha-2 code."
        return ""

    def words(self, value: str, known: Known) -> str:
        return country_name(value)

    def schema(self) -> dict[str, Any]:
        return {"pattern": "^([A-Z]{2})?$"}


@dataclass(frozen=True, slots=True)
class CountryCodes(Meaning):
    """Several countries, each once."""

    most: int

    def kept(self, value: Any) -> Any:
        return tuple(dict.fromkeys(value)) if isinstance(value, list | tuple) else value

    def problem(self, value: Sequence[str], known: Known) -> str:
        unknown = [code for code in value if not is_country(code)]
        return " ".join(f"“{code}” is not an ISO 3166-1 alpha-2 code." for code in unknown)

    def words(self, value: Sequence[str], known: Known) -> str:
        return ", ".join(country_name(code) for code in value)


@dataclass(frozen=True, slots=True)
class Day(Meaning):
    """A date of the calendar."""

    def words(self, value: date, known: Known) -> str:
        return f"{value:%B} {value.day}, {value.year}"


@dataclass(frozen=True, slots=True)
class Amount(Meaning):
    """A decimal number from `least` to `most` with so many `places` after the point."""

    least: Decimal
    most: Decimal
    places: int

    def problem(self, value: Decimal, known: Known) -> str:
        if not self.least <= value <= self.most:
            return f"Give a number from {self.least:,f} to {self.most:,f}."
        if -int(value.normalize().as_tuple().exponent) > self.places:
            return f"Give at most {self.places} digits after the decimal point."
        return ""

    def words(self, value: Decimal, known: Known) -> str:
        return f"{value.normalize():,f}"

    @property
    def digits(self) -> int:
        return len(str(int(self.most))) + self.places


@dataclass(frozen=True, slots=True)
class Dollars(Amount):
    """U.S. dollars."""

    def words(self, value: Decimal, known: Known) -> str:
        return f"${value:,.2f}"


@dataclass(frozen=True, slots=True)
class Percent(Amount):
    """A share of one hundred."""

    def words(self, value: Decimal, known: Known) -> str:
        return f"{value.normalize():f} %"


@dataclass(frozen=True, slots=True)
class Count(Meaning):
    """A whole number from `least` to `most`."""

    least: int
    most: int

    def problem(self, value: int, known: Known) -> str:
        if not self.least <= value <= self.most:
            return f"Give a whole number from {self.least:,} to {self.most:,}."
        return ""

    def words(self, value: int, known: Known) -> str:
        return f"{value:,}"

    def schema(self) -> dict[str, Any]:
        return {"minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Flag(Meaning):
    """Yes or no."""

    def words(self, value: bool, known: Known) -> str:
        return "Yes" if value else "No"


@dataclass(frozen=True, slots=True)
class Choice(Meaning):
    """One of the values of an enumeration, with their labels."""

    options: tuple[tuple[str, str], ...]

    def words(self, value: str, known: Known) -> str:
        return dict(self.options).get(value, value)


@dataclass(frozen=True, slots=True)
class OneOf(Choice):
    """One of these, kept as a text, or "" while nothing is chosen."""

    def problem(self, value: str, known: Known) -> str:
        return "" if not value or value in dict(self.options) else f"“{value}” is not a choice."

    def schema(self) -> dict[str, Any]:
        return {"enum": ["", *dict(self.options)]}


@dataclass(frozen=True, slots=True)
class Code(Meaning):
    """A code of policy, with the longest it can be; "" while none is chosen."""

    codes: Codes
    longest: int = 64

    def problem(self, value: str, known: Known) -> str:
        is_known = not value or known.has(self.codes, value)
        return "" if is_known else f"There is no {self.codes} “{value}”."

    def words(self, value: str, known: Known) -> str:
        return known.title(self.codes, value)


@dataclass(frozen=True, slots=True)
class Several(Meaning):
    """Codes of policy, or ids of members: each of them once."""

    codes: Codes
    most: int

    def kept(self, value: Any) -> Any:
        """Each once; members in the order of their ids, which is no order that anybody chose."""
        if not isinstance(value, list | tuple | set | frozenset):
            return value
        once = tuple(dict.fromkeys(value))
        is_sorted = self.codes is Codes.MEMBERS and all(isinstance(pk, int) for pk in once)
        return tuple(sorted(once)) if is_sorted else once

    def problem(self, value: Iterable[Any], known: Known) -> str:
        unknown = [str(code) for code in value if not known.has(self.codes, str(code))]
        if self.codes is Codes.MEMBERS and unknown:
            return "A provider of a layer must be a member of the consortium."
        return " ".join(f"There is no {self.codes} “{code}”." for code in unknown)

    def words(self, value: Iterable[Any], known: Known) -> str:
        return ", ".join(known.title(self.codes, str(code)) for code in value)


@dataclass(frozen=True, slots=True)
class Key(Meaning):
    """The id of an organization: it says nothing to a reader."""


@dataclass(frozen=True, slots=True)
class Moment(Meaning):
    """A point in time."""


@dataclass(frozen=True, slots=True)
class Rows(Meaning):
    """Records within a record."""

    of: type
