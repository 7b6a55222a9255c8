"""Who owns an organization, by a file of the Beneficial Ownership Data Standard?

Read is BODS 0.4 (standard.openownership.org), as JSON. What a row of owners cannot say is told and
never guessed: an owner without a name is no row.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from itertools import islice
from typing import Any

from exports_portal.bounds import MOST_ROWS_OF_AN_ORGANIZATION
from proposals.exchange.found import refused, shortened
from proposals.exchange.strict_json import load_json

VERSION = "0.4"
NO_BODS = "This is no ownership file as BODS 0.4 has it: a list of statements."
NOTHING, HALF, WHOLE, CENT = Decimal(0), Decimal(50), Decimal(100), Decimal("0.01")  # percent
RECORDS = ("entity", "person", "relationship")
STATE = frozenset({"state", "stateBody"})
# BODS 0.4, codelist interestType: what lets somebody decide, whatever they hold.
CONTROL = frozenset(
    {
        "appointmentOfBoard",
        "controlByLegalFramework",
        "controlViaCompanyRulesOrArticles",
        "nominator",
        "otherInfluenceOrControl",
        "protector",
        "rightsGrantedByContract",
        "settlor",
        "trustee",
        "votingRights",
    }
)

type Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """Rows of owners, as the page of owners takes them, and what they could not say."""

    rows: Sequence[dict[str, Any]]
    left_out: Sequence[str]


def owners_in(text: str, *, of: str) -> Ownership:
    """The owners of the organization that is called `of`, and the owners of those.

    ImportRefused when it is no such file, does not name the organization, or names too many owners.
    """
    records = _records(load_json(text))
    walk = _Walk(records=records, held=_held(records))
    most = MOST_ROWS_OF_AN_ORGANIZATION
    rows = list(islice(walk.owners_of(_called(of, records)), most + 1))
    if len(rows) > most:
        raise refused(f"The file has more owners than the {most} that an organization can list.")
    return Ownership(rows=rows, left_out=shortened(walk.left_out))


def _records(data: Any) -> dict[str, tuple[str, Json]]:
    """By its id, the kind and the details of each record as it was stated last."""
    if not isinstance(data, list) or not data:
        raise refused(NO_BODS)
    stated = [_statement(number, each) for number, each in enumerate(data, start=1)]
    stated.sort(key=lambda each: str(each.get("statementDate", "")))
    found = {each["recordId"]: each for each in stated}
    return {
        name: (each["recordType"], each["recordDetails"])
        for name, each in found.items()
        if each.get("recordStatus") != "closed"
    }


def _statement(number: int, said: Any) -> Json:
    place = f"Statement {number}"
    if not isinstance(said, Mapping):
        raise refused(NO_BODS, place)
    published = said.get("publicationDetails")
    version = published.get("bodsVersion") if isinstance(published, Mapping) else None
    if version != VERSION:
        raise refused(f"It is not BODS {VERSION}: export it as that version.", place)
    is_whole = (
        isinstance(said.get("recordId"), str)
        and said.get("recordType") in RECORDS
        and isinstance(said.get("recordDetails"), Mapping)
    )
    if not is_whole:
        raise refused(NO_BODS, place)
    return said


def _called(name: str, records: Mapping[str, tuple[str, Json]]) -> str:
    """The id of the entity of this name."""
    wanted = _plain(name)
    found = [
        key
        for key, (kind, details) in records.items()
        if kind == "entity" and _plain(_text(details, "name")) == wanted
    ]
    if len(found) != 1:
        how_many = "no entity" if not found else f"{len(found)} entities"
        raise refused(f"The file has {how_many} called “{name}”. The names must be the same.")
    return found[0]


def _held(records: Mapping[str, tuple[str, Json]]) -> dict[str, list[Json]]:
    """By the id of a body, the relationships of those who hold shares in it or control it."""
    held = defaultdict(list)
    for kind, details in records.values():
        subject = details.get("subject")
        if kind == "relationship" and isinstance(subject, str):
            held[subject].append(details)
    return held


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walk:
    """From an organization up, each body once, so that a circle ends."""

    records: Mapping[str, tuple[str, Json]]
    held: Mapping[str, Sequence[Json]]
    left_out: list[str] = field(default_factory=list)

    def owners_of(self, body: str) -> Iterator[dict[str, Any]]:
        """One owner after the other, the owners of each right after it."""
        seen = {body}
        ahead = [self._rows_of(body, holds_shares_in="")]
        while ahead:
            following = next(ahead[-1], None)
            if following is None:
                ahead.pop()
                continue
            owner, row = following
            yield row
            if owner not in seen:
                seen.add(owner)
                ahead.append(self._rows_of(owner, holds_shares_in=row["name"]))

    def _rows_of(self, body: str, *, holds_shares_in: str) -> Iterator[tuple[str, dict[str, Any]]]:
        for details in self.held.get(body, ()):
            interests = list(_interests(details))
            row = self._row(details, interests, holds_shares_in) if interests else None
            if row is not None:
                yield details["interestedParty"], row

    def _row(
        self, details: Json, interests: Sequence[Json], holds_shares_in: str
    ) -> dict[str, Any] | None:
        party = details.get("interestedParty")
        kind, said = self.records.get(party, ("", {})) if isinstance(party, str) else ("", {})
        name = _name(kind, said)
        if not name:
            whose = holds_shares_in or "the organization"
            self.left_out.append(f"An owner of {whose} is not named: ask who it is.")
            return None
        return {
            "name": name,
            "kind": _kind(kind, said),
            "country": self._country(name, kind, said),
            "holds_shares_in": holds_shares_in,
            **self._share(name, interests),
            "has_control": any(map(_is_control, interests)),
        }

    def _country(self, name: str, kind: str, said: Json) -> str:
        places = said.get("nationalities") if kind == "person" else [said.get("jurisdiction")]
        codes = [_text(place, "code")[:2].upper() for place in _mappings(places)]
        codes = [code for code in codes if code]
        if len(codes) > 1:
            self.left_out.append(f"{name} has more than one nationality: {', '.join(codes)}.")
        if not codes:
            self.left_out.append(f"{name}: no country is stated. Choose it.")
        return codes[0] if codes else ""

    def _share(self, name: str, interests: Sequence[Json]) -> dict[str, Decimal | None]:
        held = [each for each in interests if _text(each, "type") == "shareholding"]
        if len(held) > 1:
            self.left_out.append(f"{name} holds shares in {len(held)} ways: add them up.")
        share = held[0].get("share") if len(held) == 1 else None
        if not isinstance(share, Mapping):
            return _stated(None, None)
        exact = _number(share.get("exact"))
        if exact is not None and CENT <= exact <= WHOLE:
            percent = exact.quantize(CENT, ROUND_HALF_UP)
            if percent != exact:
                self.left_out.append(f"{name} holds {exact} percent: rounded to {percent}.")
            return _stated(percent, None)
        stated = _range(share)
        if stated is None:
            self.left_out.append(f"{name}: the file states no share or range that can be read.")
        return _stated(*(stated or (None, None)))


def _stated(percent: Decimal | None, percent_at_most: Decimal | None) -> dict[str, Decimal | None]:
    return {"percent": percent, "percent_at_most": percent_at_most}


def _range(share: Json) -> tuple[Decimal | None, Decimal] | None:
    """(at least, at most), never narrower than the file has it. None where it states no range."""
    least, most = _bound(share, "Minimum"), _bound(share, "Maximum")
    if least is None and most is None:
        return None
    low = NOTHING if least is None else least
    high = WHOLE if most is None else most
    if not NOTHING <= low < high <= WHOLE:
        return None
    return low.quantize(CENT, ROUND_DOWN) or None, high.quantize(CENT, ROUND_UP)


def _bound(share: Json, name: str) -> Decimal | None:
    """`minimum` or `exclusiveMinimum`: which of them makes no difference here."""
    return next(
        (
            number
            for key in (name.lower(), f"exclusive{name}")
            if (number := _number(share.get(key))) is not None
        ),
        None,
    )


def _interests(details: Json) -> Iterator[Json]:
    """What is held now. What is held through others is in the records of those, if it has any."""
    has_parts = bool(details.get("componentRecords"))
    for interest in _mappings(details.get("interests")):
        is_elsewhere = has_parts and interest.get("directOrIndirect") == "indirect"
        if not (interest.get("endDate") or is_elsewhere):
            yield interest


def _is_control(interest: Json) -> bool:
    """Votes count unless at most half of them are stated: what is unknown is never a pass."""
    interest_type = _text(interest, "type")
    if interest_type not in CONTROL:
        return False
    share = interest.get("share")
    if interest_type != "votingRights" or not isinstance(share, Mapping):
        return True
    most = [_number(share.get(name)) for name in ("exact", "maximum", "exclusiveMaximum")]
    known = [number for number in most if number is not None]
    return not known or max(known) > HALF


def _kind(kind: str, said: Json) -> str:
    if kind == "person":
        return "PERSON"
    entity_type = said.get("entityType")
    is_state = isinstance(entity_type, Mapping) and _text(entity_type, "type") in STATE
    return "GOVERNMENT" if is_state else "ORGANIZATION"


def _name(kind: str, said: Json) -> str:
    if kind != "person":
        return _text(said, "name")
    names = [_text(each, "fullName") for each in _mappings(said.get("names"))]
    return next(filter(None, names), "")


def _text(said: Json, name: str) -> str:
    value = said.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _mappings(values: Any) -> Iterable[Json]:
    return (
        [each for each in values if isinstance(each, Mapping)] if isinstance(values, list) else ()
    )


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Decimal(value)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
