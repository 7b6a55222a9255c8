"""Which dossiers can there be? Strategies made from the declarations: a new field needs no line."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid5

from hypothesis import reject
from hypothesis import strategies as st

from exports_portal.policy.countries import country_choices
from proposals.content import ConfidentialityMarking, identifiers, meanings
from proposals.content.known import Codes, Known
from proposals.content.markable import code_of, markable_fields, markable_values
from proposals.content.meanings import CountryCode
from proposals.content.saying import NO_ID, Field, fields_of, kind_of
from proposals.content.selections import SeveralOf
from proposals.content.whole import Part, parts, records_of
from proposals.content.writing import RecordRefused, record_from
from tests.proposals.rules.contents import LUMEN, complete_content, members
from tests.proposals.rules.models import the_other_layers

KNOWN = Known(
    titles={
        Codes.SECTORS: {"HEALTHCARE": "Health care", "PUBLIC": "Public services; all levels"},
        Codes.BLOCS: {"EU": "European Union"},
        Codes.INSTRUMENTS: {
            "EXIM_LOAN": "Direct loan",
            "EXIM_GUARANTEE": "Guarantee",
            "ITA_ADVOCACY": "Advocacy, abroad",
        },
        Codes.REQUIREMENTS: {
            "GOVERNANCE.1": "GOVERNANCE.1 A person answers for it; by name",
            "NETWORK.1": "NETWORK.1 Networks are parted",
        }
        | {each.requirement: each.requirement for each in the_other_layers()["security_claims"]},
        Codes.VALUES: markable_values(),
        Codes.MEMBERS: {"7": "Brass Lattice Works, Inc.", "9": "Quill Fjord Data"}
        | {str(each.organization_id): each.legal_name for each in members()},
    }
)
COUNTRIES = [code for code, _ in country_choices()]
CHARACTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")) | st.sampled_from(
    "=+-@'\t\n"
)
# Something to say, by the class of the meaning.
SAID = {
    CountryCode: "KE",
    meanings.Flag: True,
    meanings.Day: date(2027, 3, 31),
    identifiers.Eccn: "EAR99",
}
WORDS = st.text(CHARACTERS, max_size=12).filter(lambda text: not text.isspace())
NAMES = WORDS.map(lambda text: f"Lumen {text}".strip())


def _number(meaning: Any) -> st.SearchStrategy[Any]:
    return st.decimals(meaning.least, meaning.most, places=meaning.places)


def values_of(field: Field) -> st.SearchStrategy[Any]:
    """What may stand in a field."""
    meaning: Any = field.meaning
    match meaning:
        case meanings.Words():
            found = _texts(meaning)
        case meanings.Amount():
            found = _number(meaning)
        case meanings.Count():
            found = st.integers(meaning.least, meaning.most)
        case meanings.Flag():
            found = st.booleans()
        case meanings.Day():
            found = st.dates(date(1800, 1, 1), date(9999, 12, 31))
        case meanings.Choice():
            found = st.sampled_from([code for code, _ in meaning.options])
        case _:
            found = _codes(meaning)
    return found if field.is_required else st.just(field.default) | found


def _texts(meaning: Any) -> st.SearchStrategy[Any]:
    """Identifiers have one form, and names must be readable."""
    if pattern := meaning.schema().get("pattern"):
        found = st.from_regex(pattern, fullmatch=True, alphabet=st.characters(codec="ascii"))
        return found.filter(lambda text: text and not meaning.problem(text, KNOWN))
    if isinstance(meaning, meanings.Name):
        return NAMES
    return WORDS.map(lambda text: text[: meaning.longest])


def _codes(meaning: Any) -> st.SearchStrategy[Any]:
    match meaning:
        case meanings.CountryCode():
            return st.sampled_from(COUNTRIES)
        case meanings.CountryCodes():
            return st.lists(st.sampled_from(COUNTRIES), unique=True, max_size=3)
        case meanings.Code():
            return st.sampled_from(list(KNOWN.titles[meaning.codes]))
        case meanings.Key():
            return st.uuids()
        case meanings.Several():
            codes = list(KNOWN.titles[meaning.codes])
            kept = [int(code) for code in codes] if meaning.codes is Codes.MEMBERS else codes
            return st.lists(st.sampled_from(kept), unique=True, max_size=2)
        case SeveralOf():
            codes = [code for code, _ in meaning.options]
            return st.lists(st.sampled_from(codes), unique=True, max_size=3)
    raise TypeError(f"{meaning} has no strategy")


@st.composite
def written_records(draw: Any, part: Part) -> Any:
    """A record that the portal would keep."""
    values = {field.name: draw(values_of(field)) for field in fields_of(part.of)}
    if "code" in values and "kind" in values:  # a market: its code is a country or a bloc
        values["code"] = "EU" if values["kind"] == "BLOC" else draw(st.sampled_from(COUNTRIES))
    record = _mended(part, {name: said for name, said in values.items() if said is not None})
    return replace(record, id=draw(st.uuids()), contributor=LUMEN)


def _mended(part: Part, values: dict[str, Any]) -> Any:
    """What goes with another answer is taken out where it stands, or put in where it is missing."""
    declared = {field.name: field for field in fields_of(part.of)}
    for _ in range(5):
        try:
            return record_from(part.of, values, KNOWN)
        except RecordRefused as refusal:
            for name in refusal.fields:
                if values.get(name, declared[name].default) != declared[name].default:
                    values.pop(name)
                else:
                    values[name] = SAID.get(type(declared[name].meaning), "Lumen")
    return reject()


def with_ids(content: Any) -> Any:
    """As the portal keeps it: every record with an id of its own, said by the anchor member."""
    made = {
        part.name: tuple(
            replace(
                record,
                id=uuid5(NO_ID, f"{part.name} {number}"),
                contributor=record.contributor or LUMEN,
            )
            for number, record in enumerate(getattr(content, part.name))
        )
        for part in parts().values()
        if part.is_written and part.is_many
    }
    return replace(content, **made, evidence=())


@st.composite
def dossiers(draw: Any) -> Any:
    """A whole content with any records of some kinds, and a title; members are always the same."""
    kinds = [part for part in parts().values() if part.is_written and part.name != "overview"]
    chosen = draw(st.lists(st.sampled_from(kinds), max_size=4, unique_by=lambda part: part.name))
    found: dict[str, Any] = {part.name: () for part in kinds if part.is_many}
    for part in [parts()["overview"], *chosen]:
        if not part.is_many:
            found[part.name] = draw(written_records(part))
            continue
        rows = draw(st.lists(written_records(part), max_size=2, unique_by=lambda record: record.id))
        keys = kind_of(part.of).key
        found[part.name] = tuple(
            {tuple(str(getattr(row, key)) for key in keys) or row.id: row for row in rows}.values()
        )
    whole = replace(complete_content(), **found, evidence=())
    return replace(whole, markings=draw(markings_of(whole)))


@st.composite
def markings_of(draw: Any, content: Any) -> tuple[ConfidentialityMarking, ...]:
    """Some values and whole records of what was drawn, marked in any way."""
    can_be_marked = [
        (record, code)
        for part in parts().values()
        if part.is_record
        for record in records_of(content, part)
        for code in (
            code_of(part.of, ""),
            *(code_of(part.of, field.name) for field in markable_fields(part.of)),
        )
        if record.id.int and code in markable_values()
    ]
    if not can_be_marked:
        return ()
    chosen = st.lists(st.sampled_from(can_be_marked), max_size=3, unique_by=lambda pair: pair[1])
    return tuple(
        replace(draw(written_records(parts()["markings"])), record=record.id, value=code)
        for record, code in draw(chosen)
    )
