"""Does the queue show what each case waits for, and claim no more than stands in its row?"""

from datetime import timedelta

import pytest
from django.utils import timezone
from time_machine import travel

from exports_portal.accounts.roles import Agency, Role
from proposals.actions.advance import advance
from reviews.actions import case as desk_work
from reviews.actions import steps
from reviews.queue import WaitsFor
from reviews.states import TrackKind
from tests.factories import reviews
from tests.reviews.views.test_queue import numbers
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db


def waiting(reader, what, tab="open"):
    return set(numbers(client_of(reader), f"?tab={tab}&waits={what}"))


def named(*cases):
    return {case.proposal.public_id for case in cases}


def test_each_case_stands_under_what_it_waits_for():
    returned, asked = reviews.submitted_case(), reviews.case_with_question()
    steps.return_incomplete(returned.proposal, reason="Sign again.", by=returned.lead)
    agencies, ready = reviews.case_in_consultation(), reviews.case_awaiting_determination()
    reviews.declined_case()
    reader = reviews.officer(Role.AUDITOR)

    assert waiting(reader, "applicant") == named(returned, asked)
    assert waiting(reader, "agency") == named(agencies)
    assert waiting(reader, "decision") == named(ready)
    assert waiting(reader, "overdue") == set()
    for what in WaitsFor.values:
        assert waiting(reader, what, tab="decided") == set()


def test_a_case_waits_for_a_lead_until_somebody_leads_it():
    led, nobodys = reviews.submitted_case(), reviews.submitted_case()
    desk_work.assign_lead(led.proposal, to=led.lead, by=led.lead)

    assert waiting(led.lead, "lead") == named(nobodys)
    advance(nobodys.proposal, "withdraw", by=nobodys.ready.signatory)
    assert waiting(led.lead, "lead") == set()


def test_a_case_is_overdue_from_the_day_after_its_next_date_while_it_is_under_review():
    late, other = reviews.case_in_review(), reviews.case_in_review()
    tomorrow = timezone.localdate() + timedelta(days=1)
    for case, days in ((late, 0), (other, 5)):
        desk_work.assign_track(
            case.track(TrackKind.SECURITY),
            to=case.lead,
            due_on=tomorrow + timedelta(days=days),
            by=case.lead,
        )
    assert waiting(late.lead, "overdue") == set()
    with travel(timezone.now() + timedelta(days=1)):
        assert waiting(late.lead, "overdue") == set()
    with travel(timezone.now() + timedelta(days=2)):
        assert waiting(late.lead, "overdue") == named(late)
        assert client_of(late.lead).get("/review/").text.count(">Overdue<") == 1
        advance(late.proposal, "withdraw", by=late.ready.signatory)
        assert waiting(late.lead, "overdue", tab="decided") == set()
        assert ">Overdue<" not in client_of(late.lead).get("/review/?tab=decided").text


def test_the_filter_says_what_it_claims_and_an_agency_learns_of_no_lead():
    case = reviews.case_in_consultation()
    desk_work.assign_lead(case.proposal, to=case.lead, by=case.lead)
    page = client_of(case.lead).get("/review/?waits=decision").text
    assert '<option value="decision" selected>A decision: it awaits determination</option>' in page
    assert "No case fits" in page

    consultant = reviews.consultant(Agency.ENERGY)
    assert waiting(consultant, "agency") == named(case)
    assert waiting(consultant, "lead") == named(case)  # a wrong value filters nothing
    assert "nobody leads it yet" not in client_of(consultant).get("/review/").text
