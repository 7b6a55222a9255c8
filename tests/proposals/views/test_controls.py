"""Can everybody read the control catalog, and does the page of claims say how each part stands?"""

import pytest
import time_machine
from django.urls import reverse

from exports_portal.accounts.roles import Part
from proposals.actions.drafts import SectionDraft, save_section
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.evidence import TITLE, attached
from tests.proposals.views.pages import form_data

pytestmark = pytest.mark.django_db


def test_anybody_reads_each_requirement_with_its_source_and_its_standing(client):
    page = client.get("/security-requirements/").content.decode()

    assert 'id="weight_custody.1"' in page
    assert "There is a list of every copy of the weights" in page
    assert "RAND RRA2849-1" in page
    assert "From SL2 on (RAND, 2024)" in page
    assert page.count("The wording: program default, not published text.") == 49


def test_a_day_without_a_catalog_says_so(client):
    with time_machine.travel("2025-01-02", tick=False):
        page = client.get("/security-requirements/")

    assert page.status_code == 200
    assert "No security requirements are in force today" in page.content.decode()


def claim_of(ready, **changes):
    row = {
        "domain": "WEIGHT_CUSTODY",
        "requirement": "WEIGHT_CUSTODY.1",
        "status": "IN_PLACE",
        "claim": "Each copy is in a register.",
    }
    draft = SectionDraft(values={}, rows=[row | changes])
    save_section(ready.proposal, "security", draft, by=ready.admin)
    return ready.proposal.records.get(kind="security_claims", removed_at=None)


def standing(page, code):
    """What the page says of a requirement: the words right before its link."""
    before = page.content.decode().partition(f"#{code.lower()}")[0]
    return before.rpartition("portal-status--")[2].partition(">")[2].partition("<")[0]


def test_the_page_says_requirement_by_requirement_how_it_stands(ready, as_user):
    browser, place = as_user(ready.admin), reverse("proposals:security", args=[ready.proposal.pk])
    assert standing(browser.get(place), "WEIGHT_CUSTODY.1") == "No claim yet"
    claim = claim_of(ready)
    assert standing(browser.get(place), "WEIGHT_CUSTODY.1") == (
        "Claimed, without evidence that holds"
    )
    attached(ready.proposal, by=ready.admin, record=claim)
    page = browser.get(place)
    assert standing(page, "WEIGHT_CUSTODY.1") == "Claimed, with evidence"
    assert standing(page, "GOVERNANCE.1") == "No claim yet"
    assert TITLE in page.content.decode()


def test_a_member_is_not_told_of_evidence_that_it_may_not_read(ready, as_user):
    attached(ready.proposal, by=ready.admin, record=claim_of(ready))
    place = reverse("proposals:security", args=[ready.proposal.pk])
    page = as_user(ready.member_signatory).get(place)
    assert standing(page, "WEIGHT_CUSTODY.1") == "Claimed, without evidence that holds"
    assert "Evidence that you may not read is not counted here." in page.content.decode()
    assert TITLE not in page.content.decode()


def test_a_claim_that_is_half_said_is_refused_beside_its_field(ready, as_user):
    place = reverse("proposals:security", args=[ready.proposal.pk])
    browser = as_user(ready.admin)
    typed = form_data(browser.get(place)) | {
        "security-0-domain": "PERSONNEL",
        "security-0-requirement": "WEIGHT_CUSTODY.1",
        "security-0-status": "PLANNED",
        "security-0-claim": "Vetting begins.",
    }
    answer = browser.post(place, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose a requirement of the domain “Personnel”." in page
    assert "Say by which day it will be in place." in page
    assert "Vetting begins." in page


def test_a_member_writes_claims_of_its_own_and_not_the_questions_of_all(ready, as_user):
    writer = UserFactory()
    MembershipFactory(organization=ready.member, user=writer, part=Part.CONTRIBUTOR)
    page = as_user(writer).get(reverse("proposals:security", args=[ready.proposal.pk]))
    text = page.content.decode()
    assert 'name="security-0-requirement"' in text
    assert 'name="customer_check"' not in text
