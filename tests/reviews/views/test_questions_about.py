"""Does an officer ask about exact fields, and see the answer with exactly its changes?"""

import re

import pytest
from django.urls import reverse

from exports_portal.accounts.roles import Role
from exports_portal.audit.models import AuditEvent
from exports_portal.mail.models import SentMail
from proposals.models import Amendment
from proposals.notifications import notify_applicant
from reviews.actions import asking
from reviews.actions.case import assign_lead
from reviews.notifications import tell_amendment
from tests.factories import amendments as change
from tests.factories.proposals_ready import sign_everything
from tests.factories.reviews import case_in_review, officer
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db


def step(case):
    return reverse("reviews:step", args=[case.proposal.public_id, "ask"])


def value_of(case):
    return f"hardware:components:{change.record_of(case, 'components').pk}:unit_value"


def test_fields_are_ticked_on_the_page_of_the_version():
    case = case_in_review()
    lead = client_of(case.lead)
    version = reverse("reviews:version", args=[case.proposal.public_id])
    assert 'value="hardware:components' not in lead.get(version).text
    ticked = lead.get(version + "?ask=hardware").text
    assert f'value="{value_of(case)}"' in ticked
    form = lead.get(step(case), {"about": value_of(case)}).text
    assert "Lumen L4 accelerator: Value of one" in form
    typed = {"question": "Is this the price of one?", "about": [value_of(case), "support"]}
    assert lead.post(step(case), typed).status_code == 302
    asked = case.proposal.information_requests.get()
    assert asked.about == [value_of(case), "support"]


def test_what_nobody_offered_is_refused_beside_the_field():
    case = case_in_review()
    typed = {"question": "What?", "about": ["hardware:components::nothing"]}
    answer = client_of(case.lead).post(step(case), typed)
    assert answer.status_code == 422
    assert "id_about" in answer.text


def test_the_officer_sees_the_answer_with_what_it_changed_and_what_nobody_asked():
    case = case_in_review()
    asking.ask(case.proposal, question="Worth?", due_on=None, about=[value_of(case)], by=case.lead)
    change.change_value(case)
    change.change(case, "hardware", content_justification="A reason that nobody asked for.")
    sign_everything(case.ready)
    asked = case.proposal.information_requests.get()
    page = reverse("cases:question", args=[case.proposal.pk, asked.pk])
    signer = client_of(case.ready.signatory)
    shown = signer.get(page).text
    assert "Changes that go with your answer" in shown
    assert "$30,000.00" in shown
    typed = {"answer": "The price fell."}
    unread = signer.post(page, typed)
    assert (unread.status_code, "The price fell." in unread.text) == (412, True)
    typed["read_digest"] = re.search(r'name="read_digest" value="(\w+)"', shown)[1]
    assert signer.post(page, typed).status_code == 302
    text = (
        client_of(case.lead).get(reverse("reviews:questions", args=[case.proposal.public_id])).text
    )
    assert "What the answer changed: version 1 to version 2" in text
    assert text.index("$30,000.00") < text.index("Not asked about") < text.index("nobody asked for")


def test_the_lead_is_mailed_the_names_of_the_fields_and_no_value():
    case = case_in_review()
    assign_lead(case.proposal, to=case.lead, by=case.lead)
    other = officer(Role.CASE_LEAD)
    change.amended(case)
    amendment = Amendment.objects.get()
    tell_amendment(amendment)
    tell_amendment(Amendment.objects.get())
    (mail,) = SentMail.objects.filter(template="amendment_arrived")
    assert (mail.to, mail.to == other.email) == (case.lead.email, False)
    assert "Hardware and U.S. content: Value of one" in mail.body
    assert "30,000" not in mail.body
    assert "30000" not in mail.body
    assert change.WHY not in mail.body


def test_every_member_is_mailed_that_a_version_was_handed_in():
    case = change.amended(case_in_review())
    event = AuditEvent.objects.get(verb="proposal.amend")
    for _ in range(2):
        notify_applicant(case.proposal, step="amend", event=event)
    mails = SentMail.objects.filter(template="proposal_amended")
    people = {case.ready.admin, case.ready.signatory, case.ready.member_signatory}
    assert sorted(mail.to for mail in mails) == sorted(person.email for person in people)
    assert all("version 2" in mail.body for mail in mails)


def test_what_was_typed_stays_where_a_signature_is_missing():
    case = case_in_review()
    asking.ask(case.proposal, question="Worth?", due_on=None, about=["hardware"], by=case.lead)
    change.change_value(case)
    asked = case.proposal.information_requests.get()
    page = reverse("cases:question", args=[case.proposal.pk, asked.pk])
    for person, status in ((case.ready.signatory, 409), (case.ready.admin, 403)):
        browser = client_of(person)
        read = re.search(r'name="read_digest" value="(\w+)"', browser.get(page).text)[1]
        sent = browser.post(page, {"answer": "The price fell.", "read_digest": read})
        assert (sent.status_code, "The price fell." in sent.text) == (status, True)
    asked.refresh_from_db()
    assert asked.answered_at is None
