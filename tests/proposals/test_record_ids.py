"""Is a record who it was, whatever ids and revisions a page sends back?"""

import pytest

from proposals.actions.drafts import SectionConflict, SectionDraft, save_section, start
from proposals.actions.records import revisions_of
from proposals.content import Section
from proposals.content.writing import shallow
from proposals.models import ContentRecord, Proposal
from proposals.snapshot import content_of
from tests.factories.proposals_ready import ready_proposal


@pytest.fixture
def ready(db):
    return ready_proposal()


def said(ready, kind):
    return getattr(content_of(Proposal.objects.get(pk=ready.proposal.pk)), kind)


def rows_of(ready, kind):
    return [shallow(record) for record in said(ready, kind)]


def base_of(ready, section):
    return revisions_of(ready.proposal.pk, Section(section))


def save(ready, section, base, rows):
    draft = SectionDraft(values={}, rows=rows)
    return save_section(ready.proposal, section, draft, by=ready.admin, base=base)


def test_whoever_insists_on_a_row_that_another_removed_gets_that_record_again(ready):
    base, (first, *others) = base_of(ready, "hardware"), rows_of(ready, "components")
    save(ready, "hardware", base, others)
    mine = [first | {"quantity": 700}, *others]
    with pytest.raises(SectionConflict) as refused:
        save(ready, "hardware", base, mine)
    save(ready, "hardware", refused.value.base, mine)
    kept = said(ready, "components")[0]
    assert kept.quantity == 700
    assert kept.id == first["id"]


def test_the_id_of_another_proposals_record_makes_a_new_record_and_leaves_that_one(ready):
    other = ready_proposal()
    theirs = said(other, "components")[0]
    base, rows = base_of(ready, "hardware"), rows_of(ready, "components")
    save(ready, "hardware", base, [*rows, rows[0] | {"id": theirs.id, "name": "Taken"}])
    assert said(other, "components")[0] == theirs
    assert said(ready, "components")[-1].name == "Taken"
    assert said(ready, "components")[-1].id != theirs.id


def test_the_id_of_a_record_of_another_kind_makes_a_new_record(ready):
    market = said(ready, "markets")[0]
    base, rows = base_of(ready, "hardware"), rows_of(ready, "components")
    save(ready, "hardware", base, [*rows, rows[0] | {"id": market.id, "name": "Taken"}])
    assert said(ready, "markets")[0] == market
    assert said(ready, "components")[-1].id != market.id


def test_an_id_that_is_sent_twice_is_the_first_row_alone(ready):
    base, rows = base_of(ready, "hardware"), rows_of(ready, "components")
    save(ready, "hardware", base, [*rows, rows[0] | {"name": "Copy"}])
    kept = said(ready, "components")
    assert [record.name for record in kept] == [*(row["name"] for row in rows), "Copy"]
    assert len({record.id for record in kept}) == len(kept)


def test_a_new_row_on_a_page_is_never_the_record_that_was_removed_there(ready):
    base, (first, *others) = base_of(ready, "hardware"), rows_of(ready, "components")
    new = first | {"id": None, "contributor": 0, "name": "Another rack"}
    save(ready, "hardware", base, [*others, new])
    assert said(ready, "components")[-1].id != first["id"]
    assert ContentRecord.objects.get(pk=first["id"]).removed_at is not None


def test_a_program_that_knows_no_ids_keeps_the_record_of_a_changed_row(ready):
    first, *others = rows_of(ready, "components")
    sent = [
        {name: value for name, value in row.items() if name not in ("id", "contributor")}
        for row in (first | {"quantity": 77}, *others)
    ]
    save(ready, "hardware", None, sent)
    assert said(ready, "components")[0].id == first["id"]


def test_a_market_can_be_changed_and_another_added_under_its_old_name(ready):
    base, (first, *others) = base_of(ready, "markets"), rows_of(ready, "markets")
    moved = first | {"kind": "COUNTRY", "code": "FR"}
    new = first | {"id": None, "contributor": 0, "rationale": "Anew."}
    save(ready, "markets", base, [moved, *others, new])
    kept = said(ready, "markets")
    assert [record.code for record in kept] == ["FR", *(row["code"] for row in others), new["code"]]
    assert kept[-1].rationale == "Anew."


def test_one_market_is_never_there_twice_after_two_people_saved(ready):
    base, (first, *others) = base_of(ready, "markets"), rows_of(ready, "markets")
    france = {"kind": "COUNTRY", "code": "FR"}
    save(ready, "markets", base, [first, *others, france | {"id": None, "rationale": ""}])
    with pytest.raises(SectionConflict) as refused:
        save(ready, "markets", base, [first | france, *others])
    (conflict,) = refused.value.conflicts
    assert (conflict.label, conflict.saved, conflict.typed) == ("", "Added", "Added")


def test_a_record_that_the_base_leaves_out_is_asked_about_before_it_is_overwritten(ready):
    base, (first, *others) = base_of(ready, "hardware"), rows_of(ready, "components")
    del base[first["id"]]
    with pytest.raises(SectionConflict) as refused:
        save(ready, "hardware", base, [first | {"quantity": 700}, *others])
    (conflict,) = refused.value.conflicts
    assert (conflict.label, conflict.typed) == ("Quantity", "700")
    save(ready, "hardware", base, [first, *others])
    assert rows_of(ready, "components") == [first, *others]


def test_the_first_who_write_a_page_that_says_nothing_yet_do_not_overwrite_each_other(ready):
    call, consortium = ready.proposal.call, ready.proposal.consortium
    draft = start(consortium=consortium, call=call, title="Another", by=ready.admin)
    base = revisions_of(draft.pk, Section.HARDWARE)

    def justify(text):
        values = {"content_justification": text}
        draft_of = SectionDraft(values=values)
        save_section(draft, "hardware", draft_of, by=ready.admin, base=base)

    justify("Theirs.")
    with pytest.raises(SectionConflict):
        justify("Mine.")
    assert content_of(draft).hardware.content_justification == "Theirs."
