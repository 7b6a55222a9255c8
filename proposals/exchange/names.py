"""Which code is meant where people write a name that only the whole row can place, and back?"""

from collections.abc import Callable
from typing import Any

from exports_portal.policy.countries import country_named
from proposals.content import Market, MarketKind
from proposals.content.known import Codes, Known

Values = dict[str, Any]
CODE = "code"  # the field whose name only the other fields of its record can place


def with_codes(of: type, values: Values, known: Known) -> Values:
    """What somebody typed into a row, with codes in the place of such names."""
    place = _PLACES.get(of)
    return place(values, known) if place else values


def _market(values: Values, known: Known) -> Values:
    """A market is called by the name of its country or its bloc."""
    typed = str(values.get(CODE, ""))
    if values.get("kind") == MarketKind.BLOC:
        titles = known.titles.get(Codes.BLOCS, {})
        blocs = {title.casefold(): code for code, title in titles.items()}
        return values | {CODE: blocs.get(typed.casefold(), typed)}
    return values | {CODE: country_named(typed) or typed} if typed else values


def name_in(record: Any, field: str, known: Known) -> str:
    """What such a code is called; "" for every other field."""
    is_code = type(record) in _PLACES and field == CODE
    return str(record.words(field, known)) if is_code else ""


_PLACES: dict[type, Callable[[Values, Known], Values]] = {Market: _market}
