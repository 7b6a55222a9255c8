"""Does a marking decide who reads a value, wherever it is read, and nothing else?"""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from catalog.actions import public_fields
from exports_portal.canonical import canonical_json
from proposals.confidential import leaks, leaks_in, secrets_from_anchor
from proposals.content import Component, ConfidentialityMarking, EvidenceDocument, Overview
from proposals.content.changes import changes
from proposals.content.confidentiality import Basis
from proposals.content.evidence import Marking
from proposals.content.markable import markable_fields, markable_values, named_by
from proposals.content.marked import Marked, narrowed
from proposals.content.packet import packet_digest
from proposals.content.reading import PROGRAM_OFFICE, Reader, for_reader, sight_of
from proposals.content.saying import Audience, fields_by_name
from proposals.content.sections import Section
from proposals.content.sheet import WITHHELD, sheet
from proposals.content.walk import confidential_answers
from proposals.content.whole import parts
from proposals.exchange.own_json import found_in_content, json_file
from proposals.exchange.sheets import csv_file
from tests.proposals.exchange.dossiers import KNOWN, with_ids
from tests.proposals.rules.contents import BRASS, LUMEN, QUILL, complete_content, component
from tests.proposals.rules.models import model

WHOLE = with_ids(complete_content())
PUBLIC = Reader()
ANCHOR = Reader(organizations=frozenset({LUMEN}), is_anchor=True)
OWN = Reader(organizations=frozenset({BRASS}))
OTHER = Reader(organizations=frozenset({QUILL}))
RACK = replace(component(name="Brass rack", eccn="4A090.a"), id=uuid4(), contributor=BRASS)
MODEL = replace(
    model(name="Brass 2", fallback_model="Brass 1, at once"), id=uuid4(), contributor=BRASS
)
CONTENT = replace(WHOLE, components=(*WHOLE.components, RACK), models=(*WHOLE.models, MODEL))
SUBSTITUTE = "A class of the list."


def marking(of, code, **changes):
    whole = {
        "id": uuid4(),
        "contributor": of.contributor,
        "record": of.id,
        "value": code,
        "basis": Basis.TRADE_SECRET,
        "justification": "Nobody else knows it, and it took us nine years.",
        "public_substitute": SUBSTITUTE,
    }
    return ConfidentialityMarking(**(whole | changes))


def marked(*markings, content=CONTENT):
    return replace(content, markings=markings)


def eccn_of(content, reader):
    return {one.id: one.eccn for one in for_reader(content, reader).components}.get(RACK.id)


def test_a_value_that_is_marked_is_read_by_its_contributor_and_the_program_office():
    content = marked(marking(RACK, "components.eccn"))
    assert eccn_of(CONTENT, ANCHOR) == "4A090.a"
    assert eccn_of(content, ANCHOR) == ""
    assert eccn_of(content, OWN) == eccn_of(content, PROGRAM_OFFICE) == "4A090.a"
    assert eccn_of(content, OTHER) is None


def test_only_that_value_of_only_that_record_is_withheld():
    content = marked(marking(RACK, "components.eccn"))
    before, after = for_reader(CONTENT, ANCHOR), for_reader(content, ANCHOR)
    assert after == replace(
        before,
        components=(*before.components[:-1], replace(before.components[-1], eccn="")),
        markings=after.markings,
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"contributor": LUMEN},  # the anchor member marks what is not its own
        {"record": uuid4()},  # a record that is not here
        {"value": "models.eccn"},  # a value of another kind
        {"value": "components.name"},  # what a record is called by
        {"value": "components.nothing"},
    ],
)
def test_a_marking_of_something_else_withholds_nothing(changed):
    content = marked(marking(RACK, "components.eccn", **changed))
    assert for_reader(content, ANCHOR).components == for_reader(CONTENT, ANCHOR).components


def test_a_record_that_is_marked_as_a_whole_is_not_there_for_others():
    content = marked(marking(MODEL, "models"))
    assert MODEL in for_reader(CONTENT, OTHER).models or MODEL.name in str(
        for_reader(CONTENT, OTHER).models
    )
    assert MODEL.name not in canonical_json(for_reader(content, OTHER))
    assert MODEL.name not in canonical_json(for_reader(content, ANCHOR))
    assert MODEL in for_reader(content, OWN).models


def test_a_whole_record_can_be_for_the_anchor_member():
    content = marked(marking(MODEL, "models", readers=Marking.ANCHOR))
    assert MODEL.name not in canonical_json(for_reader(content, OTHER))
    assert MODEL in for_reader(content, ANCHOR).models


def test_a_marking_shows_nobody_what_is_declared_for_fewer():
    content = marked(marking(RACK, "components.eccn", readers=Marking.CONSORTIUM))
    assert eccn_of(content, OTHER) is None


@pytest.mark.parametrize(
    ("declared", "own", "around", "reads"),
    [
        ("PUBLIC", [], [], "PUBLIC"),
        ("PUBLIC", ["CONSORTIUM"], [], "CONSORTIUM"),
        ("CONSORTIUM", ["ANCHOR"], ["PROGRAM"], "PROGRAM"),
        ("ANCHOR", ["CONSORTIUM"], [], "ANCHOR"),
        # What is for the program office alone is shared by its contributor, and by nothing else.
        ("PROGRAM", ["CONSORTIUM"], [], "CONSORTIUM"),
        ("PROGRAM", ["CONSORTIUM"], ["ANCHOR"], "ANCHOR"),
        ("PROGRAM", [], ["CONSORTIUM"], "PROGRAM"),
        # Then and now: the narrowest.
        ("PROGRAM", ["CONSORTIUM", "PROGRAM"], [], "PROGRAM"),
    ],
)
def test_the_narrowest_counts(declared, own, around, reads):
    asked = [[Audience(name) for name in names] for names in (own, around)]
    assert narrowed(Audience(declared), *asked) is Audience(reads)


def a_file(**changes):
    return EvidenceDocument(
        id=UUID(int=77),
        contributor=BRASS,
        record=MODEL.id,
        title="Report on the weights",
        marking=Marking.PROGRAM,
        **changes,
    )


def test_a_file_for_the_program_office_can_be_shared_with_the_anchor_or_with_every_member():
    document = a_file()
    alone = replace(CONTENT, evidence=(document,))
    assert for_reader(alone, ANCHOR).evidence == ()
    for readers, who in ((Marking.ANCHOR, {"anchor"}), (Marking.CONSORTIUM, {"anchor", "other"})):
        content = marked(marking(document, "evidence", readers=readers), content=alone)
        shown = {"anchor": ANCHOR, "other": OTHER, "public": PUBLIC}
        assert {name for name, who in shown.items() if for_reader(content, who).evidence} == who


def test_a_file_at_a_record_that_is_withheld_is_withheld_with_it():
    document = replace(a_file(), marking=Marking.CONSORTIUM)
    content = replace(CONTENT, evidence=(document,))
    assert for_reader(content, OTHER).evidence == (document,)
    assert for_reader(marked(marking(MODEL, "models"), content=content), OTHER).evidence == ()


def test_of_a_public_text_the_substitute_is_read_and_the_catalog_copies_it(db):
    overview = replace(CONTENT.overview, id=uuid4(), contributor=LUMEN)
    content = replace(CONTENT, overview=overview)
    withheld = marked(marking(overview, "overview.executive_summary"), content=content)
    assert public_fields(content, date(2026, 11, 27))["summary"] == overview.executive_summary
    assert public_fields(withheld, date(2026, 11, 27))["summary"] == SUBSTITUTE
    assert for_reader(withheld, OTHER).overview.executive_summary == SUBSTITUTE
    assert for_reader(withheld, ANCHOR).overview == overview
    assert leaks(f"They say: {overview.executive_summary}", withheld)
    assert not leaks(SUBSTITUTE, withheld)


def test_public_facts_names_and_what_a_record_cannot_do_without_are_not_marked():
    codes = set(markable_values())
    assert "overview.executive_summary" in codes
    assert not codes & {
        *("overview", "overview.title", "overview.sectors", "layers", "layers.providers"),
        *("markets", "markets.code", "operations.delivery_mode", "components.name"),
        *("components.category", "models.openness", "evidence.title", "markings.justification"),
        *("security_claims.requirement", "members", "members.legal_name"),
    }
    assert {"components", "models", "sites", "evidence", "markets.rationale"} <= codes


@pytest.mark.parametrize(
    "of", [part.of for part in parts().values() if part.is_kept], ids=lambda of: of.__name__
)
def test_every_field_that_is_not_public_and_names_nothing_can_be_marked(of):
    """By its declaration alone: a new field needs no line here."""
    if of is ConfidentialityMarking:
        return
    fields = fields_by_name(of)
    free = {
        name
        for name, field in fields.items()
        if field.said.audience is not Audience.PUBLIC
        and not field.is_required
        and name not in named_by(of)
    }
    texts = {f.name for f in markable_fields(of) if f.said.audience is Audience.PUBLIC}
    assert {field.name for field in markable_fields(of)} == free | texts


def test_what_is_marked_is_looked_for_in_public_texts():
    overview = replace(CONTENT.overview, id=uuid4(), contributor=LUMEN)
    content = marked(
        marking(overview, "overview.executive_summary"), content=replace(CONTENT, overview=overview)
    )
    said = {found.value for found in confidential_answers(content)}
    assert overview.executive_summary in said
    assert "Nobody else knows it, and it took us nine years." in said
    assert SUBSTITUTE not in said


def test_what_another_member_keeps_from_the_anchor_is_kept_out_of_what_officers_write_to_it():
    said = "Brass 1, which we serve from two sites in Ohio."
    longer = replace(MODEL, fallback_model=said)
    content = replace(CONTENT, models=(longer,))
    withheld = marked(marking(longer, "models.fallback_model"), content=content)
    assert leaks_in((f"Is it so? {said}",), secrets_from_anchor(withheld)) != ([],)
    assert leaks_in((f"Is it so? {said}",), secrets_from_anchor(content)) == ([],)


def test_a_reader_is_told_that_something_is_withheld_and_what_is_read_instead():
    content = marked(marking(RACK, "components.eccn"), marking(MODEL, "models.fallback_model"))
    blocks = sheet(content, Section.MODELS, OTHER, KNOWN)
    (fact,) = [f for b in blocks for f in b.facts if f.marking]
    assert (fact.label, fact.value, fact.is_withheld) == ("Fallback", SUBSTITUTE, True)
    assert (fact.marking.basis, fact.marking.justification) == (Basis.TRADE_SECRET, "")
    bare = marked(marking(MODEL, "models.fallback_model", public_substitute=""))
    (fact,) = [
        f for b in sheet(bare, Section.MODELS, OTHER, KNOWN) for f in b.facts if f.is_withheld
    ]
    assert fact.value == WITHHELD


def test_an_officer_reads_the_value_with_mark_basis_and_justification():
    content = marked(marking(MODEL, "models.fallback_model"))
    blocks = sheet(content, Section.MODELS, PROGRAM_OFFICE, KNOWN)
    (fact,) = [f for b in blocks for f in b.facts if f.marking]
    assert (fact.value, fact.audience) == (MODEL.fallback_model, Audience.PROGRAM)
    assert fact.marking.justification.startswith("Nobody else")


def test_a_spreadsheet_and_a_json_file_have_no_withheld_value():
    content = marked(marking(RACK, "components.eccn"))
    shown = for_reader(content, ANCHOR)
    file = csv_file(shown, parts()["components"], ANCHOR, KNOWN).decode()
    assert RACK.name in file
    assert "4A090.a" not in file
    assert "4A090.a" not in json_file(content, ANCHOR).decode()
    assert "4A090.a" in json_file(content, OWN).decode()


def test_what_is_marked_today_is_withheld_of_an_earlier_version_and_of_a_comparison():
    today = marking(RACK, "components.eccn")
    reader = replace(ANCHOR, also_marked=(today,))
    assert eccn_of(CONTENT, reader) == ""
    later = replace(RACK, eccn="3A090.a")
    after = replace(CONTENT, components=(*WHOLE.components, later))
    told = [c for c in changes(CONTENT, after, ANCHOR, KNOWN) if c.label == "ECCN"]
    assert [(c.before, c.after) for c in told] == [("4A090.a", "3A090.a")]
    for before, now in ((CONTENT, marked(today, content=after)), (marked(today), after)):
        found = changes(before, now, ANCHOR, KNOWN)
        assert not any("A090.a" in c.before + c.after for c in found)
        assert [c.section for c in found] == [Section.CONFIDENTIAL]
    assert not any("A090.a" in c.before + c.after for c in changes(CONTENT, after, reader, KNOWN))


def test_a_marking_lapses_the_signatures_that_cover_the_value_and_no_other():
    content = marked(marking(RACK, "components.eccn"))
    assert packet_digest(content, BRASS) != packet_digest(CONTENT, BRASS)
    assert packet_digest(content, LUMEN) != packet_digest(CONTENT, LUMEN)
    assert packet_digest(content, QUILL) == packet_digest(CONTENT, QUILL)


def test_an_earlier_proposal_gives_no_value_that_was_marked_there():
    """The marking names a record of that proposal: without it the value would be read by more."""
    own = replace(CONTENT, components=(RACK,), models=(MODEL,))
    content = marked(marking(RACK, "components.eccn"), marking(MODEL, "models"), content=own)
    found = found_in_content(content, OWN, KNOWN)
    (row,) = found.rows["components"]
    assert row.values["eccn"] == ""
    assert "models" not in found.rows
    assert any("ECCN: It is marked" in text for text in found.left_out)


def test_the_sight_of_the_public_knows_no_confidential_record():
    sight = sight_of(PUBLIC, CONTENT)
    assert not sight.knows(RACK)
    assert sight.knows(Overview(title="T"))
    assert Marked(()).audience(RACK, fields_by_name(Component)["eccn"]) is Audience.ANCHOR
