"""Does each member write its own records, and nobody else's?"""

from decimal import Decimal

import pytest
from django.utils import timezone

from exports_portal.accounts.roles import Part
from exports_portal.errors import EditConflict, NotPermitted
from proposals.actions.drafts import SectionDraft, save_section, section_digest
from proposals.actions.membership import end_membership
from proposals.actions.records import revisions_of
from proposals.content import Section
from proposals.content.reading import Reader
from proposals.content.sheet import sheet
from proposals.content.whole import parts, records_of
from proposals.content.writing import shallow
from proposals.models import ContentRecord, Proposal
from proposals.permissions import writes_for
from proposals.snapshot import content_of, known_codes
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.proposals import ConsortiumFactory, MemberFactory, contributor_of
from tests.factories.proposals_ready import COMPONENTS, ready_proposal
from tests.proposals.views.pages import form_data, text

pytestmark = pytest.mark.django_db
THEIRS = {
    "name": "Juniper edge node",
    "category": "SERVER",
    "manufacturer": "Juniper Foundry Works",
    "quantity": 12,
    "unit_value": Decimal("4321.00"),
    "us_origin_percent": Decimal(55),
}


@pytest.fixture
def ready():
    return ready_proposal()


@pytest.fixture
def writer(ready):
    """Somebody who writes for the member that is not the anchor."""
    return MembershipFactory(organization=ready.member, part=Part.CONTRIBUTOR).user


def fresh(ready):
    return Proposal.objects.get(pk=ready.proposal.pk)


def components(ready):
    return content_of(fresh(ready)).components


def save(ready, by, rows, section="hardware", **how):
    return save_section(ready.proposal, section, SectionDraft(values={}, rows=rows), by=by, **how)


def test_a_row_of_a_member_stands_beside_those_of_the_anchor(ready, writer):
    before = components(ready)
    save(ready, writer, [THEIRS])
    *anchors, theirs = components(ready)
    assert tuple(anchors) == before
    assert (theirs.name, theirs.contributor) == ("Juniper edge node", ready.member.pk)


def test_who_replaces_all_their_rows_replaces_no_others(ready, writer):
    save(ready, writer, [THEIRS])
    save(ready, ready.admin, [])
    assert [one.contributor for one in components(ready)] == [ready.member.pk]
    save(ready, writer, [])
    assert components(ready) == ()


def test_a_member_cannot_write_over_the_record_of_another_by_its_id(ready, writer):
    first = components(ready)[0]
    base = revisions_of(ready.proposal.pk, Section.HARDWARE)
    save(ready, writer, [shallow(first) | {"name": "Taken over"}], base=base)
    kept = ContentRecord.objects.get(pk=first.id)
    assert (kept.data["name"], kept.removed_at) == (first.name, None)
    assert "Taken over" in {
        one.name for one in components(ready) if one.contributor != first.contributor
    }


@pytest.mark.parametrize("section", ["overview", "layers", "markets", "operations", "support"])
def test_the_frame_is_of_the_anchor_member(ready, writer, section):
    for draft in (SectionDraft(values={}), SectionDraft(values={"title": "Mine"}, rows=[])):
        with pytest.raises(NotPermitted):
            save_section(ready.proposal, section, draft, by=writer)


def test_a_member_says_nothing_in_the_one_record_of_a_page(ready, writer):
    draft = SectionDraft(values={"content_justification": "Mine."}, rows=[THEIRS])
    with pytest.raises(NotPermitted):
        save_section(ready.proposal, "hardware", draft, by=writer)
    assert len(components(ready)) == 2


@pytest.mark.parametrize("part", [Part.SIGNATORY])
def test_a_signatory_of_a_member_writes_nothing(ready, part):
    person = MembershipFactory(organization=ready.member, part=part).user
    with pytest.raises(NotPermitted):
        save(ready, person, [THEIRS])


def test_in_the_name_of_another_writes_nobody(ready, writer):
    for person, other in (
        (writer, ready.anchor),
        (ready.admin, ready.member),
        (UserFactory(), ready.member),
    ):
        with pytest.raises(NotPermitted):
            save(ready, person, [THEIRS], contributor=other.pk)


def test_the_anchor_writes_for_a_member_that_lets_it(ready):
    ready.consortium.members.filter(organization=ready.member).update(anchor_writes=True)
    save(ready, ready.admin, [THEIRS], contributor=ready.member.pk)
    assert components(ready)[-1].contributor == ready.member.pk
    assert len(components(ready)) == 3
    # Its signatory still writes nothing, and it writes for no member that it left.
    assert writes_for(fresh(ready), ready.signatory) == frozenset()


def test_a_member_of_another_consortium_is_no_way_in(ready):
    elsewhere = MemberFactory(consortium=ConsortiumFactory(), anchor_writes=True)
    assert elsewhere.organization.pk not in writes_for(ready.proposal, ready.admin)
    assert writes_for(ready.proposal, contributor_of(elsewhere.consortium)) == frozenset()


def test_a_save_of_one_member_does_not_refuse_that_of_another(ready, writer):
    read = section_digest(ready.proposal, "hardware")
    save(ready, writer, [THEIRS])
    save(ready, ready.admin, [], read_digest=read)
    read = section_digest(ready.proposal, "hardware", contributor=ready.member.pk)
    save(ready, writer, [THEIRS | {"quantity": 13}], read_digest=read)
    with pytest.raises(EditConflict):
        save(ready, writer, [], read_digest=read)


def test_a_member_that_leaves_takes_its_records_with_it(ready, writer):
    save(ready, writer, [THEIRS])
    before = [one for one in components(ready) if one.contributor == ready.anchor.pk]
    end_membership(ready.consortium.members.get(organization=ready.member), by=ready.admin)
    assert list(components(ready)) == before
    assert writes_for(fresh(ready), writer) == frozenset()


def test_every_kind_of_row_without_a_key_is_of_each_member():
    assert {part.name for part in parts().values() if part.is_of_each_member} >= {
        "components",
        "models",
        "pipelines",
        "security_claims",
        "use_cases",
        "involved_parties",
    }
    assert not any(part.is_of_each_member for part in parts().values() if not part.is_many)


# The page.


def page_of(ready, section="hardware", query=""):
    return f"/proposals/{ready.proposal.pk}/{section}/{query}"


def test_the_page_of_a_member_holds_its_rows_and_names_none_of_the_others(ready, writer, client):
    client.force_login(writer)
    page = client.get(page_of(ready))
    typed = form_data(page) | {f"hardware-0-{name}": str(value) for name, value in THEIRS.items()}
    assert typed["for"] == [str(ready.member.pk)]
    for secret in ("Lumen L4 accelerator", "Harbor storage shelf", "31250", "allied supplier"):
        assert secret not in text(page)
    assert client.post(page_of(ready), typed).status_code == 302
    assert [one.name for one in components(ready)][-1] == "Juniper edge node"
    assert "Juniper edge node" in client.get(page_of(ready)).content.decode()


def test_the_anchor_reads_the_rows_of_a_member_below_its_own(ready, writer, client):
    save(ready, writer, [THEIRS])
    client.force_login(ready.admin)
    page = client.get(page_of(ready))
    assert "Contributed by Juniper Data Works" in text(page)
    assert "Juniper Foundry Works" in text(page)
    assert "Juniper Foundry Works" not in str(form_data(page))


def test_the_anchor_chooses_in_whose_name_it_writes(ready, client):
    client.force_login(ready.admin)
    assert "In whose name" not in client.get(page_of(ready)).content.decode()
    assert form_data(client.get(page_of(ready, query=f"?for={ready.member.pk}"))) == {}
    ready.consortium.members.filter(organization=ready.member).update(anchor_writes=True)
    page = client.get(page_of(ready, query=f"?for={ready.member.pk}"))
    typed = form_data(page) | {f"hardware-0-{name}": str(value) for name, value in THEIRS.items()}
    answer = client.post(page_of(ready), typed)
    assert answer["Location"].endswith(f"?for={ready.member.pk}")
    assert components(ready)[-1].contributor == ready.member.pk


def test_a_forged_name_in_the_form_is_refused(ready, writer, client):
    client.force_login(writer)
    typed = form_data(client.get(page_of(ready))) | {"for": str(ready.anchor.pk)}
    assert client.post(page_of(ready), typed).status_code == 403
    assert len(components(ready)) == 2


def test_another_member_reads_of_a_record_what_is_for_members(ready, writer, client):
    claim = {"domain": "NETWORK", "claim": "Two networks that never meet."}
    save(ready, writer, [claim], section="security")
    save(ready, writer, [THEIRS])
    third = MemberFactory(consortium=ready.consortium)
    content = content_of(fresh(ready))
    known = known_codes(content, timezone.localdate())
    reader = Reader(organizations=frozenset({third.organization.pk}))
    said = str([sheet(content, section, reader, known) for section in Section])
    assert "Two networks that never meet." in said
    assert not any(secret in said for secret in ("Juniper Foundry Works", "4,321"))


def test_versions_and_records_know_who_spoke(ready, writer):
    save(ready, writer, [THEIRS])
    content = content_of(fresh(ready))
    spoken = {
        one.contributor
        for part in parts().values()
        if part.is_written
        for one in records_of(content, part)
    }
    assert spoken >= {ready.anchor.pk, ready.member.pk}


def test_a_member_reads_what_is_found_in_its_own_rows_and_of_others_only_the_outcome(
    ready, writer, client
):
    made_there = {"origin_country": "CN", "origin_country_fab": "CN"}
    save(ready, writer, [THEIRS | made_there])
    save(ready, ready.admin, [COMPONENTS[0] | made_there])
    client.force_login(writer)
    page = text(client.get(page_of(ready)))
    assert "Juniper edge node" in page
    assert "Lumen L4 accelerator" not in page
    assert "The anchor member sees what this finding says." in page
