"""When two people save the same page, does everything survive that only one of them changed?"""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports_portal.accounts.roles import Part
from proposals.actions.drafts import SectionConflict, SectionDraft, save_section
from proposals.actions.records import revisions_of
from proposals.content import Section
from proposals.content.meanings import Known
from proposals.content.merging import merge
from proposals.content.writing import shallow
from proposals.models import Proposal, RecordRevision
from proposals.snapshot import content_of
from tests.factories.accounts import MembershipFactory
from tests.factories.proposals_ready import COMPONENTS, MARKETS, ready_proposal
from tests.proposals.rules.contents import component, market
from tests.proposals.views.pages import form_data, text
from tests.signing_in import client_of

KNOWN = Known()
FIRST = component(id=UUID(int=1), name="Rack", quantity=4)
SECOND = component(id=UUID(int=2), name="Switch", quantity=2)
BASE = (FIRST, SECOND)


def merged(typed, saved, base=BASE):
    found = merge(base, typed, saved, KNOWN)
    told = [(c.heading, c.label, c.saved, c.typed) for c in found.conflicts]
    return [(record.name, record.quantity) for record in found.records], told


def test_two_fields_of_one_record_changed_by_two_people_are_both_kept():
    mine, theirs = replace(FIRST, quantity=5), replace(FIRST, name="Cabinet")
    assert merged((mine, SECOND), (theirs, SECOND)) == ([("Cabinet", 5), ("Switch", 2)], [])


def test_the_same_field_changed_in_two_ways_is_asked_and_shows_what_was_typed_last():
    mine, theirs = replace(FIRST, quantity=5), replace(FIRST, quantity=6)
    records, told = merged((mine, SECOND), (theirs, SECOND))
    assert records == [("Rack", 5), ("Switch", 2)]
    assert told == [("Rack", "Quantity", "6", "5")]


def test_the_same_field_changed_to_the_same_is_no_conflict():
    both = replace(FIRST, quantity=5)
    assert merged((both, SECOND), (both, SECOND)) == ([("Rack", 5), ("Switch", 2)], [])


def test_what_another_added_stays_and_what_i_added_too():
    mine, theirs = component(name="Mine"), component(id=UUID(int=3), name="Theirs")
    records, told = merged((*BASE, mine), (*BASE, theirs))
    assert [name for name, _ in records] == ["Rack", "Switch", "Mine", "Theirs"]
    assert told == []


def test_a_record_that_another_removed_stays_removed_unless_i_changed_it():
    assert merged(BASE, (SECOND,)) == ([("Switch", 2)], [])
    mine = replace(FIRST, quantity=5)
    records, told = merged((mine, SECOND), (SECOND,))
    assert records == [("Rack", 5), ("Switch", 2)]
    assert told == [("Rack", "", "Removed", "Changed")]


def test_a_record_that_i_removed_is_gone_unless_another_changed_it():
    assert merged((SECOND,), BASE) == ([("Switch", 2)], [])
    theirs = replace(FIRST, quantity=9)
    assert merged((SECOND,), (theirs, SECOND))[1] == [("Rack", "", "Changed", "Removed")]


def test_two_people_who_add_the_same_market_added_one():
    mine, theirs = market(rationale=""), market(id=UUID(int=7), rationale="Asked for it.")
    found = merge((), (mine,), (theirs,), KNOWN)
    assert [(m.code, m.rationale) for m in found.records] == [("BR", "Asked for it.")]
    assert found.conflicts == ()


quantities = st.integers(1, 3)
rows = st.builds(
    lambda n, q: (replace(FIRST, name=n, quantity=q),), st.sampled_from("ab"), quantities
)


@given(base=rows, typed=rows, saved=rows)
def test_a_field_that_one_person_changed_is_never_lost(base, typed, saved):
    found = merge(base, typed, saved, KNOWN)
    (record,), conflicts = found.records, {c.label for c in found.conflicts}
    for name, label in (("name", "Item"), ("quantity", "Quantity")):
        was, mine, theirs = (getattr(row[0], name) for row in (base, typed, saved))
        if mine == was:
            assert getattr(record, name) == theirs
        else:
            assert getattr(record, name) == mine
            assert (label in conflicts) == (theirs not in (was, mine))


@pytest.fixture
def ready(db):
    return ready_proposal()


def component_rows(ready, **changes):
    first, *others = [shallow(row) for row in content_of(ready.proposal).components]
    return [first | changes, *others]


def save(ready, base, *, rows):
    draft = SectionDraft(values={}, rows=rows)
    return save_section(ready.proposal, "hardware", draft, by=ready.admin, base=base)


def test_two_saves_on_the_same_page_keep_both_changes(ready):
    base = revisions_of(ready.proposal.pk, Section.HARDWARE)
    mine, theirs = component_rows(ready, quantity=600), component_rows(ready, eccn="3A090.b")
    save(ready, base, rows=theirs)
    save(ready, base, rows=mine)
    first = content_of(Proposal.objects.get(pk=ready.proposal.pk)).components[0]
    assert (first.quantity, first.eccn) == (600, "3A090.b")


def test_a_conflict_saves_nothing_and_names_the_field(ready):
    base = revisions_of(ready.proposal.pk, Section.HARDWARE)
    save(ready, base, rows=component_rows(ready, quantity=600))
    stale = [
        row | {"quantity": 700} if n == 0 else row
        for n, row in enumerate(rows_as_first_saved(ready))
    ]
    with pytest.raises(SectionConflict) as refused:
        save(ready, base, rows=stale)
    (conflict,) = refused.value.conflicts
    assert (conflict.label, conflict.saved, conflict.typed) == ("Quantity", "600", "700")
    assert content_of(ready.proposal).components[0].quantity == 600
    save(ready, refused.value.base, rows=stale)
    assert content_of(ready.proposal).components[0].quantity == 700


def rows_as_first_saved(ready):
    ids = [row.id for row in content_of(ready.proposal).components]
    return [row | {"id": pk} for row, pk in zip(COMPONENTS, ids, strict=True)]


def test_every_save_is_a_revision_and_nothing_else_is_written(ready):
    before = RecordRevision.objects.count()
    base = revisions_of(ready.proposal.pk, Section.HARDWARE)
    save(ready, base, rows=component_rows(ready, quantity=600))
    (revision,) = RecordRevision.objects.order_by("pk")[before:]
    assert (revision.number, revision.changed, revision.by) == (2, ["quantity"], ready.admin)


def test_on_the_page_a_colleagues_work_survives_and_a_conflict_shows_both(ready):
    address = f"/proposals/{ready.proposal.pk}/markets/"
    other = MembershipFactory(organization=ready.anchor, part=Part.CONTRIBUTOR).user
    mine, theirs = client_of(ready.admin), client_of(other)
    my_form, their_form = form_data(mine.get(address)), form_data(theirs.get(address))
    assert theirs.post(address, their_form | {"markets-1-rationale": "Theirs."}).status_code == 302
    assert mine.post(address, my_form | {"markets-0-rationale": "Mine."}).status_code == 302
    kept = [m.rationale for m in content_of(ready.proposal).markets]
    assert kept == ["Mine.", "Theirs."]

    page = mine.post(address, my_form | {"markets-1-rationale": "Mine as well."})
    assert page.status_code == 409
    assert "European Union: Why this market Theirs. Mine as well." in text(page)
    assert mine.post(address, form_data(page)).status_code == 302
    kept = [m.rationale for m in content_of(ready.proposal).markets]
    assert kept[1] == "Mine as well."


@pytest.mark.parametrize("base", [None, "x", "1:1", "00000000-0000-0000-0000-00000000000g:1"])
def test_a_form_that_no_page_has_written_is_refused_and_keeps_what_was_typed(ready, base):
    address = f"/proposals/{ready.proposal.pk}/markets/"
    browser = client_of(ready.admin)
    typed = form_data(browser.get(address)) | {"markets-0-rationale": "Typed.", "base": base}
    if base is None:
        del typed["base"]
    page = browser.post(address, typed)
    assert page.status_code == 422
    assert form_data(page)["markets-0-rationale"] == ["Typed."]
    assert content_of(ready.proposal).markets[0].rationale == MARKETS[0]["rationale"]


def test_a_record_that_was_removed_and_is_saved_again_is_the_same_one(ready):
    rows = rows_as_first_saved(ready)
    base = revisions_of(ready.proposal.pk, Section.HARDWARE)
    save(ready, base, rows=rows[1:])
    with pytest.raises(SectionConflict) as refused:
        save(ready, base, rows=[rows[0] | {"quantity": 700}, rows[1]])
    save(ready, refused.value.base, rows=[rows[0] | {"quantity": 700}, rows[1]])
    first = content_of(ready.proposal).components[0]
    assert (first.id, first.quantity) == (rows[0]["id"], 700)
    numbers = RecordRevision.objects.filter(record=first.id).values_list("number", "is_removal")
    assert list(numbers) == [(1, False), (2, True), (3, False)]


def test_an_id_of_another_proposal_or_one_sent_twice_makes_a_record_of_its_own(ready):
    other = ready_proposal()
    theirs = content_of(other.proposal).components
    first, second = rows_as_first_saved(ready)
    rows = [
        first,
        second,
        second | {"name": "Twin"},
        second | {"id": theirs[0].id, "name": "Theft"},
    ]
    save(ready, revisions_of(ready.proposal.pk, Section.HARDWARE), rows=rows)
    mine = content_of(ready.proposal).components
    assert [row.name for row in mine][2:] == ["Twin", "Theft"]
    assert len({row.id for row in (*mine, *theirs)}) == 6
    assert content_of(other.proposal).components == theirs


def test_a_new_row_that_is_saved_twice_is_one_row(ready):
    """The button was pressed twice, or the browser went back and the form was sent again."""
    base = revisions_of(ready.proposal.pk, Section.HARDWARE)
    rows = [*rows_as_first_saved(ready), COMPONENTS[0] | {"name": "Tide switch"}]
    save(ready, base, rows=rows)
    save(ready, base, rows=rows)
    names = [row.name for row in content_of(ready.proposal).components]
    assert names == [*(row["name"] for row in COMPONENTS), "Tide switch"]
