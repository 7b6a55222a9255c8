"""Which characters may a text not contain?

Pure. The control characters that XML 1.0 has no way to write would break a feed.
"""

# A vertical tab, a form feed or a separator stands between words; the others are nothing.
_BETWEEN_WORDS = (0x0B, 0x0C, *range(0x1C, 0x20))
_NOTHING = (*range(0x09), *range(0x0E, 0x1C), 0xFFFE, 0xFFFF)
_DIRECTIONS = dict.fromkeys(
    (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
_WITHOUT = dict.fromkeys(_BETWEEN_WORDS, " ") | dict.fromkeys(_NOTHING, "")


def without_directions(text: str) -> str:
    """The text without the marks that turn the direction of writing, which make a name look like
    another one (Unicode Technical Report 36, section 3.1.2).
    """
    return text.translate(_DIRECTIONS)


def without_control_characters(text: str) -> str:
    """The text as XML can carry it: tabs and line ends stay."""
    return text.translate(_WITHOUT)
