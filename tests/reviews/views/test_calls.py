"""Can the policy steward announce a call, and can nobody else or at no wrong date?"""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from exports_portal.accounts.roles import Role
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import InvalidInput, NotPermitted, StepRefused
from proposals.actions.calls import change_call, open_call
from proposals.models import CallForProposals
from tests.factories.reviews import officer
from tests.signing_in import client_of
from tests.web.html import page

pytestmark = pytest.mark.django_db
NEW = "/review/calls/new/"
TODAY = timezone.localdate()
CALL = {
    "code": "AAEP-2027-PRESET-1",
    "title": "Call for pre-set consortia (2027)",
    "document_number": "",
    "opens_on": TODAY,
    "closes_on": TODAY + timedelta(days=90),
    "allow_late": False,
}


@pytest.fixture
def steward():
    return officer(Role.POLICY_STEWARD)


def typed(**changes):
    values = CALL | changes
    return {name: value for name, value in values.items() if value is not False}


def test_a_call_is_announced_on_a_page_and_closes_at_11_59_p_m_eastern(steward):
    client = client_of(steward)
    assert client.post(NEW, typed()).status_code == 302

    call = CallForProposals.objects.get(code="AAEP-2027-PRESET-1")
    first, last = (timezone.localtime(moment) for moment in (call.opens_at, call.closes_at))
    assert (first.date(), f"{first:%H:%M}") == (CALL["opens_on"], "00:00")
    assert (last.date(), f"{last:%H:%M}") == (CALL["closes_on"], "23:59")
    words = page(client.get("/review/calls/")).words
    assert f"{last:%B %-d, %Y}, 11:59 p.m." in words
    event = AuditEvent.objects.get(verb="call.open")
    assert (event.actor_id, event.data["closes_at"]) == (steward.pk, last.isoformat())
    assert CallForProposals.objects.taking_proposals().filter(pk=call.pk).exists()


@pytest.mark.parametrize("month", [3, 11])
def test_the_last_minute_is_right_on_both_sides_of_the_change_of_clocks(month, steward):
    year = TODAY.year + 1
    day = date(year, month, 30)
    call = open_call(**CALL | {"opens_on": day - timedelta(days=60), "closes_on": day}, by=steward)
    closes = timezone.localtime(call.closes_at)
    assert (closes.date(), f"{closes:%H:%M:%S}") == (day, "23:59:59")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"closes_on": TODAY + timedelta(days=91)}, "90 days at most"),
        ({"opens_on": TODAY + timedelta(days=9), "closes_on": TODAY}, "before it opens"),
        (
            {"opens_on": TODAY - timedelta(days=9), "closes_on": TODAY - timedelta(days=1)},
            "This day is over",
        ),
    ],
)
def test_impossible_dates_are_refused_beside_the_field_and_nothing_typed_is_lost(
    changes, said, steward
):
    answer = client_of(steward).post(NEW, typed(**changes))
    assert answer.status_code == 422
    assert said in page(answer).words
    assert CALL["title"] in answer.text
    assert not CallForProposals.objects.filter(code=CALL["code"]).exists()
    with pytest.raises(InvalidInput, match=said):
        open_call(**CALL | changes, by=steward)


def test_a_code_is_used_once(steward):
    open_call(**CALL, by=steward)
    answer = client_of(steward).post(NEW, typed())
    assert (answer.status_code, CallForProposals.objects.filter(code=CALL["code"]).count()) == (
        422,
        1,
    )


def test_dates_change_until_the_call_closes_and_the_first_day_stays_once_it_came(steward):
    call = open_call(**CALL, by=steward)
    dates = {name: value for name, value in CALL.items() if name != "code"}

    change_call(call, **dates | {"closes_on": TODAY + timedelta(days=30)}, by=steward)
    call.refresh_from_db()
    assert timezone.localdate(call.closes_at) == TODAY + timedelta(days=30)
    event = AuditEvent.objects.get(verb="call.change")
    assert event.data["before"]["closes_at"] > event.data["closes_at"]

    with pytest.raises(InvalidInput, match="that day stays"):
        change_call(call, **dates | {"opens_on": TODAY + timedelta(days=1)}, by=steward)
    CallForProposals.objects.update(
        opens_at=timezone.now() - timedelta(days=9), closes_at=timezone.now() - timedelta(days=1)
    )
    with pytest.raises(StepRefused, match="This call closed on"):
        change_call(call, **dates, by=steward)


@pytest.mark.parametrize("role", [Role.CASE_LEAD, Role.DECIDING_OFFICIAL, Role.AUDITOR])
def test_nobody_else_announces_or_changes_a_call(role, steward):
    call = open_call(**CALL, by=steward)
    other = officer(role)
    client = client_of(other)
    assert client.post(NEW, typed(code="X-1")).status_code == 403
    assert client.post(f"/review/calls/{call.code}/", typed()).status_code == 403
    assert "Announce a call" not in page(client.get("/review/calls/")).words
    with pytest.raises(NotPermitted):
        open_call(**CALL | {"code": "X-1"}, by=other)
