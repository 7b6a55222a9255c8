"""R15: a foreign member with the highest value in layer 1 or 3. Call, as reported."""

from dataclasses import replace
from decimal import Decimal

import pytest

from proposals.content import LayerCode
from proposals.rules.r15_national_champion import national_champion
from tests.proposals.rules.contents import (
    BRASS,
    QUILL,
    complete_content,
    context,
    contribution,
    members,
    outcomes,
    owner,
)

OWNED = {
    "owners": (owner(name="Kari Nordvik", country="NO"),),
}


def judge(own, other, **changes):
    """Of the Norwegian member, beside a U.S. one in the hardware layer."""
    values = {QUILL: own, BRASS: other}
    given = tuple(
        contribution(contributor=pk, value_usd=value and Decimal(value))
        for pk, value in values.items()
    )
    anchor, brass, quill = members()
    everybody = (anchor, brass, replace(quill, **OWNED | changes))
    return national_champion(complete_content(members=everybody, contributions=given), context())


@pytest.mark.parametrize(
    ("own", "other", "outcome", "said"),
    [
        ("2.01", "2", "PASS", "by the stated values it is eligible as National Champion"),
        ("2", "2", "PASS", "by the stated values it is eligible as National Champion"),
        ("1.99", "2", "PASS", "Another member contributes more than Quill Fjord Data"),
        (None, "2", "WARN", "State the value of every contribution"),
        ("2", None, "WARN", "State the value of every contribution"),
        (None, None, "WARN", "State the value of every contribution"),
    ],
)
def test_the_highest_value_counts_and_an_unknown_one_is_none(own, other, outcome, said):
    (finding,) = judge(own, other)
    assert finding.outcome.value == outcome
    assert said in finding.message


def test_the_numbers_are_shown_and_nothing_is_promised():
    (finding,) = judge("3", "2")
    assert finding.explanation == "Brass Lattice Works: $2.00; Quill Fjord Data: $3.00."
    assert finding.message.endswith("The Government decides.")


@pytest.mark.parametrize(
    "changes",
    [
        {"principal_place_country": "HK"},
        {"owners": (owner(name="Amber", country="CN", percent=Decimal(50)),)},
        {
            "owners": (
                owner(country="NO", percent=Decimal(99)),
                owner(name="Amber", country="CN", percent=Decimal(1), has_control=False),
            )
        },
    ],
)
def test_a_tie_to_a_country_of_concern_ends_it(changes):
    (finding,) = judge("3", "2", **changes)
    assert finding.message.startswith("Quill Fjord Data is not eligible as National Champion: ")


def test_owners_that_nobody_knows_leave_it_open():
    (finding,) = judge("3", "2", owners=(owner(country="NO", percent=Decimal(40)),))
    assert finding.outcome.value == "WARN"
    assert "depends on 60 percent of Quill Fjord Data" in finding.message


def test_a_provider_without_a_contribution_has_no_value_yet():
    given = (contribution(LayerCode.L3_MODELS, contributor=QUILL),)
    (finding,) = national_champion(
        complete_content(
            members=(*members()[:2], replace(members()[2], **OWNED)), contributions=given
        ),
        context(),
    )
    assert finding.message.startswith("State the value of every contribution")


def test_without_a_foreign_member_it_passes_and_without_contributions_it_does_not():
    assert outcomes(national_champion(complete_content(), context())) == ["PASS"]
    assert outcomes(national_champion(complete_content(contributions=()), context())) == ["WARN"]
