"""What users of the Government's own search complained of in public does not happen here."""

import pytest

from reviews.screening.candidates import ScreeningIndex
from reviews.screening.engine import screen
from reviews.screening.parties import Match, Party, PartyKind, Policy, Tier


def found(index: ScreeningIndex, name: str, **facts: object) -> list[Match]:
    return screen(Party(name=name, **facts), index, Policy())  # type: ignore[arg-type]


def test_almaz_antey_telecom_finds_almaz_antey(real_index: ScreeningIndex) -> None:
    best = found(real_index, "Almaz Antey Telecom", kind=PartyKind.ORGANIZATION)[0]
    assert best.matched_name in ("Almaz-Antey", "Almaz-Antey Corp")
    assert "almaz-antey" in best.entry.name.casefold()
    assert best.tier in (Tier.REVIEW, Tier.STRONG)
    assert "Left over in the screened text: telecom" in best.explanation


@pytest.mark.parametrize(
    "typed", ["ESMAL KATEB", "Esmail Khatib", "KATEB, ESMAL", "Esmaeil Khateb", "Esmā‘īl Khaṭīb"]
)
def test_esmal_kateb_finds_the_minister_first_and_alone(
    real_index: ScreeningIndex, typed: str
) -> None:
    matches = found(real_index, typed, kind=PartyKind.PERSON, countries=("IR",))
    assert matches[0].entry.name == "KHATIB, Esmail"
    assert matches[0].tier in (Tier.REVIEW, Tier.STRONG)
    alerts = [m for m in matches if m.tier in (Tier.REVIEW, Tier.STRONG)]
    assert {match.entry.name for match in alerts} == {"KHATIB, Esmail"}


def test_the_hits_of_one_search_do_not_all_score_the_same(real_index: ScreeningIndex) -> None:
    matches = screen(Party(name="ESMAL KATEB"), real_index, Policy(floor=0.3))
    assert len(matches) >= 5
    assert len({match.score for match in matches[:5]}) == 5


@pytest.mark.parametrize(
    ("typed", "unrelated"),
    [
        ("Chris Huynh", ("WONG", "LAI", "HUANG")),
        ("Chaiyan Chhay", ("LAI", "WONG", "CHAI")),
        ("MARY JACKSON", ("MARIA", "JACK", "MIRI")),
    ],
)
def test_an_ordinary_name_raises_nothing(
    real_index: ScreeningIndex, typed: str, unrelated: tuple[str, ...]
) -> None:
    assert found(real_index, typed, kind=PartyKind.PERSON) == []
    weak = screen(Party(name=typed, kind=PartyKind.PERSON), real_index, Policy(floor=0.3))
    assert weak
    assert [m for m in weak if m.score >= Policy().watch] == []
    assert [m for m in weak if m.entry.name.upper().startswith(unrelated) and m.score > 0.55] == []


def test_every_hit_says_which_name_matched_and_why(real_index: ScreeningIndex) -> None:
    for match in found(real_index, "Almaz Antey Telecom"):
        assert match.matched_name in match.explanation
        assert "Word by word, likeness x weight" in match.explanation
        assert match.explanation.endswith(f"Score {match.score:.2f} ({match.tier}).")
