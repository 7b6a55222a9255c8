"""Can a row be saved with nothing but what is required, as the form stands when it is opened?"""

import pytest

from proposals.content.models import FrontierStatus, ModelEccn
from proposals.models import Proposal
from proposals.snapshot import content_of
from tests.proposals.views.pages import form_data

pytestmark = pytest.mark.django_db
REQUIRED = {
    "data": {"name": "Clinic intake"},
    "models": {"name": "Lantern 2", "developer": "Tern Labs", "openness": "CLOSED"},
    "security": {"domain": "NETWORK", "claim": "Two networks that never meet."},
    "applications": {"name": "Triage", "sector": "HEALTHCARE"},
}


def typed(page, section, values):
    return form_data(page) | {f"{section}-0-{name}": text for name, text in values.items()}


def saved(ready):
    return content_of(Proposal.objects.get(pk=ready.proposal.pk))


@pytest.mark.parametrize("section", REQUIRED)
def test_a_row_needs_only_its_required_fields(section, ready, as_user):
    address, browser = f"/proposals/{ready.proposal.pk}/{section}/", as_user(ready.admin)
    answer = browser.post(address, typed(browser.get(address), section, REQUIRED[section]))
    assert answer.status_code == 302


def test_what_is_not_chosen_is_the_default(ready, as_user):
    address, browser = f"/proposals/{ready.proposal.pk}/models/", as_user(ready.admin)
    unchosen = REQUIRED["models"] | {"eccn": "", "covered_frontier_status": ""}
    browser.post(address, typed(browser.get(address), "models", unchosen))
    (model,) = saved(ready).models
    assert model.eccn is ModelEccn.UNKNOWN
    assert model.covered_frontier_status is FrontierStatus.NOT_ASSESSED


@pytest.mark.parametrize("section", REQUIRED)
def test_a_row_that_nobody_touched_is_no_row(section, ready, as_user):
    address, browser = f"/proposals/{ready.proposal.pk}/{section}/", as_user(ready.admin)
    before = saved(ready)
    assert browser.post(address, form_data(browser.get(address))).status_code == 302
    assert saved(ready) == before
