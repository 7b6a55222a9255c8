"""How is a position written down: as plain data, as sentences, as a table of all countries?"""

from collections.abc import Iterable, Iterator

from exports_portal.policy.countries import country_choices, country_name
from reviews.destinations.position import Layer, Outcome, Position, layers, position
from reviews.destinations.snapshot import Snapshot

SHORT = {
    Outcome.NO_BASELINE_LICENSE: "none",
    Outcome.LICENSE_REQUIRED_ENFORCED: "required",
    Outcome.LICENSE_ON_BOOKS_NOT_ENFORCED: "on books",
    Outcome.EMBARGOED: "EMBARGOED",
    Outcome.INDETERMINATE: "unknown",
}
LEGEND = (
    "required: a license is required and enforced. on books: printed, not enforced. "
    "none: no baseline license, which clears nothing."
)
ANSWERS = {True: "yes", False: "no", None: "unknown"}


def plain(item: str, country: str, found: Position) -> dict[str, object]:
    """One answer as a line of JSON has it."""
    return {
        "item": item,
        "country": country,
        "outcome": found.outcome.value,
        "groups": list(found.groups),
        "rule": found.rule,
        "citation": found.citation,
        "as_of": found.as_of.isoformat(),
    }


def countries() -> list[str]:
    """Every country of ISO 3166-1, in the order of the codes."""
    return sorted(code for code, _ in country_choices())


def rows(items: Iterable[str], snapshot: Snapshot) -> Iterator[tuple[str, str, Position]]:
    """Item, country and position of every country."""
    for item in items:
        for country in countries():
            yield item, country, position(item, country, snapshot)


def readable(item: str, country: str, found: Position, snapshot: Snapshot) -> str:
    """One answer in lines that a person reads."""
    lines = [
        f"{item} to {country_name(country)}: {found.outcome}",
        f"  Groups: {', '.join(found.groups) or 'in no group of A, D or E'}",
        f"  {found.rule}, as of {found.as_of}: {_text(found.rule, snapshot)}",
        f"  Source: {found.citation}",
    ]
    apart = layers(item, country, snapshot)
    named = (
        ("Printed", apart.printed),
        ("Enforced", apart.enforced),
        ("Refused by the program", apart.program),
    )
    market = f"  In {country_name(country)}, whoever gets it:"
    return "\n".join([*lines, market, *(f"    {what}: {_said(layer)}" for what, layer in named)])


def table(items: list[str], snapshot: Snapshot) -> Iterator[str]:
    """One line a country, one column an item, with the names of countries."""
    yield f"{'':4}{'':34}" + "".join(f"{item:11}" for item in items).rstrip()
    for code in countries():
        found = [position(item, code, snapshot).outcome for item in items]
        columns = "".join(f"{SHORT[outcome]:11}" for outcome in found).rstrip()
        yield f"{code:4}{country_name(code)[:33]:34}{columns}"
    yield LEGEND


def _text(rule: str, snapshot: Snapshot) -> str:
    return next(found.text for code, found in snapshot.licenses.rules.items() if code == rule)


def _said(layer: Layer) -> str:
    return f"{ANSWERS[layer.applies]} ({layer.rule})"
