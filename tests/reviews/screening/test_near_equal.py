"""What is a listed name but for how it is written down is nearly equal, and nothing lowers it."""

import pytest

from reviews.screening.candidates import ScreeningIndex
from reviews.screening.engine import SAME_LETTERS, screen
from reviews.screening.parties import (
    ListedIdentifier,
    Match,
    MatchedOn,
    Party,
    PartyKind,
    Policy,
    Tier,
)
from tests.reviews.screening.published import listed

POLICY = Policy()


def found(index: ScreeningIndex, name: str, **facts: object) -> list[Match]:
    return screen(Party(name=name, **facts), index, POLICY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("EPMNG", "EP-MNG"),
        ("P632", "P-632"),
        ("Hik vision", "Hikvision"),
        ("Tech Camel", "TechCamel"),
        ("CETC13", "CETC 13"),
        ("HUAWE1 TECHN0LOGIES C0., LTD.", "HUAWEI TECHNOLOGIES CO., LTD."),
        ("Huawei Technologies Company Limited", "HUAWEI TECHNOLOGIES CO., LTD."),
        ("The Huawei Technologies Company Limited", "HUAWEI TECHNOLOGIES CO., LTD."),
        ("JSCARGUMENT", "JSC ARGUMENT"),
        ("Li Fang-wei", "LI, Fangwei"),
    ],
)
def test_the_same_letters_are_nearly_equal_to_the_listed_name(
    real_index: ScreeningIndex, typed: str, meant: str
) -> None:
    best = found(real_index, typed, countries=("US",))
    top = [match for match in best if match.score >= SAME_LETTERS]
    assert meant.casefold() in {match.matched_name.casefold() for match in top}
    assert top == best[: len(top)]
    assert all(match.tier is Tier.STRONG for match in top)
    assert "The names are the same but for" in " ".join(match.explanation for match in top)


@pytest.mark.parametrize(
    "typed", ["HuaweiTechnologies", "HUAWEITECHNOLOGIES", "A-B-C Company", "Huawei Technol ogies"]
)
def test_a_joined_name_without_its_legal_form_is_found(
    real_index: ScreeningIndex, typed: str
) -> None:
    assert found(real_index, typed, kind=PartyKind.ORGANIZATION)[0].score >= POLICY.review


def test_judgment_lowers_no_name_that_has_the_same_letters() -> None:
    index = ScreeningIndex.build([listed(1, "Grimspire Vallon Brook")])
    (match,) = found(index, "Grimspire Vallonbrok")
    assert match.score >= 0.93


@pytest.mark.parametrize("typed", ["EP-MNZ", "EPMNZ", "EP MNY"])
def test_another_tail_number_is_another_aircraft(real_index: ScreeningIndex, typed: str) -> None:
    assert [m for m in found(real_index, typed) if m.entry.type == "Aircraft"] == []


@pytest.mark.parametrize("typed", ["EP-MNG", "EP MNG", "EPMNG", "Airbus EP-MNG"])
def test_a_tail_number_brings_up_its_aircraft_alone(real_index: ScreeningIndex, typed: str) -> None:
    aircraft = [m.entry.name for m in found(real_index, typed) if m.entry.type == "Aircraft"]
    assert aircraft == ["EP-MNG"]


def test_three_letters_are_the_same_or_they_are_not(real_index: ScreeningIndex) -> None:
    assert found(real_index, "YTK") == []
    assert found(real_index, "XMC")[0].score == 1.0


def test_another_number_is_no_hit(real_index: ScreeningIndex) -> None:
    assert found(real_index, "ADRIAN DARYA 2") == []
    assert found(real_index, "ADRIAN DARYA 1")[0].score == 1.0


def test_a_surname_alone_is_at_least_watched(real_index: ScreeningIndex) -> None:
    matches = found(real_index, "Maduro", kind=PartyKind.PERSON)
    names = {match.entry.name: match for match in matches}
    assert names["MADURO MOROS, Nicolas"].score >= POLICY.watch
    assert "Is the surname alone" in names["MADURO MOROS, Nicolas"].explanation
    company = found(real_index, "Maduro", kind=PartyKind.ORGANIZATION)
    assert [match for match in company if "surname" in match.explanation] == []


def ship() -> ScreeningIndex:
    entry = listed(
        1,
        "ADRIAN DARYA 1",
        type="Vessel",
        ids=(ListedIdentifier("Vessel Registration Identification", "IMO 9116412"),),
        vessel=(("call_sign", "EQKF"),),
    )
    return ScreeningIndex.build([entry, listed(2, "Honest Harbour")])


@pytest.mark.parametrize(
    "typed", ["9116412", "IMO No. 9116412", "IMO9116412", "imo: 9116412", "MV Borealis (9116412)"]
)
def test_an_identifier_is_read_without_its_label_and_inside_a_name(typed: str) -> None:
    (match,) = found(ship(), typed)
    assert (match.tier, match.matched_on) == (Tier.STRONG, MatchedOn.IDENTIFIER)
    assert match.query_name == typed
    (match,) = found(ship(), "Borealis", ids=(typed,))
    assert match.tier is Tier.STRONG


@pytest.mark.parametrize("given", ["EQKF", "eq-kf", "Call sign EQKF"])
def test_a_call_sign_is_an_identifier(given: str) -> None:
    (match,) = found(ship(), "Borealis", ids=(given,))
    assert match.matched_on is MatchedOn.IDENTIFIER
    assert "Call sign EQKF" in match.explanation


@pytest.mark.parametrize("typed", ["911641", "9116413", "Fund 2004-1", "1209 Orange Street 19801"])
def test_another_number_identifies_nobody(typed: str) -> None:
    assert found(ship(), typed) == []


TWINS = [
    listed(1, "Grimspire Works", countries=("RU",)),
    listed(2, "Grimspire Works", countries=("FR",)),
    listed(3, "Grimspire Works"),
    listed(4, "GRIMSPIRE WORKS", countries=("FR",), type="Individual"),
]


@pytest.mark.parametrize("country", ["RU", "FR"])
def test_among_equal_names_that_of_the_same_country_and_kind_comes_first(country: str) -> None:
    matches = found(
        ScreeningIndex.build(TWINS),
        "Grimspire Works",
        kind=PartyKind.ORGANIZATION,
        countries=(country,),
    )
    assert {match.score for match in matches} == {1.0}
    order = [match.entry.id for match in matches]
    assert (
        order
        == {
            "RU": ["id-1", "id-3", "id-2", "id-4"],
            "FR": ["id-2", "id-4", "id-3", "id-1"],
        }[country]
    )


def test_several_names_in_one_field_are_compared_one_by_one(real_index: ScreeningIndex) -> None:
    matches = found(real_index, "NASRALLAH, Jawad / Blue Lagoon Group Ltd.")
    equal = {match.entry.name for match in matches if match.score == 1.0}
    assert equal == {"NASRALLAH, Jawad", "BLUE LAGOON GROUP LTD."}
