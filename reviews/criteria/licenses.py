"""Where does which item of the package need a license, and who gets it with which headquarters?

Rules R20 and R21, country by country and item class by item class, and party by party.
"""

from collections.abc import Iterator, Mapping, Sequence

from exports_portal.policy.countries import country_name
from exports_portal.policy.license_positions import RuleCode
from proposals.content import Component, ModelRecord
from proposals.content.chips import suggested
from proposals.content.models import ModelEccn
from proposals.rules.destinations import places_of
from proposals.rules.r29_frontier_model import CONTROLLED_FROM
from reviews.criteria.criterion import Computed, Criterion, Outcome, Subject, Track, Weight
from reviews.criteria.facts import CaseFacts
from reviews.criteria.receivers import Receiver, receivers
from reviews.destinations import position as destinations
from reviews.destinations.headquarters import position_of_party
from reviews.destinations.position import Position, position, told
from reviews.destinations.table import plain

SOURCE = (
    "ECCNs 3A090, 4A090 and 4E091 and the .z paragraphs, 15 CFR part 774; country groups, 15 CFR "
    "part 740; what BIS enforces of them. Every rule stands with its source and day on the page of "
    "license positions."
)
UNSTATED = "not stated"  # the class of an item whose ECCN nobody stated
WEIGHTS = "4E091"
OUTCOMES = {
    destinations.Outcome.NO_BASELINE_LICENSE: Outcome.MET,
    destinations.Outcome.LICENSE_ON_BOOKS_NOT_ENFORCED: Outcome.NEEDS_PERSON,
    destinations.Outcome.LICENSE_REQUIRED_ENFORCED: Outcome.NEEDS_PERSON,
    destinations.Outcome.EMBARGOED: Outcome.NOT_MET,
    destinations.Outcome.INDETERMINATE: Outcome.UNKNOWN,
}
STRICTEST_FIRST = (
    destinations.Outcome.EMBARGOED,
    destinations.Outcome.LICENSE_REQUIRED_ENFORCED,
    destinations.Outcome.INDETERMINATE,
    destinations.Outcome.LICENSE_ON_BOOKS_NOT_ENFORCED,
    destinations.Outcome.NO_BASELINE_LICENSE,
)


def item_classes(facts: CaseFacts) -> dict[str, list[str]]:
    """Item class -> what of the package is in it: hardware by ECCN and numbers, weights by 4E091.

    Where the numbers come to another class than the declared ECCN, an item is in both. One of which
    neither is stated is in the class UNSTATED, and is judged as an item that nobody knows.
    """
    return facts.once("item classes", lambda: _item_classes(facts))


def _item_classes(facts: CaseFacts) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for component in facts.content.components:
        for item in _classes_of(component, facts):
            found.setdefault(item, []).append(component.name)
    for model in facts.content.models:
        if _may_be_controlled(model):
            found.setdefault(WEIGHTS, []).append(model.name)
    return found


def _classes_of(component: Component, facts: CaseFacts) -> list[str]:
    """Of an item by the declared ECCN, and by its numbers where these do not agree with it."""
    numbers = suggested(component.chip_numbers)
    eccns = [component.eccn] if component.eccn else []
    if not component.eccn or not numbers.agrees_with(component.eccn):
        eccns += numbers.eccns[:1]
    classes = [_class_code(eccn, facts) for eccn in eccns]
    return list(dict.fromkeys(classes)) or [UNSTATED]


def _class_code(eccn: str, facts: CaseFacts) -> str:
    """The class; an ECCN whose position is not settled stands for itself."""
    found = facts.licenses.licenses.class_of(eccn)
    return found.code if found else eccn


def _may_be_controlled(model: ModelRecord) -> bool:
    """Unless its weights are published, or what is stated says that it is none."""
    operations, eccn = model.training_ops_log10, model.eccn
    if model.weights_are_published:
        return False
    is_large = operations is not None and operations >= CONTROLLED_FROM
    is_unknown = operations is None and eccn is ModelEccn.UNKNOWN
    return eccn is ModelEccn.E4E091 or is_large or is_unknown


def destinations_of(facts: CaseFacts) -> list[str]:
    """Every country that the package goes to: markets, sites, buyers; blocs member by member."""
    places = places_of(facts.content, facts.context)
    codes = {code for place in places if place.receives for code in place.countries if code}
    return sorted(codes, key=country_name)


def _pairs(facts: CaseFacts) -> Iterator[Subject]:
    """Each country with each class; an item of no class once, since it is known nowhere."""
    known = [item for item in item_classes(facts) if not _is_unsettled(item, facts)]
    for country in destinations_of(facts):
        for item in known:
            yield Subject(key=f"{country} {item}", label=f"{item} to {country_name(country)}")
    for item in item_classes(facts):
        if item not in known:
            yield Subject(key=f" {item}", label=f"{item}, wherever it goes")


def _is_unsettled(item: str, facts: CaseFacts) -> bool:
    return item == UNSTATED or facts.licenses.licenses.class_of(item) is None


def _license(facts: CaseFacts, subject: Subject) -> Computed:
    country, _, item = subject.key.partition(" ")
    names = {"of": sorted(item_classes(facts)[item])}
    if not country:
        rule = facts.licenses.rule(RuleCode.UNKNOWN_ITEM)
        nobody = told(destinations.Outcome.INDETERMINATE, rule, "", facts.licenses)
        return _computed(item, "", nobody, facts, names)
    return _computed(item, country, position(item, country, facts.licenses), facts, names)


def _tested(facts: CaseFacts) -> Sequence[str]:
    """The item classes for which headquarters count wherever the item goes, or may count."""
    classes = facts.licenses.licenses.classes
    tested = {found.code for found in classes if found.is_tested_by_headquarters}
    return [item for item in item_classes(facts) if item in tested or _is_unsettled(item, facts)]


def _receiving(facts: CaseFacts) -> Iterator[Subject]:
    if _tested(facts):
        for key, (one, *_) in receivers(facts).items():
            yield Subject(key=key, label=f"{one.name} ({one.part})")


def _headquarters(facts: CaseFacts, subject: Subject) -> Computed:
    """By the strictest of the item classes, and of what is said of the party."""
    found = [
        (item, one, _position_of(item, one, facts))
        for one in receivers(facts)[subject.key]
        for item in _tested(facts)
    ]
    item, one, strictest = min(found, key=lambda each: STRICTEST_FIRST.index(each[2].outcome))
    seats = {"headquarters": one.headquarters, "ultimate_parent": one.ultimate_parent}
    return _computed(item, one.country, strictest, facts, seats)


def _position_of(item: str, one: Receiver, facts: CaseFacts) -> Position:
    return position_of_party(
        item, one.country, one.headquarters, one.ultimate_parent, facts.licenses
    )


def _computed(
    item: str, country: str, found: Position, facts: CaseFacts, besides: Mapping[str, object]
) -> Computed:
    rules = {code.value: rule for code, rule in facts.licenses.licenses.rules.items()}
    outcome = OUTCOMES[found.outcome]
    if found.rule == RuleCode.OTHER:  # everything is known, and no text settles it
        outcome = Outcome.NEEDS_PERSON
    return Computed(
        outcome=outcome,
        rule=found.rule,
        said=rules[found.rule].text,
        citation=f"{found.citation} As of {found.as_of.isoformat()}.",
        inputs=plain(item, country, found) | dict(besides),
    )


LICENSE = Criterion(
    code="DEST.LICENSE",
    track=Track.DESTINATION,
    question="Does the item need a license in this country, and is it clear that one can be had?",
    source=SOURCE,
    weight=Weight.JUDGMENT,
    subjects=_pairs,
    compute=_license,
)
HEADQUARTERS = Criterion(
    code="DEST.HEADQUARTERS",
    track=Track.DESTINATION,
    question="Do the headquarters of this party, or of its ultimate parent, ask for a license "
    "wherever the items go?",
    source="BIS guidance of May 31, 2026, on entities with headquarters in Country Group D:5 or "
    "Macau (rule R21 of the program).",
    weight=Weight.JUDGMENT,
    subjects=_receiving,
    compute=_headquarters,
)
