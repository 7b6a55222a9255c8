"""Does the page of a proposal tell the applicant what concerns them, and nothing else?"""

import pytest
from django.urls import reverse

from proposals.actions.submit import submit
from reviews.actions import case as desk_work
from reviews.actions import steps
from reviews.states import Severity
from tests.factories.accounts import UserFactory
from tests.factories.reviews import (
    case_awaiting_determination,
    case_in_review,
    case_with_question,
    submitted_case,
)
from tests.proposals.views.pages import text

pytestmark = pytest.mark.django_db


def page_of(proposal):
    return reverse("proposals:detail", args=[proposal.pk])


def test_a_draft_says_what_to_do_and_how_many_rules_block(ready, as_user):
    said = text(as_user(ready.signatory).get(page_of(ready.proposal)))
    assert "Draft: not submitted yet No number yet" in said
    assert "Blocking: 0" in said
    assert "Nothing is submitted yet." in said


def test_a_stranger_finds_no_proposal(ready, as_user):
    assert as_user(UserFactory()).get(page_of(ready.proposal)).status_code == 404


def test_a_submitted_version_stands_with_its_date_and_fingerprint(ready, as_user):
    version = submit(ready.proposal, by=ready.signatory)
    said = text(as_user(ready.admin).get(page_of(ready.proposal)))
    assert version.proposal.public_id in said
    assert version.sha256 in said
    assert "by Silas Brandt" in said


def test_a_returned_proposal_says_why(as_user):
    case = submitted_case()
    steps.return_incomplete(case.proposal, reason="The second layer is thin.", by=case.lead)
    said = text(as_user(case.ready.admin).get(page_of(case.proposal)))
    assert "Why it was returned to you The second layer is thin." in said


def test_an_open_question_is_linked(as_user):
    case = case_with_question()
    question = case.proposal.information_requests.get()
    page = as_user(case.ready.admin).get(page_of(case.proposal))
    link = reverse("cases:question", args=[case.proposal.pk, question.pk])
    assert f'href="{link}"' in page.content.decode()


def test_the_history_names_no_officer_no_hit_and_no_consultation(as_user):
    case = case_awaiting_determination(listed=["Harbor Founders Holding"])
    said = text(as_user(case.ready.admin).get(page_of(case.proposal)))
    history = said.split("History")[1]
    assert "Accepted for review" in history
    assert "Program office" in history
    hidden = ("Lena Marsh", "Dario Okafor", "adjudicat", "hit", "screen", "We concur", "track")
    assert [word for word in hidden if word in said] == []
    assert "consult" not in history


def test_the_public_text_of_a_finding_is_told_and_the_internal_never(as_user):
    case = case_in_review()
    desk_work.raise_finding(
        case.proposal,
        track=None,
        severity=Severity.MAJOR,
        text_public="Name the data sources.",
        text_internal="Their source smells.",
        by=case.lead,
    )
    said = text(as_user(case.ready.admin).get(page_of(case.proposal)))
    assert "Name the data sources." in said
    assert "smells" not in said


def test_the_page_takes_as_many_queries_with_one_version_as_with_two(
    as_user, django_assert_num_queries
):
    case = submitted_case()
    steps.return_incomplete(case.proposal, reason="Thin.", by=case.lead)
    browser = as_user(case.ready.admin)
    browser.get(page_of(case.proposal))  # what the rules find is computed for the first look
    with django_assert_num_queries(60, exact=False) as first:
        browser.get(page_of(case.proposal))
    submit(case.proposal, by=case.ready.signatory)
    steps.return_incomplete(case.proposal, reason="Still thin.", by=case.lead)
    with django_assert_num_queries(len(first)):
        assert text(browser.get(page_of(case.proposal))).count("Version ") == 3
