"""What does a name or an address in Chinese characters say in Latin letters?

The list has none in Chinese, but spells, translates and brands the same names. So the words of
business, places and trade names of `han_words.txt` are put into English, whether the characters are
simplified or traditional, and what stands between them is one word by its sound: "华为技术有限公司"
reads "huawei technology co ltd". Read by sound throughout it is "huawei jishu youxiangongsi".
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from anyascii import anyascii

# The longest name that is read; what lies beyond is cut.
_LONGEST = 200
_FILE = Path(__file__).with_name("han_words.txt")
_TRADITIONAL = (
    "乾係偉備傢儀儲內剋創動務區協囌國園圖團場學寜實寧導層島崗師幹廈廠廣彈彌後從慶懞據數曠會東業樂樓機檯氣湧湯溫漢濛濟濱瀋瀰灣"
    "烏無爾環畢療發盧矇禮窩範築糰紀紅絡統經綫網綿線縣總繫聯肅臺興莊華藥蘇蘭號術衛裝製視觀計訊設詢詩諾謝證谘責貴貿資車軍軒軟輔"
    "輸連進運遠遼郵鄭醫銀銅銳鍾鎮鐘鐵鑼長門開閤陝陽際險雲電頓颱飛駱騰驗體髮魚魯鰂鴻鹹點齊齣龍"
)
_SIMPLIFIED = (
    "干系伟备家仪储内克创动务区协苏国园图团场学宁实宁导层岛岗师干厦厂广弹弥后从庆蒙据数旷会东业乐楼机台气涌汤温汉蒙济滨沈弥湾"
    "乌无尔环毕疗发卢蒙礼窝范筑团纪红络统经线网绵线县总系联肃台兴庄华药苏兰号术卫装制视观计讯设询诗诺谢证咨责贵贸资车军轩软辅"
    "输连进运远辽邮郑医银铜锐钟镇钟铁锣长门开合陕阳际险云电顿台飞骆腾验体发鱼鲁鲗鸿咸点齐出龙"
)
_TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
# Characters that mostly sound otherwise in names than a dictionary says first.
_SOUNDS = {"长": "Chang", "行": "Hang", "厦": "Xia", "重": "Chong"}
_HAN = re.compile("[\u3400-\u9fff\uac00-\ud7a3]+")
_DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九", 1)}
_ORDINAL = re.compile("第([一二三四五六七八九]?十?[一二三四五六七八九]?)(?=[\u3400-\u9fff])")
# A trade name, or a person's; in Korean the syllables are read well enough one by one.
_ONE_WORD = re.compile("[\u3400-\u9fff]{2,6}")
# In an address the number stands before the word for its kind.
_NUMBERED = (
    (re.compile(r"(\d+)[楼层]"), r" floor \1 "),
    (re.compile(r"([A-Za-z]?\d*[A-Za-z]?)[室房]"), r" room \1 "),
    (re.compile(r"([A-Za-z]|\d+)[座栋]"), r" block \1 "),
    (re.compile(r"(\d+)[号號]"), r" \1 "),
)


def readings(text: str) -> tuple[str, ...]:
    """A name with its words of business in English, and by sound throughout; none without any."""
    text = text[:_LONGEST]
    if (
        text.isascii()
        or not _HAN.search(text)
        or not (names_a_company(text) or _ONE_WORD.fullmatch(text))
    ):
        return ()
    plain = _ORDINAL.sub(_ordinal, text.translate(_TO_SIMPLIFIED))
    found = (_read(plain, english=True), _read(plain, english=False))
    return tuple(dict.fromkeys(" ".join(reading.split()) for reading in found))


def names_a_company(text: str) -> bool:
    """Does it hold a word of business or a place, so that its syllables alone say nothing?"""
    plain = text[:_LONGEST].translate(_TO_SIMPLIFIED)
    if _ORDINAL.search(plain):
        return True
    return _telling_word().search(plain) is not None


@cache
def _telling_word() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in _words()[0] if len(word) > 1))


def telling_characters(text: str) -> str:
    """The Chinese and Korean characters that are no known word; blank where there are others."""
    plain = text[:_LONGEST].translate(_TO_SIMPLIFIED)
    if not _HAN.fullmatch("".join(plain.split())):
        return ""
    for word in sorted(_words()[0], key=len, reverse=True):
        plain = plain.replace(word, "") if len(word) > 1 else plain
    return "".join(plain.split())


def address_in_english(text: str) -> str:
    if text.isascii() or not _HAN.search(text):
        return text
    plain = text[:_LONGEST].translate(_TO_SIMPLIFIED)
    for pattern, words in _NUMBERED:
        plain = pattern.sub(words, plain)
    return _read(plain, english=True)


def _ordinal(found: re.Match[str]) -> str:
    """ "第十三" is "13th"."""
    tens, ten, ones = found.group(1).rpartition("十")
    number = (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
    return f" {number}th "


def _read(text: str, *, english: bool) -> str:
    return _HAN.sub(lambda run: f" {_read_run(run.group(), english=english)} ", text)


def _read_run(run: str, *, english: bool) -> str:
    """The longest known word first, from left to right."""
    known, longest = _words()
    found: list[str] = []
    unknown = ""
    place = 0
    while place < len(run):
        word = next(
            (
                run[place : place + length]
                for length in range(longest, 0, -1)
                if run[place : place + length] in known
            ),
            "",
        )
        if word:
            found += [_sound(unknown), known[word] if english else _sound(word)]
            unknown = ""
        else:
            unknown += run[place]
        place += len(word) or 1
    return " ".join([*found, _sound(unknown)])


def _sound(run: str) -> str:
    return "".join(_SOUNDS.get(sign) or anyascii(sign) for sign in run)


@cache
def _words() -> tuple[Mapping[str, str], int]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" ", 1) for line in lines if line and not line.startswith("#"))
    known = dict(pairs)
    return known, max(map(len, known))
