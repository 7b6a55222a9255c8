"""What does docs/destinations.md say? The license position of every item class and country."""

from collections import defaultdict
from collections.abc import Iterable

from exports_portal.policy.countries import US_TERRITORIES, country_choices, country_name
from exports_portal.policy.license_positions import LicenseRule, RuleCode
from reviews.destinations.position import Outcome, position
from reviews.destinations.shipped import shipped_snapshot
from reviews.destinations.snapshot import Snapshot, countries_in_scope, countries_spared

INTRODUCTION = """# License positions of destinations

Generated from the policy that ships (`exports_portal/policy/data/`) by `make docs`; a test fails
when this page is stale. A position clears nothing: end use, end user, other controls and what the
program refuses are asked besides. `python -m reviews.destinations --table` prints every country;
how a position is found is in [reviews/destinations/README.md](../reviews/destinations/README.md).

## Countries of ISO 3166-1, by item class and outcome
"""
OUTCOMES = {
    Outcome.LICENSE_REQUIRED_ENFORCED: "required, enforced",
    Outcome.LICENSE_ON_BOOKS_NOT_ENFORCED: "on the books, not enforced",
    Outcome.NO_BASELINE_LICENSE: "no baseline license",
    Outcome.EMBARGOED: "embargoed",
    Outcome.INDETERMINATE: "nobody can tell",
}
# What is other than the groups alone say: what it is about, and the rule that says so.
EXCEPTIONS = {
    "United Arab Emirates, 3A090.b and 4A090.b": RuleCode.NAMED,
    "United Arab Emirates, 3A090.a, 4A090.a and .z": RuleCode.EXPECTED,
    "Crimea, Donetsk, Luhansk": RuleCode.REGION,
    "A place that may be in one of them": RuleCode.PERHAPS_REGION,
    "Headquarters or ultimate parent in D:5 or Macau": RuleCode.HEADQUARTERS,
    "Headquarters or ultimate parent under embargo": RuleCode.EMBARGOED_HEADQUARTERS,
    "Headquarters or ultimate parent not known": RuleCode.UNKNOWN_HEADQUARTERS,
    "United States": RuleCode.UNITED_STATES,
    "Every other item": RuleCode.OTHER,
    "3A090.c, 4D090, an entry without its paragraph": RuleCode.UNKNOWN_ITEM,
    "A country that nobody knows": RuleCode.UNKNOWN_COUNTRY,
}
NOT_JUDGED = """## What is not judged here

- License exceptions and review policies (NAC, ACA, SPP for Syria, case-by-case review for China
  and Macau): where a license is required, an exception or a license is needed, and nobody here
  says which there is.
- End use and end user (15 CFR 744), de minimis and foreign direct product rules, and a model that
  a letter of BIS restricts.
- The draft rule of March 2026, which was withdrawn.
- What the program refuses: it stands beside a position and never changes one. It is the policy
  kind `DESTINATIONS`.
"""


def page() -> str:
    """The whole page as Markdown."""
    snapshot = shipped_snapshot()
    parts = (_summary(snapshot), _where(snapshot), _exceptions(snapshot), _rules(snapshot))
    return "\n".join([INTRODUCTION, *parts, NOT_JUDGED])


def _summary(snapshot: Snapshot) -> str:
    rows = [f"| item class | {' | '.join(OUTCOMES.values())} |", "|---|---|---|---|---|---|"]
    for found in snapshot.licenses.classes:
        outcomes = [position(found.code, code, snapshot).outcome for code, _ in country_choices()]
        counts = " | ".join(str(outcomes.count(outcome)) for outcome in OUTCOMES)
        items = ", ".join(found.items) if found.code not in found.items else ""
        name = f"`{found.code}` {found.title}{f' ({items})' if items else ''}"
        rows.append(f"| {name} | {counts} |")
    return "\n".join([*rows, ""])


def _where(snapshot: Snapshot) -> str:
    """The scope, by the groups that put a country in it."""
    scope = snapshot.licenses.scope
    by_groups: dict[str, list[str]] = defaultdict(list)
    for code in countries_in_scope(snapshot):
        groups = [group for group in snapshot.groups_of(code) if group in scope.groups]
        by_groups[", ".join(groups) or "by name alone"].append(code)
    head = f"""## The scope: {len(countries_in_scope(snapshot))} destinations

In {_listed(scope.groups)}, but in neither {_listed(scope.except_groups)}; and by name
{_names(scope.countries)}. The list is derived: a new file of country groups moves it. Hong Kong
counts as China. Macau is in D:1 and D:4 and not in D:5; rules name it beside D:5.

| in the groups | destinations |
|---|---|"""
    rows = [f"| {groups} | {_names(codes)} |" for groups, codes in sorted(by_groups.items())]
    embargoed = [code for code, _ in country_choices() if snapshot.is_embargoed(code)]
    last = f"An embargo comes first, for every item: {_names(embargoed)}."
    return "\n".join([head, *rows, "", last, ""])


def _exceptions(snapshot: Snapshot) -> str:
    rows = ["## Exceptions", "", "| what | what is said | source | as of |", "|---|---|---|---|"]
    for country, groups in countries_spared(snapshot).items():
        rule = snapshot.rule(RuleCode.CODIFIED)
        said = f"In {' and '.join(groups)}: outside the scope."
        rows.append(f"| {country_name(country)} | {said} | {rule.citation} | {rule.as_of} |")
    rows += [f"| {what} | {_cells(snapshot.rule(code))} |" for what, code in EXCEPTIONS.items()]
    territories = _names(US_TERRITORIES)
    return "\n".join([*rows, "", f"With the United States go {territories}.", ""])


def _rules(snapshot: Snapshot) -> str:
    rows = [
        "## The other rules",
        "",
        "| rule | what is said | source | as of |",
        "|---|---|---|---|",
    ]
    shown = set(EXCEPTIONS.values())
    others = [rule for code, rule in snapshot.licenses.rules.items() if code not in shown]
    return "\n".join([*rows, *(f"| `{rule.code}` | {_cells(rule)} |" for rule in others), ""])


def _cells(rule: LicenseRule) -> str:
    return f"{rule.text} | {rule.citation} | {rule.as_of}"


def _listed(groups: Iterable[str]) -> str:
    return " or ".join(sorted(groups))


def _names(codes: Iterable[str]) -> str:
    return ", ".join(sorted(country_name(code) for code in codes))
