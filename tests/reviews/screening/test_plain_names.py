"""A plainly written name that is read word by word is the name that a full screening reads."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reviews.screening.candidates import ScreeningIndex
from reviews.screening.comparison import screened_names, typed_names
from reviews.screening.names import equal_keys
from reviews.screening.near_equal import core_elsewhere, core_key, near_keys
from reviews.screening.plain_names import PlainNames
from tests.reviews.screening.published import listed

INDEX = ScreeningIndex.build(
    [listed(1, "Grimspire Dynamics Co., Ltd."), listed(2, "VORNHALDT, Ottokar", type="Individual")]
)
NAMES = PlainNames(INDEX.weights)
PIECES = st.sampled_from(
    "Grimspire GRIMSP1RE GrimspireDynamics Dynamics Ltd. C0. Company Corporation Corp Intl the The"
    " Theodor a.k.a. aka akas, Kakas (HK) public joint stock company de sp z o o & S. U.S. Ottokar"
    " São Île Straße Vldmr Srgy Dr Sheikh ii II 3rd its subsidiaries China | / c/o , ; x \t \u200b"
    " Гримспайр Вoрнхальдт حسن نصر 华为技术有限公司 삼성".split(" ")
)
TEXTS = st.lists(PIECES, max_size=6).map(" ".join) | st.text(max_size=12)


def assert_read_alike(names: PlainNames, index: ScreeningIndex, text: str) -> bool:
    """And was it plain?"""
    plain = names.read(text)
    if plain is None:
        return False
    (typed,) = typed_names(text)
    wanted = {*near_keys(typed), core_key(typed)[0], core_elsewhere(typed)} - {""}
    assert screened_names(text, index.weights) == [plain.written]
    assert equal_keys(typed) == (plain.folded,)
    assert wanted <= plain.letters
    return True


@given(TEXTS)
def test_what_is_made_of_odd_pieces(text: str) -> None:
    assert_read_alike(NAMES, INDEX, text)


def test_the_names_of_the_list(screening_data: Path, real_index: ScreeningIndex) -> None:
    names = PlainNames(real_index.weights)
    texts = [name.text for name in real_index.names[::11]]
    texts += [" ".join(reversed(text.split(", "))) for text in texts]
    plain = sum(assert_read_alike(names, real_index, text) for text in texts)
    assert plain > len(texts) / 3


def test_what_is_not_plain_is_left_to_the_full_reading() -> None:
    for text in (
        "",
        "A.K. Vornhaldt a.k.a. Grimspire",
        "华为",
        "حسن",
        "VORNHALDT, Ottokar",
        "Unit 3",
    ):
        assert NAMES.read(text) is None
    assert NAMES.read("Ottokar Vornhaldt") is not None
