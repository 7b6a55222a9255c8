"""The changed entries against many parties give the hits of a full screening, and no other."""

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reviews.screening.alike_words import AlikeWords
from reviews.screening.candidates import ScreeningIndex
from reviews.screening.delta import affected_parties
from reviews.screening.engine import screen
from reviews.screening.names import words
from reviews.screening.parties import (
    ListedIdentifier,
    ListedParty,
    Match,
    MatchedOn,
    Party,
    PartyKind,
    Policy,
)
from reviews.screening.similarity import word_similarity
from tests.reviews.screening.published import listed, street

POLICY = Policy()
QUAY = street("77 Gallowglass Quay, Floor 3", "Port Ember", "FR")
SMALL = ScreeningIndex.build(
    [
        listed(1, "Grimspire Dynamics Co., Ltd.", alt_names=("Ember Tide",), countries=("CN",)),
        listed(2, "VORNHALDT, Ottokar", type="Individual", addresses=(QUAY,)),
        listed(3, "Saltmarsh Foundry", ids=(ListedIdentifier("Passport", "A 000-5700"),)),
        listed(4, "حسن نصر الله", dates_of_birth=("14 May 1960",)),
    ]
)


def changed(*ids: str) -> list[ListedParty]:
    return [party for party in SMALL.parties if party.id in ids]


def found(entries: list[ListedParty], *parties: Party) -> list[tuple[int, list[Match]]]:
    return list(affected_parties(entries, enumerate(parties), SMALL, POLICY))


def test_only_the_parties_that_resemble_a_changed_entry_are_named() -> None:
    parties = [
        Party(name="Grimspyre Dynamics"),
        Party(name="Otokar Vornhaldt"),
        Party(name="Honest Bakery"),
    ]
    ((key, matches),) = found(changed("id-2"), *parties)
    assert key == 1
    assert matches == screen(parties[1], SMALL, POLICY)


@pytest.mark.parametrize(
    ("party", "entry", "matched_on"),
    [
        (Party(name="EMBER  TIDE"), "id-1", MatchedOn.ALIAS),
        (Party(name="Grim Spire Dynamics Company Limited"), "id-1", MatchedOn.NAME),
        (Party(name="Honest Bakery", other_names=("Vornhalt Ottokar",)), "id-2", MatchedOn.NAME),
        (Party(name="Bakery", address="77 Gallowglass Quay, Port Ember"), "id-2", "address"),
        (Party(name="Bakery", ids=("a0005700",)), "id-3", MatchedOn.IDENTIFIER),
        (Party(name="حسن نصرالله", dates_of_birth=("14 May 1960",)), "id-4", MatchedOn.NAME),
        (Party(name="Sltmrsh Fndry"), "id-3", MatchedOn.NAME),
    ],
)
def test_every_kind_of_hit_is_found(party: Party, entry: str, matched_on: str) -> None:
    ((_, matches),) = found(changed(entry), party)
    assert [(match.entry.id, match.matched_on) for match in matches] == [(entry, matched_on)]


def test_progress_is_told_every_thousand_and_at_the_end() -> None:
    told: list[int] = []
    many = ((number, Party(name="Honest Bakery")) for number in range(2500))
    assert list(affected_parties(changed("id-1"), many, SMALL, POLICY, told.append)) == []
    assert told == [1000, 2000, 2500]


def test_without_parties_or_without_changes_nobody_is_affected() -> None:
    assert found(changed("id-1")) == []
    assert found([], Party(name="Grimspire Dynamics Co., Ltd.")) == []


def parties_of(lines: list[dict[str, object]], streets: list[str]) -> Iterator[Party]:
    """The names as they are; other names, addresses, countries and birthdays here and there."""
    rng = random.Random(11)
    kinds = {"Individual": PartyKind.PERSON, "Entity": PartyKind.ORGANIZATION}
    for line in lines:
        party = Party(
            name=str(line["name"]),
            kind=kinds.get(str(line["type"]), PartyKind.UNKNOWN),
            countries=rng.choice([(), ("US",), ("RU", "CN")]),
            dates_of_birth=rng.choice([(), (), ("1 May 1970",)]),
        )
        if rng.random() < 0.2:
            address = rng.choice(streets).replace("Street", "Str").replace("1", "l", 1)
            party = replace(party, address=address, other_names=(str(rng.choice(lines)["name"]),))
        yield party


@pytest.mark.parametrize(
    "policy",
    [POLICY, Policy(watch=0.8, country_conflict=1.1), Policy(calibrated=False, watch=0.72)],
    ids=["shipped", "lifting", "word score"],
)
def test_a_delta_gives_what_a_full_screening_of_real_names_gives(
    screening_data: Path, real_index: ScreeningIndex, policy: Policy
) -> None:
    text = gzip.decompress((screening_data / "queries-dev.jsonl.gz").read_bytes()).decode()
    lines = random.Random(5).sample([json.loads(line) for line in text.splitlines()], 250)
    with_street = [real_index.parties[place.party] for place in real_index.places[::25]]
    streets = [own.text for entry in with_street for own in entry.addresses if own.address]
    parties = list(parties_of(lines, streets))
    entries = random.Random(7).sample(real_index.parties, 150)
    wanted = {party for line in lines[:200] for party in line["match"][:1]}
    entries += [party for party in real_index.parties if party.id in wanted] + with_street
    entries = list({entry.id: entry for entry in entries}.values())
    ids = {entry.id for entry in entries}
    full = [
        (number, hits)
        for number, party in enumerate(parties)
        if (hits := [m for m in screen(party, real_index, policy) if m.entry.id in ids])
    ]
    assert len(full) > 100
    assert {hit.matched_on for _, hits in full for hit in hits} >= {"name", "alias", "address"}
    assert list(affected_parties(entries, enumerate(parties), real_index, policy)) == full


LOOK_ALIKES = str.maketrans("aeopcxAEOPCXHKMT", "аеорсхАЕОРСХНКМТ")
CYRILLIC = str.maketrans("abvgdeziklmnoprstufh", "абвгдезиклмнопрстуфх")
DIGITS = str.maketrans("olisOLIS", "01150115")
ARABIC = str.maketrans("abtdrsfqklmnhw", "ابتدرسفقكلمنهو", "eiou'")


def distorted(name: str, rng: random.Random) -> Iterator[str]:
    """The name as somebody else might write it down."""
    parts = name.replace(",", " ").split()
    cut = rng.randrange(len(name))
    yield "".join(parts)
    yield " ".join(parts).translate(DIGITS)
    yield name.translate(LOOK_ALIKES)
    yield name.lower().translate(CYRILLIC)
    yield " ".join(parts).lower().translate(ARABIC)
    yield f"{name[:cut]} {name[cut:]}"
    yield name[:cut] + name[cut + 1 :]
    yield f"The {' '.join(reversed(parts))} Singapore Pte Ltd"
    yield f"Honest Bakery a.k.a. {name}; {rng.choice(parts)}"
    yield " ".join("".join(s for s in part if s not in "aeiou") for part in parts)
    yield " ".join(parts)[:20]
    yield f"华为 {rng.choice(parts)} São {rng.choice(parts)}"


def test_a_delta_loses_no_name_however_it_is_written_down(
    screening_data: Path, real_index: ScreeningIndex
) -> None:
    rng = random.Random(17)
    entries = rng.sample(real_index.parties, 200)
    ids = {entry.id for entry in entries}
    kinds = list(PartyKind)
    parties = [
        Party(name=text, kind=rng.choice(kinds))
        for entry in entries[:45]
        for text in distorted(rng.choice(entry.names), rng)
    ]
    full = [
        (number, hits)
        for number, party in enumerate(parties)
        if (hits := [m for m in screen(party, real_index, POLICY) if m.entry.id in ids])
    ]
    assert len(full) > len(parties) / 3
    assert list(affected_parties(entries, enumerate(parties), real_index, POLICY)) == full


def test_the_words_that_are_alike_are_found_without_comparing_all(
    screening_data: Path, real_index: ScreeningIndex
) -> None:
    text = gzip.decompress((screening_data / "queries-dev.jsonl.gz").read_bytes()).decode()
    asked = sorted({w for line in text.splitlines() for w in words(json.loads(line)["name"])})
    listed_words = sorted({word for name in real_index.names for word in name.words})
    rng = random.Random(3)
    known = rng.sample(listed_words, 400)
    known += [w for w in listed_words if len(w) == 1 or (w[0] == "~" and len(w) < 5)][:80]
    alike = AlikeWords(known)
    for word in [*rng.sample(asked, 200), "j", "rn", "b0x", "~hsn", "vldmr", "kim", "1402"]:
        by_force = {k: much for k in set(known) if (much := word_similarity(word, k))}
        assert dict(alike.of(word)) == by_force
