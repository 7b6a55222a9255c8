"""R08: the call is open, both ends included."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from proposals.rules.r08_call_window import call_window
from tests.proposals.rules.contents import call, complete_content, context, outcomes

OPENS, CLOSES = call().opens_at, call().closes_at
MOMENT = timedelta(microseconds=1)


def judge(as_of, *, allow_late=False):
    at = context(as_of=as_of, call=call(allow_late=allow_late))
    return call_window(complete_content(), at)


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [
        (OPENS - MOMENT, "BLOCK"),
        (OPENS, "PASS"),
        (CLOSES, "PASS"),
        (CLOSES + MOMENT, "BLOCK"),
    ],
)
def test_both_ends_of_the_window_are_inside(as_of, outcome):
    assert outcomes(judge(as_of)) == [outcome]


def test_the_time_zone_of_the_clock_does_not_matter():
    tokyo = timezone(timedelta(hours=9))
    assert outcomes(judge(CLOSES.astimezone(tokyo))) == ["PASS"]


def test_where_late_proposals_are_taken_a_late_one_is_warned():
    (finding,) = judge(CLOSES + MOMENT, allow_late=True)
    assert outcomes([finding]) == ["WARN"]
    assert finding.message.endswith("your proposal will be marked as late.")


def test_where_late_proposals_are_taken_an_early_one_still_blocks():
    assert outcomes(judge(OPENS - MOMENT, allow_late=True)) == ["BLOCK"]


def test_the_end_is_told_in_the_time_of_washington():
    (finding,) = judge(OPENS)
    assert finding.message == "The call is open until June 30, 2026, 11:59 p.m. Eastern time."
    assert finding.anchor == "call-window"


@pytest.mark.parametrize(
    ("opens_at", "told"),
    [
        (datetime(2026, 4, 1, 4, 0, tzinfo=UTC), "April 1, 2026, 12:00 a.m."),
        (datetime(2026, 12, 1, 17, 5, tzinfo=UTC), "December 1, 2026, 12:05 p.m."),
    ],
)
def test_noon_and_midnight_are_told_apart(opens_at, told):
    window = call(opens_at=opens_at, closes_at=datetime(2027, 1, 1, tzinfo=UTC))
    (finding,) = call_window(complete_content(), context(as_of=opens_at - MOMENT, call=window))
    assert finding.message == f"Wait until the call opens on {told} Eastern time."
