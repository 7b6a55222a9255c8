"""Do the factories lead a case to the places they name?"""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction

from proposals.states import ProposalState
from reviews.actions import determine
from tests.factories import reviews

PLACES = {
    reviews.submitted_case: ProposalState.SUBMITTED,
    reviews.case_in_review: ProposalState.IN_REVIEW,
    reviews.case_with_question: ProposalState.INFO_REQUESTED,
    reviews.case_in_consultation: ProposalState.IN_CONSULTATION,
    reviews.case_awaiting_determination: ProposalState.AWAITING_DETERMINATION,
    reviews.designated_case: ProposalState.DESIGNATED,
    reviews.declined_case: ProposalState.DECLINED,
    reviews.suspended_case: ProposalState.SUSPENDED,
}


@pytest.mark.django_db
@pytest.mark.parametrize(("factory", "place"), PLACES.items())
def test_a_factory_leads_a_case_to_its_place(factory, place):
    assert factory().proposal.state == place


@pytest.mark.django_db
def test_a_listed_name_is_found_and_nothing_else():
    case = reviews.submitted_case(listed=["Harbor Founders Holding"])

    assert [(hit.party.name, hit.matched_name) for hit in case.hits] == [
        ("Harbor Founders Holding", "Harbor Founders Holding")
    ]


@pytest.mark.django_db
def test_a_case_that_is_put_back_is_the_case_that_was_made():
    with transaction.atomic():
        made, written = reviews.designated_case(), rows()
        transaction.set_rollback(True)
    found = reviews.designated_case()
    assert (found, rows()) == (made, written)
    call_command("verify_audit")
    determine.supervise(found.proposal, "suspend", reason="A member left.", by=found.decider)
    assert found.now().proposal.state == ProposalState.SUSPENDED


def rows():
    models = [model for model in apps.get_models() if model._meta.managed]
    return {model: list(model._default_manager.order_by("pk").values_list()) for model in models}
