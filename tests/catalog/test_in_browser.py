"""Can everybody read the catalog and the description of the API, in whatever browser?"""

import pytest
from playwright.sync_api import expect

from catalog.actions import set_availability
from catalog.models import Availability
from tests.factories.accounts import UserFactory
from tests.factories.catalog import published
from tests.proposals.rules.contents import market
from tests.web.browser import barriers, opened

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def packages(live_server):
    """One that is available, and one that is no longer designated."""
    kept = published(title="Harbor Stack", markets=(market(kind="COUNTRY", code="KE"),))
    gone = published(title="Tidewater Stack", markets=(market(kind="BLOC", code="ASEAN"),))
    set_availability(gone, Availability.WITHDRAWN, by=UserFactory())
    return kept, gone


def test_axe_finds_nothing_on_the_public_pages(chromium, live_server, packages):
    addresses = ["/catalog/", "/catalog/?q=nothing", "/catalog/?country=ZZ", "/api/v1/docs/"]
    addresses += [entry.get_absolute_url() for entry in packages]
    with opened(chromium, live_server.url) as tab:
        for address in addresses:
            tab.console.clear()
            tab.goto(address)
            if "docs" in address:
                expect(tab.locator("#operations-catalog-catalog_list")).to_be_visible(
                    timeout=20_000
                )
            assert (address, barriers(tab)) == (address, [])


@pytest.mark.usefixtures("packages")
def test_without_javascript_one_searches_reads_and_finds_the_operations(chromium, live_server):
    with opened(chromium, live_server.url, javascript=False) as tab:
        tab.goto("/catalog/")
        tab.get_by_label("Words").fill("harbor")
        tab.get_by_label("Country").select_option("KE")
        tab.get_by_role("button", name="Search").click()
        assert "q=harbor" in tab.url
        assert "country=KE" in tab.url
        tab.get_by_role("link", name="Harbor Stack").click()
        expect(tab.get_by_role("heading", name="Harbor Stack", level=1)).to_be_visible()
        tab.goto("/api/v1/docs/")
        expect(tab.get_by_text("Change sections of a draft")).to_be_visible()
        expect(tab.get_by_role("heading", name="Try it")).to_be_hidden()


@pytest.mark.usefixtures("packages")
def test_an_operation_can_be_tried_from_its_description(chromium, live_server):
    with opened(chromium, live_server.url) as tab:
        tab.goto("/api/v1/docs/")
        operation = tab.locator("#operations-catalog-catalog_list")
        operation.get_by_role("button").first.click()
        operation.get_by_role("button", name="Try it out").click()
        operation.get_by_role("button", name="Execute").click()
        expect(operation.locator(".live-responses-table")).to_contain_text("Harbor Stack")
        assert barriers(tab) == []
