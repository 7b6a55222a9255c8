"""Does everybody see when a call ends, who may apply, and whether they could?"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from proposals.models import CallForProposals
from proposals.views.calls import time_left
from tests.factories.proposals import CallFactory

pytestmark = pytest.mark.django_db
# June 30, 2026, 11:59:59 p.m. in Washington.
CLOSES = datetime(2026, 7, 1, 3, 59, 59, tzinfo=UTC)


@pytest.fixture
def call():
    return CallFactory(code="AAEP-T", opens_at=CLOSES - timedelta(days=90), closes_at=CLOSES)


def page(client, name, *args, **query):
    response = client.get(reverse(f"proposals:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(days=12, hours=3, minutes=20), "12 days and 3 hours left"),
        (timedelta(days=1), "1 day left"),
        (timedelta(hours=2, minutes=1), "2 hours and 1 minute left"),
        (timedelta(seconds=59), "Less than a minute left"),
    ],
)
def test_the_time_that_is_left_is_counted_down(client, call, before, said):
    with time_machine.travel(CLOSES - before, tick=False):
        text = page(client, "call", call.code)
    assert said in text
    assert "Tuesday, June 30, 2026, 11:59 p.m." in text
    assert "Eastern time" in text


@pytest.mark.parametrize(("late", "said"), [(True, "marks them as late"), (False, "no proposals")])
def test_after_the_last_minute_it_says_what_happens_to_a_late_proposal(client, call, late, said):
    CallForProposals.objects.update(allow_late=late)
    with time_machine.travel(CLOSES + timedelta(minutes=1), tick=False):
        assert said in page(client, "call", call.code)


def test_before_it_opens_it_says_in_how_long(client, call):
    with time_machine.travel(call.opens_at - timedelta(hours=5), tick=False):
        assert "It opens in 5 hours." in page(client, "call", call.code)


def test_every_call_is_listed_and_no_call_is_said(client, call):
    CallForProposals.objects.exclude(pk=call.pk).delete()
    assert call.title in page(client, "calls")
    call.delete()
    assert "No call has been announced" in page(client, "calls")


def test_time_is_counted_as_people_count():
    assert time_left(timedelta(days=2, minutes=5)) == "2 days"
    assert time_left(timedelta(0)) == "less than a minute"


def test_the_check_is_empty_at_first_and_keeps_its_answers_in_the_address(client):
    call = CallFactory()
    assert "What the rules say" not in page(client, "eligibility", call.code)
    asked = {"incorporated": "US", "headquarters": "US", "lead_owners": ["CN"], "markets": ["KR"]}
    text = page(client, "eligibility", call.code, **asked)
    assert "Something stands against it" in text
    assert "controlled from a country of concern" in text
    assert "U.S. content of the hardware" in text
    assert '<option value="KR" selected>' in text


def test_what_is_left_open_is_no_pass(client):
    text = page(client, "eligibility", CallFactory().code, markets=["KR"])
    assert "Not everything is answered" in text


def test_a_wrong_answer_is_told_beside_its_question(client):
    text = page(client, "eligibility", CallFactory().code, us_percent="140", markets=["ZZ"])
    assert "What the rules say" not in text
    assert "less than or equal to 100" in text
    assert "ZZ" in text
