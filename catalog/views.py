"""What does the public read about designated packages? No sign-in is needed."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format

from catalog.forms import SearchForm
from catalog.models import LICENSE_CAVEAT, Availability, CatalogEntry
from catalog.queries import MOST_RANKED
from catalog.stamp import CountedSinceChange, latest_changes
from exports_portal.policy.countries import country_name
from exports_portal.policy.readers import sectors
from exports_portal.web.components import Card
from exports_portal.web.pagination import page_of
from proposals.content import DELIVERY_MODES, LayerCode

ENTRIES_PER_PAGE = 20
TONES = {
    Availability.AVAILABLE: "good",
    Availability.SUSPENDED: "warning",
    Availability.WITHDRAWN: "bad",
}
SHORT_LAYERS = {
    LayerCode.L1_HARDWARE: "Hardware",
    LayerCode.L2_DATA: "Data",
    LayerCode.L3_MODELS: "Models",
    LayerCode.L4_SECURITY: "Security",
    LayerCode.L5_APPLICATIONS: "Applications",
}


@login_not_required
def entry_list(request: HttpRequest) -> HttpResponse:
    """Search and filters stand in the address, so that a search can be kept and sent on."""
    form = SearchForm(request.GET)
    found: Any = CatalogEntry.objects.none()
    if form.is_valid():
        found = CountedSinceChange(form.search(), latest_changes())
        form.show_counts(found.numbers.facets)
    page = page_of(request, found, per_page=ENTRIES_PER_PAGE)
    context = {
        "form": form,
        "page": page,
        "cards": [_card(entry, form.labels["sector"]) for entry in page],
        "ranked": MOST_RANKED if form.cleaned_data.get("q") else None,
        "is_search": bool(form.errors) or any(form.cleaned_data.values()),
        "caveat": LICENSE_CAVEAT,
    }
    return render(request, "catalog/list.html", context, status=422 if form.errors else 200)


@login_not_required
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A package that is no longer designated stays readable, and says so with its date."""
    entry = get_object_or_404(CatalogEntry.objects.all(), slug=slug)
    context = {
        "entry": entry,
        "tone": TONES[Availability(entry.availability)],
        "facts": _facts(entry),
        "changed_on": _changed_on(entry),
        "has_bloc": any(market["kind"] == "BLOC" for market in entry.markets),
        "countries": sorted(country_name(code) for code in entry.countries),
        "caveat": LICENSE_CAVEAT,
        "contact": settings.PROGRAM_OFFICE_EMAIL,
    }
    return render(request, "catalog/detail.html", context)


def _facts(entry: CatalogEntry) -> list[tuple[str, Any]]:
    titles = {item.code: item.title for item in sectors(timezone.localdate())}
    return [
        ("Designation number", entry.designation_number),
        ("Designated on", date_format(entry.designated_on)),
        ("Last changed", _changed_on(entry)),
        ("Consortium", entry.consortium),
        ("Anchor member", entry.anchor),
        ("Sectors", _titles(entry.sectors, titles)),
        ("How the package reaches the buyer", delivery_label(entry)),
    ]


def _changed_on(entry: CatalogEntry) -> str:
    return date_format(timezone.localtime(entry.updated_at))


def delivery_label(entry: CatalogEntry) -> str:
    return str(dict(DELIVERY_MODES).get(entry.delivery_mode, entry.delivery_mode))


def _card(entry: CatalogEntry, sector_titles: Mapping[str, str]) -> Card:
    return Card(
        title=entry.title,
        url=entry.get_absolute_url(),
        status=entry.get_availability_display(),
        tone=TONES[Availability(entry.availability)],
        facts=(
            ("Anchor member", entry.anchor),
            ("Offered in", ", ".join(sorted(country_name(code) for code in entry.countries))),
            ("Layers", _titles(entry.layer_codes, SHORT_LAYERS)),
            ("Sectors", _titles(entry.sectors, sector_titles)),
            ("Designated on", date_format(entry.designated_on)),
        ),
    )


def _titles(codes: list[str], titles: Mapping[Any, str]) -> str:
    """A code that is no longer in the policy is shown as it is."""
    return ", ".join(titles.get(code, code) for code in codes)
