"""Does a decision show what will be said before it is taken, and is it taken once?"""

import pytest
from django.urls import reverse

from catalog.models import CatalogEntry
from proposals.models import Proposal
from proposals.states import ProposalState as State
from reviews.answering import assessed_now
from reviews.models import Determination, TrackAnswer
from tests.factories import proposals_ready, reviews
from tests.factories.policy import screening_lines
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db

ROWS = {
    "conditions-TOTAL_FORMS": "2",
    "conditions-INITIAL_FORMS": "0",
    "conditions-MIN_NUM_FORMS": "0",
    "conditions-MAX_NUM_FORMS": "1000",
    "conditions-0-category": "SECURITY",
    "conditions-0-text": "Report every incident within 72 hours.",
    "conditions-0-due_on": "2040-03-01",
    "conditions-1-category": "",
    "conditions-1-text": "",
}
WRITTEN = {
    "rationale": "It carries the whole stack.",
    "content_basis": "PRESUMPTION",
    "version": "1",
} | ROWS


@pytest.fixture
def case():
    return reviews.case_awaiting_determination()


def address(case, step="designate"):
    return reverse("reviews:step", args=[case.proposal.public_id, step])


def state_of(case):
    return Proposal.objects.get(pk=case.proposal.pk).state


def test_what_was_written_is_shown_before_it_is_decided(case):
    answer = client_of(case.decider).post(address(case), WRITTEN)
    text = answer.content.decode()

    assert answer.status_code == 200
    assert "What the letter will say" in text
    assert "What the catalog will say" in text
    assert "It carries the whole stack." in text
    assert text.count("Report every incident within 72 hours.") == 3  # letter, catalog, kept
    assert "Due March 1, 2040." in text
    assert "Juniper Data Works" in text
    assert state_of(case) == State.AWAITING_DETERMINATION
    assert Determination.objects.count() == 0


def test_whoever_decides_reads_what_was_answered_where_a_criterion_is_not_met(case):
    shown = client_of(case.decider).get(address(case)).content.decode()
    answers = TrackAnswer.objects.filter(track__version=case.version)
    assert shown.count("Asked and shown at the site.") == answers.count() > 0


def test_a_determination_keeps_every_criterion_as_it_stood(case):
    client_of(case.decider).post(address(case), WRITTEN | {"confirm": "yes"})
    kept = Determination.objects.get().assessed
    assert kept == assessed_now(case.version)
    assert {row["answer"] for row in kept if "answer" in row} == {"Asked and shown at the site."}


def test_the_confirmation_designates_with_its_conditions(case):
    client = client_of(case.decider)
    answer = client.post(address(case), WRITTEN | {"confirm": "1"})
    determination = Determination.objects.get()

    assert answer.url == reverse("reviews:case", args=[case.proposal.public_id])
    assert state_of(case) == State.DESIGNATED
    assert determination.rationale == "It carries the whole stack."
    assert [(c.category, c.text, f"{c.due_on}") for c in determination.conditions.all()] == [
        ("SECURITY", "Report every incident within 72 hours.", "2040-03-01")
    ]
    assert CatalogEntry.objects.get().designation_number == determination.designation_number


def test_a_second_confirmation_is_refused_in_kind_words(case):
    client = client_of(case.decider)
    client.post(address(case), WRITTEN | {"confirm": "1"})
    second = client.post(address(case), WRITTEN | {"confirm": "1"})

    assert second.status_code == 409
    assert "“Designate” is done already" in second.content.decode()
    assert Determination.objects.count() == 1


def test_changing_something_keeps_everything_typed(case):
    text = client_of(case.decider).post(address(case), WRITTEN | {"change": "1"}).content.decode()

    assert "Nothing is decided on this page." in text
    assert "It carries the whole stack." in text
    assert "Report every incident within 72 hours." in text


def test_a_row_is_added_without_javascript_and_what_was_typed_is_kept(case):
    answer = client_of(case.decider).post(address(case), WRITTEN | {"add_row": "conditions"})
    text = answer.content.decode()

    assert answer.status_code == 200
    assert "Condition 3" in text
    assert "It carries the whole stack." in text
    assert "Report every incident within 72 hours." in text
    assert "usa-error-message" not in text


def test_a_removed_row_is_no_condition(case):
    client_of(case.decider).post(
        address(case), WRITTEN | {"conditions-0-DELETE": "on", "confirm": "1"}
    )

    assert Determination.objects.get().conditions.count() == 0


def test_a_half_written_condition_is_said_beside_its_field(case):
    answer = client_of(case.decider).post(
        address(case), WRITTEN | {"conditions-1-text": "Keep a log.", "confirm": "1"}
    )
    text = answer.content.decode()

    assert answer.status_code == 422
    assert "Keep a log." in text
    assert 'href="#id_conditions-1-category"' in text
    assert state_of(case) == State.AWAITING_DETERMINATION


@pytest.mark.parametrize("field", ["rationale", "conditions-0-text"])
def test_a_confidential_passage_is_refused_before_the_confirmation(case, field):
    answer = client_of(case.decider).post(
        address(case), WRITTEN | {field: proposals_ready.CONFIDENTIAL_SUMMARY}
    )

    assert answer.status_code == 422
    assert "repeats the confidential summary" in answer.content.decode()
    assert "What the letter will say" not in answer.content.decode()


def test_a_decline_is_shown_and_then_taken_without_conditions(case):
    client = client_of(case.decider)
    written = {"rationale": "No need was shown.", "content_basis": "PRESUMPTION", "version": "1"}
    shown = client.post(address(case, "decline"), written).content.decode()
    client.post(address(case, "decline"), written | {"confirm": "1"})

    assert "What the letter will say" in shown
    assert "What the catalog will say" not in shown
    assert state_of(case) == State.DECLINED
    assert CatalogEntry.objects.count() == 0


def test_whoever_decides_is_told_of_the_hits_that_nobody_had_to_adjudicate():
    screening_lines(strong=1, review=1, watch=0.5)
    case = reviews.case_awaiting_determination(listed=["Juniper Employeos Trist"])
    client = client_of(case.decider)
    said = "1 hit to watch was not adjudicated"

    assert [hit.tier for hit in case.hits] == ["watch"]
    assert said in client.get(address(case)).content.decode()
    assert said in client.post(address(case), WRITTEN).content.decode()


def test_the_lead_and_the_only_reviewer_cannot_decide(case):
    reviews.RoleGrantFactory(user=case.lead, role="DECIDING_OFFICIAL")
    answer = client_of(case.lead).post(address(case), WRITTEN | {"confirm": "1"})

    assert answer.status_code == 403
    assert "You have reviewed a part of this case" in answer.content.decode()
    assert state_of(case) == State.AWAITING_DETERMINATION
