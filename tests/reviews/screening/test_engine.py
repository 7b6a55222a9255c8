"""Screening finds the listed party, best first, and says why."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.screening.answers import answer_of
from reviews.screening.candidates import ScreeningIndex
from reviews.screening.engine import screen
from reviews.screening.parties import MatchedOn, Party, PartyKind, Policy, Tier
from tests.reviews.screening.published import listed, street

POLICY = Policy()
QUAY = street("77 Gallowglass Quay, Floor 3", "Port Ember", "FR")
SMALL = ScreeningIndex.build(
    [
        listed(1, "Grimspire Dynamics Co., Ltd.", alt_names=("Ember Tide",), countries=("CN",)),
        listed(2, "VORNHALDT, Ottokar", type="Individual", addresses=(QUAY,), countries=("FR",)),
        listed(3, "Al"),
        *[listed(n, "Saltmarsh Foundry", alt_names=(f"Foundry {n}",)) for n in range(10, 50)],
    ]
)


def test_huawei_is_found_first_on_the_real_list(real_index: ScreeningIndex) -> None:
    best, *_ = screen(Party(name="HUAWEI TECHNOLOGIES CO LTD"), real_index, POLICY)
    assert best.entry.name.upper().startswith("HUAWEI TECHNOLOGIES CO., LTD.")
    assert (best.score, best.tier, best.matched_on) == (1.0, Tier.STRONG, MatchedOn.NAME)


def test_hits_are_listed_best_first(real_index: ScreeningIndex) -> None:
    scores = [m.score for m in screen(Party(name="Gazprom Neft"), real_index, POLICY)]
    assert len(scores) > 3
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    "written",
    [
        "GRIMSPIRE DYNAMICS CO LTD",
        "grimspire  dynamics co., ltd.",
        "Grіmspіre Dynamics Co., Ltd.",
        "Grim\u200bspire Dynamics Co. Ltd",
    ],
)
def test_an_equal_name_is_always_a_strong_hit(written: str) -> None:
    party = Party(name=written, kind=PartyKind.PERSON, countries=("US",))
    assert [(m.entry.id, m.score, m.tier) for m in screen(party, SMALL, POLICY)] == [
        ("id-1", 1.0, Tier.STRONG)
    ]


def test_a_persons_name_is_equal_in_either_order() -> None:
    assert screen(Party(name="Ottokar Vornhaldt"), SMALL, POLICY)[0].score == 1.0


def test_a_two_letter_listed_name_finds_itself() -> None:
    assert [(m.entry.id, m.score) for m in screen(Party(name="AL"), SMALL, POLICY)] == [
        ("id-3", 1.0)
    ]


def test_equal_names_are_never_cut_by_the_limit() -> None:
    assert len(screen(Party(name="Saltmarsh Foundry"), SMALL, Policy(limit=5))) == 40


def test_other_names_are_screened_and_the_alias_is_named() -> None:
    party = Party(name="Quite Different", other_names=("EMBER TIDE",))
    (match,) = screen(party, SMALL, POLICY)
    assert (match.matched_on, match.matched_name) == (MatchedOn.ALIAS, "Ember Tide")
    assert match.query_name == "EMBER TIDE"


def test_a_misspelling_is_found_and_explained_word_by_word() -> None:
    (match,) = screen(Party(name="Grimspyre Dynamics Co Ltd Holding"), SMALL, POLICY)
    assert match.tier in (Tier.STRONG, Tier.REVIEW)
    assert "grimspyre read as grimspire" in match.explanation
    assert "Left over in the screened text: holding (" in match.explanation
    assert f"Score {match.score:.2f} ({match.tier})." in match.explanation


def test_a_different_country_lowers_the_score_and_keeps_the_hit() -> None:
    name = "Grimspyre Dynamics Co Ltd"
    (same,) = screen(Party(name=name, countries=("CN",)), SMALL, POLICY)
    (unknown,) = screen(Party(name=name), SMALL, POLICY)
    (other,) = screen(Party(name=name, countries=("US",)), SMALL, POLICY)
    assert same.score == unknown.score
    assert other.score == pytest.approx(same.score * POLICY.country_conflict, abs=1e-4)
    assert "The countries differ (screened US; listed CN): x 0.92." in other.explanation


def test_a_person_resembling_a_listed_individual_is_not_lowered_but_a_company_is() -> None:
    name = "Otokar Vornhaldt"
    (person,) = screen(Party(name=name, kind=PartyKind.PERSON), SMALL, POLICY)
    (company,) = screen(Party(name=name, kind=PartyKind.ORGANIZATION), SMALL, POLICY)
    assert company.score == pytest.approx(person.score * POLICY.kind_conflict, abs=1e-4)


def test_an_address_is_its_own_kind_of_hit() -> None:
    party = Party(name="Honest Bakery", address="77 Gallowglass Quay, Port Ember, France")
    (match,) = screen(party, SMALL, POLICY)
    assert (match.entry.id, match.matched_on) == ("id-2", MatchedOn.ADDRESS)
    assert match.matched_name == "77 Gallowglass Quay, Floor 3, Port Ember, FR"
    assert "gallowglass 1.00 x 0.90; quay 1.00 x 0.72" in match.explanation


def test_a_bare_address_can_be_screened() -> None:
    party = Party(name="77 Gallowglass Quay, Port Ember", kind=PartyKind.ADDRESS)
    assert [m.matched_on for m in screen(party, SMALL, POLICY)] == [MatchedOn.ADDRESS]


def test_another_house_in_the_same_street_scores_lower() -> None:
    same = screen(Party(name="", address="77 Gallowglass Quay, Port Ember"), SMALL, POLICY)
    other = screen(
        Party(name="", address="9 Gallowglass Quay, Port Ember"), SMALL, Policy(floor=0.1)
    )
    assert other[0].score < same[0].score


@pytest.mark.parametrize(
    "name",
    [
        *["", " ", "x", "é", "…!?", "🙂🙂", "'; DROP TABLE parties; --", "\u202e\u200b", "\x00"],
        *["x" * 10_000, "a b c " * 3_000, "\ud83d", "ﷺ" * 2_000, "华" * 5_000, "é" * 10_000],
    ],
)
def test_a_strange_name_gets_an_answer_of_bounded_length(
    real_index: ScreeningIndex, name: str
) -> None:
    party = Party(name=name, address=name, other_names=(name,))
    matches = screen(party, real_index, POLICY)
    inexact = [match for match in matches if match.score < 1.0]
    assert len(inexact) <= POLICY.limit
    assert matches == screen(party, real_index, POLICY)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(PartyKind))
def test_any_text_gets_an_answer_that_can_be_written_down(
    name: str, address: str, kind: PartyKind
) -> None:
    party = Party(name=name, kind=kind, address=address, countries=(name[:2],))
    answer = answer_of(party, screen(party, SMALL, Policy(floor=0.0)))
    assert json.loads(json.dumps(answer)) == answer


def test_the_answer_has_the_shape_of_the_command_line() -> None:
    party = Party(name="Ember Tide")
    assert answer_of(party, screen(party, SMALL, POLICY)) == {
        "name": "Ember Tide",
        "hits": [
            {
                "id": "id-1",
                "score": 1.0,
                "tier": "strong",
                "matched_name": "Ember Tide",
                "matched_on": "alias",
                "explanation": '"Ember Tide" resembles the alias "Ember Tide" of the EL entry'
                ' "Grimspire Dynamics Co., Ltd.". The names are equal once case, accents and'
                " punctuation are set aside. Score 1.00 (strong).",
                "source": "Entity List (EL) - Bureau of Industry and Security",
                "list_code": "EL",
                "name": "Grimspire Dynamics Co., Ltd.",
            }
        ],
    }


def test_every_listed_name_finds_its_own_record(real_index: ScreeningIndex) -> None:
    lost = [
        text
        for number, party in enumerate(real_index.parties)
        for text in party.names
        if number not in {real_index.names[found].party for found in real_index.equal(text)}
    ]
    assert lost == []


def test_the_tiers_follow_the_policy() -> None:
    lines = [0.9, 0.8999, 0.75, 0.7499, 0.65, 0.6499]
    assert [POLICY.tier_of(score) for score in lines] == [
        Tier.STRONG,
        Tier.REVIEW,
        Tier.REVIEW,
        Tier.WATCH,
        Tier.WATCH,
        Tier.BELOW,
    ]
