"""The affiliate of a listed family is a hit, and the more of it is listed the more so."""

import pytest

from reviews.screening.candidates import ScreeningIndex
from reviews.screening.engine import screen
from reviews.screening.floors import FAMILY, HEAD_OF_FAMILY, MOST_OF_A_FAMILY
from reviews.screening.ordinary import is_ordinary, is_telling
from reviews.screening.parties import ListedAddress, Match, Party, PartyKind, Policy, Tier
from tests.reviews.screening.published import listed

POLICY = Policy()


def found(index: ScreeningIndex, name: str, **facts: object) -> list[Match]:
    facts = {"kind": PartyKind.ORGANIZATION} | facts
    return screen(Party(name=name, **facts), index, POLICY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "family"),
    [
        ("Gazprom Singapore Pte Ltd", "gazprom"),
        ("Sberbank Kazakhstan", "sberbank"),
        ("CETC Singapore Pte Ltd", "cetc"),
        ("AVIC Singapore Pte Ltd", "avic"),
        ("SMIC Singapore", "smic"),
        ("CNOOC Energy Development Co Ltd", "cnooc"),
        ("CNOOC ENERGY TECH & SRVCES LTD", "cnooc"),
        ("Huawei Digital Power Singapore Pte Ltd", "huawei"),
        ("Rosneft Trading SA", "rosneft"),
        ("Mahan Airlines LLC", "mahan"),
    ],
)
def test_an_affiliate_of_a_listed_family_is_a_hit_whatever_its_country(
    real_index: ScreeningIndex, typed: str, family: str
) -> None:
    best = found(real_index, typed, countries=("SG",))[0]
    assert family in best.matched_name.lower()
    assert best.score >= POLICY.watch


@pytest.mark.parametrize("typed", ["Gazprom Singapore Pte Ltd", "Huawei Energy Development Co Ltd"])
def test_the_reason_is_its_own_and_few_of_the_family_stand_for_all(
    real_index: ScreeningIndex, typed: str
) -> None:
    matches = found(real_index, typed, countries=("SG",))
    lifted = [match for match in matches if "Shares the distinctive name" in match.explanation]
    assert 1 <= len(lifted) <= MOST_OF_A_FAMILY
    assert len({match.score for match in lifted}) == len(lifted)
    word = typed.split()[0].lower()
    assert f'Shares the distinctive name "{word}" of ' in lifted[0].explanation
    assert all(FAMILY - 0.01 < match.score <= HEAD_OF_FAMILY for match in lifted)


def test_the_name_itself_comes_first_whatever_the_number_of_its_affiliates(
    real_index: ScreeningIndex,
) -> None:
    best = found(real_index, "Huawei Technologies Company Limited")[0]
    assert best.entry.name.casefold() == "huawei technologies co., ltd."
    assert best.tier is Tier.STRONG


def family_of(number: int) -> ScreeningIndex:
    own = [listed(n, f"Grimspire Works {n} LLC") for n in range(number)]
    others = [listed(100 + n, f"Ordinary Harbour Bakery {n}") for n in range(40)]
    return ScreeningIndex.build([*own, *others])


@pytest.mark.parametrize("number", [1, 3, 4, 30])
def test_a_distinctive_word_weighs_the_same_for_few_and_for_many(number: int) -> None:
    index = family_of(number)
    assert index.weights.of("grimspire") >= index.weights.of("bakery")
    assert index.weights.family_of("grimspire") == number
    assert index.weights.family_of("bakery") == 0
    assert found(index, "Grimspire Kazakhstan LLP")


def test_an_ordinary_word_makes_no_family(real_index: ScreeningIndex) -> None:
    for word in ("shipping", "zavod", "tehran", "ticaret", "wang", "technology", "instituto"):
        assert is_ordinary(word)
        assert real_index.weights.family_of(word) == 0
    assert found(real_index, "Honest Shipping Bakery of Dallas Inc") == []


def test_a_surname_that_companies_carry_too_is_no_family(real_index: ScreeningIndex) -> None:
    assert is_telling("kadyrov")
    assert real_index.weights.family_of("kadyrov") == 0


def test_a_person_is_no_affiliate(real_index: ScreeningIndex) -> None:
    matches = found(real_index, "Gazprom Smith", kind=PartyKind.PERSON)
    assert [match for match in matches if "distinctive" in match.explanation] == []


def test_a_word_of_one_listed_company_counts_where_nothing_else_is_distinctive() -> None:
    index = ScreeningIndex.build(
        [listed(1, "Grimspire LLC", addresses=(ListedAddress(country="RU"),), countries=("RU",))]
    )
    assert found(index, "Grimspire Singapore Pte Ltd", countries=("SG",))
    assert found(index, "Grimspire Vallonbrook Ltd", countries=("SG",)) == []


@pytest.mark.parametrize(
    "typed", ["SMIC Singapore", "AVIC Singapore Pte Ltd", "CNOOC Energy Development Co"]
)
def test_the_head_of_the_family_comes_first(real_index: ScreeningIndex, typed: str) -> None:
    best = found(real_index, typed, countries=("SG",))[0]
    assert best.matched_name == typed.split()[0]


def test_a_country_takes_no_whole_listed_name_below_the_line(real_index: ScreeningIndex) -> None:
    here = found(real_index, "Moore Threads AI (Singapore) Pte Ltd")[0]
    there = found(real_index, "Moore Threads AI (Singapore) Pte Ltd", countries=("SG",))[0]
    assert here.entry == there.entry
    assert here.score > there.score == POLICY.watch
    assert "The whole listed name stands in it" in there.explanation


@pytest.mark.parametrize("typed", ["Phoenix Singapore Pte Ltd", "Technology Kazakhstan LLP"])
def test_an_ordinary_name_at_another_place_is_a_hit(typed: str) -> None:
    index = ScreeningIndex.build(
        [listed(1, "Phoenix"), listed(2, "TECHNOLOGY, JSC"), listed(3, "PHOENIX", type="Vessel")]
    )
    (match,) = found(index, typed, countries=("SG",))
    assert match.score >= POLICY.watch
    assert match.entry.type == ""
    assert found(index, typed.replace("Pte", "Energy").replace("LLP", "Bakery")) == []
