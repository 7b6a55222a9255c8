"""Does a comparison name every field that says something else, and to nobody who may not know?"""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from exports_portal.accounts.roles import Part
from exports_portal.canonical import digest
from proposals.actions.drafts import SectionDraft, save_section
from proposals.actions.submit import submit
from proposals.content.changes import ChangeKind, changes
from proposals.content.meanings import Codes, Known
from proposals.content.reading import PROGRAM_OFFICE, Reader
from proposals.formats import content_from_json, document_of
from proposals.models import ProposalVersion
from proposals.views.versions import compared
from reviews.actions.steps import return_incomplete
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.proposals_ready import COMPONENTS, sign_everything
from tests.factories.reviews import submitted_case
from tests.proposals.rules.contents import complete_content, component, market, members
from tests.proposals.rules.nested import changed
from tests.proposals.test_formats import FORMAT_2
from tests.proposals.views.pages import text
from tests.signing_in import client_of

CONTENT = complete_content()
KNOWN = Known(titles={Codes.MEMBERS: {str(m.organization_id): m.legal_name for m in members()}})
PUBLIC = Reader()
# What a record that came says, a line for each answer.
MARKET = (
    "Kind of market: Country\nCountry or bloc: Kenya\n"
    "Why this market: Hospitals asked for local inference."
)


def told(before, after, reader=PROGRAM_OFFICE):
    return [
        (change.heading, change.label or change.kind.label, change.before, change.after)
        for change in changes(before, after, reader, KNOWN)
    ]


def test_the_same_content_has_no_change():
    assert told(CONTENT, CONTENT) == []


def test_a_changed_field_is_told_with_both_values_in_words():
    server, *others = CONTENT.components
    after = replace(CONTENT, components=(replace(server, unit_value=Decimal(31_000)), *others))
    assert told(CONTENT, after) == [
        ("Lantern rack server", "Value of one", "$30,000.00", "$31,000.00")
    ]


def test_the_only_record_of_a_kind_needs_no_heading():
    assert told(CONTENT, changed(CONTENT, title="Lantern II")) == [
        ("", "Title", CONTENT.title, "Lantern II")
    ]


def test_a_record_that_came_and_one_that_went_are_told_once_each():
    after = replace(
        CONTENT,
        components=CONTENT.components[1:],
        markets=(*CONTENT.markets, market(code="KE")),
    )
    (removed, added) = told(CONTENT, after)
    assert (removed[:2], removed[3]) == (("Lantern rack server", "Removed"), "")
    assert "Quantity: 12\nValue of one: $30,000.00\n" in removed[2]
    assert added == ("Kenya", "Added", "", MARKET)


def test_rows_in_another_order_are_no_change():
    assert told(CONTENT, replace(CONTENT, components=CONTENT.components[::-1])) == []


def test_rows_that_are_called_the_same_are_no_change():
    twins = replace(CONTENT, components=(component(quantity=1), component(quantity=2)))
    assert told(twins, twins) == []


def test_two_versions_of_format_2_know_a_row_by_what_it_is_called():
    document = FORMAT_2["document"]
    shorter = document | {"components": document["components"][1:]}
    before, after = content_from_json(document), content_from_json(shorter)
    ((heading, kind, _, now),) = told(before, after)
    assert (heading, kind, now) == (before.components[0].name, "Removed", "")


def test_an_owner_who_came_is_a_change_of_the_member():
    anchor, *others = CONTENT.members
    after = replace(CONTENT, members=(replace(anchor, owners=()), *others))
    ((heading, label, before, now),) = told(CONTENT, after)
    assert (heading, label, now) == (anchor.legal_name, "Owners", "")
    assert "Ada Marlowe" in before


def test_the_public_is_told_of_public_fields_alone():
    after = changed(
        CONTENT, title="Lantern II", confidential_summary="Another.", components=(component(),)
    )
    assert told(CONTENT, after, PUBLIC) == [("", "Title", CONTENT.title, "Lantern II")]


def test_who_is_called_like_a_member_that_left_reads_nothing_of_that_one():
    anchor, member, *_ = CONTENT.members
    left = replace(member, organization_id=9_001, parent_name="Quiet Harbor Holding")
    joined = replace(member, organization_id=9_002, parent_name="")
    before, after = (replace(CONTENT, members=(anchor, each)) for each in (left, joined))
    reader = Reader(organizations=frozenset({joined.organization_id}))
    assert "Ultimate parent" not in [label for _, label, *_ in told(before, after, reader)]
    assert "Quiet Harbor Holding" in [was for *_, was, _ in told(before, after)]


def test_every_kind_of_change_has_a_name():
    assert [kind.label for kind in ChangeKind] == ["Added", "Removed", "Changed"]


@pytest.fixture
def second_version(db):
    """A case that came back incomplete and was submitted again with one figure changed."""
    case = submitted_case()
    return_incomplete(case.proposal, reason="State the quantity again.", by=case.lead)
    rows = [COMPONENTS[0] | {"quantity": 513}, COMPONENTS[1]]
    draft = SectionDraft(values={}, rows=rows)
    save_section(case.proposal, "hardware", draft, by=case.ready.admin)
    sign_everything(case.ready)
    submit(case.proposal, by=case.ready.signatory)
    return case


def test_the_officer_reads_what_changed_in_the_second_version(second_version):
    case = second_version
    url = reverse("reviews:version_changes", args=[case.proposal.public_id, 2])
    said = text(client_of(case.lead).get(url))
    assert "Hardware and U.S. content: Lumen L4 accelerator Quantity" in said
    assert "512 513" in said


def test_a_member_that_is_not_the_anchor_reads_no_figure_there(second_version):
    case = second_version
    url = reverse("proposals:version_changes", args=[case.proposal.pk, 2])
    anchor, member = client_of(case.ready.admin), client_of(case.ready.member_signatory)
    assert "512 513" in text(anchor.get(url))
    read = text(member.get(url))
    assert "Lumen L4 accelerator" not in read
    assert "512 513" not in read
    assert client_of(UserFactory()).get(url).status_code == 404


def test_a_provider_that_has_left_is_called_by_its_name(db):
    case = submitted_case()
    first = case.proposal.versions.get()
    anchor, *_ = first.content.members
    layers = tuple(replace(layer, providers=()) for layer in first.content.layers)
    document = document_of(replace(first.content, members=(anchor,), layers=layers))
    ProposalVersion.objects.create(
        proposal=case.proposal,
        number=2,
        document=document,
        sha256=digest(document),
        frozen_by=first.frozen_by,
    )
    found = compared(case.proposal, 2, "", PROGRAM_OFFICE)["changes"]
    providers = [change.before for change in found if change.label == "Provided by"]
    assert any(case.ready.member.legal_name in names for names in providers)


@pytest.mark.parametrize("asked", ["1", "9", "x", "²", "9" * 30])
def test_what_is_no_other_version_is_not_found_and_no_error(second_version, asked):
    case = second_version
    url = reverse("proposals:version_changes", args=[case.proposal.pk, 2])
    status = client_of(case.ready.admin).get(url, {"with": asked}).status_code
    assert status == (200 if asked == "1" else 404)


def test_somebody_who_joined_later_reads_it_too(second_version):
    case = second_version
    person = MembershipFactory(organization=case.ready.anchor, part=Part.CONTRIBUTOR).user
    url = reverse("proposals:version_changes", args=[case.proposal.pk, 2])
    assert client_of(person).get(url).status_code == 200
