"""What does the page of a package say, and what never?"""

import pytest
from django.urls import reverse
from time_machine import travel

from catalog.actions import set_availability
from catalog.models import LICENSE_CAVEAT, Availability, CatalogEntry
from catalog.sitemaps import CatalogSitemap
from proposals.confidential import leaks
from tests.factories import proposals_ready
from tests.factories.accounts import UserFactory
from tests.factories.catalog import published
from tests.factories.reviews import designated_case
from tests.proposals.rules.contents import market
from tests.web.html import page, texts

pytestmark = pytest.mark.django_db

CONFIDENTIAL = (
    proposals_ready.CONFIDENTIAL_SUMMARY,
    proposals_ready.CONFIDENTIAL_DETAIL,
    proposals_ready.CONTENT_JUSTIFICATION,
    proposals_ready.ANCHOR_OWNER,
    proposals_ready.MEMBER_OWNER,
    "31250",
    "31,250",
    "48500000",
    "48,500,000",
    "Harbor storage shelf",
    "EXIM_GUARANTEE",
    "Nairobi Civic Compute Trust",
    "Hospitals in three counties",
    "12 Harbor Street",
    str(proposals_ready.OVERVIEW["national_interest_statement"]),
)


def test_the_page_of_a_package_says_what_the_public_needs(client):
    entry = published(
        title="Harbor Stack",
        markets=(market(kind="COUNTRY", code="KE"), market(kind="BLOC", code="ASEAN")),
        conditions=[{"category": "Security", "text": "Show a test of the key custody."}],
    )
    said = page(client.get(entry.get_absolute_url())).by_id("main-content").words
    for expected in (
        "Available",
        entry.designation_number,
        "Lumen Harbor Systems (anchor member)",
        "AI-optimized hardware and related infrastructure",
        "Provided by: Brass Lattice Works",
        "Association of Southeast Asian Nations",
        "Philippines",
        "Security: Show a test of the key custody.",
        LICENSE_CAVEAT,
        "program-office@exports.example",
    ):
        assert expected in said


def test_the_list_carries_the_caveat_and_the_facts_of_each_package(client):
    published(title="Harbor Stack", sectors=("HEALTHCARE",))
    tree = page(client.get("/catalog/"))
    assert LICENSE_CAVEAT in tree.by_id("main-content").words
    card = tree.find(".usa-card")[0].words
    for label in ("Available", "Anchor member", "Offered in", "Layers", "Sectors", "Designated on"):
        assert label in card


@pytest.mark.parametrize(
    ("availability", "heading"),
    [
        (Availability.SUSPENDED, "Suspended since Nov. 20, 2026"),
        (Availability.WITHDRAWN, "No longer designated since Nov. 20, 2026"),
    ],
)
def test_what_is_no_longer_available_stays_readable_with_its_date(client, availability, heading):
    entry = published()
    with travel("2026-11-20 12:00 -0500", tick=False):
        set_availability(entry, availability, by=UserFactory())
    response = client.get(entry.get_absolute_url())
    assert response.status_code == 200
    assert heading in texts(page(response), ".usa-alert__heading")


def test_a_package_that_is_not_there_is_not_found(client):
    assert client.get("/catalog/no-such-package/").status_code == 404


def test_nothing_confidential_reaches_any_public_address(client):
    case = designated_case()
    entry = CatalogEntry.objects.get(proposal=case.proposal)
    addresses = [
        "/catalog/",
        entry.get_absolute_url(),
        reverse("catalog:feed"),
        reverse("sitemap_part", args=["catalog"]),
        reverse("api-catalog-list"),
        reverse("api-catalog-detail", args=[entry.slug]),
    ]
    for address in addresses:
        text = client.get(address).content.decode()
        assert entry.slug in text or entry.title in text
        assert [value for value in CONFIDENTIAL if value in text] == []
        assert leaks(text, case.version.content) == []


def test_the_feed_names_changes_newest_first_and_says_what_ended(client):
    first, second = published(title="First"), published(title="Second")
    set_availability(first, Availability.WITHDRAWN, by=UserFactory())
    response = client.get("/catalog/feed.atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    text = response.content.decode()
    assert text.index("First (no longer designated)") < text.index("<title>Second</title>")
    assert f"http://testserver{second.get_absolute_url()}" in text


def test_the_sitemap_leads_to_what_is_designated_and_not_to_tombstones(client):
    kept, gone = published(), published()
    set_availability(gone, Availability.WITHDRAWN, by=UserFactory())
    text = client.get("/sitemap-catalog.xml").content.decode()
    assert "sitemap-catalog.xml" in client.get("/sitemap.xml").text
    assert kept.get_absolute_url() in text
    assert gone.get_absolute_url() not in text


def test_each_package_stands_in_one_part_of_the_sitemap_that_the_index_names(client, monkeypatch):
    monkeypatch.setattr(CatalogSitemap, "limit", 1)
    entries = [published() for _ in range(3)]
    last = entries[-1].pk
    assert f"sitemap-catalog.xml?p={last}<" in client.get("/sitemap.xml").text
    for entry in entries:
        text = client.get(f"/sitemap-catalog.xml?p={entry.pk}").text
        assert [e.slug for e in entries if f"/{e.slug}/<" in text] == [entry.slug]
    for part in (last + 1, 0, "x"):
        assert client.get(f"/sitemap-catalog.xml?p={part}").status_code == 404
