"""Who signs what for whom, and when does a signature no longer count?"""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from exports_portal.accounts.actions.organizations import replace_owners
from exports_portal.accounts.roles import Part
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import EditConflict, InvalidInput, NotPermitted, StepRefused
from exports_portal.policy.readers import certifications
from proposals.actions.certify import sign
from proposals.actions.drafts import SectionDraft, save_section
from proposals.actions.submit import submit
from proposals.content.packet import packet_digest
from proposals.models import CertificationSignature
from proposals.snapshot import blocking_findings, content_of
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.proposals_ready import COMPONENTS, MARKETS, ready_proposal, sign_everything

pytestmark = pytest.mark.django_db


def blocking(ready):
    return [finding.message for finding in blocking_findings(ready.proposal, as_of=timezone.now())]


def all_codes():
    return [item.code for item in certifications(timezone.localdate())]


def signing(ready, **changes):
    given = {
        "organization": ready.member,
        "codes": all_codes()[:1],
        "signer_title": "General Counsel",
        "by": ready.member_signatory,
    }
    return sign(ready.proposal, **(given | changes))


def refused(ready, error, **changes):
    """Nothing is signed, and nothing is written down."""
    before = list(CertificationSignature.objects.values_list("pk", "signed_at", "signer_title"))
    events = AuditEvent.objects.count()
    with pytest.raises(error) as refusal:
        signing(ready, **changes)
    after = list(CertificationSignature.objects.values_list("pk", "signed_at", "signer_title"))
    assert (after, AuditEvent.objects.count()) == (before, events)
    return refusal.value


def test_a_signature_says_who_signed_which_text_on_what():
    ready = ready_proposal()
    (signature,) = signing(ready)

    (text,) = [c for c in certifications(timezone.localdate()) if c.code == signature.code]
    assert signature.text_version == text.text_version
    assert (signature.signer_name, signature.signer_title) == ("June Tamm", "General Counsel")
    assert signature.signed_digest == packet_digest(content_of(ready.proposal), ready.member.pk)


@pytest.mark.parametrize("change", ["hardware", "layers", "operations", "owners"])
def test_a_change_makes_the_signatures_stale_that_cover_it(change):
    ready = ready_proposal()
    assert blocking(ready) == []

    if change == "owners":
        MembershipFactory(organization=ready.member, user=ready.admin, part=Part.ADMIN)
        owner = {"name": "Somebody Else", "kind": "PERSON", "country": "SE"}
        row = owner | {"percent": Decimal(100), "has_control": True}
        replace_owners(ready.member, rows=[row], by=ready.admin)
    else:
        rows = {
            "hardware": [COMPONENTS[0] | {"quantity": 513}, COMPONENTS[1]],
            "layers": [{"code": "L3_MODELS", "description": "Other models."}],
            "operations": [
                {"role": role, "name": "Nairobi Civic Compute Trust", "country": "KE"}
                for role in ("BUILD", "OWN", "OPERATE")
            ],
        }[change]
        draft = SectionDraft(values={}, rows=rows)
        save_section(ready.proposal, change, draft, by=ready.admin)

    found = blocking(ready)
    assert len(found) == (1 if change in ("hardware", "operations") else 2)
    assert all("again" in message for message in found)
    with pytest.raises(StepRefused, match="again"):
        submit(ready.proposal, by=ready.signatory)
    sign_everything(ready)
    assert blocking(ready) == []


def test_a_change_that_is_not_material_leaves_the_signatures():
    ready = ready_proposal()
    draft = SectionDraft(values={}, rows=[MARKETS[0]])
    save_section(ready.proposal, "markets", draft, by=ready.admin)
    renamed = SectionDraft(values={"title": "Another title"})
    save_section(ready.proposal, "overview", renamed, by=ready.admin)

    assert blocking(ready) == []


def test_signing_again_renews_the_signature():
    ready = ready_proposal()
    number = CertificationSignature.objects.count()
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        (signature,) = signing(ready, signer_title="Counsel")
        assert signature.signed_at == timezone.now()

    assert CertificationSignature.objects.count() == number
    assert CertificationSignature.objects.get(pk=signature.pk).signer_title == "Counsel"


def test_a_code_given_twice_is_signed_once():
    ready = ready_proposal()
    code = all_codes()[0]
    assert len(signing(ready, codes=[code, code])) == 1
    assert AuditEvent.objects.order_by("pk").last().data["codes"] == [code]


def test_nobody_signs_for_another_organization():
    ready = ready_proposal()
    refused(ready, NotPermitted, organization=ready.anchor)


def test_only_signatories_sign():
    ready = ready_proposal()
    of_member = MembershipFactory(organization=ready.member, part=Part.ADMIN).user
    for person in (of_member, ready.admin, ready.signatory, UserFactory()):
        refused(ready, NotPermitted, by=person)


def test_a_signatory_of_two_organizations_signs_for_each_alone():
    ready = ready_proposal()
    MembershipFactory(organization=ready.anchor, user=ready.member_signatory, part=Part.CONTRIBUTOR)
    refused(ready, NotPermitted, organization=ready.anchor)


def test_an_organization_that_is_no_member_has_nothing_to_sign():
    ready = ready_proposal()
    outsider = OrganizationFactory(admin=ready.member_signatory)
    refused(ready, NotPermitted, organization=outsider)


def test_a_member_that_left_has_nothing_to_sign():
    ready = ready_proposal()
    ready.consortium.members.filter(organization=ready.member).update(left_at=timezone.now())
    refused(ready, NotPermitted)


def test_an_unknown_statement_is_refused_by_name():
    refusal = refused(ready_proposal(), InvalidInput, codes=[all_codes()[0], "MOON"])
    assert "MOON" in str(refusal)


def test_nothing_chosen_is_nothing_signed():
    refusal = refused(ready_proposal(), InvalidInput, codes=[])
    assert refusal.fields.keys() == {"codes"}


def test_a_signature_without_a_title_is_refused():
    refusal = refused(ready_proposal(), InvalidInput, signer_title="  ")
    assert refusal.fields.keys() == {"signer_title"}


def test_what_was_read_must_be_what_is_signed():
    ready = ready_proposal()
    read = packet_digest(content_of(ready.proposal), ready.member.pk)
    signing(ready, read_digest=read)
    layers = [{"code": "L3_MODELS", "description": "Other models."}]
    save_section(ready.proposal, "layers", SectionDraft(values={}, rows=layers), by=ready.admin)

    refused(ready, EditConflict, read_digest=read)


def test_a_submitted_proposal_is_not_signed_any_more():
    ready = ready_proposal()
    submit(ready.proposal, by=ready.signatory)
    refused(ready, StepRefused)
