"""Is a proposal submitted once, by those who may, and only when nothing blocks it?"""

import pytest
from django.urls import reverse

from proposals.actions.drafts import SectionDraft, save_section
from proposals.models import Proposal
from tests.factories.accounts import UserFactory
from tests.factories.reviews import case_in_review
from tests.proposals.views.pages import text

pytestmark = pytest.mark.django_db
CONFIRMED = {"confirmed": "on"}


def url_of(ready, name="submit"):
    return reverse(f"proposals:{name}", args=[ready.proposal.pk])


def now(ready):
    return Proposal.objects.get(pk=ready.proposal.pk)


def test_a_signatory_of_the_anchor_submits_and_gets_a_receipt(ready, as_user):
    page = as_user(ready.signatory).post(url_of(ready), CONFIRMED, follow=True)
    version = now(ready).versions.get()
    assert page.redirect_chain == [(url_of(ready, "receipt"), 302)]
    assert f"Submitted as {now(ready).public_id}" in text(page)
    assert version.sha256 in text(page)
    assert "The program office checks whether the proposal is complete." in text(page)


def test_an_administrator_of_the_anchor_cannot_submit(ready, as_user):
    assert as_user(ready.admin).post(url_of(ready), CONFIRMED).status_code == 403
    assert (now(ready).state, now(ready).public_id) == ("DRAFT", None)


def test_a_member_cannot_submit_for_the_anchor(ready, as_user):
    assert as_user(ready.member_signatory).post(url_of(ready), CONFIRMED).status_code == 403
    assert now(ready).state == "DRAFT"


def test_a_stranger_can_neither_submit_nor_learn_that_there_is_a_proposal(ready, as_user):
    browser = as_user(UserFactory())
    assert browser.post(url_of(ready), CONFIRMED).status_code == 404
    assert browser.get(url_of(ready, "receipt")).status_code == 404


def test_without_the_confirmation_nothing_is_submitted(ready, as_user):
    page = as_user(ready.signatory).post(url_of(ready), {})
    assert page.status_code == 422
    assert "Confirm that you have the authority to submit." in text(page)
    assert now(ready).state == "DRAFT"


def test_a_blocking_finding_is_listed_and_nothing_is_submitted(ready, as_user):
    save_section(ready.proposal, "markets", SectionDraft(values={}, rows=[]), by=ready.admin)
    page = as_user(ready.signatory).post(url_of(ready), CONFIRMED)
    assert page.status_code == 409
    assert "Nothing was submitted: something in the list below blocks the proposal." in text(page)
    assert "Name at least one target country or regional bloc." in text(page)
    assert (now(ready).state, now(ready).versions.count()) == ("DRAFT", 0)


def test_the_second_click_is_told_the_number_and_submits_nothing(ready, as_user):
    as_user(ready.signatory).post(url_of(ready), CONFIRMED)
    page = as_user(ready.signatory).post(url_of(ready), CONFIRMED)
    assert page.status_code == 409
    said = f"This proposal was submitted already, under the number {now(ready).public_id}."
    assert said in text(page)
    assert now(ready).versions.count() == 1


def test_a_case_in_review_is_not_submitted_again(as_user):
    case = case_in_review()
    page = as_user(case.ready.signatory).post(url_of(case), CONFIRMED)
    assert page.status_code == 409
    assert "This proposal is in review" in text(page)


def test_there_is_no_receipt_before_submission(ready, as_user):
    assert as_user(ready.signatory).get(url_of(ready, "receipt")).status_code == 404


def test_a_signatory_of_the_anchor_withdraws_with_a_reason(ready, as_user):
    browser = as_user(ready.signatory)
    assert "It cannot be opened again." in text(browser.get(url_of(ready, "withdraw")))
    page = browser.post(url_of(ready, "withdraw"), {"reason": "The buyer left."}, follow=True)
    assert now(ready).state == "WITHDRAWN"
    assert "The buyer left." in text(page)


def test_without_a_reason_nothing_is_withdrawn(ready, as_user):
    page = as_user(ready.signatory).post(url_of(ready, "withdraw"), {"reason": ""})
    assert (page.status_code, now(ready).state) == (422, "DRAFT")


def test_a_member_cannot_withdraw_for_the_anchor(ready, as_user):
    browser = as_user(ready.member_signatory)
    typed = {"reason": "We leave."}
    assert browser.get(url_of(ready, "withdraw")).status_code == 403
    assert browser.post(url_of(ready, "withdraw"), typed).status_code == 403
    assert now(ready).state == "DRAFT"


def test_what_is_withdrawn_cannot_be_withdrawn_again(ready, as_user):
    browser = as_user(ready.signatory)
    browser.post(url_of(ready, "withdraw"), {"reason": "The buyer left."})
    assert browser.get(url_of(ready, "withdraw")).status_code == 409
