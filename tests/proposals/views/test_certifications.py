"""Does each member sign for itself, and is it said when a signature no longer holds?"""

import pytest
from django.urls import reverse

from proposals.actions.drafts import SectionDraft, save_section
from proposals.models import CertificationSignature
from tests.factories import proposals_ready as made
from tests.factories.accounts import UserFactory
from tests.proposals.views.pages import form_data, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed(ready):
    """A ready proposal whose hardware was changed after everybody signed."""
    rows = [made.COMPONENTS[0] | {"quantity": 9}]
    save_section(ready.proposal, "hardware", SectionDraft(values={}, rows=rows), by=ready.admin)
    return ready


def page_of(ready):
    return reverse("proposals:certifications", args=[ready.proposal.pk])


def typed_for(browser, ready, organization, *codes):
    """What the page's form sends when these statements are ticked."""
    prefix = f"sign-{organization.pk}"
    typed = form_data(browser.get(page_of(ready))) | {f"{prefix}-signer_title": "Chief Counsel"}
    return typed | {f"{prefix}-{code}": "on" for code in codes} | {f"{prefix}-confirmed": "on"}


def sign(browser, ready, organization, *codes, **changes):
    url = reverse("proposals:sign", args=[ready.proposal.pk, organization.pk])
    return browser.post(url, typed_for(browser, ready, organization, *codes) | changes)


def title_on(ready, organization, code):
    found = CertificationSignature.objects.get(
        proposal=ready.proposal, organization=organization, code=code
    )
    return found.signer_title


def test_the_page_says_who_signed_in_full_words(ready, as_user):
    said = text(as_user(ready.admin).get(page_of(ready)))
    assert "Signed by June Tamm, General Counsel, on" in said
    assert "we maintain a policy that prohibits it" in said


def test_a_signature_from_before_a_material_change_is_called_stale(changed, as_user):
    said = text(as_user(changed.member_signatory).get(page_of(changed)))
    assert "Anti-bribery (ANTI_BRIBERY) Stale: the proposal has changed since" in said


def test_a_signatory_of_the_member_signs_the_statements_that_are_ticked(changed, as_user):
    browser = as_user(changed.member_signatory)
    answer = sign(browser, changed, changed.member, "EAR", "ITAR")
    assert answer.status_code == 302
    assert title_on(changed, changed.member, "EAR") == "Chief Counsel"
    assert title_on(changed, changed.member, "OFAC") == "General Counsel"


def test_a_signatory_of_the_anchor_cannot_sign_for_another_member(changed, as_user):
    typed = typed_for(as_user(changed.member_signatory), changed, changed.member, "EAR")
    url = reverse("proposals:sign", args=[changed.proposal.pk, changed.member.pk])
    assert as_user(changed.signatory).post(url, typed).status_code == 403
    assert title_on(changed, changed.member, "EAR") == "General Counsel"


def test_nobody_signs_for_an_organization_that_is_no_member(changed, as_user):
    url = reverse("proposals:sign", args=[changed.proposal.pk, changed.member.pk + 999])
    assert as_user(changed.signatory).post(url, {}).status_code == 404


def test_a_stranger_finds_no_page(ready, as_user):
    assert as_user(UserFactory()).get(page_of(ready)).status_code == 404


def test_nothing_ticked_is_said_and_the_title_stays(changed, as_user):
    page = sign(as_user(changed.member_signatory), changed, changed.member)
    assert page.status_code == 422
    assert "Tick each statement that you sign, at least one." in text(page)
    assert form_data(page)[f"sign-{changed.member.pk}-signer_title"] == ["Chief Counsel"]


def test_who_may_not_confirm_signs_nothing(changed, as_user):
    unconfirmed = {f"sign-{changed.member.pk}-confirmed": ""}
    page = sign(as_user(changed.member_signatory), changed, changed.member, "EAR", **unconfirmed)
    assert "Confirm that you may sign for this member." in text(page)
    assert title_on(changed, changed.member, "EAR") == "General Counsel"


def test_a_proposal_that_changed_while_it_was_read_is_not_signed(changed, as_user):
    page = sign(
        as_user(changed.member_signatory), changed, changed.member, "EAR", read_digest="another"
    )
    assert page.status_code == 409
    assert "The proposal was changed after you opened this page." in text(page)
    assert title_on(changed, changed.member, "EAR") == "General Counsel"
