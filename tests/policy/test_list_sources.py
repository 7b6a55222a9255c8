"""Which lists does the policy explain, and is a payload that explains badly refused?"""

import gzip
import json
from datetime import date

import pytest

from exports_portal.policy.list_sources import parse_list_sources
from exports_portal.policy.readers import list_sources
from reviews.screening.canaries import not_found
from reviews.screening.candidates import ScreeningIndex
from reviews.screening.completeness import Said, facts_of
from reviews.screening.parties import Policy
from reviews.screening.sources import read_list
from reviews.screening.sources.rows import list_code

TODAY = date(2026, 11, 22)
ROW = {
    "source": "A List (AL) - A Department",
    "code": "AL",
    "label": "A",
    "agency": "B",
    "url": "u",
    "rows": 10,
    "aliases": 0,
    "canaries": [],
}
GOOD = {
    "largest_loss_percent": "4",
    "largest_change_percent": "8",
    "largest_growth_percent": "10",
    "largest_slow_loss_percent": "6",
    "slow_loss_days": 30,
    "least_whole_percent": "80",
    "fewest_rows_of_whole": 1000,
    "lists": [ROW],
}


@pytest.mark.django_db
def test_every_list_of_the_real_file_is_explained(screening_data):
    published = json.loads(gzip.decompress((screening_data / "consolidated.json.gz").read_bytes()))
    named = {row["source"] for row in published["results"]}
    assert len(named) == 12
    assert named <= list_sources(TODAY).names


@pytest.mark.django_db
def test_the_policy_counts_the_lists_of_its_day_and_every_canary_is_found(screening_data):
    parties = read_list(screening_data / "consolidated.json.gz").parties
    facts, policy = facts_of(parties), list_sources(TODAY)
    counted = {
        source: (said[Said.ROW].total(), said[Said.ALIAS].total()) for source, said in facts.items()
    }
    assert {r.source: (r.rows, r.aliases) for r in policy.lists if r.rows} == counted
    canaries = {row.source: row.canaries for row in policy.lists if row.canaries}
    assert len(canaries) == 8
    assert list(not_found(canaries, ScreeningIndex.build(parties), Policy())) == []


@pytest.mark.django_db
def test_each_list_has_the_code_that_its_entries_get_and_a_page_of_its_agency():
    rows = list_sources(TODAY).lists
    assert [row.code for row in rows] == [list_code(row.source) for row in rows]
    assert [row.url for row in rows if not row.url.startswith("https://")] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"largest_loss_percent": "100"},
        {"largest_slow_loss_percent": "-1"},
        {"lists": []},
        {"lists": [ROW, ROW]},
        {"lists": [ROW, ROW | {"code": "OTHER"}]},
    ],
)
def test_a_payload_that_explains_badly_is_refused(wrong):
    assert parse_list_sources(GOOD).names == {ROW["source"]}
    with pytest.raises(ValueError):
        parse_list_sources(GOOD | wrong)
