"""Where does an advanced computing item need an export license, by which text of which day?

Three layers stay apart: what the regulation prints, what BIS enforces of it, and what the program
refuses. The first two are this kind; the third is the kind DESTINATIONS. `reviews.destinations`
applies them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from exports_portal.policy.rows import country_codes, group_codes, repeated

ECCN = re.compile(r"EAR99|[0-9][A-E][0-9]{3}(\.[a-z0-9]{1,4})*")


class RuleCode(StrEnum):
    """Every rule that a position can name, with its number among the rules of the program."""

    UNKNOWN_COUNTRY = "R17_UNKNOWN_COUNTRY"
    EMBARGO = "R18_EMBARGO"
    REGION = "R18_REGION"
    PERHAPS_REGION = "R18_PERHAPS_REGION"
    UNKNOWN_ITEM = "R20_UNKNOWN_ITEM"
    UNITED_STATES = "R20_UNITED_STATES"
    CODIFIED = "R20_CODIFIED"
    BASELINE = "R20_BASELINE"
    NAMED = "R20_NAMED"
    EXPECTED = "R20_EXPECTED"
    PRINTED = "R20_PRINTED"
    OUTSIDE = "R20_OUTSIDE"
    OTHER = "R20_OTHER"
    HEADQUARTERS = "R21_HEADQUARTERS"
    EMBARGOED_HEADQUARTERS = "R21_EMBARGOED_HEADQUARTERS"
    UNKNOWN_HEADQUARTERS = "R21_UNKNOWN_HEADQUARTERS"


class Reach(StrEnum):
    """For which destinations a layer asks for a license."""

    WORLDWIDE = "WORLDWIDE"
    SCOPE = "SCOPE"
    NOWHERE = "NOWHERE"


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseRule:
    """`source`: where it stands; `standing`: how well that is known; `as_of`: of which day."""

    code: RuleCode
    text: str
    source: str
    standing: str
    as_of: date

    @property
    def citation(self) -> str:
        return f"{self.source}. {self.standing}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Countries in one of `groups` and in none of `except_groups`, and `countries` by name."""

    groups: frozenset[str]
    except_groups: frozenset[str]
    countries: frozenset[str]

    def has(self, country: str, groups: Iterable[str]) -> bool:
        found = frozenset(groups)
        in_groups = bool(found & self.groups) and not found & self.except_groups
        return country in self.countries or in_groups


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerOfClass:
    """What one layer asks for one class, and the rule that says so where it does."""

    reach: Reach
    rule: LicenseRule


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemClass:
    """Items that are judged alike.

    `otherwise`: the rule where no layer asks; `is_indeterminate_otherwise`: nobody can tell there.
    `is_tested_by_headquarters`: a recipient's headquarters count wherever the item goes.
    """

    code: str
    title: str
    items: tuple[str, ...]
    printed: LayerOfClass
    enforced: LayerOfClass
    otherwise: LicenseRule
    is_indeterminate_otherwise: bool
    is_tested_by_headquarters: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LicensePolicy:
    """`named`: (class, country) to the rule of a country that the text names expressly."""

    classes: tuple[ItemClass, ...]
    unsettled_entries: frozenset[str]
    embargo: Scope
    scope: Scope
    named: Mapping[tuple[str, str], LicenseRule]
    headquarters: Scope
    rules: Mapping[RuleCode, LicenseRule]

    def class_of(self, item: str) -> ItemClass | None:
        """The class of an ECCN (3A090.a.1 is in 3A090.a), or of a class named itself.

        None: it is no ECCN, or its position is not settled, as of an entry without its paragraph.
        """
        for found in self.classes:
            if item == found.code or any(_is_in(item, listed) for listed in found.items):
                return found
        return self.classes[-1] if ECCN.fullmatch(item) and not self._is_unsettled(item) else None

    def _is_unsettled(self, item: str) -> bool:
        entry, _, paragraph = item.partition(".")
        is_open = not paragraph and any(_is_in(name, entry) for name in self._listed_items())
        return entry in self.unsettled_entries or is_open or paragraph.split(".")[0] == "z"

    def _listed_items(self) -> list[str]:
        return [item for found in self.classes for item in found.items]


def _is_in(item: str, listed: str) -> bool:
    """3A090.a.1 is in 3A090.a, which is in 3A090."""
    return item == listed or item.startswith(f"{listed}.")


def parse_license_positions(payload: Mapping[str, Any]) -> LicensePolicy:
    """The policy. ValueError, KeyError or TypeError for what is not whole, naming the row."""
    rules = _rules(payload)
    policy = LicensePolicy(
        classes=tuple(_item_class(row, rules) for row in payload["classes"]),
        unsettled_entries=frozenset(payload["unsettled_entries"]),
        embargo=_scope(payload["embargo"], "embargo"),
        scope=_scope(payload["scope"], "scope"),
        named=_named(payload["named"], rules),
        headquarters=_scope(payload["headquarters"], "headquarters"),
        rules=rules,
    )
    _refuse_repeated_classes(policy)
    unknown = {code for code, _ in policy.named} - {found.code for found in policy.classes}
    if unknown:
        raise ValueError(f"named: no item classes: {', '.join(sorted(unknown))}")
    return policy


def _refuse_repeated_classes(policy: LicensePolicy) -> None:
    said = [name for found in policy.classes for name in {found.code, *found.items}]
    if twice := repeated(said):
        raise ValueError(f"classes: in two item classes: {', '.join(twice)}")
    if not policy.classes or policy.classes[-1].items:
        raise ValueError("classes: the last one is for every other item and lists none")


def _rules(payload: Mapping[str, Any]) -> dict[RuleCode, LicenseRule]:
    given, standings = payload["rules"], payload["standings"]
    if odd := set(given) ^ set(RuleCode):
        raise ValueError(f"rules: unknown or missing: {', '.join(sorted(odd))}")
    found = {}
    for code, row in given.items():
        if row["standing"] not in standings or not row["text"] or not row["source"]:
            raise ValueError(f"{code}: text, source or standing is wrong")
        found[RuleCode(code)] = LicenseRule(
            code=RuleCode(code),
            text=row["text"],
            source=row["source"],
            standing=standings[row["standing"]],
            as_of=_day(row["as_of"], code),
        )
    return found


def _day(text: str, row: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{row}: {text} is no date") from error


def _item_class(row: Mapping[str, Any], rules: Mapping[RuleCode, LicenseRule]) -> ItemClass:
    code = row["code"]
    flags = (row["is_indeterminate_otherwise"], row["is_tested_by_headquarters"])
    if not code or not row["title"] or not all(type(flag) is bool for flag in flags):
        raise ValueError(f"{code}: a code, a title, or a yes or no is wrong")
    return ItemClass(
        code=code,
        title=row["title"],
        items=tuple(row["items"]),
        printed=_layer(row["printed"], rules, code),
        enforced=_layer(row["enforced"], rules, code),
        otherwise=_rule(row["otherwise"], rules, code),
        is_indeterminate_otherwise=flags[0],
        is_tested_by_headquarters=flags[1],
    )


def _layer(
    row: Mapping[str, str], rules: Mapping[RuleCode, LicenseRule], code: str
) -> LayerOfClass:
    if row["reach"] not in set(Reach):
        raise ValueError(f"{code}: no reach of a layer: {row['reach']}")
    return LayerOfClass(reach=Reach(row["reach"]), rule=_rule(row["rule"], rules, code))


def _rule(given: str, rules: Mapping[RuleCode, LicenseRule], row: str) -> LicenseRule:
    if given not in set(RuleCode):
        raise ValueError(f"{row}: no such rule: {given}")
    return rules[RuleCode(given)]


def _scope(row: Mapping[str, list[str]], name: str) -> Scope:
    return Scope(
        groups=frozenset(group_codes(row["groups"], name)),
        except_groups=frozenset(group_codes(row["except_groups"], name)),
        countries=frozenset(country_codes(row["countries"], name)),
    )


def _named(
    rows: list[dict[str, Any]], rules: Mapping[RuleCode, LicenseRule]
) -> dict[tuple[str, str], LicenseRule]:
    found: dict[tuple[str, str], LicenseRule] = {}
    for row in rows:
        (country,) = country_codes([row["country"]], "named")
        for item in row["classes"]:
            if (item, country) in found:
                raise ValueError(f"named: {country} is named twice for {item}")
            found[item, country] = _rule(row["rule"], rules, f"named {country}")
    return found
