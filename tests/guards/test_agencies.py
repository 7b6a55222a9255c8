"""Who speaks for an agency: in which ways is its answer made up, hurried or shed?"""

import pytest
import time_machine
from django.utils import timezone

from exports_portal.accounts.roles import Agency, Role
from exports_portal.errors import NotPermitted, StepRefused
from exports_portal.policy.models import Kind
from exports_portal.policy.readers import snapshot_in_force
from proposals.actions.advance import advance
from reviews.actions import steps
from reviews.models import Consultation
from reviews.states import ConsultationResponse
from tests.clock import days_from_now
from tests.factories.reviews import (
    case_awaiting_determination,
    case_in_consultation,
    consultant,
)

pytestmark = pytest.mark.django_db
DOES_NOT_CONCUR = "Department of State does not concur."


def refused(act):
    with pytest.raises(StepRefused) as refusal:
        act()
    return list(refusal.value.reasons)


def answer(case, response, *, agency=Agency.STATE, by=None):
    steps.answer_consultation(
        Consultation.objects.get(version=case.version, agency=agency),
        response=response,
        comment="The reasons of the agency.",
        by=by or consultant(agency),
    )


def test_the_lead_answers_for_an_agency_first():
    """The case lead records "no comment" before the agency, which does not concur, can say so.

    Stopped by: an agency answers over what was recorded for it, also while the case awaits its
    determination.
    """
    case = case_in_consultation()
    asked = Consultation.objects.get(version=case.version, agency=Agency.STATE)
    with time_machine.travel(days_from_now(31), tick=False):
        steps.record_no_comment(asked, comment="Asked by mail.", by=case.lead)
    answer(case, ConsultationResponse.NON_CONCUR)
    reasons = refused(lambda: advance(case.proposal, "complete", by=case.lead))
    assert DOES_NOT_CONCUR in reasons


def test_no_comment_the_minute_an_agency_is_asked():
    """The case lead asks the agencies and records "no comment" for each of them in the same minute.

    Stopped by: silence counts only after the due date and the policy's time (a program default: 30
    days); until then the agency has not answered.
    """
    case = case_in_consultation()
    for asked in Consultation.objects.filter(version=case.version):
        (reason,) = refused(
            lambda asked=asked: steps.record_no_comment(asked, comment="Silent.", by=case.lead)
        )
        assert "may still answer" in reason
    assert snapshot_in_force(Kind.CONSULTATION, timezone.localdate()).is_program_default


def test_a_due_date_of_today():
    """The case lead asks for an answer by today, and records "no comment" tomorrow.

    Stopped by: a short due date does not shorten the policy's time.
    """
    case = case_in_consultation()
    asked = Consultation.objects.get(version=case.version, agency=Agency.STATE)
    asked.due_on = timezone.localdate()
    asked.save()
    with time_machine.travel(days_from_now(1), tick=False):
        refused(lambda: steps.record_no_comment(asked, comment="Silent.", by=case.lead))


def test_one_person_for_four_agencies():
    """Hold the role of a consultant for all four agencies, and answer for each of them.

    Stopped by: one person speaks for one agency of a case, also after a colleague answered over it.
    """
    case = case_in_consultation()
    person = consultant(Agency.STATE)
    for agency in (Agency.WAR, Agency.ENERGY, Agency.OSTP):
        person.role_grants.create(role=Role.AGENCY_CONSULTANT, agency=agency)
    answer(case, ConsultationResponse.NON_CONCUR, by=person)
    answer(case, ConsultationResponse.CONCUR)
    for agency in (Agency.WAR, Agency.ENERGY, Agency.OSTP):
        with pytest.raises(NotPermitted, match="one person speaks for one agency"):
            answer(case, ConsultationResponse.CONCUR, agency=agency, by=person)


def test_a_consultant_who_decides():
    """Answer for an agency, have a colleague answer over it, and decide as deciding official.

    Stopped by: who spoke for an agency is kept, whoever answered last.
    """
    case = case_awaiting_determination()
    person = consultant(Agency.STATE)
    person.role_grants.create(role=Role.DECIDING_OFFICIAL)
    asked = case.version.consultations.filter(agency=Agency.STATE)
    asked.update(response=ConsultationResponse.NON_CONCUR)
    answer(case, ConsultationResponse.NON_CONCUR, by=person)
    answer(case, ConsultationResponse.CONCUR)
    with pytest.raises(NotPermitted, match="reviewed a part"):
        advance(case.proposal, "designate", by=person)


def test_the_lead_records_no_comment_over_a_no():
    """The case lead records "no comment" for the agency that does not concur.

    Stopped by: what an agency has answered is changed by that agency alone.
    """
    case = case_in_consultation()
    answer(case, ConsultationResponse.NON_CONCUR)
    asked = Consultation.objects.get(version=case.version, agency=Agency.STATE)
    refused(lambda: steps.record_no_comment(asked, comment="They say nothing.", by=case.lead))
    with pytest.raises(NotPermitted):
        steps.answer_consultation(
            asked,
            response=ConsultationResponse.CONCUR,
            comment="They agree.",
            by=consultant(Agency.ENERGY),
        )
    answer(case, ConsultationResponse.CONCUR)  # the agency itself may
    asked.refresh_from_db()
    assert asked.response == ConsultationResponse.CONCUR
