"""Can a feed reader read the feed, whatever was typed or pasted into a proposal?"""

from xml.etree import ElementTree as ET

import pytest

from catalog.models import CatalogEntry
from tests.factories.catalog import published

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def entry_in_feed(client):
    feed = ET.fromstring(client.get("/catalog/feed.atom").content)
    (entry,) = feed.findall(f"{ATOM}entry")
    return entry


def test_what_is_published_carries_no_control_characters_and_keeps_its_lines():
    entry = published(
        title="Port\x0bStack",
        consortium_name="Beacon\x1b",
        executive_summary="One\x0cpage.\r\n\tIndented.",
    )
    entry.refresh_from_db()
    assert entry.title == "Port Stack"
    assert entry.consortium == "Beacon"
    assert entry.summary == "One page.\r\n\tIndented."


def test_the_feed_can_be_read_although_control_characters_are_stored_already(client):
    entry = published()
    CatalogEntry.objects.filter(pk=entry.pk).update(
        title="Port\x0bStack\uffff", summary="One\x0cpage.", consortium="Beacon\x01"
    )
    read = entry_in_feed(client)
    assert read.findtext(f"{ATOM}title") == "Port Stack"
    assert read.findtext(f"{ATOM}summary") == "One page."
    assert read.findtext(f"{ATOM}author/{ATOM}name") == "Beacon"
