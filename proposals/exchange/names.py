"""Which code is meant where people write a name that only the whole row can place?"""

from collections.abc import Callable
from typing import Any

from exports_portal.policy.countries import country_named
from proposals.content import Market, MarketKind
from proposals.content.known import Codes, Known

Values = dict[str, Any]


def with_codes(of: type, values: Values, known: Known) -> Values:
    """What somebody typed into a row, with codes in the place of such names."""
    place = _PLACES.get(of)
    return place(values, known) if place else values


def _market(values: Values, known: Known) -> Values:
    """A market is called by the name of its country or its bloc."""
    typed = str(values.get("code", ""))
    if values.get("kind") == MarketKind.BLOC:
        titles = known.titles.get(Codes.BLOCS, {})
        blocs = {title.casefold(): code for code, title in titles.items()}
        return values | {"code": blocs.get(typed.casefold(), typed)}
    return values | {"code": country_named(typed) or typed} if typed else values


_PLACES: dict[type, Callable[[Values, Known], Values]] = {Market: _market}
