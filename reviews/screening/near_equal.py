"""Under which keys are two names the same but for how they are written down?

Blanks, hyphens, dots, look-alike digits, a leading "The" and whether the legal form is spelled out
change nothing about who is meant: "HUAWE1 TECHN0LOGIES C0., LTD." is "Huawei Technologies Company
Limited" is "HuaweiTechnologies Co Ltd". Such a name is nearly equal, whatever its words weigh.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from reviews.screening.legal_forms import shortened
from reviews.screening.names import LONGEST_NAME, fold, has_digit, unified, words
from reviews.screening.vocabulary import COUNTRIES, LEGAL_FORMS, PLACES

# Letters; what is shorter is an abbreviation of many.
SHORTEST_KEY = 4
# Without a legal form more of them must agree.
SHORTEST_CORE = 6
# A scanner reads a one where an l or an i stands.
_READINGS = tuple(str.maketrans("01582", f"o{one}sbz") for one in "li")
_PLACES = PLACES | COUNTRIES
_FORMS = {
    "company": "co",
    "limited": "ltd",
    "corporation": "corp",
    "incorporated": "inc",
    "private": "pvt",
    "kompaniya": "co",
}


@lru_cache(maxsize=4096)
def near_keys(text: str) -> tuple[str, ...]:
    """The letters of the name in its order and, for "LAST, First", as it is spoken."""
    folded = fold(text)
    writings = [folded]
    if any(has_digit(word) and not word.isdigit() for word in folded.split()):
        writings += [_read(folded, reading) for reading in _READINGS]
    keys = (key for writing in writings for key in _keys(writing, turn="," in text))
    return tuple(dict.fromkeys(key for key in keys if len(key) >= SHORTEST_KEY))


def core_key(text: str) -> tuple[str, int]:
    """The letters without the legal form, and in how many words they are written; else blank."""
    core = [word for word in fold(text).split() if word not in LEGAL_FORMS]
    letters = "".join(core)
    return (letters, len(core)) if len(letters) >= SHORTEST_KEY else ("", 0)


def core_elsewhere(text: str) -> str:
    """The letters of the core without the place in it: "Phoenix Singapore Pte Ltd"; else blank."""
    core = [word for word in fold(text).split() if word not in LEGAL_FORMS]
    letters = "".join(word for word in core if word not in _PLACES)
    return letters if len(letters) >= SHORTEST_KEY and letters != "".join(core) else ""


def parts_of_keys(word: str) -> tuple[str, str, str, str]:
    """What stands for a word of letters in each kind of key, if no word beside it changes that."""
    form = unified(word)
    core = "" if word in LEGAL_FORMS else word
    return word, _FORMS.get(form, form), core, "" if word in _PLACES else core


def whole_keys(parts: Iterable[tuple[str, str, str, str]]) -> set[str]:
    """Every near key and core key, and the letters of the core elsewhere; also shorter ones."""
    found = {"".join(kind) for kind in zip(*parts, strict=True)}
    return found | {key.removeprefix("the") for key in found}


def _keys(folded: str, *, turn: bool) -> Iterator[str]:
    """As it stands, and with abbreviations and legal forms in one way."""
    is_whole = len(folded) <= LONGEST_NAME
    read = tuple(map(unified, folded.split())) if is_whole else words(folded)
    short = [_FORMS.get(word, word) for word in shortened(read)]
    for name in (folded.split(), short):
        name = name[1:] if name[:1] == ["the"] else name
        yield "".join(name)
        if turn:
            yield "".join((*name[1:], *name[:1]))


def _read(folded: str, reading: dict[int, int]) -> str:
    """With the digits in mixed words read as the letters that they look like."""
    return " ".join(w if w.isdigit() else w.translate(reading) for w in folded.split())
