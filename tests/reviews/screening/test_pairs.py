"""Of two names alone: what says that they are one party, and what that they are two?"""

import pytest

from reviews.screening.candidates import ScreeningIndex
from reviews.screening.pairs import similarity_of_names


@pytest.mark.parametrize(
    ("one", "other", "another"),
    [
        ("Wieczorek Works Inc.", "Wieczorek Works LLC", "Wieczorek Works GmbH"),
        ("Banco Vallon S.A.", "Banco Vallon", "Banco Vallon Chile S.A."),
        ("Vallon Trucking LLC", "Vallon Trucking Co LLC", "Vallon Trucking Holdings LLC"),
        ("MV Vallon Star", "M/V VALLON STAR", "Vallon Star Shipping Ltd"),
        ("Vallon Maru No. 8", "VALLON MARU 8", "Vallon Maru No. 6"),
        ("Vallon Timber Exports Ltd", "Vallon Timber Exprots Ltd", "Vallon Timber Experts Ltd"),
        ("Hasan Ben Ali Drissi", "Hassan Ali Drissi", "Hasan Ben Omar Drissi"),
        ("風松工業株式会社", "風松工業", "風岡工業株式会社"),
        ("第八星風丸", "第八 星風丸", "第十八星風丸"),
    ],
)
def test_what_makes_another_party_scores_less_than_another_way_of_writing(
    real_index: ScreeningIndex, one: str, other: str, another: str
) -> None:
    same = similarity_of_names(one, other, real_index.weights)
    different = similarity_of_names(one, another, real_index.weights)
    assert same > different + 0.05


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siemens Aktiengesellschaft", "Siemens AG"),
        ("Tisza Kereskedelmi Korlátolt Felelősségű Társaság", "Tisza Kereskedelmi Kft."),
        ("PERSEROAN TERBATAS SINAR ABADI", "PT Sinar Abadi"),
        ("Carrow Public Limited Company", "Carrow plc"),
        ("Walmart Incorporated", "Walmart Inc."),
        ("Łączyńska Spółka z ograniczoną odpowiedzialnością", "Łączyńska Sp. z o.o."),
    ],
)
def test_a_legal_form_spelled_out_is_its_short_form(
    real_index: ScreeningIndex, one: str, other: str
) -> None:
    assert similarity_of_names(one, other, real_index.weights) >= 0.95


def test_the_same_letters_are_nearly_the_same_name(real_index: ScreeningIndex) -> None:
    assert similarity_of_names("Tech Camel", "TechCamel", real_index.weights) == 0.98
    assert similarity_of_names("Gazprom", "GAZPROM", real_index.weights) == 1.0
