"""The matcher hears the same name through spelling, script, order and typing errors."""

import pytest

from reviews.screening.alignment import align
from reviews.screening.candidates import ScreeningIndex
from reviews.screening.engine import screen
from reviews.screening.legal_forms import shortened
from reviews.screening.likeness import WeighedName
from reviews.screening.names import mark_dropped_vowels, words
from reviews.screening.parties import Match, Party, PartyKind, Policy
from reviews.screening.similarity import INITIAL, word_similarity
from reviews.screening.sounds import consonants, lacks_vowels, neutral, skeleton
from tests.reviews.screening.published import listed

POLICY = Policy()


def hits(index: ScreeningIndex, name: str) -> list[Match]:
    return screen(Party(name=name), index, POLICY)


def best(index: ScreeningIndex, name: str) -> str:
    return hits(index, name)[0].entry.name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("khaled", "haled"),
        ("yevgeny", "evgenii"),
        ("hussein", "husain"),
        ("shcherbakov", "sherbakov"),
        ("sergej", "sergei"),
        ("aleksander", "alexander"),
        ("philipp", "filip"),
    ],
)
def test_spellings_of_one_sound_come_out_alike(one: str, other: str) -> None:
    assert word_similarity(one, other) >= 0.85
    assert word_similarity(one, other) == pytest.approx(word_similarity(other, one))


@pytest.mark.parametrize(
    ("one", "other"),
    [("gazprom", "rosneft"), ("1402", "1403"), ("smith", "jones"), ("kim", "lin"), ("al", "an")],
)
def test_different_words_are_not_alike(one: str, other: str) -> None:
    assert word_similarity(one, other) == 0.0


def test_an_initial_stands_for_a_word_that_starts_with_it() -> None:
    assert word_similarity("j", "jesus") == INITIAL
    assert word_similarity("j", "gerardo") == 0.0


def test_a_number_read_as_letters_by_a_scanner_is_alike_but_another_number_is_not() -> None:
    assert word_similarity("b0x", "box") == 0.9
    assert word_similarity("3", "33") == 0.0


def test_arabic_and_hebrew_words_become_marked_consonants() -> None:
    assert words("حسن نصر الله") == ("~hsn", "~nsr", "~allh")
    assert consonants("بنيامين") == "~bnyamyn"
    assert words("בנימין")[0] == "~bnymyn"
    assert words("محمد بن سلمان") == ("~mhmd", "~slman")


def test_a_word_without_vowels_is_known_by_its_skeleton() -> None:
    assert lacks_vowels("vldmr")
    assert not lacks_vowels("vladimir")
    assert skeleton("vldmr") == skeleton("vladimir")
    assert neutral("a320") == "a320"


def test_a_name_that_lost_its_vowels_is_compared_by_consonants_and_an_acronym_is_not() -> None:
    assert mark_dropped_vowels(("srdykv", "srgy", "ltd")) == ("~srdykv", "~srgy", "ltd")
    assert mark_dropped_vowels(("nvr", "systems")) == ("nvr", "systems")


def test_a_spelled_out_legal_form_counts_as_one_word() -> None:
    spelled = words("Obshchestvo s Ogranichennoi Otvetstvennostyu Grimspire")
    assert shortened(spelled) == ("ooo", "grimspire")
    assert shortened(words("Grimspire Limited Liability Company")) == ("grimspire", "llc")
    assert shortened(("grimspire",)) == ("grimspire",)


def weighed(text: str) -> WeighedName:
    found = words(text)
    return WeighedName(found, tuple(1.0 for _ in found))


def test_words_are_paired_one_to_one_in_any_order() -> None:
    alignment = align(weighed("Anton Anton Zeller"), weighed("ZELLER, Anton"))
    assert [(pair.screened, pair.listed) for pair in alignment.pairs] == [
        ("anton", "anton"),
        ("zeller", "zeller"),
    ]
    assert alignment.screened_left_over == (("anton", 1.0),)
    assert alignment.listed_share == 1.0
    assert alignment.screened_share == pytest.approx(2 / 3)


def test_joined_and_split_words_are_found() -> None:
    assert align(weighed("Grim Spire Dynamics"), weighed("Grimspire Dynamics")).score > 0.95
    assert align(weighed("Northsea Tide"), weighed("North Sea Tide")).score > 0.95


def test_another_number_is_another_ship() -> None:
    same = align(weighed("Ember Tide 7"), weighed("Ember Tide 7"))
    other = align(weighed("Ember Tide 7"), weighed("Ember Tide 8"))
    assert same.score == 1.0
    assert other.score < 0.6
    assert other.notes == ["different numbers: x 0.85"]


def test_a_resemblance_of_common_words_alone_is_cut_down() -> None:
    common = WeighedName(("trading", "company"), (0.2, 0.1))
    assert align(common, common).score < 0.75


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("Almaz Antey Telecom", "ALMAZ-ANTEY"),
        ("ESMAL KATEB", "KHATIB, Esmail"),
        ("Владимир Владимирович Путин", "PUTIN, Vladimir Vladimirovich"),
        ("Рамзан Кадыров", "KADYROV, Ramzan Akhmatovich"),
        ("Huawei Tecnologies Co Ltd", "Huawei Technologies Co., Ltd."),
        ("ROSOBORONEXPROT", "ROSOBORONEKSPORT OAO"),
    ],
)
def test_the_right_party_comes_first_on_the_real_list(
    real_index: ScreeningIndex, typed: str, entry: str
) -> None:
    found = hits(real_index, typed)[0]
    assert entry.casefold() in " ".join(found.entry.names).casefold()


@pytest.mark.parametrize(
    ("typed", "unrelated"), [("Chris Huynh", "WONG"), ("Chaiyan Chhay", "LAI")]
)
def test_the_unrelated_people_of_the_published_complaints_are_not_raised(
    real_index: ScreeningIndex, typed: str, unrelated: str
) -> None:
    found = screen(Party(name=typed, kind=PartyKind.PERSON), real_index, POLICY)
    assert [m.entry.name for m in found if m.entry.name.upper().startswith(unrelated)] == []


def test_mary_jackson_raises_no_alert(real_index: ScreeningIndex) -> None:
    assert hits(real_index, "MARY JACKSON") == []


def test_short_listed_names_do_not_alert_on_longer_ones(real_index: ScreeningIndex) -> None:
    short = {p.name for p in real_index.parties if len(p.name) <= 4}
    assert short
    assert [m for m in hits(real_index, "Al Baker Bread Company") if m.entry.name in short] == []


def test_a_hidden_name_is_found_and_its_cell_is_shown(real_index: ScreeningIndex) -> None:
    found = hits(real_index, "IVY LUO")[0]
    assert found.matched_name.split() == ["IVY", "LUO"]
    assert 'It stands in the name cell "JIE LUO -AKA' in found.explanation


def test_a_tiny_list_is_screened_like_a_large_one() -> None:
    index = ScreeningIndex.build([listed(1, "Grimspire Dynamics Co., Ltd.")])
    assert best(index, "Grimspyre Dynamics") == "Grimspire Dynamics Co., Ltd."
    assert hits(index, "Honest Bakery") == []


def test_an_empty_list_has_no_hits() -> None:
    assert hits(ScreeningIndex.build([]), "Grimspire") == []
