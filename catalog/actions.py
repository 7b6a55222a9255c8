"""How does a designated package enter the catalog, and how does it leave?"""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Value
from django.utils import timezone
from django.utils.text import slugify

from catalog.models import Availability, CatalogEntry
from exports_portal.audit.recording import record
from exports_portal.errors import StepRefused
from exports_portal.policy.countries import country_name
from exports_portal.policy.readers import blocs
from exports_portal.web.characters import without_control_characters
from proposals.confidential import leaks
from proposals.content import Layer, Market, ProposalContent
from proposals.content.reading import Reader, for_reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exports_portal.accounts.models import User
    from proposals.models import ProposalVersion


@transaction.atomic
def publish(
    version: "ProposalVersion",
    *,
    designation_number: str,
    conditions: "Sequence[dict[str, str]]",
    by: "User",
) -> CatalogEntry:
    """Copy the public half of a version to the catalog.

    Raises StepRefused when a public text contains a confidential passage: nothing is published.
    """
    fields = public_fields(version.content, timezone.localdate())
    fields["conditions"] = [dict(condition) for condition in conditions]
    if found := leaks("\n".join(_texts(fields)), version.content):
        raise StepRefused(
            *(f"A text for the public repeats {source}: it is not published." for source in found)
        )
    entry, _ = CatalogEntry.objects.update_or_create(
        proposal=version.proposal, defaults=fields | _as_of_now(fields["title"], designation_number)
    )
    _index(entry)
    record("catalog.publish", by=by, subject=entry, designation=designation_number)
    return entry


def _texts(value: Any) -> "Iterator[str]":
    """Every text in it as a reader sees it: JSON would write quotes and line ends otherwise."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    else:
        for inner in value:
            yield from _texts(inner)


def _as_of_now(title: str, designation_number: str) -> dict[str, Any]:
    return {
        "designation_number": designation_number,
        "slug": slugify(f"{title[:80]} {designation_number}"),
        "designated_on": timezone.localdate(),
        "availability": Availability.AVAILABLE,
        "updated_at": timezone.now(),
    }


@transaction.atomic
def set_availability(entry: CatalogEntry, availability: Availability, *, by: "User | None") -> None:
    """Say in the catalog that a package is suspended, available again, or no longer designated."""
    entry.availability = availability
    entry.updated_at = timezone.now()
    entry.save(update_fields=["availability", "updated_at"])
    record("catalog.set_availability", by=by, subject=entry, availability=str(availability))


def public_fields(content: ProposalContent, on: date) -> dict[str, Any]:
    """The public half: every field is named here, and nothing else ever leaves. Of a text that its
    contributor withholds the substitute leaves.
    """
    content = for_reader(content, Reader())
    anchor = content.anchor
    fields = {
        "title": content.title,
        "consortium": content.consortium_name,
        "anchor": anchor.legal_name if anchor else "",
        "summary": content.overview.executive_summary,
        "layers": [_layer(layer, content) for layer in content.layers],
        "members": [{"name": member.legal_name, "role": member.role} for member in content.members],
        "markets": [_market(market, on) for market in content.markets],
        "countries": sorted({c for market in content.markets for c in _countries(market, on)}),
        "layer_codes": [layer.code.value for layer in content.layers if layer.providers],
        "sectors": list(content.overview.sectors),
        "delivery_mode": content.operations.delivery_mode,
    }
    return {name: _printable(value) for name, value in fields.items()}


def _printable(value: Any) -> Any:
    """Without the control characters that a feed or a page cannot carry."""
    if isinstance(value, str):
        return without_control_characters(value)
    if isinstance(value, dict):
        return {name: _printable(inner) for name, inner in value.items()}
    return [_printable(inner) for inner in value]


def _layer(layer: Layer, content: ProposalContent) -> dict[str, Any]:
    providers = [content.member(organization) for organization in layer.providers]
    return {
        "code": layer.code.value,
        "label": layer.code.label,
        "description": layer.description,
        "us_manufacture_statement": layer.us_manufacture_statement,
        "providers": [provider.legal_name for provider in providers if provider],
    }


def _market(market: Market, on: date) -> dict[str, str]:
    label = market.code
    if market.kind == "COUNTRY":
        label = country_name(market.code)
    else:
        label = next((bloc.name for bloc in blocs(on) if bloc.code == market.code), market.code)
    return {"kind": market.kind, "code": market.code, "label": label}


def _countries(market: Market, on: date) -> tuple[str, ...]:
    """The ISO codes of a market: itself, or the members of the bloc on that day."""
    if market.kind == "COUNTRY":
        return (market.code,)
    return next((bloc.members for bloc in blocs(on) if bloc.code == market.code), ())


def _index(entry: CatalogEntry) -> None:
    """Only what a reader sees: the JSON's own keys ("label", "providers") are in every entry."""
    heading, names, rest = _words(entry)
    CatalogEntry.objects.filter(pk=entry.pk).update(
        search=SearchVector(Value(heading), weight="A", config="english")
        + SearchVector(Value(names), weight="B", config="english")
        + SearchVector(Value(rest), weight="C", config="english")
    )


def _words(entry: CatalogEntry) -> tuple[str, str, str]:
    """By weight: title and who leads; summary and members; layers and where it is offered."""
    layers = (f"{layer['label']} {layer['description']}" for layer in entry.layers)
    markets = (market["label"] for market in entry.markets)
    countries = (country_name(code) for code in entry.countries)
    return (
        " ".join((entry.title, entry.consortium, entry.anchor)),
        " ".join((entry.summary, *(member["name"] for member in entry.members))),
        " ".join((*layers, *markets, *countries)),
    )
