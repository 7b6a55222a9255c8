"""Which security claims does an OSCAL component definition make?

NIST OSCAL 1.0 to 1.1, JSON: https://pages.nist.gov/OSCAL-Reference/models/v1.1.2/component-definition/
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from exports_portal.bounds import LARGEST_IMPORT_BYTES, LONGEST_STATEMENT
from proposals.content.security import AnswerStatus, ControlDomain
from proposals.exchange.foreign import as_object, as_objects, as_text, no_place, short
from proposals.exchange.found import Found, FoundRow, refused

ROOT = "component-definition"
SOURCE = "An OSCAL component definition (JSON)"
LONGEST_REFERENCE = 200  # characters, as the field has it
# Family of controls -> domain. Families: NIST SP 800-53 Rev. 5, section 2.2, table 1. Which domain
# each belongs to is a program default, not published text. A family that is not here, or belongs
# to several domains (CM, CP, MA, MP, PT, SA, SI), is asked for.
DOMAINS = {
    "AC": ControlDomain.IDENTITY,
    "AT": ControlDomain.PERSONNEL,
    "AU": ControlDomain.LOGGING,
    "CA": ControlDomain.GOVERNANCE,
    "IA": ControlDomain.IDENTITY,
    "IR": ControlDomain.INCIDENT_RESPONSE,
    "PE": ControlDomain.PHYSICAL,
    "PL": ControlDomain.GOVERNANCE,
    "PM": ControlDomain.GOVERNANCE,
    "PS": ControlDomain.PERSONNEL,
    "RA": ControlDomain.GOVERNANCE,
    "SC": ControlDomain.NETWORK,
    "SR": ControlDomain.SUPPLY_CHAIN,
}
_CONTROL = re.compile(r"([A-Z]{2})-[0-9]{1,3}(?:\.[0-9]{1,3})?")
_PARAMETER = re.compile(r"\{\{\s*insert:\s*param,\s*([^\s}]{1,100})\s*\}\}")
TOO_LONG = "With its parameters, this text has more than {:,} characters."
STATUS = "implementation-status"
# What is said about the file itself, or holds what is read one by one.
ASIDE = frozenset({"uuid", "metadata", "components", "back-matter"})
READ = frozenset({"uuid", "control-id", "description", "statements", "set-parameters", "props"})


@dataclass(slots=True)
class Insertions:
    """Puts values into the texts of one file: no text past its field, no file past its bound."""

    room: int = LARGEST_IMPORT_BYTES

    def put(self, text: str, given: Mapping[str, Any], place: str) -> str:
        """The text with the values in it; what is not set stays as it is written.

        ImportRefused as soon as a text with values grows past its field.
        """
        length = len(text)

        def insert(match: re.Match[str]) -> str:
            nonlocal length
            values = given.get(match[1])
            if not isinstance(values, list):
                return match[0]
            said = ", ".join(map(str, values))
            length += len(said) - len(match[0])
            self.room -= len(said)
            if length > LONGEST_STATEMENT:
                raise refused(TOO_LONG.format(LONGEST_STATEMENT), place)
            if self.room < 0:
                raise refused("With its parameters, the file says more than is taken.", place)
            return said

        return _PARAMETER.sub(insert, text)


def found_in_oscal(data: Mapping[str, Any]) -> Found:
    """A claim for each implemented requirement. ImportRefused for what is no such file."""
    document = as_object(data[ROOT], ROOT)
    left_out = no_place("The file", document.keys() - ASIDE)
    titles = titles_in(document)
    rows: list[FoundRow] = []
    insertions = Insertions()
    for component in as_objects(document.get("components"), "components"):
        name = short(as_text(component.get("title")))
        sets = as_objects(component.get("control-implementations"), name)
        if not sets:
            left_out.append(f"“{name}”: it implements no control.")
        for each in sets:
            source = as_text(each.get("source"))
            told = titles.get(source, source)
            implemented = as_objects(each.get("implemented-requirements"), name)
            rows += [_claim(one, told, name, left_out, insertions) for one in implemented]
    found = {"security_claims": rows} if rows else {}
    return Found(source=SOURCE, rows=found, left_out=left_out, may_ask=True)


def titles_in(document: Mapping[str, Any]) -> dict[str, str]:
    """What a source is called that the file itself lists: "#" and its id -> title."""
    listed = as_object(document.get("back-matter"), "back-matter").get("resources")
    return {
        f"#{as_text(one.get('uuid'))}": as_text(one.get("title")) or as_text(one.get("description"))
        for one in as_objects(listed, "resources")
    }


def _claim(
    one: Mapping[str, Any], source: str, owner: str, left_out: list[str], insertions: Insertions
) -> FoundRow:
    control = as_text(one.get("control-id")).upper()
    place = f"“{owner}”, {short(control) or 'a control without an id'}"
    values: dict[str, Any] = {"claim": _text(one, place, insertions)}
    values |= about_control(source, control)
    others = {as_text(p.get("name")) for p in as_objects(one.get("props"), place)}
    if _is_implemented(one, place):
        values["status"] = AnswerStatus.IN_PLACE.value
        others.discard(STATUS)
    left_out += no_place(place, (one.keys() - READ) | others)
    return FoundRow(place=place, values={name: said for name, said in values.items() if said})


def _is_implemented(one: Mapping[str, Any], place: str) -> bool:
    said = [p.get("value") for p in as_objects(one.get("props"), place) if p.get("name") == STATUS]
    return said == ["implemented"]


def about_control(source: str, control: str) -> dict[str, Any]:
    """Which control of which catalog it is, and its domain where the family belongs to one."""
    values: dict[str, Any] = {}
    if reference := f"{source} {control}".strip():
        values["framework_ref"] = reference[:LONGEST_REFERENCE]
    family = match[1] if (match := _CONTROL.fullmatch(control)) else ""
    if family in DOMAINS:
        values["domain"] = DOMAINS[family].value
    return values


def _text(one: Mapping[str, Any], place: str, insertions: Insertions) -> str:
    """What is done, with the words of each statement, and with the parameters that are set."""
    texts = [as_text(one.get("description"))]
    texts += [as_text(s.get("description")) for s in as_objects(one.get("statements"), place)]
    whole = "\n\n".join(text for text in texts if text)
    return insertions.put(whole, parameters_of(one, place), place)


def parameters_of(one: Mapping[str, Any], place: str) -> dict[str, Any]:
    """Id -> the values that are set here."""
    return {
        as_text(each.get("param-id")): each.get("values")
        for each in as_objects(one.get("set-parameters"), place)
    }
