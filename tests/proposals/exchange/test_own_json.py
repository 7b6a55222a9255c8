"""Do export, import and export give the same bytes, and what is no proposal a sentence?"""

import json
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given, settings

from proposals.actions.planning import Mode, Speaker, planned
from proposals.content.reading import PROGRAM_OFFICE, Reader
from proposals.content.whole import spoken_by
from proposals.content.writing import data_of
from proposals.exchange.found import ImportRefused, as_found, as_kept
from proposals.exchange.own_json import NO_PROPOSAL, found_in_content, found_in_document, json_file
from proposals.exchange.recognizing import found_in
from proposals.formats import content_from_json
from tests.proposals.exchange.dossiers import KNOWN, dossiers, with_ids
from tests.proposals.rules.contents import BRASS, LUMEN, complete_content, component

CONTENT = with_ids(complete_content())
ANCHOR = Speaker(contributor=LUMEN, reader=PROGRAM_OFFICE)
DATA = Path(__file__).parents[2] / "data"


def imported(content, file: bytes, mode=Mode.REPLACE):
    return planned(content, found_in(file, None, KNOWN), mode, ANCHOR, KNOWN).after


@settings(max_examples=20, deadline=None)
@given(dossiers())
def test_export_import_export_gives_the_same_bytes(content):
    file = json_file(content, PROGRAM_OFFICE)
    assert json_file(content_from_json(json.loads(file)), PROGRAM_OFFICE) == file
    assert json_file(imported(content, file), PROGRAM_OFFICE) == file


@settings(max_examples=5, deadline=None)
@given(dossiers(), dossiers())
def test_a_dossier_says_what_the_file_says_whatever_it_said_before(content, other):
    before = replace(other, layers=content.layers, members=content.members)
    # What is marked in a file comes only into the records that it is marked in.
    content = replace(content, markings=())
    after = imported(before, json_file(content, PROGRAM_OFFICE))
    marked = {(each.record, each.value) for each in after.markings}
    assert marked >= {(each.record, each.value) for each in before.markings}, "none is taken back"
    assert without_ids(after, "markings") == without_ids(content, "markings")


def without_ids(content, *left_out):
    """Records that are known again by their key keep their id and contributor."""
    document = json.loads(json_file(content, PROGRAM_OFFICE))
    for said in document.values():
        for record in said if isinstance(said, list) else [said]:
            if isinstance(record, dict):
                record.pop("id", None)
                record.pop("contributor", None)
    return {name: said for name, said in document.items() if said and name not in left_out}


@settings(max_examples=10, deadline=None)
@given(dossiers())
def test_the_same_file_twice_changes_nothing(content):
    file = json_file(content, PROGRAM_OFFICE)
    for mode in Mode:
        found = found_in(file, None, KNOWN)
        assert planned(content, found, mode, ANCHOR, KNOWN).drafts == {}


def test_what_the_reader_may_not_read_is_not_in_the_file():
    member = Reader(organizations=frozenset({LUMEN + 1}))
    file = json_file(CONTENT, member)
    assert b"negotiation" in json_file(CONTENT, PROGRAM_OFFICE)
    assert b"negotiation" not in file
    assert b"30000" not in file


@pytest.mark.parametrize("number", [1, 2])
def test_what_was_frozen_in_an_earlier_format_is_read(number):
    data = json.loads((DATA / f"version-of-format-{number}.json").read_text())
    assert found_in_document(data["document"]).rows["components"]


@pytest.mark.parametrize(
    "document",
    [
        {"content_format": 99},
        {"content_format": True},
        {"content_format": 1},
        {"content_format": 2, "members": 7},
        {"content_format": 3, "components": {"name": "A"}},
        {"content_format": 3, "components": ["A"]},
        {"content_format": 3, "overview": []},
    ],
)
def test_what_only_looks_like_a_proposal_is_refused(document):
    with pytest.raises(ImportRefused, match=NO_PROPOSAL):
        found_in_document(document)


def test_a_part_that_no_proposal_has_is_named():
    with pytest.raises(ImportRefused, match=r"^warheads: A proposal has no part of this name\.$"):
        found_in_document({"content_format": 3, "warheads": []})


def test_every_wrong_answer_is_named_with_its_record_and_field():
    document = {
        "content_format": 3,
        "components": [{"name": "A", "category": "FARM", "quantity": 1.5, "colour": "red"}],
    }
    with pytest.raises(ImportRefused) as refusal:
        imported(CONTENT, json.dumps(document).encode())
    assert sorted(map(str, refusal.value.problems)) == [
        "Bill of materials, record 1, Category: “FARM” is not a choice.",
        "Bill of materials, record 1, Manufacturer: This field is required.",
        "Bill of materials, record 1, Quantity: Enter a whole number.",
        "Bill of materials, record 1, colour: There is no field with this name.",
    ]


def test_nobody_speaks_for_another_organization_by_a_file():
    document = json.loads(json_file(CONTENT, PROGRAM_OFFICE))
    document["components"][0] |= {"contributor": 999, "name": "New", "id": ""}
    after = imported(CONTENT, json.dumps(document).encode())
    assert {each.contributor for each in after.components} == {LUMEN}


def test_an_earlier_proposal_gives_its_answers_and_not_its_ids():
    found = found_in_content(spoken_by(CONTENT, LUMEN), PROGRAM_OFFICE, KNOWN)
    assert all("id" not in row.values for rows in found.rows.values() for row in rows)
    empty = replace(CONTENT, components=(), models=())
    after = planned(empty, found, Mode.ADD, ANCHOR, KNOWN).after
    assert [each.name for each in after.components] == [each.name for each in CONTENT.components]


def test_what_could_not_be_said_today_is_left_out_and_listed():
    use_case, *_ = CONTENT.use_cases
    claim = replace(CONTENT.security_claims[0], requirement="GOVERNANCE.99")
    before = replace(
        CONTENT, use_cases=(replace(use_case, sector="ALCHEMY"),), security_claims=(claim,)
    )
    found = found_in_content(before, PROGRAM_OFFICE, KNOWN)
    assert "use_cases" not in found.rows
    assert found.rows["security_claims"][0].values["requirement"] == ""
    assert found.left_out[2:] == [
        "Security claims, record 1, Requirement: There is no requirement “GOVERNANCE.99”.",
        "Use cases, record 1, Sector: There is no sector “ALCHEMY”.",
    ]


def test_what_another_member_says_is_neither_changed_nor_copied():
    theirs = replace(CONTENT.components[0], contributor=BRASS)
    content = replace(CONTENT, components=(theirs, *CONTENT.components[1:]))
    file = json_file(content, PROGRAM_OFFICE).decode().replace(theirs.name, "Renamed")
    plan = planned(content, found_in(file.encode(), None, KNOWN), Mode.REPLACE, ANCHOR, KNOWN)
    assert plan.drafts == {}
    assert "Bill of materials, record 1: Brass Lattice Works says this itself." in plan.left_out
    assert "Renamed" not in json_file(plan.after, PROGRAM_OFFICE).decode()


def test_what_the_file_says_is_of_another_member_is_not_said_in_ones_own_name():
    """Also where it is no record of this draft: removed since, or of an earlier proposal."""
    document = json.loads(json_file(replace(CONTENT, components=()), PROGRAM_OFFICE))
    row = {**data_of(component(name="Brass fan")), "id": str(uuid4()), "contributor": BRASS}
    document["components"] = [row]
    found = as_found(as_kept(found_in(json.dumps(document).encode(), None, KNOWN)))
    for mode in Mode:
        plan = planned(replace(CONTENT, components=()), found, mode, ANCHOR, KNOWN)
        assert plan.after.components == ()
        assert "Bill of materials, record 1: Brass Lattice Works says this itself." in plan.left_out


def test_a_member_imports_what_it_writes_and_no_page_of_the_anchor_member():
    brass = Speaker(contributor=BRASS, reader=Reader(organizations=frozenset({BRASS})))
    document = {
        "content_format": 3,
        "overview": {"title": "Taken over"},
        "components": [data_of(component(name="Brass fan"))],
    }
    found = found_in(json.dumps(document).encode(), None, KNOWN)
    plan = planned(CONTENT, found, Mode.ADD, brass, KNOWN)
    assert list(plan.drafts) == ["hardware"]
    assert [(each.name, each.contributor) for each in plan.after.components] == [
        ("Brass fan", BRASS)
    ]
    assert plan.left_out == ["Summary: only the anchor member writes this."]
