"""A name in Chinese characters finds the party that the list spells, translates or brands."""

import pytest

from reviews.screening.address_words import place_words
from reviews.screening.candidates import ScreeningIndex
from reviews.screening.engine import screen
from reviews.screening.han import readings
from reviews.screening.parties import Match, Party, PartyKind, Policy
from tests.reviews.screening.published import listed, street


def found(index: ScreeningIndex, name: str, **facts: object) -> list[Match]:
    facts = {"kind": PartyKind.ORGANIZATION} | facts
    return screen(Party(name=name, **facts), index, Policy())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("华为", "Huawei"),
        ("華為", "Huawei"),
        ("华为技术有限公司", "Huawei Technologies Co., Ltd."),
        ("華為技術有限公司", "Huawei Technologies Co., Ltd."),
        ("长江存储科技有限责任公司", "Yangtze Memory Technologies Co., Ltd."),
        (
            "杭州海康威视数字技术股份有限公司",
            "Hangzhou Hikvision Digital Technology Co., Ltd.",
        ),
        ("北京航空航天大学", "Beihang University"),
        ("哈爾濱工業大學", "Harbin Institute of Technology"),
        (
            "中国电子科技集团公司第十三研究所",
            "China Electronics Technology Group Corporation 13th Research Institute",
        ),
    ],
)
def test_a_company_in_chinese_is_found_simplified_or_traditional(
    real_index: ScreeningIndex, typed: str, meant: str
) -> None:
    top = [match for match in found(real_index, typed) if match.score >= 0.97]
    assert meant.casefold() in {match.matched_name.casefold() for match in top}


def test_what_is_no_known_word_is_one_word_by_its_sound() -> None:
    assert readings("华为技术有限公司") == (
        "HuaWei technologies co ltd",
        "HuaWei JiShu YouXianGongSi",
    )
    assert readings("长江") == ("yangtze", "ChangJiang")
    assert readings("王 伟") == ()
    assert readings("Huawei") == ()
    assert readings("김상철") == ()


def test_the_pinyin_of_a_legal_form_finds_its_company(real_index: ScreeningIndex) -> None:
    best = found(real_index, "Changjiang Cunchu Keji Youxian Zeren Gongsi")
    assert "Yangtze Memory Technologies Co., Ltd." in {match.entry.name for match in best}


LUARD = "Unit D, 16/F, One Capital Place, 18 Luard Road, Wan Chai"


def house() -> ScreeningIndex:
    own = street(LUARD, "", "HK")
    other = street("3 Ember Street", "Port Vallon", "FR")
    return ScreeningIndex.build(
        [listed(1, "Grimspire Ltd", addresses=(own,)), listed(2, "Honest", addresses=(other,))]
    )


def score_of(text: str) -> float:
    party = Party(name=text, kind=PartyKind.ADDRESS, countries=("HK",))
    return max((match.score for match in screen(party, house(), Policy(floor=0.3))), default=0.0)


@pytest.mark.parametrize(
    "typed",
    [
        f"{LUARD}, Hong Kong",
        "16th Floor, Unit D, One Capital Place, 18 Luard Road, Wanchai, HK",
        "Flat D, Level 16, One Capital Place, No. 18 Luard Rd., WANCHAI, Hongkong",
        "Rm D 16F One Capital Place 18 Luard Road Wan Chai HK",
    ],
)
def test_floor_unit_and_district_are_the_same_however_written(typed: str) -> None:
    assert score_of(typed) >= 0.97


def test_an_address_in_chinese_is_the_same_address() -> None:
    assert score_of("香港灣仔盧押道18號海德中心16樓D室") >= Policy().watch
    assert score_of("香港湾仔卢押道18号海德中心16楼D室") >= Policy().watch


def test_another_unit_of_the_building_scores_less() -> None:
    same = score_of("Unit D, 16/F, One Capital Place, 18 Luard Road, Wan Chai, Hong Kong")
    unit = score_of("Unit B, 16/F, One Capital Place, 18 Luard Road, Wan Chai, Hong Kong")
    floor = score_of("Unit B, 7/F, One Capital Place, 18 Luard Road, Wan Chai, Hong Kong")
    assert same > unit + 0.05 > floor + 0.05


def test_a_house_in_hong_kong_that_the_list_places_in_china_is_no_other_country() -> None:
    own = street(LUARD, "Hong Kong", "CN")
    index = ScreeningIndex.build([listed(1, "Grimspire Ltd", addresses=(own,))])
    party = Party(name=f"{LUARD}, Hong Kong", kind=PartyKind.ADDRESS, countries=("HK",))
    assert screen(party, index, Policy())[0].score >= 0.97


def test_a_suite_and_a_floor_are_single_words() -> None:
    assert place_words("16th Floor, Suite 200, 5 Main Street") == (
        "fl16",
        "#200",
        "5",
        "main",
        "st",
    )
