"""Does each member sign for itself, and is it said when a signature no longer holds?"""

import pytest
from django.urls import reverse

from proposals.actions.drafts import SectionDraft, save_section
from proposals.models import CertificationSignature
from proposals.views.certifications import MEMBERS_PER_PAGE
from tests.factories.accounts import OrganizationFactory, UserFactory
from tests.factories.proposals import MemberFactory
from tests.proposals.views.pages import form_data, text
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed(ready):
    """A ready proposal in which a layer was changed after everybody signed."""
    rows = [{"code": "L3_MODELS", "description": "Other models than before."}]
    save_section(ready.proposal, "layers", SectionDraft(values={}, rows=rows), by=ready.admin)
    return ready


def page_of(ready):
    return reverse("proposals:certifications", args=[ready.proposal.pk])


def sign_page(ready, organization):
    return reverse("proposals:sign", args=[ready.proposal.pk, organization.pk])


def typed_for(browser, ready, organization, *codes):
    """What the page's form sends when these statements are ticked."""
    prefix = f"sign-{organization.pk}"
    signed = {
        f"{prefix}-signer_title": "Chief Counsel",
        f"{prefix}-typed_name": ready.member_signatory.full_name,
    }
    typed = form_data(browser.get(sign_page(ready, organization))) | signed
    return typed | {f"{prefix}-{code}": "on" for code in codes} | {f"{prefix}-confirmed": "on"}


def sign(browser, ready, organization, *codes, **changes):
    url = sign_page(ready, organization)
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
    said = text(client_of(changed.member_signatory).get(page_of(changed)))
    by = "Stale: what was signed has changed since Signed by June Tamm, General Counsel, on"
    _, _, statements = said.partition(by)
    assert "Anti-bribery; Accuracy" in statements[:600]


def test_a_signatory_of_the_member_signs_the_statements_that_are_ticked(changed, as_user):
    browser = client_of(changed.member_signatory)
    answer = sign(browser, changed, changed.member, "EAR", "ITAR")
    assert answer.status_code == 302
    assert title_on(changed, changed.member, "EAR") == "Chief Counsel"
    assert title_on(changed, changed.member, "OFAC") == "General Counsel"


def test_a_signatory_of_the_anchor_cannot_sign_for_another_member(changed, as_user):
    typed = typed_for(client_of(changed.member_signatory), changed, changed.member, "EAR")
    url = reverse("proposals:sign", args=[changed.proposal.pk, changed.member.pk])
    assert client_of(changed.signatory).post(url, typed).status_code == 403
    assert title_on(changed, changed.member, "EAR") == "General Counsel"


def test_nobody_signs_for_an_organization_that_is_no_member(changed, as_user):
    url = reverse("proposals:sign", args=[changed.proposal.pk, changed.member.pk + 999])
    assert client_of(changed.signatory).post(url, {}).status_code == 404


def test_a_stranger_finds_no_page(ready, as_user):
    assert as_user(UserFactory()).get(page_of(ready)).status_code == 404


def test_nothing_ticked_is_said_and_the_title_stays(changed, as_user):
    page = sign(client_of(changed.member_signatory), changed, changed.member)
    assert page.status_code == 422
    assert "Tick each statement that you sign, at least one." in text(page)
    assert form_data(page)[f"sign-{changed.member.pk}-signer_title"] == ["Chief Counsel"]


def test_who_may_not_confirm_signs_nothing(changed, as_user):
    unconfirmed = {f"sign-{changed.member.pk}-confirmed": ""}
    page = sign(client_of(changed.member_signatory), changed, changed.member, "EAR", **unconfirmed)
    assert "Confirm that you may sign for this member." in text(page)
    assert title_on(changed, changed.member, "EAR") == "General Counsel"


def test_a_proposal_that_changed_while_it_was_read_is_not_signed(changed, as_user):
    page = sign(
        client_of(changed.member_signatory), changed, changed.member, "EAR", read_digest="another"
    )
    assert page.status_code == 409
    assert "What you sign was changed after you opened this page." in text(page)
    assert title_on(changed, changed.member, "EAR") == "General Counsel"


def test_the_page_says_what_is_signed_and_what_changed(changed, as_user):
    said = text(client_of(changed.member_signatory).get(sign_page(changed, changed.member)))
    assert "What changed since" in said
    assert "Other models than before." in said
    assert "Juniper Employees Trust" in said  # an owner of the member itself
    assert "Lumen L4 accelerator" not in said  # a record of the anchor member


def test_the_list_names_the_field_that_a_signature_did_not_survive(changed, as_user):
    said = text(as_user(changed.member_signatory).get(page_of(changed)))
    assert "What changed since it signed" in said
    assert "Other models than before." in said


def test_another_name_than_that_of_the_account_signs_nothing(changed):
    wrong = {f"sign-{changed.member.pk}-typed_name": "Somebody Else"}
    browser = client_of(changed.member_signatory)
    page = sign(browser, changed, changed.member, "EAR", **wrong)
    assert "Type your name as your account has it: June Tamm." in text(page)
    spaced = {f"sign-{changed.member.pk}-typed_name": " june   TAMM "}
    assert sign(browser, changed, changed.member, "EAR", **spaced).status_code == 302


def test_whoever_finds_an_open_session_signs_nothing(changed, as_user):
    typed = typed_for(client_of(changed.member_signatory), changed, changed.member, "EAR")
    answer = as_user(changed.member_signatory).post(sign_page(changed, changed.member), typed)
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert title_on(changed, changed.member, "EAR") == "General Counsel"


def test_a_link_to_a_member_opens_the_page_on_which_it_stands(ready, as_user):
    for number in range(MEMBERS_PER_PAGE):
        organization = OrganizationFactory(legal_name=f"Tern Works {number:02}")
        MemberFactory(consortium=ready.consortium, organization=organization)
    last = ready.consortium.members.latest("pk").organization_id
    place = f"certifications-{last}"
    browser, url = as_user(ready.admin), page_of(ready)
    assert f'id="{place}"' not in browser.get(url).text
    found = browser.get(f"{url}?at={place}").text
    assert f'id="{place}"' in found
    assert "page=1" in found
    assert f'id="{place}"' not in browser.get(f"{url}?at={place}&page=1").text
    submit = reverse("proposals:submit", args=[ready.proposal.pk])
    assert f"{url}?at={place}#{place}" in browser.get(submit).text
