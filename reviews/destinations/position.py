"""What is the license position of an item in a country, by which rule of which day?

Three layers are asked one by one: what the regulation prints, what BIS enforces, what the program
refuses. The position is told from the first two; what the program refuses never changes it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from exports_portal.policy.countries import is_country, is_united_states
from exports_portal.policy.license_positions import (
    ItemClass,
    LayerOfClass,
    LicenseRule,
    Reach,
    RuleCode,
)
from reviews.destinations.snapshot import Snapshot


class Outcome(StrEnum):
    """None of them says "cleared": end use, end user and other controls are asked elsewhere."""

    NO_BASELINE_LICENSE = "NO_BASELINE_LICENSE"
    LICENSE_REQUIRED_ENFORCED = "LICENSE_REQUIRED_ENFORCED"
    LICENSE_ON_BOOKS_NOT_ENFORCED = "LICENSE_ON_BOOKS_NOT_ENFORCED"
    EMBARGOED = "EMBARGOED"
    INDETERMINATE = "INDETERMINATE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """`groups`: those of the country that decided; `as_of`: the day of the text."""

    outcome: Outcome
    groups: tuple[str, ...]
    rule: str
    citation: str
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Does this layer ask for a license, or refuse? None: nobody can tell."""

    applies: bool | None
    rule: str
    citation: str
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    printed: Layer
    enforced: Layer
    program: Layer


def position(item: str, country: str, snapshot: Snapshot) -> Position:
    """The position of an ECCN or item class in a country, by its ISO code, or an occupied region.

    What is not known is INDETERMINATE.
    """
    if settled := _settled(item, country, snapshot):
        return told(settled[0], snapshot.rule(settled[1]), country, snapshot)
    found = _class_of(item, snapshot)
    printed, enforced = _asked(found, country, snapshot)
    if enforced:
        return told(Outcome.LICENSE_REQUIRED_ENFORCED, enforced, country, snapshot)
    if printed:
        return told(Outcome.LICENSE_ON_BOOKS_NOT_ENFORCED, printed, country, snapshot)
    unknown = found.is_indeterminate_otherwise
    outcome = Outcome.INDETERMINATE if unknown else Outcome.NO_BASELINE_LICENSE
    return told(outcome, found.otherwise, country, snapshot)


def layers(item: str, country: str, snapshot: Snapshot) -> Layers:
    """The three layers, each with its own source. An embargo counts as printed and enforced."""
    program = _program(country, snapshot)
    if settled := _settled(item, country, snapshot):
        outcome, code = settled
        applies = {Outcome.EMBARGOED: True, Outcome.NO_BASELINE_LICENSE: False}.get(outcome)
        layer = _layer(applies, snapshot.rule(code))
        return Layers(printed=layer, enforced=layer, program=program)
    found = _class_of(item, snapshot)
    printed, enforced = _asked(found, country, snapshot)
    return Layers(
        printed=_layer(printed is not None, printed or found.printed.rule),
        enforced=_layer(enforced is not None, enforced or found.enforced.rule),
        program=program,
    )


def told(outcome: Outcome, rule: LicenseRule, country: str, snapshot: Snapshot) -> Position:
    """A position as this rule tells it of this country."""
    return Position(
        outcome=outcome,
        groups=snapshot.groups_of(country),
        rule=rule.code.value,
        citation=rule.citation,
        as_of=rule.as_of,
    )


def is_region(name: str, snapshot: Snapshot) -> bool:
    """Is an occupied region named, in the place of a country?"""
    if is_country(name):
        return False
    return any(region.is_named_in(name) for region in snapshot.destinations.embargoed_regions)


def _settled(item: str, country: str, snapshot: Snapshot) -> tuple[Outcome, RuleCode] | None:
    """What is settled before any layer is asked: by the country, or because nobody can tell."""
    if is_region(country, snapshot):
        return Outcome.EMBARGOED, RuleCode.REGION
    if not is_country(country):
        return Outcome.INDETERMINATE, RuleCode.UNKNOWN_COUNTRY
    if snapshot.is_embargoed(country):
        return Outcome.EMBARGOED, RuleCode.EMBARGO
    if snapshot.licenses.class_of(item) is None:
        return Outcome.INDETERMINATE, RuleCode.UNKNOWN_ITEM
    if is_united_states(country):
        return Outcome.NO_BASELINE_LICENSE, RuleCode.UNITED_STATES
    return None


def _class_of(item: str, snapshot: Snapshot) -> ItemClass:
    found = snapshot.licenses.class_of(item)
    if found is None:
        raise ValueError(f"no item class: {item}")
    return found


def _asked(
    found: ItemClass, country: str, snapshot: Snapshot
) -> tuple[LicenseRule | None, LicenseRule | None]:
    """The rule by which a license is printed, and the one by which it is enforced."""
    named = snapshot.licenses.named.get((found.code, country))
    printed = _rule_of(found.printed, country, snapshot, named)
    return printed, _rule_of(found.enforced, country, snapshot, named)


def _rule_of(
    layer: LayerOfClass, country: str, snapshot: Snapshot, named: LicenseRule | None
) -> LicenseRule | None:
    if layer.reach is Reach.WORLDWIDE:
        return layer.rule
    in_scope = snapshot.licenses.scope.has(country, snapshot.groups_of(country))
    if layer.reach is Reach.NOWHERE or not in_scope:
        return None
    return named or layer.rule


def _layer(applies: bool | None, rule: LicenseRule) -> Layer:
    return Layer(applies=applies, rule=rule.code.value, citation=rule.citation, as_of=rule.as_of)


def _program(country: str, snapshot: Snapshot) -> Layer:
    """R18 and R19: what the program refuses by default, as the policy on destinations has it."""
    policy, groups = snapshot.destinations, snapshot.groups_of(country)
    embargoed = is_region(country, snapshot) or policy.is_embargoed(groups)
    known = is_country(country) or embargoed
    return Layer(
        applies=embargoed or policy.is_barred(country, groups) if known else None,
        rule="R18" if embargoed else "R19",
        citation=policy.label,
        as_of=snapshot.destinations_dated,
    )
