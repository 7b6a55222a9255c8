"""The real list in force: which of its losses are held, and which come into force?"""

import gzip
import json

import pytest

from reviews.actions.lists import list_in_force, take_in
from reviews.actions.sync import sync_lists
from reviews.freshness import list_standing
from reviews.states import FetchOutcome
from tests.reviews.feed.published import SDN, day, written

pytestmark = pytest.mark.django_db
UNVERIFIED = "Unverified List (UVL) - Bureau of Industry and Security"
SDN_ROWS = 19_181
FOUR_PERCENT = 767  # of 19,181 rows; 768 are more


def test_a_list_gone_or_more_than_four_percent_of_it_is_held_and_less_is_not(
    screening_data, tmp_path
):
    source = screening_data / "consolidated.json.gz"
    # The copy of July is accepted although it is old; the later ones are of today.
    real = take_in(source, release="The copy that this test has.").version
    document = json.loads(gzip.decompress(source.read_bytes()))

    def synced(name, keep):
        rows = [row for row in document["results"] if keep(row)]
        text = json.dumps({"search_performed_at": day(5), "results": rows})
        return sync_lists(str(written(tmp_path, text.encode(), name)))

    sdn = [row["id"] for row in document["results"] if row["source"] == SDN]
    assert len(sdn) == SDN_ROWS

    def without(ids):
        gone = set(ids)
        return lambda row: row["id"] not in gone

    vanished = synced("gone.json", lambda row: row["source"] != UNVERIFIED)
    assert vanished.outcome == FetchOutcome.QUARANTINED
    assert vanished.reason == f"The list “{UNVERIFIED}” is missing; 222 rows of it in force."
    smaller = synced("smaller.json", without(sdn[: FOUR_PERCENT + 1]))
    assert smaller.outcome == FetchOutcome.QUARANTINED
    assert "lost 768 of 19,181 rows; it may lose 767 at once" in smaller.reason
    assert list_in_force() == real
    assert len(list_standing().gaps) == 1

    hardly = synced("hardly.json", without(sdn[::30]))
    assert (hardly.outcome, hardly.reason) == (FetchOutcome.ACTIVATED, "")
    assert (list_in_force(), list_standing().gaps) == (hardly.version, [])
