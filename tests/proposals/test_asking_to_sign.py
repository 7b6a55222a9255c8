"""Are the members asked to sign, by whoever leads, and nobody twice a day?"""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from time_machine import travel

from exports_portal.accounts.actions.tokens import create_token
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import NotPermitted, StepRefused
from proposals.actions.asking_to_sign import AskedAlready, ask_to_sign
from proposals.actions.submit import submit
from tests.factories.accounts import UserFactory
from tests.factories.proposals_ready import CONFIDENTIAL_SUMMARY, ready_proposal
from tests.proposals.api.calling import LIST, own, send
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ready():
    """What one of its members signed has changed since."""
    ready = ready_proposal()
    ready.member.legal_name = "Juniper Data Works AB"
    ready.member.save()
    return ready


def test_the_signatories_of_who_has_to_sign_get_a_mail_once_a_day(ready, mailoutbox):
    mailoutbox.clear()
    page = f"/proposals/{ready.proposal.pk}/certifications/"
    assert "Ask the members to sign" in client_of(ready.admin).get(page).text
    for _ in range(2):
        assert client_of(ready.admin).post(f"{page}ask/").status_code == 302
    told = {mail.to[0]: mail.subject for mail in mailoutbox}
    assert len(mailoutbox) == len(told)
    assert told[ready.member_signatory.email] == "Please read and sign for Juniper Data Works AB"
    assert all(CONFIDENTIAL_SUMMARY not in mail.body for mail in mailoutbox)


def test_a_press_within_a_day_writes_nothing_and_says_when_it_was_asked_last(ready):
    page = f"/proposals/{ready.proposal.pk}/certifications/"
    browser = client_of(ready.admin)
    for _ in range(3):
        told = browser.post(f"{page}ask/", follow=True)
    at = timezone.localtime(AuditEvent.objects.get(verb="proposal.ask_to_sign").at)
    assert f"The members were asked last on {at:%B} {at.day}, {at.year}" in told.text
    with pytest.raises(AskedAlready):
        ask_to_sign(ready.proposal, by=ready.admin)
    with travel(at + timedelta(days=1, seconds=1), tick=False):
        assert ready.member.pk in ask_to_sign(ready.proposal, by=ready.admin)
    assert asked_so_often() == 2


def asked_so_often():
    return AuditEvent.objects.filter(verb="proposal.ask_to_sign").count()


def test_a_token_that_only_writes_drafts_asks_nobody(ready):
    _, token = create_token(name="Drafts", days=1, by=ready.admin, may_submit=False)
    program = Client(headers={"authorization": f"Token {token}"})
    asked = send(program, "post", own(ready, "ask-to-sign/"))
    assert asked.status_code == 403
    assert asked_so_often() == 0


def test_nobody_asks_who_does_not_write_for_the_anchor_member(ready, mailoutbox):
    mailoutbox.clear()
    page = f"/proposals/{ready.proposal.pk}/certifications/"
    for person in (ready.signatory, ready.member_signatory):
        assert "Ask the members to sign" not in client_of(person).get(page).text
        assert client_of(person).post(f"{page}ask/").status_code == 403
        with pytest.raises(NotPermitted):
            ask_to_sign(ready.proposal, by=person)
    assert client_of(UserFactory()).post(f"{page}ask/").status_code == 404
    assert list(mailoutbox) == []


def test_a_program_asks_as_the_page_does(ready):
    asked = client_of(ready.admin).post(
        f"{LIST}{ready.proposal.pk}/ask-to-sign/", {}, content_type="application/json"
    )
    assert ready.member.pk in asked.json()["members"]


def test_nobody_is_asked_when_all_have_signed_or_there_is_no_draft():
    ready = ready_proposal()
    with pytest.raises(StepRefused, match="signed already"):
        ask_to_sign(ready.proposal, by=ready.admin)
    submit(ready.proposal, by=ready.signatory)
    with pytest.raises(StepRefused):
        ask_to_sign(ready.proposal, by=ready.admin)
