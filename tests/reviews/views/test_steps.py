"""Does each step have a page for the one who may take it, and a kind refusal for everybody else?"""

import pytest
from django.urls import reverse

from exports_portal.accounts.roles import Agency, Role
from proposals.models import Proposal
from proposals.states import ProposalState as State
from reviews.states import TrackKind
from reviews.views.step_pages import ORDER, TITLES
from tests.factories import reviews
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
SAID = {
    "reason": "The operator of the site is not named.",
    "question": "Who operates the site?",
    "due_on": "",
}


def accepted():
    case = reviews.submitted_case()
    reviews.conclude(case, TrackKind.COMPLETENESS)
    return case.now()


def ready_to_complete():
    case = reviews.case_awaiting_determination()
    reviews.steps.send_back(case.proposal, reason="Look at the markets.", by=case.lead)
    reviews.steps.consult(case.proposal, by=case.lead)
    return case.now()


# step -> a case at its start, who may, who may not, and where it leads
STEPS = {
    "accept": (accepted, Role.INTAKE_OFFICER, Role.SECURITY_REVIEWER, State.IN_REVIEW),
    "return_incomplete": (
        reviews.submitted_case,
        Role.INTAKE_OFFICER,
        Role.AUDITOR,
        State.RETURNED,
    ),
    "ask": (
        reviews.case_in_review,
        Role.CONTENT_ANALYST,
        Role.DECIDING_OFFICIAL,
        State.INFO_REQUESTED,
    ),
    "consult": (
        reviews.case_in_review,
        Role.CASE_LEAD,
        Role.INTAKE_OFFICER,
        State.IN_CONSULTATION,
    ),
    "complete": (
        ready_to_complete,
        Role.CASE_LEAD,
        Role.DECIDING_OFFICIAL,
        State.AWAITING_DETERMINATION,
    ),
    "send_back": (
        reviews.case_awaiting_determination,
        Role.CASE_LEAD,
        Role.SECURITY_REVIEWER,
        State.IN_REVIEW,
    ),
    "reopen": (
        reviews.declined_case,
        Role.DECIDING_OFFICIAL,
        Role.CASE_LEAD,
        State.AWAITING_DETERMINATION,
    ),
    "suspend": (
        reviews.designated_case,
        Role.DECIDING_OFFICIAL,
        Role.CASE_LEAD,
        State.SUSPENDED,
    ),
    "reinstate": (
        reviews.suspended_case,
        Role.DECIDING_OFFICIAL,
        Role.CASE_LEAD,
        State.DESIGNATED,
    ),
    "terminate": (
        reviews.designated_case,
        Role.DECIDING_OFFICIAL,
        Role.CATALOG_EDITOR,
        State.TERMINATED,
    ),
    "lapse": (reviews.designated_case, Role.DECIDING_OFFICIAL, Role.AUDITOR, State.LAPSED),
}


def address(case, step):
    return reverse("reviews:step", args=[case.proposal.public_id, step])


def state_of(case):
    return Proposal.objects.get(pk=case.proposal.pk).state


@pytest.mark.parametrize("step", STEPS)
def test_one_role_takes_the_step_and_another_is_refused(step):
    start, may, may_not, target = STEPS[step]
    case = start()
    before = case.proposal.state
    refused = client_of(reviews.officer(may_not))
    allowed = client_of(reviews.officer(may))

    answers = {refused.get(address(case, step)).status_code}
    answers.add(refused.post(address(case, step), SAID).status_code)
    assert answers == ({404} if may_not == Role.CATALOG_EDITOR else {403})
    assert state_of(case) == before

    assert allowed.get(address(case, step)).status_code == 200
    answer = allowed.post(address(case, step), SAID)
    assert answer.url == reverse("reviews:case", args=[case.proposal.public_id])
    assert state_of(case) == target


def test_a_second_click_is_answered_in_kind_words_and_changes_nothing():
    case = accepted()
    client = client_of(case.lead)
    client.post(address(case, "accept"))
    second = client.post(address(case, "accept"))
    text = second.content.decode()

    assert second.status_code == 409
    assert f"“Accept for review” is done already: {case.lead.email} did it on" in text
    assert "The case is in review now; you need not do it again." in text
    assert state_of(case) == State.IN_REVIEW


def test_a_step_with_something_missing_is_refused_with_every_sentence():
    case = reviews.case_in_consultation(listed=["Harbor Founders Holding"])
    answer = client_of(case.lead).post(address(case, "complete"))
    text = answer.content.decode()

    assert answer.status_code == 409
    assert "1 screening hit is not adjudicated." in text
    assert "The track “National interest” is not concluded." in text
    assert state_of(case) == State.IN_CONSULTATION


def test_a_step_from_another_state_is_refused():
    case = reviews.submitted_case()
    answer = client_of(case.lead).get(address(case, "consult"))

    assert answer.status_code == 409
    assert "“consult” is not possible from there" in answer.content.decode()


def test_a_missing_answer_is_said_beside_its_field_and_the_rest_is_kept():
    case = reviews.case_in_review()
    answer = client_of(case.lead).post(
        address(case, "ask"), {"question": "Who operates it?", "due_on": "2020-01-01"}
    )
    text = answer.content.decode()

    assert answer.status_code == 422
    assert "Who operates it?" in text
    assert 'value="2020-01-01"' in text
    assert "This day has passed" in text
    assert state_of(case) == State.IN_REVIEW


def test_what_cannot_be_undone_says_what_follows():
    case = reviews.designated_case()
    text = client_of(case.decider).get(address(case, "terminate")).content.decode()

    assert "This cannot be undone" in text
    assert "no step leads back" in text


def test_a_step_that_officers_do_not_take_has_no_page():
    case = reviews.submitted_case()

    assert client_of(case.lead).get(address(case, "withdraw")).status_code == 404


def test_a_consultant_has_no_step():
    case = reviews.case_in_consultation()

    assert client_of(reviews.consultant(Agency.STATE)).get(address(case, "ask")).status_code == 404


def test_every_step_of_an_officer_has_a_page_and_a_place_in_the_order_of_the_buttons():
    every = {transition.name for transition in Proposal().get_all_state_transitions()}

    assert set(TITLES) == every - {"submit", "amend", "answer", "withdraw"}
    assert sorted(ORDER) == sorted(TITLES)
