"""However a name is written, the same words come out of it."""

import pytest

from reviews.screening.cells import names_in
from reviews.screening.names import LONGEST_NAME, MOST_WORDS, fold, words
from reviews.screening.sources import ListFile


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Grimspire  Dynamics", "grimspire dynamics"),
        ("ＧＲＩＭＳＰＩＲＥ", "grimspire"),
        ("Grim\u200bspi\u00adre\u202e", "grimspire"),
        ("Grіmspіrе", "grimspire"),
        ("НUАWЕI", "huawei"),
        ("O'Brien O’Brien", "obrien obrien"),
        ("A.B.C. Co., L.L.C.", "abc co llc"),
        ("R & D", "r and d"),
        ("Владимир", "vladimir"),
        ("Müller-Lüdenscheidt", "muller ludenscheidt"),
        ("华为", "hua wei"),
        ("🙂", ""),
        ("...", ""),
        ("", ""),
        ("x", "x"),
    ],
)
def test_folding_sets_case_accents_and_tricks_aside(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_abbreviations_and_numbers_are_written_in_one_way() -> None:
    assert words("Grimspire Tech Inst. No. 007 IV") == words(
        "GRIMSPIRE TECHNOLOGY INSTITUTE NO 7 4"
    )


def test_digits_inside_a_word_are_read_as_letters_but_codes_stay() -> None:
    assert words("GR0UP H0SPITAL A320 33rd") == ("group", "hospital", "a320", "33rd")


def test_what_lies_beyond_the_longest_name_is_not_read() -> None:
    assert len(fold("x" * 10_000)) == LONGEST_NAME
    assert len(words("x " * 10_000)) == MOST_WORDS


@pytest.mark.parametrize(
    ("start", "hidden"),
    [
        ("Kreig; a.k.a. Cow Craig", {"Kreig", "Cow Craig", "Hall Jermaine"}),
        ("COREZING INTERNATIONAL, AKAS", {"COREZING INTERNATIONAL", "COREZING TECH PTE LTD"}),
        ("COREZING INTERNATIONAL -AKAS-", {"COREZING INTERNATIONAL", "CORE ZING"}),
        ("JIE LUO -AKA-IVY LUO", {"JIE LUO", "IVY LUO"}),
        ("FUYI SUN A/K/A FRANK SUN", {"FUYI SUN", "FRANK SUN"}),
        ("SIBERIAN AIRLINES D/B/A S7", {"SIBERIAN AIRLINES", "S7 AIRLINES"}),
        ("JSC NIIP, f.k.a.", {"JSC NIIP"}),
        ("KOLOKOL (AKA: ALDRICH AMES)", {"KOLOKOL", "ALDRICH AMES"}),
        ("PMC Wagner; and any successor", {"PMC Wagner"}),
        ("EuroAsia and any successor", {"EuroAsia"}),
        ("Roger) Roger (a/k/a Akembuom", {"Akembuom Akem"}),
        ("Igor Aleksandrovich Michurin (R", {"Igor Aleksandrovich Michurin"}),
        ("AVIATION SERVICES INTERNATIONAL, B.V. ALSO", {"DELTA LOGISTICS, B.V."}),
        ("GLAVNOE RAZVEDYVATEL'NOE UPRAVLENIE;", {"MAIN INTELLIGENCE DEPARTMENT"}),
        ("Jiangnan Electronic Communications Research Institute (J", {"JNECR"}),
        (
            "Universal Enterprise Limited [aka",
            {"General Technology Limited", "Tiger Force Electronics"},
        ),
        (
            "Huawei Technologies Co., Ltd. (Huawei). Affiliated Entity: Hangzhou Huawei E",
            {"Hangzhou Huawei Enterprises"},
        ),
    ],
)
def test_the_names_hidden_in_a_real_name_cell_are_found(
    real_list: ListFile, start: str, hidden: set[str]
) -> None:
    cell = next(n for party in real_list.parties for n in party.names if n.startswith(start))
    names = names_in(cell)
    assert names[0] == cell
    assert hidden <= set(names)


@pytest.mark.parametrize(
    "cell", ["Superchip (HK) Limited", "AKAR, Izzat", "AKA INTEGRAL SERVICES", "ALIAS LLC"]
)
def test_an_ordinary_cell_holds_one_name(cell: str) -> None:
    assert names_in(cell) == (cell,)
