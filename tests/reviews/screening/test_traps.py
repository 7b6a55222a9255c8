"""One real row for every trap of the published list: where the screening could go wrong in silence.

The copy of the list at hand has no dates, birth dates and identifiers; where a trap is about one of
them, the published cell is put into a real row before the row is read.
"""

import gzip
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from reviews.screening.candidates import ScreeningIndex
from reviews.screening.countries import iso_code
from reviews.screening.engine import screen
from reviews.screening.evidence import weigh
from reviews.screening.parties import (
    ListedParty,
    ListingStatus,
    Match,
    Party,
    PartyKind,
    Policy,
    Tier,
)
from reviews.screening.sources import ListFile, read_list

POLICY = Policy()
Reader = Callable[..., ListedParty]


def found(index: ScreeningIndex, name: str, **facts: object) -> list[Match]:
    return screen(Party(name=name, **facts), index, POLICY)  # type: ignore[arg-type]


def named(real_list: ListFile, name: str) -> ListedParty:
    return next(party for party in real_list.parties if party.name == name)


@pytest.fixture(scope="module")
def published_rows(screening_data: Path) -> list[dict[str, object]]:
    text = gzip.decompress((screening_data / "consolidated.json.gz").read_bytes())
    return list(json.loads(text)["results"])


@pytest.fixture
def with_cells(published_rows: list[dict[str, object]], tmp_path: Path) -> Reader:
    """The real row of this name as it is read when the given cells stand in it."""

    def read(name: str, **cells: object) -> ListedParty:
        row = next(row for row in published_rows if row["name"] == name) | cells
        path = tmp_path / "list.json"
        path.write_text(json.dumps({"results": [row]}), encoding="utf-8")
        return read_list(path).parties[0]

    return read


def test_an_expired_denial_order_still_in_the_file_is_found_and_known_to_be_expired(
    with_cells: Reader,
) -> None:
    name = "SEMICONDUCTOR SYSTEMS INTL., INC. (SSI)"
    entry = with_cells(name, start_date="1987-03-13", end_date="1997-03-13")
    (match,) = found(ScreeningIndex.build([entry]), "Semiconductor Systems Intl Inc")
    assert match.entry.list_code == "DPL"
    assert match.entry.status_on(date(2026, 11, 23)) is ListingStatus.EXPIRED
    assert match.entry.status_on(date(1997, 3, 13)) is ListingStatus.ACTIVE


def test_a_nonproliferation_row_without_an_end_date_is_never_taken_for_expired(
    real_list: ListFile,
) -> None:
    entry = named(real_list, "PMC Wagner; and any successor, sub-unit, or subsidiary thereof")
    assert (entry.list_code, entry.end_date) == ("ISN", None)
    assert entry.status_on(date(2099, 1, 1)) is ListingStatus.UNKNOWN


@pytest.mark.parametrize("kind", PartyKind)
def test_a_row_without_a_type_is_found_whatever_the_party_is(
    real_list: ListFile, real_index: ScreeningIndex, kind: PartyKind
) -> None:
    assert sum(not party.type for party in real_list.parties) == 6_256
    entry = named(real_list, "QIANG HU")
    assert (entry.type, entry.list_code) == ("", "DPL")
    if kind is not PartyKind.ADDRESS:
        equal = [m for m in found(real_index, "Qiang  Hu", kind=kind) if m.score == 1.0]
        assert entry.id in {match.entry.id for match in equal}
    assert weigh(Party(name="Qiang Hu", kind=kind), entry, POLICY).factor == 1.0


def test_a_row_without_a_country_is_no_evidence_against_a_party_from_anywhere(
    real_list: ListFile,
) -> None:
    entry = next(party for party in real_list.parties if party.list_code == "DTC")
    assert entry.countries == ()
    assert weigh(Party(name="x", countries=("US",)), entry, POLICY).factor == 1.0


ODD_COUNTRIES = [
    ("QIANG HU", "PRC", "CN"),
    ("Chernomorneftegaz", "CRIMEA (OCCUPIED)", "UA"),
    ("HOLY LAND FOUNDATION FOR RELIEF AND DEVELOPMENT", "REGION: WEST BANK", "PS"),
    ("GLOBAL RELIEF FOUNDATION, INC.", "REGION: KASHMIR", ""),
    ("KONY, Joseph", "REGION: KAFIA KINGI", ""),
    ("ANSAR AL-DINE", "REGION: NORTHERN MALI", "ML"),
    ("KOI, Wan Kuok", "MACAU", "MO"),
    ("HYDRA MARKET", "REGION: COMMONWEALTH OF INDEPENDENT STATES", ""),
    ("PLATIFINO LIMITED", "MAN, ISLE OF", "IM"),
    ("LIMITED LIABILITY COMPANY ADVANTA M SPB", "REGION: RUSSIA", "RU"),
    ("B AND P SOLUTIONS PRIVATE LIMITED", "REGION: JAMMU AND KASHMIR", ""),
    ("AL WEAM CHARITABLE SOCIETY", "REGION: NORTHERN GAZA", "PS"),
    ("ABU MAREI, Muhammad Sami Muhammad", "REGION: NORTH GAZA", "PS"),
    ("ONBOARD SHIP MANAGEMENT LIMITED", "REGION: CHINA", "CN"),
    ("DOTONE GOLD COMPANY", "REGION: IRAN", "IR"),
    ("AUK Group", "TURKIYE", "TR"),
]


@pytest.mark.parametrize(("name", "published", "code"), ODD_COUNTRIES)
def test_an_odd_country_value_is_read_as_its_country_or_is_no_evidence(
    real_list: ListFile, name: str, published: str, code: str
) -> None:
    entry = next(
        party
        for party in real_list.parties
        if party.name == name and published in {own.country for own in party.addresses}
    )
    assert iso_code(published) == code
    if code:
        assert code in entry.countries
        assert weigh(Party(name=name, countries=(code,)), entry, POLICY).factor == 1.0
    assert all(len(country) == 2 for country in entry.countries)


def test_there_are_no_other_odd_country_values(real_list: ListFile) -> None:
    values = {own.country for party in real_list.parties for own in party.addresses if own.country}
    odd = {value for value in values if not (len(value) == 2 and value.isalpha())}
    assert odd == {published for _, published, _ in ODD_COUNTRIES}


def test_of_several_countries_each_one_agrees(real_list: ListFile) -> None:
    entry = named(real_list, "EMPRESA CUBANA DE AVIACION")
    assert len(entry.countries) > 5
    for country in entry.countries:
        assert weigh(Party(name="x", countries=(country,)), entry, POLICY).factor == 1.0
    assert weigh(Party(name="x", countries=("KE",)), entry, POLICY).factor == 0.92


def test_a_party_on_two_lists_is_found_on_both(real_index: ScreeningIndex) -> None:
    matches = [m for m in found(real_index, "Public Joint Stock Company Gazprom") if m.score == 1.0]
    assert {match.entry.list_code for match in matches} >= {"SSI", "NS-MBS"}
    assert "17254" not in {match.entry.entity_number for match in matches}
    assert {m.entry.entity_number for m in matches if m.entry.list_code == "SSI"} == {"17250"}


@pytest.mark.parametrize(
    ("hidden", "cell"),
    [
        ("COREZING TECH PTE LTD", "COREZING INTERNATIONAL, AKAS"),
        ("CORE ZING", "COREZING INTERNATIONAL -AKAS-"),
        ("Ivy Luo", "JIE LUO -AKA-IVY LUO"),
        ("Frank Sun", "FUYI SUN A/K/A FRANK SUN"),
        ("Cow Craig", "Kreig; a.k.a. Cow Craig"),
        ("Rhooms Jermain", "Kreig; a.k.a. Cow Craig"),
        ("Nathan Man Man", "Cho Yan Nathan; a.k.a Nathan Man Man"),
        ("Akembuom Akem", "Roger) Roger (a/k/a Akembuom"),
        ("S7 Airlines", "SIBERIAN AIRLINES D/B/A S7"),
        ("Main Intelligence Department", "GLAVNOE RAZVEDYVATEL'NOE UPRAVLENIE;"),
        ("Hangzhou Huawei Enterprises", "Huawei Technologies Co., Ltd. (Huawei). Affiliated"),
    ],
)
def test_a_name_hidden_in_another_name_cell_is_found_as_itself(
    real_index: ScreeningIndex, hidden: str, cell: str
) -> None:
    equal = [match for match in found(real_index, hidden) if match.score == 1.0]
    cells = {name for match in equal for name in match.entry.names if name.startswith(cell)}
    assert cells
    assert any(match.tier is Tier.STRONG for match in equal)


@pytest.mark.parametrize(
    ("own", "noted"),
    [
        ("PMC Wagner", ""),
        ("Yidatong (Tianjin) Metal Materials Co., Ltd", ""),
        ("Bearings on Lipetsk LLC", " (Russian entity)"),
    ],
)
def test_the_words_about_successors_are_not_part_of_the_name(
    real_index: ScreeningIndex, own: str, noted: str
) -> None:
    cell = f"{own}{noted}; and any successor, sub-unit, or subsidiary thereof"
    equal = [match for match in found(real_index, own.lower()) if match.score == 1.0]
    assert (own, cell) in {(match.matched_name, match.entry.name) for match in equal}


def test_a_name_of_more_than_eighty_letters_is_found_with_a_typing_error(
    real_list: ListFile, real_index: ScreeningIndex
) -> None:
    entry = max(real_list.parties, key=lambda party: len(party.name))
    assert len(entry.name) > 300
    typed = entry.name.replace("Ministry", "Minstry", 1)
    assert typed != entry.name
    assert entry.id in {match.entry.id for match in found(real_index, typed)}


@pytest.mark.parametrize("short", ["SSI", "IG", "JI", "AL"])
def test_a_short_alias_is_found_by_itself_and_not_inside_other_names(
    real_index: ScreeningIndex, short: str
) -> None:
    assert found(real_index, short)[0].score == 1.0
    longer = found(real_index, f"{short} Honest Harbour Bakeries")
    assert [match for match in longer if match.matched_name == short] == []


def test_every_one_of_ninety_five_aliases_finds_its_party_once(
    real_list: ListFile, real_index: ScreeningIndex
) -> None:
    entry = max(real_list.parties, key=lambda party: len(party.alt_names))
    assert (entry.name, len(entry.alt_names)) == ("REVIVAL OF ISLAMIC HERITAGE SOCIETY", 95)
    for alias in entry.alt_names:
        hits = [match for match in found(real_index, alias) if match.entry.id == entry.id]
        assert [match.score for match in hits] == [1.0]


def test_a_start_date_with_a_blank_and_slashes_is_a_date(with_cells: Reader) -> None:
    entry = with_cells("QIANG HU", start_date=" 8/11/2015")
    assert (entry.start_date, entry.unread) == (date(2015, 8, 11), ())


def test_a_year_in_the_next_millennium_hides_nobody(with_cells: Reader) -> None:
    entry = with_cells("QIANG HU", end_date="3017-08-22")
    assert entry.status_on(date(2026, 11, 23)) is ListingStatus.ACTIVE


@pytest.mark.parametrize(
    ("listed_as", "agreeing", "conflicting"),
    [
        ("1960 to 1961", "1961-03-02", "1975-03-02"),
        ("circa 1960", "1961-03-02", "1965-03-02"),
        ("Between 1958 and 1962", "1960", "1980"),
        ("unknown", "1960", None),
    ],
)
def test_a_vague_date_of_birth_speaks_only_against_what_it_rules_out(
    with_cells: Reader, listed_as: str, agreeing: str, conflicting: str | None
) -> None:
    entry = with_cells("KHATIB, Esmail", dates_of_birth=[listed_as])
    born = Party(name="x", dates_of_birth=(agreeing,))
    assert (weigh(born, entry, POLICY).factor, weigh(born, entry, POLICY).lift) == (1.0, 0.0)
    if conflicting:
        other = Party(name="x", dates_of_birth=(conflicting,))
        assert weigh(other, entry, POLICY).factor == POLICY.birth_conflict


def test_licence_wording_is_kept_as_published_in_all_its_spellings(real_list: ListFile) -> None:
    wordings = {party.license_requirement for party in real_list.parties} - {""}
    assert len(wordings) == 89
    assert {
        "For all items subject to the EAR.",
        "For all items subject to the EAR",
        "For all items subject to the EAR. (See part§744.11 of the EAR).",
    } <= wordings
