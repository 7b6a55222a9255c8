"""R33 and R34: every member has signed what is required, on what the proposal says now."""

from dataclasses import replace
from datetime import timedelta

import pytest

from proposals.rules.r33_certifications import certifications
from tests.proposals.rules.contents import (
    BRASS,
    LUMEN,
    SIGNED_AT,
    complete_content,
    component,
    context,
    layers,
    member,
    members,
    operating_role,
    outcomes,
    signatures,
)
from tests.proposals.rules.nested import changed


def test_every_signature_there_passes():
    assert outcomes(certifications(complete_content(), context())) == ["PASS"]


def test_no_signature_is_one_finding_per_member():
    findings = certifications(complete_content(certifications=()), context())
    assert outcomes(findings) == ["BLOCK"] * 3
    assert [finding.anchor for finding in findings] == [
        f"certifications-{each.organization_id}" for each in members()
    ]
    assert findings[0].message == "Lumen Harbor Systems must sign EAR, OFAC and ACCURACY."


def test_one_missing_signature_is_told_by_its_code():
    signed = complete_content()
    kept = tuple(
        each
        for each in signed.certifications
        if (each.organization_id, each.code) != (BRASS, "OFAC")
    )
    (finding,) = certifications(replace(signed, certifications=kept), context())
    assert finding.message == "Brass Lattice Works must sign OFAC."


def test_a_signature_on_another_text_has_its_own_sentence():
    content = complete_content(members=(member(),))
    newer = context(required_certifications=(("EAR", "2026-09"), ("OFAC", "2026-04")))
    (finding,) = certifications(content, newer)
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.message == (
        "Lumen Harbor Systems must sign EAR again: the text has changed since."
    )


MATERIAL = {
    "involved_parties": (),
    "components": (component(origin_country="NO"),),
    "layers": layers()[:4],
    "members": members()[:2],
    "operating_roles": (operating_role("OPERATE", country="NO"),),
}


# Of these every member signs; the others stand in the packet of the anchor member alone.
SIGNED_BY_ALL = {"layers"}


@pytest.mark.parametrize("field", MATERIAL)
def test_a_material_change_makes_the_signatures_stale_that_cover_it(field):
    signed = complete_content()
    changed = replace(signed, **{field: MATERIAL[field]})
    findings = certifications(changed, context())
    number = len(changed.members) if field in SIGNED_BY_ALL else 1
    assert outcomes(findings) == ["BLOCK"] * number
    assert findings[0].message == (
        "Lumen Harbor Systems must sign EAR, OFAC and ACCURACY again: what it signed has changed "
        "since. The page “Certifications” says which field."
    )


def test_a_change_of_words_leaves_the_signatures_valid():
    renamed = changed(complete_content(), title="Lantern, second edition", markets=())
    assert outcomes(certifications(renamed, context())) == ["PASS"]


def test_signing_again_mends_a_stale_signature():
    signed = complete_content()
    changed = replace(signed, components=(component(),))
    again = signatures(changed, signed_at=SIGNED_AT + timedelta(days=1))
    resigned = replace(changed, certifications=(*again, *signed.certifications))
    assert outcomes(certifications(resigned, context())) == ["PASS"]


def test_missing_and_stale_are_told_apart_for_one_member():
    signed = complete_content(members=(member(),))
    kept = tuple(each for each in signed.certifications if each.code == "EAR")
    changed = replace(signed, components=(), certifications=kept)
    unsigned, stale = certifications(changed, context())
    assert unsigned.message == "Lumen Harbor Systems must sign OFAC and ACCURACY."
    assert stale.message.startswith("Lumen Harbor Systems must sign EAR again: what it signed")


def test_the_signature_of_somebody_who_left_does_not_count_for_a_member():
    signed = complete_content()
    strangers = tuple(replace(each, organization_id=999) for each in signed.certifications)
    content = replace(signed, certifications=strangers)
    assert outcomes(certifications(content, context())) == ["BLOCK"] * 3


def test_nothing_required_passes():
    content = complete_content(certifications=())
    assert outcomes(certifications(content, context(required_certifications=()))) == ["PASS"]


def test_without_members_nobody_has_signed():
    content = complete_content(members=(), certifications=())
    assert outcomes(certifications(content, context())) == ["BLOCK"]


def test_a_finding_leads_to_the_member_who_must_sign():
    content = complete_content(members=(member(),), certifications=())
    (finding,) = certifications(content, context())
    assert finding.section == "certifications"
    assert finding.anchor == f"certifications-{LUMEN}"
