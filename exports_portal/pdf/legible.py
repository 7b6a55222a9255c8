"""What happens to characters that the shipped fonts cannot draw?

They are transliterated into Latin letters, in square brackets that say so: "华为" is printed as
"[HuaWei]". An empty box would be unreadable for people and for screen readers, and a font of the
machine would make the same letter look different elsewhere. Covered by the fonts themselves:
Latin, Greek, Cyrillic, Arabic and Hebrew.
"""

import re
import unicodedata
from functools import cache
from html import escape
from itertools import groupby

from anyascii import anyascii
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # ships no types

from exports_portal.pdf.resources import documents_folder

# Joiners shape words in Arabic and Persian. All other format characters are invisible, and some
# of them turn the direction of the text around them.
KEPT_FORMAT = "\u200c\u200d"
KEPT_SPACE = "\t\n"


@cache
def drawable() -> frozenset[int]:
    """Every code point that at least one of the shipped fonts can draw."""
    points: set[int] = set()
    for file in sorted((documents_folder() / "fonts").glob("*.ttf")):
        with TTFont(file, lazy=True) as font:
            points.update(font.getBestCmap())
    return frozenset(points)


def legible(html: str) -> str:
    """The same markup, composed, without invisible characters, with nothing undrawable in it."""
    text = "".join(filter(_is_printed, unicodedata.normalize("NFC", html)))
    runs = groupby(text, key=_is_drawable)
    return "".join(
        "".join(run) if is_drawable else _transliterated("".join(run)) for is_drawable, run in runs
    )


def _is_printed(character: str) -> bool:
    if character in KEPT_FORMAT or character in KEPT_SPACE:
        return True
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def _is_drawable(character: str) -> bool:
    return character in KEPT_SPACE or character in KEPT_FORMAT or ord(character) in drawable()


def _transliterated(text: str) -> str:
    """What is gained here was not escaped by the template: a full-width "<" becomes "<"."""
    latin = re.sub(r"\s+", " ", anyascii(text)).strip()
    return f"[{escape(latin)}]" if latin else "[?]"
