"""Is a section replaced as a whole or not at all, and only by who may?"""

from decimal import Decimal

import pytest

from exports_portal.accounts.roles import Part
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import EditConflict, InvalidInput, NotFound, NotPermitted, StepRefused
from proposals.actions.drafts import SectionDraft, save_section, section_digest, start
from proposals.actions.submit import submit
from proposals.content import LayerCode
from proposals.content.whole import written_sections
from proposals.models import Proposal
from proposals.snapshot import content_of
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.proposals_ready import (
    COMPONENTS,
    MARKETS,
    PARTIES,
    ROLES,
    SUPPORT,
    ready_proposal,
)

pytestmark = pytest.mark.django_db
SECTIONS = written_sections()


def rows(section):
    """New rows of a section that has rows."""
    return {
        "layers": [{"code": "L2_DATA", "description": "Other pipelines."}],
        "contributions": [{"layer": "L2_DATA", "description": "Other pipelines."}],
        "hardware": [COMPONENTS[1], COMPONENTS[0]],
        "data": [{"name": "Clinic intake"}],
        "models": [
            {"name": "Lantern 2", "developer": "Lumen Harbor Systems", "openness": "CLOSED"}
        ],
        "security": [{"domain": "IDENTITY", "claim": "Two factors everywhere."}],
        "applications": [{"name": "Triage", "sector": "HEALTHCARE"}],
        "markets": [MARKETS[1]],
        "operations": [ROLES[0]],
        "sites": [{"name": "Pwani Hall", "country": "KE"}],
        "parties": [PARTIES[1], PARTIES[0]],
        "support": [SUPPORT[1]],
    }.get(section)


def assert_nothing_changes(proposal, act, error):
    content = content_of(Proposal.objects.get(pk=proposal.pk))
    events = AuditEvent.objects.count()
    with pytest.raises(error) as refused:
        act()
    assert content_of(Proposal.objects.get(pk=proposal.pk)) == content
    assert AuditEvent.objects.count() == events
    return refused.value


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_is_replaced_and_the_others_stay(section):
    ready = ready_proposal()
    before = {name: section_digest(ready.proposal, name) for name in SECTIONS}
    values = {"title": "Renamed"} if section == "overview" else {}

    draft = SectionDraft(values=values, rows=rows(section))
    saved = save_section(ready.proposal, section, draft, by=ready.admin)

    changed = {name for name in SECTIONS if section_digest(saved, name) != before[name]}
    assert changed == {section}


@pytest.mark.parametrize("section", SECTIONS)
def test_what_somebody_else_saved_in_between_is_not_overwritten(section):
    ready = ready_proposal()
    read = section_digest(ready.proposal, section)
    values = {"title": "Renamed"} if section == "overview" else {}
    theirs = SectionDraft(values=values, rows=rows(section))
    save_section(ready.proposal, section, theirs, by=ready.admin, read_digest=read)

    mine = SectionDraft(values={"title": "Mine"}, rows=[] if rows(section) else None)
    assert_nothing_changes(
        ready.proposal,
        lambda: save_section(ready.proposal, section, mine, by=ready.admin, read_digest=read),
        EditConflict,
    )


def test_a_change_of_another_section_is_no_conflict():
    ready = ready_proposal()
    read = section_digest(ready.proposal, "markets")
    renamed = SectionDraft(values={"title": "Renamed"})
    save_section(ready.proposal, "overview", renamed, by=ready.admin)

    draft = SectionDraft(values={}, rows=[MARKETS[0]])
    saved = save_section(ready.proposal, "markets", draft, by=ready.admin, read_digest=read)

    assert [market.code for market in content_of(saved).markets] == ["KE"]


def test_saving_the_same_again_gives_the_same_digest():
    """The database gives 70.00 where 70 was typed: that is no change."""
    ready = ready_proposal()
    before = section_digest(ready.proposal, "hardware")
    written_otherwise = [
        row | {"us_origin_percent": row["us_origin_percent"].quantize(Decimal("0.01"))}
        for row in COMPONENTS
    ]

    draft = SectionDraft(values={}, rows=written_otherwise)
    saved = save_section(ready.proposal, "hardware", draft, by=ready.admin)

    assert section_digest(saved, "hardware") == before


def test_rows_keep_the_order_in_which_they_were_given():
    ready = ready_proposal()
    draft = SectionDraft(values={}, rows=rows("hardware"))
    save_section(ready.proposal, "hardware", draft, by=ready.admin)

    assert [row.name for row in content_of(ready.proposal).components] == [
        "Harbor storage shelf",
        "Lumen L4 accelerator",
    ]


def test_there_is_no_other_section():
    ready = ready_proposal()
    assert_nothing_changes(
        ready.proposal,
        lambda: save_section(
            ready.proposal, "state", SectionDraft(values={"title": "x"}), by=ready.admin
        ),
        NotFound,
    )


@pytest.mark.parametrize(
    ("section", "repeated"),
    [("markets", MARKETS[0]), ("operations", ROLES[0]), ("support", SUPPORT[0])],
)
def test_a_row_that_stands_there_twice_is_refused(section, repeated):
    ready = ready_proposal()
    draft = SectionDraft(values={}, rows=[repeated, repeated])
    refused = assert_nothing_changes(
        ready.proposal,
        lambda: save_section(ready.proposal, section, draft, by=ready.admin),
        InvalidInput,
    )
    assert "twice" in str(refused)


def test_a_provider_outside_the_consortium_is_refused():
    ready = ready_proposal()
    stranger = OrganizationFactory()
    row = {"code": "L3_MODELS", "description": "Stolen.", "providers": [stranger]}
    refused = assert_nothing_changes(
        ready.proposal,
        lambda: save_section(
            ready.proposal, "layers", SectionDraft(values={}, rows=[row]), by=ready.admin
        ),
        InvalidInput,
    )
    assert refused.fields == {
        "providers": ["A provider of a layer must be a member of the consortium."]
    }


def test_a_provider_is_named_by_its_row_or_by_its_id():
    ready = ready_proposal()
    named = [
        {"code": "L3_MODELS", "providers": [ready.member]},
        {"code": "L4_SECURITY", "providers": [ready.member.pk, ready.anchor.pk]},
    ]
    draft = SectionDraft(values={}, rows=named)
    save_section(ready.proposal, "layers", draft, by=ready.admin)

    providers = {layer.code: layer.providers for layer in content_of(ready.proposal).layers}
    assert providers["L3_MODELS"] == (ready.member.pk,)
    assert providers["L4_SECURITY"] == tuple(sorted((ready.anchor.pk, ready.member.pk)))


def test_a_sixth_layer_is_refused():
    ready = ready_proposal()
    draft = SectionDraft(values={}, rows=[{"code": "L6_CLOUD", "description": "More."}])
    assert_nothing_changes(
        ready.proposal,
        lambda: save_section(ready.proposal, "layers", draft, by=ready.admin),
        InvalidInput,
    )


def test_a_layer_keeps_the_answers_that_are_not_given():
    ready = ready_proposal()
    draft = SectionDraft(values={}, rows=[{"code": "L1_HARDWARE", "description": "Racks."}])
    save_section(ready.proposal, "layers", draft, by=ready.admin)

    content = content_of(ready.proposal)
    layer = content.layer(LayerCode.L1_HARDWARE)
    assert (layer.description, len(layer.providers)) == ("Racks.", 1)
    assert layer.confidential_detail
    assert len(content.layers) == 5


@pytest.mark.parametrize("part", [Part.ADMIN, Part.CONTRIBUTOR])
def test_administrators_and_contributors_of_the_anchor_write(part):
    ready = ready_proposal()
    writer = MembershipFactory(organization=ready.anchor, part=part).user

    draft = SectionDraft(values={"title": "By them"})
    assert save_section(ready.proposal, "overview", draft, by=writer).title == "By them"


def test_nobody_else_writes():
    ready = ready_proposal()
    of_member = MembershipFactory(organization=ready.member, part=Part.ADMIN).user
    for person in (ready.signatory, ready.member_signatory, of_member, UserFactory()):
        draft = SectionDraft(values={"title": "By them"})
        assert_nothing_changes(
            ready.proposal,
            lambda p=person, d=draft: save_section(ready.proposal, "overview", d, by=p),
            NotPermitted,
        )


def test_a_submitted_proposal_is_not_edited():
    ready = ready_proposal()
    submit(ready.proposal, by=ready.signatory)
    refused = assert_nothing_changes(
        ready.proposal,
        lambda: save_section(
            ready.proposal, "overview", SectionDraft(values={"title": "Late"}), by=ready.admin
        ),
        StepRefused,
    )
    assert "cannot be edited now" in str(refused)


def test_only_those_who_write_for_the_anchor_start_a_draft():
    ready = ready_proposal()
    contributor = MembershipFactory(organization=ready.anchor, part=Part.CONTRIBUTOR).user
    new = {"consortium": ready.consortium, "call": ready.call, "title": "New"}
    for person in (ready.signatory, ready.member_signatory, UserFactory()):
        with pytest.raises(NotPermitted):
            start(**new, by=person)
    assert Proposal.objects.count() == 1

    for person in (ready.admin, contributor):
        layers = content_of(start(**new, by=person)).layers
        assert [layer.code for layer in layers] == list(LayerCode)
