"""Whatever is typed gets an answer that can be written down, for a bounded amount of work."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.screening.answers import answer_of
from reviews.screening.candidates import BEST, ScreeningIndex
from reviews.screening.comparison import MOST_NAMES_IN_ONE, screened_names
from reviews.screening.engine import screen
from reviews.screening.names import LONGEST_NAME, MOST_WORDS
from reviews.screening.parties import Party, PartyKind, Policy, Tier
from tests.reviews.screening.published import listed, street

QUAY = street("77 Gallowglass Quay, Floor 3", "Port Ember", "FR")
SMALL = ScreeningIndex.build(
    [
        listed(1, "Grimspire Dynamics Co., Ltd.", alt_names=("Ember Tide", "Гримспир")),
        listed(2, "VORNHALDT, Ottokar", addresses=(QUAY,), dates_of_birth=("circa 1960",)),
        listed(3, "حسن نصر الله", alt_names=("华为", "J. K.", "7")),
        *[listed(n, f"Saltmarsh Foundry {n}") for n in range(10, 90)],
    ]
)
EVERYTHING = Policy(floor=0.0)

# What breaks name matching: words of the list, markers of further names, and Unicode's odd corners.
BITS = st.sampled_from(
    [
        *["Grimspire", "Ottokar", "Saltmarsh", "Foundry", "co", "limited liability company", "J."],
        *[" a.k.a. ", "; ", " (", ")", ", ", "-AKAS-", "and any successor", "its", "&", "'"],
        *["\u202e", "\u200b", "\u0301", "\ufeff", "\u00ad", "\x00", "\ud83d", "🙂", "ﷺ", "İ", "ß"],
        *[
            "华为技术",
            "김정은",
            "นาย",
            "محمد",
            "בנימין",
            "Гримспир",
            "Grіmspіre",
            "1234567890",
            "٣",
        ],
        *["'; DROP TABLE parties; --", "<script>", "{{ name }}", "%s", "\\", "x" * 30, " ", "\n"],
    ]
)
ANY_TEXT = st.one_of(
    st.text(max_size=80),
    st.lists(BITS, max_size=12).map("".join),
    st.tuples(BITS, st.integers(1, 400)).map(lambda made: made[0] * made[1]),
)
TEXTS = st.lists(ANY_TEXT, max_size=3).map(tuple)
PARTIES = st.builds(
    Party,
    name=ANY_TEXT,
    kind=st.sampled_from(PartyKind),
    countries=TEXTS,
    other_names=TEXTS,
    address=ANY_TEXT,
    other_addresses=TEXTS,
    dates_of_birth=TEXTS,
    ids=TEXTS,
)
HARD = [
    *["", " ", "x", "...!?,;:" * 1250, "x" * 10_000, "x " * 5_000, " " * 10_000, "\n" * 10_000],
    *[
        "a.k.a. b " * 1200,
        "x; " * 3_300,
        "(" * 10_000,
        ", its " * 1_600,
        "successor and any " * 600,
    ],
    *["\u202e\u200b" * 5_000, "\u0301" * 10_000, "e\u0301\u0302" * 3_000, "🙂" * 10_000],
    *["ﷺ" * 2_000, "华" * 10_000, "محمد " * 2_000, "Ааaа" * 2_500, "1234567890" * 1_000],
    *["'; DROP TABLE parties; --" * 400, "limited liability company " * 400, "vldmr srgy " * 900],
]


@settings(max_examples=300)
@given(PARTIES)
def test_any_party_gets_a_well_formed_answer(party: Party) -> None:
    matches = screen(party, SMALL, EVERYTHING)
    answer = answer_of(party, matches)
    assert json.loads(json.dumps(answer)) == answer
    assert matches == sorted(matches, key=lambda match: -match.score)
    for match in matches:
        assert 0.0 < match.score <= 1.0
        assert math.isfinite(match.score)
        assert match.tier is EVERYTHING.tier_of(match.score)
        assert match.entry in SMALL.parties
        assert match.explanation.endswith(f"Score {match.score:.2f} ({match.tier}).")
    inexact = [match for match in matches if match.score < 1.0]
    assert len(inexact) <= EVERYTHING.limit


def assert_bounded(text: str) -> None:
    names = screened_names(text, SMALL.weights)
    assert len(names) <= MOST_NAMES_IN_ONE
    compared = 0
    for name in names:
        assert 0 < len(name.spelled.words) <= MOST_WORDS
        assert len(name.spelled.joined) <= 4 * LONGEST_NAME
        similar = SMALL.similar(name.spelled.words, names=len(names))
        assert len(similar) <= BEST
        assert len(similar) * len(name.spelled.words) <= 600
        compared += len(similar)
    assert compared <= 10 * MOST_NAMES_IN_ONE


@given(ANY_TEXT)
def test_any_text_is_compared_with_a_bounded_number_of_names(text: str) -> None:
    assert_bounded(text)


@pytest.mark.parametrize("text", HARD, ids=lambda text: ascii(text[:12]))
def test_the_hardest_texts_are_compared_with_a_bounded_number_of_names(text: str) -> None:
    assert_bounded(text)


@pytest.mark.parametrize("text", HARD, ids=lambda text: ascii(text[:12]))
def test_the_hardest_texts_in_every_field_get_an_answer(text: str) -> None:
    facts = (text,) * 50
    party = Party(
        name="Otokar Vornhaldt",
        other_names=(text, text[::-1]),
        address=text,
        other_addresses=facts[:3],
        countries=facts,
        dates_of_birth=facts,
        ids=facts,
    )
    found = screen(party, SMALL, Policy())
    assert [match.entry.id for match in found if match.query_name == party.name] == ["id-2"]


@pytest.mark.parametrize(
    "disguised",
    [
        *["\u202eOttokar Vornhaldt\u202c", "O\u200btto\u00adkar V\ufeffornhaldt"],
        *["Ottоkаr Vоrnhаldt", "ＯＴＴＯＫＡＲ　ＶＯＲＮＨＡＬＤＴ", "Ö́ttökar  \n Vörnhaldt,"],
        *["𝐎𝐭𝐭𝐨𝐤𝐚𝐫 𝕍𝕠𝕣𝕟𝕙𝕒𝕝𝕕𝕥", "«Ottokar» 🙂 Vornhaldt!!", "o.t.t.o.k.a.r vornhaldt"],
        *["Оттокар Ворнхалдт", "0ttokar V0rnhaldt", "OttokarVornhaldt", "Otto kar Vorn haldt"],
        *["Honest Bakery a.k.a. Ottokar Vornhaldt", "'; -- Ottokar Vornhaldt"],
        "Ottokar Vornhaldt" + " " * 9_000,
    ],
)
def test_a_disguised_name_is_still_a_hit(disguised: str) -> None:
    found = screen(Party(name=disguised), SMALL, Policy())
    assert [match.entry.id for match in found] == ["id-2"]
    assert found[0].tier in (Tier.STRONG, Tier.REVIEW)
