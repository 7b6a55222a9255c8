"""Which hits does the screening page show, in which order, and does it say what it hides?"""

import pytest

from reviews.desk import decision_gaps
from reviews.states import Standing
from reviews.views.hit_groups import groups_of
from tests.factories import reviews
from tests.factories.policy import screening_lines
from tests.factories.proposals_ready import ANCHOR_OWNER
from tests.reviews.views.hit_rooms import page_of, screened_on
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
WATCHED = "Lumen Haven Systems"
EXPIRED = {"name": "Juniper Employees Trast", "end_date": "2020-01-10"}


@pytest.fixture
def case():
    """A strong hit, one on an expired listing, and one to watch."""
    screening_lines(review=0.88, watch=0.6)
    return reviews.case_in_review(listed=[ANCHOR_OWNER, EXPIRED, WATCHED])


def shown(case, **filters):
    page = client_of(case.lead).get(page_of(case), filters)
    names = [g.best.hit.matched_name for line in page.context["with_hits"] for g in line.groups]
    return names, " ".join(page.content.decode().split())


def test_hits_to_watch_are_shown_on_request_and_counted(case):
    assert [hit.tier for hit in case.hits if hit.matched_name == WATCHED] == ["watch"]

    names, text = shown(case)
    assert names == [ANCHOR_OWNER, EXPIRED["name"]]
    assert "1 hit to watch is not shown" in text

    names, text = shown(case, watch="on")
    assert set(names) == {ANCHOR_OWNER, EXPIRED["name"], WATCHED}
    assert "not shown" not in text
    assert "Needs no adjudication" in text


def test_a_hit_to_watch_is_open_when_the_pair_was_adjudicated_before_a_record_changed():
    case = reviews.case_in_review(listed=[ANCHOR_OWNER, "Juniper Employees Trast"])
    reviews.settle(case, case.hits[0])
    screening_lines(strong=1, review=1, watch=0.5)
    changed = {"name": ANCHOR_OWNER + "s", "id": "listed-1", "remarks": "Renamed."}
    screened_on(case, listed=[changed, "Juniper Employees Trast"])

    assert {hit.tier for hit in case.hits} == {"watch"}
    assert shown(case)[0] == [ANCHOR_OWNER + "s"]
    assert "1 screening hit is not adjudicated." in decision_gaps(case.proposal)
    group = groups_of(case.run, case.proposal)[0]
    assert group.standing == Standing.CHANGED


def test_expired_listings_are_labelled_history_and_can_be_hidden(case):
    names, text = shown(case)
    assert EXPIRED["name"] in names
    assert "History: listing expired" in text

    names, text = shown(case, hide_history="on")
    assert names == [ANCHOR_OWNER]
    assert "1 hit on expired listings is hidden, 1 of them open." in text


def test_open_hits_come_first_and_can_be_shown_alone(case):
    reviews.settle(case, case.hits[0])

    assert shown(case)[0] == [EXPIRED["name"], ANCHOR_OWNER]
    assert shown(case, sort="best")[0] == [ANCHOR_OWNER, EXPIRED["name"]]
    assert shown(case, open_only="on")[0] == [EXPIRED["name"]]


def test_parties_of_one_kind_can_be_shown_alone(case):
    assert shown(case, kind="OWNER", watch="on")[0] == [ANCHOR_OWNER, EXPIRED["name"]]
    assert shown(case, kind="ORGANIZATION", watch="on")[0] == [WATCHED]
    names, text = shown(case, kind="VESSEL")
    assert len(names) == 2
    assert "VESSEL is not one of the available choices" in text


def test_without_a_hit_the_page_says_on_which_list_and_never_that_anybody_is_cleared():
    case = reviews.case_in_review()
    _, text = shown(case)

    assert "No match found" in text
    assert f"resembles an entry of the list version {case.run.list_version}" in text
    assert "cleared" not in text.lower()
