"""Is what a page says of readiness always that of the draft as it is now?"""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from exports_portal.accounts.actions.organizations import replace_owners
from exports_portal.accounts.roles import Part
from proposals.actions.drafts import SectionDraft, save_section
from proposals.content.material import material_digest
from proposals.content.packet import digests_by_member
from proposals.content.writing import shallow
from proposals.models import Proposal
from proposals.snapshot import content_of, findings_of
from proposals.views.reading import reading_of
from tests.factories.accounts import MembershipFactory
from tests.factories.proposals_ready import sign_everything

pytestmark = pytest.mark.django_db


def shown(ready):
    proposal = Proposal.objects.get(pk=ready.proposal.pk)
    return reading_of(proposal, ready.admin).findings


def anew(ready):
    return findings_of(Proposal.objects.get(pk=ready.proposal.pk), as_of=timezone.now())


def save(ready, section, rows):
    save_section(ready.proposal, section, SectionDraft(values={}, rows=rows), by=ready.admin)


def owner(ready):
    MembershipFactory(organization=ready.member, user=ready.admin, part=Part.ADMIN)
    row = {"name": "Somebody Else", "kind": "PERSON", "country": "SE", "percent": 100}
    replace_owners(ready.member, rows=[row | {"has_control": True}], by=ready.admin)


CHANGES = {
    "a record removed": lambda ready: save(ready, "markets", []),
    "a record changed": lambda ready: save(
        ready, "layers", [{"code": "L1_HARDWARE", "description": ""}]
    ),
    "an owner": owner,
    "a signature gone": lambda ready: ready.proposal.certifications.all().delete(),
    "the call closed": lambda ready: type(ready.call).objects.update(
        closes_at=timezone.now() - timedelta(days=1)
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_the_page_says_what_is_so_now(ready, change):
    before = shown(ready)
    assert before == anew(ready)
    CHANGES[change](ready)
    assert shown(ready) == anew(ready) != before
    if change.startswith("a record"):
        sign_everything(ready)
        assert shown(ready) == anew(ready)


def test_to_move_a_row_is_a_change_for_what_was_signed_on_the_order_as_well(ready):
    def signed_on():
        proposal = Proposal.objects.get(pk=ready.proposal.pk)
        return reading_of(proposal, ready.admin).signed_on, digests_by_member(content_of(proposal))

    whole = material_digest(content_of(ready.proposal))  # as every member signed once
    ready.proposal.certifications.update(signed_digest=whole)
    before, _ = signed_on()
    rows = [shallow(one) for one in content_of(ready.proposal).components]
    save(ready, "hardware", rows[::-1])
    shown, now = signed_on()
    assert shown == now != before


def test_the_same_draft_is_judged_once(ready, monkeypatch):
    shown(ready)
    monkeypatch.setattr("proposals.views.reading.rules.evaluate", None)
    assert shown(ready)


def test_the_hour_at_which_the_call_closes_is_noticed(ready):
    shown(ready)
    with time_machine.travel(ready.call.closes_at + timedelta(minutes=1), tick=False):
        assert shown(ready) == anew(ready)
        assert any(one.rule_id == "R08" and one.outcome == "BLOCK" for one in shown(ready))
