"""Is what a member signs exactly what it answers for, and does a change of it lapse a signature?"""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.utils import timezone

from exports_portal.accounts.roles import Part
from exports_portal.canonical import answers
from exports_portal.mail.models import SentMail
from proposals.actions.drafts import SectionDraft, save_section
from proposals.content import Component, ConfidentialityMarking, UseCase
from proposals.content.material import material_digest
from proposals.content.packet import digests_by_member, packet, packet_digest
from proposals.models import CertificationSignature, Proposal, SignedPacket
from proposals.notifications import tell_signers
from proposals.packets import lapsed_packets
from proposals.snapshot import blocking_findings, content_of
from proposals.tasks import find_lapsed_signatures
from tests.factories.accounts import MembershipFactory
from tests.factories.proposals_ready import COMPONENTS, ready_proposal, sign_everything
from tests.proposals.rules.contents import complete_content, component, owner
from tests.proposals.rules.nested import changed
from tests.proposals.test_content import CHANGED, MATERIAL

CONTENT = complete_content()
ANCHOR, MEMBER, *_ = [one.organization_id for one in CONTENT.members]


def said_by(organization, **values) -> Component:
    return replace(component(**values), id=uuid4(), contributor=organization)


@pytest.mark.parametrize("field", CHANGED)
def test_the_anchor_member_signs_every_material_field(field):
    after = changed(CONTENT, **{field: CHANGED[field]})
    assert (packet_digest(after, ANCHOR) != packet_digest(CONTENT, ANCHOR)) == (field in MATERIAL)


def test_a_member_signs_its_own_records_and_none_of_another():
    both = replace(CONTENT, components=(said_by(ANCHOR, name="Rack"), said_by(MEMBER, name="Node")))
    assert [one.name for one in packet(both, MEMBER).components] == ["Node"]
    assert [one.name for one in packet(both, ANCHOR).components] == ["Rack", "Node"]
    without = replace(both, components=both.components[1:])
    assert packet_digest(without, MEMBER) == packet_digest(both, MEMBER)
    assert packet_digest(without, ANCHOR) != packet_digest(both, ANCHOR)


def test_a_member_signs_what_the_anchor_says_for_all_and_may_be_read_by_it():
    layer, *others = CONTENT.layers
    public = replace(CONTENT, layers=(replace(layer, description="Other servers."), *others))
    secret = replace(CONTENT, layers=(replace(layer, confidential_detail="Other."), *others))
    assert packet_digest(public, MEMBER) != packet_digest(CONTENT, MEMBER)
    assert packet_digest(secret, MEMBER) == packet_digest(CONTENT, MEMBER)
    assert packet_digest(secret, ANCHOR) != packet_digest(CONTENT, ANCHOR)


def test_a_member_signs_for_its_owners_and_for_no_others():
    def with_owner(organization):
        return replace(
            CONTENT,
            members=tuple(
                replace(one, owners=(owner(name="Somebody Else"),))
                if one.organization_id == organization
                else one
                for one in CONTENT.members
            ),
        )

    assert packet_digest(with_owner(MEMBER), MEMBER) != packet_digest(CONTENT, MEMBER)
    assert packet_digest(with_owner(ANCHOR), MEMBER) == packet_digest(CONTENT, MEMBER)
    assert packet_digest(with_owner(MEMBER), ANCHOR) != packet_digest(CONTENT, ANCHOR)


def test_to_move_a_row_changes_no_packet():
    rows = tuple(said_by(ANCHOR, name=name) for name in ("Rack", "Node"))
    signed = replace(CONTENT, components=rows)
    moved = replace(CONTENT, components=rows[::-1])
    assert packet_digest(moved, ANCHOR) == packet_digest(signed, ANCHOR)


def test_a_field_that_says_nothing_is_in_no_packet():
    plain = replace(CONTENT, use_cases=(UseCase(name="Triage", sector="HEALTHCARE"),))
    assert set(answers(packet(plain, ANCHOR))["use_cases"][0]) == {"name", "sector"}


def test_a_signature_from_before_packets_holds_until_something_changes():
    before = material_digest(CONTENT)
    signed = tuple(replace(one, signed_digest=before) for one in CONTENT.certifications)
    content = replace(CONTENT, certifications=signed)
    holding = digests_by_member(content)
    assert {ANCHOR, MEMBER} <= set(holding)
    assert all(before in found for found in holding.values())
    other = replace(content, components=())
    assert not any(before in found for found in digests_by_member(other).values())


def test_who_signed_nothing_has_nothing_that_holds():
    assert digests_by_member(replace(CONTENT, certifications=())) == {}


# In the database.


@pytest.fixture
def ready(db):
    return ready_proposal()


@pytest.fixture
def writer(ready):
    return MembershipFactory(organization=ready.member, part=Part.CONTRIBUTOR).user


def save(ready, by, rows, section="hardware"):
    save_section(ready.proposal, section, SectionDraft(values={}, rows=rows), by=by)


def unsigned(ready):
    found = blocking_findings(Proposal.objects.get(pk=ready.proposal.pk), as_of=timezone.now())
    return sorted(one.message.split(" must ")[0] for one in found if one.rule_id == "R33")


def test_a_row_of_the_anchor_lapses_no_signature_of_a_member(ready):
    save(ready, ready.admin, [COMPONENTS[0]])
    assert unsigned(ready) == ["Lumen Harbor Systems"]


def test_a_row_of_a_member_lapses_its_own_signature_and_that_of_the_anchor(ready, writer):
    save(ready, writer, [COMPONENTS[0]])
    assert unsigned(ready) == ["Juniper Data Works", "Lumen Harbor Systems"]
    sign_everything(ready)
    assert unsigned(ready) == []


def test_what_was_signed_is_kept_word_for_word(ready):
    signature = CertificationSignature.objects.filter(organization=ready.member).first()
    kept = SignedPacket.objects.get(organization=ready.member, digest=signature.signed_digest)
    assert kept.content == packet(content_of(ready.proposal), ready.member.pk)
    assert packet_digest(kept.content, ready.member.pk) == kept.digest


def told(ready):
    mails = SentMail.objects.filter(template="signature_lapsed").order_by("pk")
    return [(one.to, one.body) for one in mails]


def test_the_signatories_are_told_once_which_field_changed_and_not_what_it_says(ready):
    save(ready, ready.admin, [COMPONENTS[0] | {"manufacturer": "Quiet Foundry"}, COMPONENTS[1]])
    for _ in range(2):
        tell_signers(ready.proposal)
    ((to, body),) = told(ready)
    assert to == ready.signatory.email
    assert "Hardware and U.S. content: Manufacturer" in body
    assert "Quiet Foundry" not in body
    assert f"/certifications/{ready.anchor.pk}/" in body


def test_who_signed_again_is_told_again_of_the_next_change(ready):
    save(ready, ready.admin, [COMPONENTS[0]])
    tell_signers(ready.proposal)
    sign_everything(ready)
    save(ready, ready.admin, [COMPONENTS[1]])
    tell_signers(ready.proposal)
    assert len(told(ready)) == 2


def test_nobody_is_told_of_a_change_that_is_not_signed(ready):
    save(ready, ready.admin, [{"kind": "COUNTRY", "code": "KE"}], section="markets")
    tell_signers(ready.proposal)
    assert told(ready) == []
    assert lapsed_packets(ready.proposal) == []


@pytest.mark.usefixtures("tasks_at_once")
def test_a_save_asks_for_the_mail_and_every_night_finds_a_lost_one(
    ready, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        save(ready, ready.admin, [COMPONENTS[0]])
    assert len(told(ready)) == 1
    owners = ready.member.owners
    owners.update(country="NO")
    find_lapsed_signatures()
    assert [to for to, _ in told(ready)][1:] == [ready.member_signatory.email]


def test_what_the_anchor_withholds_from_a_member_is_not_in_what_that_member_signs():
    """The markings of everybody count, not those alone that stand in the packet."""
    layer = replace(CONTENT.layers[0], id=uuid4(), contributor=ANCHOR, standards_claimed="ISO 1.")
    content = replace(CONTENT, layers=(layer, *CONTENT.layers[1:]))
    assert packet(content, MEMBER).layers[0].standards_claimed == "ISO 1."
    marking = ConfidentialityMarking(
        id=uuid4(), contributor=ANCHOR, record=layer.id, value="layers.standards_claimed"
    )
    withheld = replace(content, markings=(marking,))
    assert packet(withheld, MEMBER).layers[0].standards_claimed == ""
    assert packet(withheld, ANCHOR).layers[0].standards_claimed == "ISO 1."
