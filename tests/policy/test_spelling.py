"""Are places compared as the screening compares names?"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports_portal.policy.loading import DATA
from exports_portal.policy.spelling import spelled
from reviews.screening.names import MOST_WORDS, fold

SHIPPED = json.loads((DATA / "destinations-2025-07-23.json").read_text())["payload"]
LETTERS = "abcXYZ éñßıſ.,'’ʼ`-/&АВСаβсеорхуіїєґщьъÄ019_\u200b\u00ad\u2003\ufb01"


@given(st.text(LETTERS, max_size=80) | st.text(st.characters(max_codepoint=0x5FF), max_size=500))
def test_every_text_is_spelled_as_the_screening_folds_it(text):
    assert " ".join(spelled(text).split()[:MOST_WORDS]) == fold(text)


@pytest.mark.parametrize("region", SHIPPED["embargoed_regions"], ids=lambda row: row["name"])
def test_the_names_of_each_region_are_folded_and_named_once(region):
    assert [fold(name) for name in region["names"]] == region["names"]
    assert len(set(region["names"])) == len(region["names"])
