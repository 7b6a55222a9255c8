"""Is a confidential passage found in a public text, and is an innocent text left alone?"""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.confidential import leaks
from proposals.content import LayerCode, PartyRole
from tests.proposals.rules.contents import (
    complete_content,
    component,
    involved_party,
    layer,
)
from tests.proposals.rules.nested import changed

SECRET = 'The lender "Blue Heron" has agreed in principle, in confidence.'


@pytest.fixture(scope="module")
def proposal():
    return changed(
        complete_content(),
        confidential_summary=f"{SECRET} Yes.",
        content_justification="Memory stacks come from one allied supplier.",
        layers=(
            replace(
                layer(LayerCode.L1_HARDWARE), confidential_detail="Racks leave Dayton weekly, 41."
            ),
        ),
        components=(
            replace(component(), name="Tray", quantity=4, unit_value=Decimal("31250.00")),
            replace(component(), name="Cable", quantity=3, unit_value=Decimal("9.50")),
            replace(component(), name="Crate", quantity=1, unit_value=Decimal("2026.00")),
        ),
    )


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"We add: {SECRET}", "the confidential summary"),
        (SECRET.upper(), "the confidential summary"),
        (SECRET.replace(" ", "\n  "), "the confidential summary"),
        (SECRET.replace('"', "”"), "the confidential summary"),
        (SECRET.replace("agreed", "ag\u00adreed\u200b"), "the confidential summary"),
        ("memory stacks come from one allied supplier.", "the U.S.-content justification"),
        (
            "Racks leave Dayton weekly, 41.",
            "the confidential detail of layer “AI-optimized hardware and related infrastructure”",
        ),
        ("at $31,250 each", "the value of “Tray”"),
        ("at $31,250.", "the value of “Tray”"),
        ("at 31250 dollars", "the value of “Tray”"),
        ("31250.00", "the value of “Tray”"),
        ("125,000 in all", "the value of “Tray”"),
        ("$127,054.50", "the value of the hardware layer"),
        ("a crate at 2,026 dollars", "the value of “Crate”"),
    ],
)
def test_a_confidential_passage_is_found_however_it_is_written(proposal, text, source):
    assert leaks(text, proposal) == [source]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Yes. A package for hospitals.",
        "In 2026 the first racks are delivered.",
        "131,250 patients and 31,250,000 letters",
        "version 1.31250.00.7",
        "9.50 and 28.50",
    ],
)
def test_an_innocent_text_is_left_alone(proposal, text):
    assert leaks(text, proposal) == []


def test_a_source_is_named_once(proposal):
    assert leaks(f"{SECRET} {SECRET} 31,250 and 125,000", proposal) == [
        "the confidential summary",
        "the value of “Tray”",
    ]


@given(before=st.text(), after=st.text(max_size=50))
def test_whatever_stands_around_a_passage_does_not_hide_it(proposal, before, after):
    assert "the confidential summary" in leaks(f"{before}\n{SECRET}\n{after}", proposal)


def test_without_anything_confidential_nothing_leaks():
    blank = changed(
        complete_content(),
        confidential_summary="",
        content_justification="",
        layers=(),
        components=(),
    )
    assert leaks(json.dumps(blank.title) + " 0 0.00 1,000", blank) == []


BUYER = involved_party(
    PartyRole.BUYER,
    name="Porto Claro Water Board",
    majority_owner_name="Claro Estate",
    note="A letter of intent was signed in June.",
)
INVOLVED = complete_content(
    involved_parties=(
        BUYER,
        involved_party(PartyRole.SUPPLIER, name="Brass Lattice Works"),
        involved_party(PartyRole.FORWARDER, name="Tern"),
        involved_party(PartyRole.OPERATOR, name="Lumen Harbor"),
    )
)
NAMED = "the name of a party to the transaction, “Porto Claro Water Board”"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Sold to the porto claro  WATER board.", NAMED),
        ("In the hands of Claro Estate.", NAMED),
        ("A letter of intent was signed in June.", "the note on “Porto Claro Water Board”"),
        ("Shipped to Cais 4, at night.", "the address of “Porto Claro Water Board”"),
    ],
)
def test_a_party_to_the_transaction_is_not_named_in_public(text, source):
    assert source in leaks(text, INVOLVED)


@pytest.mark.parametrize(
    "text",
    [
        "Built by Brass Lattice Works.",  # a member, and so public
        "Lumen Harbor Systems leads.",  # the operator's name is a part of a member's
        "A tern is a bird.",  # too short to tell
        "The Claro Estates are elsewhere.",
        "Water boards of many ports.",
    ],
)
def test_a_member_a_short_name_and_a_part_of_a_word_are_no_leak(text):
    assert leaks(text, INVOLVED) == []
