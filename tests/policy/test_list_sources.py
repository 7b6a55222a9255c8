"""Which lists does the policy explain, and is a payload that explains badly refused?"""

import gzip
import json
from datetime import date

import pytest

from exports_portal.policy.readers import list_sources
from exports_portal.policy.shapes import parse_list_sources
from reviews.screening.sources.rows import list_code

TODAY = date(2026, 11, 22)
ROW = {
    "source": "A List (AL) - A Department",
    "code": "AL",
    "label": "A",
    "agency": "B",
    "url": "u",
}


@pytest.mark.django_db
def test_every_list_of_the_real_file_is_explained(screening_data):
    published = json.loads(gzip.decompress((screening_data / "consolidated.json.gz").read_bytes()))
    named = {row["source"] for row in published["results"]}
    assert len(named) == 12
    assert named <= list_sources(TODAY).names


@pytest.mark.django_db
def test_each_list_has_the_code_that_its_entries_get_and_a_page_of_its_agency():
    rows = list_sources(TODAY).lists
    assert [row.code for row in rows] == [list_code(row.source) for row in rows]
    assert [row.url for row in rows if not row.url.startswith("https://")] == []


@pytest.mark.parametrize(
    "payload",
    [
        {"largest_loss_percent": "100", "lists": [ROW]},
        {"largest_loss_percent": "-1", "lists": [ROW]},
        {"largest_loss_percent": "5", "lists": []},
        {"largest_loss_percent": "5", "lists": [ROW, ROW]},
        {"largest_loss_percent": "5", "lists": [ROW, ROW | {"code": "OTHER"}]},
    ],
)
def test_a_payload_that_explains_badly_is_refused(payload):
    with pytest.raises(ValueError):
        parse_list_sources(payload)
