"""Which security claims does an OSCAL system security plan make?

NIST OSCAL 1.0 to 1.1, JSON:
https://pages.nist.gov/OSCAL-Reference/models/v1.1.2/system-security-plan/

A plan says for each requirement which component does what for it, of the requirement as a whole or
of one of its statements. What one component does for one requirement is one claim.
"""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from proposals.content.security import AnswerStatus
from proposals.exchange.foreign import as_object, as_objects, as_text, no_place, short
from proposals.exchange.found import Found, FoundRow
from proposals.exchange.oscal import (
    STATUS,
    Insertions,
    about_control,
    parameters_of,
    titles_in,
)

ROOT = "system-security-plan"
SOURCE = "An OSCAL system security plan (JSON)"
# FedRAMP writes the day of what is planned into a property of its own name space.
PLANNED_FOR, FEDRAMP = "planned-completion-date", "fedramp.gov"
FILES = frozenset({".json", ".xml", ".yaml", ".yml"})
# What is said about the file itself, or is read one by one below.
ASIDE = frozenset(
    {
        *("uuid", "metadata", "import-profile", "back-matter"),
        *("system-implementation", "control-implementation"),
    }
)
READ_OF_CONTROLS = frozenset({"set-parameters", "implemented-requirements"})
READ_OF_REQUIREMENT = frozenset(
    {"uuid", "control-id", "set-parameters", "statements", "by-components"}
)
READ_OF_STATEMENT = frozenset({"uuid", "statement-id", "by-components"})
READ_OF_COMPONENT = frozenset(
    {"uuid", "component-uuid", "description", "set-parameters", STATUS, "props"}
)


def found_in_plan(data: Mapping[str, Any]) -> Found:
    """A claim for each component and requirement. ImportRefused for what is no such file."""
    plan = as_object(data[ROOT], ROOT)
    system = as_object(plan.get("system-implementation"), "system-implementation")
    controls = as_object(plan.get("control-implementation"), "control-implementation")
    left_out = no_place("The file", plan.keys() - ASIDE)
    left_out += no_place("The system", system.keys() - {"components"})
    left_out += no_place("The controls", controls.keys() - READ_OF_CONTROLS)
    reader = _Reader(
        source=_profile(plan),
        components=_components(system),
        set_for_all=parameters_of(controls, "The controls"),
        left_out=left_out,
    )
    requirements = as_objects(controls.get("implemented-requirements"), "implemented-requirements")
    rows = [row for one in requirements for row in reader.claims_of(one)]
    found = {"security_claims": rows} if rows else {}
    return Found(source=SOURCE, rows=found, left_out=left_out, may_ask=True)


def _profile(plan: Mapping[str, Any]) -> str:
    """What the controls are taken from: by its title, or by the name of its file."""
    href = as_text(as_object(plan.get("import-profile"), "import-profile").get("href"))
    if href.startswith("#"):
        return titles_in(plan).get(href, "")
    path = PurePosixPath(href)
    return path.stem if path.suffix in FILES else href


def _components(system: Mapping[str, Any]) -> dict[str, str]:
    return {
        as_text(one.get("uuid")): short(as_text(one.get("title")))
        for one in as_objects(system.get("components"), "components")
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    source: str
    components: Mapping[str, str]
    set_for_all: dict[str, Any]
    left_out: list[str]
    insertions: Insertions = field(default_factory=Insertions)

    def claims_of(self, one: Mapping[str, Any]) -> Iterator[FoundRow]:
        control = as_text(one.get("control-id")).upper()
        place = short(control) or "A control without an id"
        self.left_out.extend(no_place(place, one.keys() - READ_OF_REQUIREMENT))
        done = self._by_component(one, place)
        if not done:
            self.left_out.append(f"{place}: no component does anything for it.")
        given = ChainMap(parameters_of(one, place), self.set_for_all)
        for component, parts in done.items():
            yield self._claim(control, self._place(component, place), parts, given)

    def _by_component(
        self, one: Mapping[str, Any], place: str
    ) -> dict[str, list[Mapping[str, Any]]]:
        """For the whole first, then statement by statement, as the file has them."""
        parts = [*as_objects(one.get("by-components"), place)]
        for statement in as_objects(one.get("statements"), place):
            named = short(as_text(statement.get("statement-id"))) or place
            self.left_out.extend(no_place(named, statement.keys() - READ_OF_STATEMENT))
            parts += as_objects(statement.get("by-components"), named)
        found: dict[str, list[Mapping[str, Any]]] = {}
        for part in parts:
            found.setdefault(as_text(part.get("component-uuid")), []).append(part)
        return found

    def _place(self, component: str, place: str) -> str:
        name = self.components.get(component)
        if name is None:
            self.left_out.append(f"{place}: the file does not list who does it.")
        return f"“{name or 'a component that is not listed'}”, {place}"

    def _claim(
        self,
        control: str,
        place: str,
        parts: list[Mapping[str, Any]],
        given: ChainMap[str, Any],
    ) -> FoundRow:
        texts = [
            self.insertions.put(
                as_text(part.get("description")), given.new_child(parameters_of(part, place)), place
            )
            for part in parts
        ]
        values: dict[str, Any] = {"claim": "\n\n".join(filter(None, dict.fromkeys(texts)))}
        values |= about_control(self.source, control)
        values |= self._answer(place, parts)
        others = {name for part in parts for name in part.keys() - READ_OF_COMPONENT}
        others |= {as_text(p.get("name")) for part in parts for p in _props(part, place)}
        if "planned_for" in values:
            others.discard(PLANNED_FOR)
        self.left_out.extend(no_place(place, others))
        return FoundRow(place=place, values={name: said for name, said in values.items() if said})

    def _answer(self, place: str, parts: list[Mapping[str, Any]]) -> dict[str, Any]:
        """Where all parts say the same and it says enough; else the answer stays open."""
        said = [as_object(part[STATUS], place) for part in parts if part.get(STATUS) is not None]
        states = list(dict.fromkeys(as_text(one.get("state")) for one in said))
        answer = _stated(states, said, parts, place) if len(said) == len(parts) else {}
        if states and not answer:
            silent = ["nothing"] if len(said) < len(parts) else []
            shown = ", ".join(short(state) for state in (*states, *silent))
            self.left_out.append(f"{place}: the answer stays open, for its parts say: {shown}.")
        if any(one.get("remarks") for one in said) and "not_applicable_reason" not in answer:
            self.left_out.extend(no_place(place, ["the remarks about its status"]))
        return answer


def _stated(
    states: list[str],
    said: list[Mapping[str, Any]],
    parts: list[Mapping[str, Any]],
    place: str,
) -> dict[str, Any]:
    """What is planned needs a day, and what does not apply a reason: without it nothing is said."""
    match states:
        case ["implemented"]:
            return {"status": AnswerStatus.IN_PLACE.value}
        case ["planned"] if day := _planned_for(parts, place):
            return {"status": AnswerStatus.PLANNED.value, "planned_for": day}
        case ["not-applicable"]:
            reasons = filter(None, (as_text(one.get("remarks")) for one in said))
            if reason := "\n\n".join(dict.fromkeys(reasons)):
                status = AnswerStatus.NOT_APPLICABLE.value
                return {"status": status, "not_applicable_reason": reason}
    return {}


def _planned_for(parts: list[Mapping[str, Any]], place: str) -> str:
    """The one day that every part names."""
    days = {
        as_text(prop.get("value"))[:10]
        for part in parts
        for prop in _props(part, place)
        if prop.get("name") == PLANNED_FOR and FEDRAMP in as_text(prop.get("ns"))
    }
    try:
        (day,) = days
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return ""


def _props(part: Mapping[str, Any], place: str) -> list[Mapping[str, Any]]:
    return [*as_objects(part.get("props"), place)]
