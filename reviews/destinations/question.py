"""What can be asked about a license position, and which positions answer it?

The same questions on the command line, on the page and in the API.
"""

from dataclasses import dataclass

from exports_portal.policy.countries import country_named, is_country
from reviews.destinations.blocs import positions_of_bloc
from reviews.destinations.headquarters import position_of_party
from reviews.destinations.position import Position, is_region, position
from reviews.destinations.regions import place_of
from reviews.destinations.snapshot import Snapshot
from reviews.destinations.table import countries


class BadQuestion(Exception):
    """A question that cannot be answered. `field` names what is wrong, "" for all of it."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`item`: an ECCN or an item class. Countries by ISO code or name, or an occupied region.

    `headquarters` and `ultimate_parent`: where a party that gets the item has them; "" is not
    known, and two times None asks of no party.
    """

    item: str
    country: str = ""
    bloc: str = ""
    place: str = ""
    headquarters: str | None = None
    ultimate_parent: str | None = None

    @property
    def is_of_party(self) -> bool:
        return self.headquarters is not None or self.ultimate_parent is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    item: str
    country: str
    position: Position


def answers(question: Question, snapshot: Snapshot) -> list[Answer]:
    """One answer for a country, one for each member of a bloc, else one for every country.

    BadQuestion for what is not known or does not go together.
    """
    item = item_of(question.item, snapshot)
    if question.country and question.bloc:
        raise BadQuestion("Ask for a country or for a bloc, and not for both.", field="bloc")
    if not question.country and (question.place or question.is_of_party):
        raise BadQuestion("Name the country as well.", field="country")
    if question.bloc:
        found = positions_of_bloc(item, _bloc(question.bloc, snapshot), snapshot)
    elif question.country:
        country = country_of(question.country, snapshot)
        found = ((country, _in_country(item, country, question, snapshot)),)
    else:
        found = tuple((code, position(item, code, snapshot)) for code in countries())
    return [Answer(item=item, country=code, position=each) for code, each in found]


def _in_country(item: str, country: str, question: Question, snapshot: Snapshot) -> Position:
    if not question.is_of_party:
        return place_of(item, country, question.place, snapshot)
    if question.place:
        raise BadQuestion(
            "Ask for a place and for headquarters one after the other.", field="place"
        )
    at_home = _seat(question.headquarters, snapshot, field="headquarters")
    above = _seat(question.ultimate_parent, snapshot, field="ultimate_parent")
    return position_of_party(item, country, at_home, above, snapshot)


def _seat(given: str | None, snapshot: Snapshot, *, field: str) -> str:
    return country_of(given, snapshot, field=field) if given else ""


def item_of(given: str, snapshot: Snapshot) -> str:
    if snapshot.licenses.class_of(given) is None:
        known = ", ".join(found.code for found in snapshot.licenses.classes)
        raise BadQuestion(
            f"The item “{given}” is unknown, or its position is not settled. Write an ECCN with "
            f"its paragraph, as in 3A090.a, or EAR99, or one of {known}.",
            field="item",
        )
    return given


def country_of(given: str, snapshot: Snapshot, *, field: str = "country") -> str:
    if is_region(given, snapshot):
        return given
    code = given if is_country(given) else country_named(given)
    if not code:
        message = f"No country “{given}” is known. Write its ISO 3166-1 code, as in AE."
        raise BadQuestion(message, field=field)
    return code


def _bloc(given: str, snapshot: Snapshot) -> str:
    known = [bloc.code for bloc in snapshot.blocs]
    if given not in known:
        message = f"No bloc “{given}” is known. Known are {', '.join(known)}."
        raise BadQuestion(message, field="bloc")
    return given
