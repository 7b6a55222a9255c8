"""Can everybody use the pages of an amendment, of versions, and of questions that name fields?"""

import pytest
from django.urls import reverse

from reviews.actions import asking
from tests.factories import amendments as change
from tests.factories.proposals_ready import sign_everything
from tests.factories.reviews import case_in_consultation, case_in_review
from tests.signing_in import client_of
from tests.web.browser import opened, walked

pytestmark = pytest.mark.django_db(transaction=True)


def pages_of_an_open_amendment():
    case = case_in_consultation()
    place = f"hardware:components:{change.record_of(case, 'components').pk}:unit_value"
    asking.ask(
        case.proposal, question="What is it worth?", due_on=None, about=[place], by=case.lead
    )
    change.change_value(case)
    change.change(case, "overview", executive_summary="A shorter summary.")
    asked = case.proposal.information_requests.get()
    pk, public_id = case.proposal.pk, case.proposal.public_id
    yield case.ready.signatory, reverse("cases:question", args=[pk, asked.pk])
    yield case.ready.admin, reverse("proposals:amendment", args=[pk])
    yield case.ready.admin, reverse("proposals:drop_amendment", args=[pk])
    yield case.ready.admin, reverse("proposals:detail", args=[pk])
    yield case.ready.signatory, reverse("proposals:submit", args=[pk])
    yield case.lead, reverse("reviews:case", args=[public_id])


def pages_of_an_answer():
    case = case_in_consultation()
    asking.ask(
        case.proposal, question="What is it worth?", due_on=None, about=["support"], by=case.lead
    )
    change.change_value(case)
    sign_everything(case.ready)
    change.screened_answer(case)
    pk, public_id = case.proposal.pk, case.proposal.public_id
    yield case.ready.admin, reverse("proposals:versions", args=[pk]) + "?before=1&after=2"
    yield case.ready.admin, reverse("proposals:amendment", args=[pk])
    yield case.lead, reverse("reviews:versions", args=[public_id]) + "?before=1&after=2"
    for name in ("questions", "tracks", "consultations"):
        yield case.lead, reverse(f"reviews:{name}", args=[public_id])


def pages_for_a_question():
    case = case_in_review()
    public_id = case.proposal.public_id
    version = reverse("reviews:version", args=[public_id])
    yield case.lead, version + "?ask=hardware"
    yield case.lead, version + "?ask=overview"
    yield case.lead, reverse("reviews:step", args=[public_id, "ask"]) + "?about=hardware"


@pytest.mark.parametrize(
    "pages", [pages_of_an_open_amendment, pages_of_an_answer, pages_for_a_question]
)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(live_server, chromium, pages):
    found, of_person = {}, {}
    for person, page in pages():
        of_person.setdefault(person, []).append(page)
    for person, own in of_person.items():
        session = client_of(person).session.session_key
        with opened(chromium, live_server.url, session=session) as tab:
            found |= walked(tab, own)
    assert found == {}
