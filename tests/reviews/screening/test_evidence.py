"""Evidence besides the name moves a score and never removes a hit; the unknown is no evidence."""

import pytest

from reviews.screening.calibration import Signs, judge
from reviews.screening.candidates import ScreeningIndex
from reviews.screening.engine import screen
from reviews.screening.evidence import Evidence, weigh
from reviews.screening.parties import (
    ListedIdentifier,
    MatchedOn,
    Party,
    PartyKind,
    Policy,
    Tier,
)
from tests.reviews.screening.published import listed

POLICY = Policy()
PASSPORT = ListedIdentifier("Passport", "A 000-5700", "FR")
ENTRY = listed(
    1,
    "VORNHALDT, Ottokar",
    type="Individual",
    countries=("FR", "LB"),
    dates_of_birth=("14 May 1960", "circa 1961"),
    ids=(PASSPORT,),
)


def evidence(**party: object) -> Evidence:
    return weigh(Party(name="Ottokar Vornhaldt", **party), ENTRY, POLICY)  # type: ignore[arg-type]


def test_nothing_known_is_no_evidence() -> None:
    assert evidence() == Evidence()
    assert evidence(countries=("",), dates_of_birth=("unknown",), ids=("12",)) == Evidence()


@pytest.mark.parametrize(
    ("party", "factor", "reason"),
    [
        ({"countries": ("fr",)}, 1.0, "Both are placed in FR."),
        (
            {"countries": ("US",)},
            0.92,
            "The countries differ (screened US; listed FR, LB): x 0.92.",
        ),
        (
            {"kind": PartyKind.ORGANIZATION},
            0.88,
            "Screened as organization, listed as Individual: x 0.88.",
        ),
        ({"dates_of_birth": ("1975-01-01",)}, 0.92, "The years of birth differ: x 0.92."),
    ],
)
def test_disagreement_lowers_by_the_policy(
    party: dict[str, object], factor: float, reason: str
) -> None:
    found = evidence(**party)
    assert (found.factor, found.reasons) == (factor, (reason,))


@pytest.mark.parametrize("born", ["1960", "1962", "1955 to 1959"])
def test_a_year_that_can_be_reconciled_decides_nothing(born: str) -> None:
    assert evidence(dates_of_birth=(born,)) == Evidence()


def test_the_same_day_of_birth_lifts() -> None:
    found = evidence(dates_of_birth=("14  MAY 1960",))
    assert found.moved(0.79) == pytest.approx(0.85)
    assert found.moved(0.99) == 0.99


def test_two_kinds_of_disagreement_multiply() -> None:
    found = evidence(countries=("US",), dates_of_birth=("1975",))
    assert found.moved(1.0) == pytest.approx(0.92 * 0.92)


def test_an_equal_identifier_makes_a_strong_hit_however_it_is_spaced() -> None:
    index = ScreeningIndex.build([ENTRY])
    party = Party(name="Otto Vornhalt", countries=("US",), ids=("a0005700",))
    (match,) = screen(party, index, POLICY)
    assert (match.tier, match.matched_on) == (Tier.STRONG, MatchedOn.NAME)
    assert "The identifier Passport A 000-5700 is the same: a strong hit." in match.explanation


def test_an_equal_identifier_is_a_hit_under_any_name() -> None:
    index = ScreeningIndex.build([ENTRY])
    (match,) = screen(Party(name="Honest Baker", ids=("A0005700", "A-000-5700")), index, POLICY)
    assert (match.tier, match.matched_on) == (Tier.STRONG, MatchedOn.IDENTIFIER)
    assert match.explanation.startswith(
        "The screened party gives the identifier Passport A 000-5700 FR of the EL entry"
    )


def test_a_short_number_names_nobody() -> None:
    entry = listed(1, "Vornhaldt", ids=(ListedIdentifier("Passport", "12", "FR"),))
    index = ScreeningIndex.build([entry])
    assert screen(Party(name="Honest Baker", ids=("12",)), index, POLICY) == []


def test_the_judged_score_rises_with_every_sign_of_likeness() -> None:
    low = Signs(words=0.5, letters=0.5, best_word=0.5, word_count=2.0, vowelless=0.0)
    assert 0.0 < judge(low) < judge(low._replace(words=0.9)) < 1.0
    assert judge(low) < judge(low._replace(letters=0.9))
    assert judge(low) < judge(low._replace(best_word=0.9))


def test_a_policy_can_go_back_to_the_word_score() -> None:
    index = ScreeningIndex.build([ENTRY])
    party = Party(name="Otokar Vornhaldt")
    (judged,) = screen(party, index, POLICY)
    (words,) = screen(party, index, Policy(calibrated=False))
    assert "judged together" in judged.explanation
    assert "judged together" not in words.explanation
    assert words.score != judged.score
