"""Does a person find their own proposals, and start one where they may?"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from proposals.actions.drafts import start
from proposals.models import CallForProposals, Proposal
from tests.factories.accounts import UserFactory
from tests.factories.amendments import opened
from tests.factories.proposals import CallFactory, ConsortiumFactory
from tests.factories.reviews import case_in_review
from tests.proposals.views.pages import text

pytestmark = pytest.mark.django_db
LIST = "/proposals/"
NEW = "/proposals/new/"


def test_the_list_shows_own_proposals_and_what_to_do_next(ready, as_user):
    said = text(as_user(ready.member_signatory).get(LIST))
    assert "Lumen Stack for public services" in said
    assert "Draft: not submitted yet" in said
    assert "Complete the sections and submit" in said


def test_the_list_says_that_an_open_amendment_waits_for_its_writers(as_user):
    case = case_in_review()
    opened(case)
    said = text(as_user(case.ready.admin).get(LIST))
    assert "Finish the amendment and hand it in, or drop it" in said
    assert "Nothing to do for now" not in said


def test_the_list_of_somebody_else_is_empty_and_says_what_to_do(ready, as_user):
    said = text(as_user(UserFactory()).get(LIST))
    assert "No proposals yet" in said
    assert "Lumen Stack" not in said


def test_the_list_takes_the_same_number_of_queries_for_one_and_for_three(
    ready, as_user, django_assert_num_queries
):
    browser = as_user(ready.admin)
    with django_assert_num_queries(12, exact=False) as first:
        browser.get(LIST)
    for number in range(2):
        title = f"Package {number}"
        start(consortium=ready.consortium, call=ready.call, title=title, by=ready.admin)
    with django_assert_num_queries(len(first)):
        assert text(browser.get(LIST)).count("Complete the sections and submit") == 3


def test_an_administrator_of_the_anchor_starts_a_draft(ready, as_user):
    typed = {"title": "Second", "consortium": ready.consortium.pk, "call": ready.call.pk}
    answer = as_user(ready.admin).post(NEW, typed)
    draft = Proposal.objects.get(title="Second")
    assert answer.url == reverse("proposals:overview", args=[draft.pk])
    assert (draft.state, draft.created_by) == ("DRAFT", ready.admin)


def test_a_member_cannot_start_a_draft_for_the_anchor(ready, as_user):
    typed = {"title": "Second", "consortium": ready.consortium.pk, "call": ready.call.pk}
    assert as_user(ready.member_signatory).post(NEW, typed).status_code == 422
    assert not Proposal.objects.filter(title="Second").exists()


def test_a_title_with_a_control_character_is_refused(ready, as_user):
    typed = {"title": "a\x01b", "consortium": ready.consortium.pk, "call": ready.call.pk}
    answer = as_user(ready.admin).post(NEW, typed)
    assert answer.status_code == 422
    assert "contains a control character" in text(answer)


def test_a_draft_without_a_title_keeps_what_was_chosen(ready, as_user):
    other = ConsortiumFactory(founded_by=ready.admin)
    page = as_user(ready.admin).post(NEW, {"consortium": other.pk, "call": ready.call.pk})
    assert page.status_code == 422
    assert f'<option value="{other.pk}" selected>' in page.content.decode()


def test_the_page_says_when_no_call_is_open(as_user):
    person = ConsortiumFactory().founded_by
    now = timezone.now()
    CallForProposals.objects.all().delete()
    CallFactory(
        title="The spring call",
        opens_at=now - timedelta(days=90),
        closes_at=now - timedelta(days=1),
    )
    said = text(as_user(person).get(NEW))
    assert "No call for proposals is open now. The latest, “The spring call”, ran from" in said


def test_the_page_says_when_there_is_no_consortium_to_propose_for(as_user):
    CallFactory()
    assert "No consortium to propose for" in text(as_user(UserFactory()).get(NEW))
