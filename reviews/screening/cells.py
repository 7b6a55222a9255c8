"""Which names stand in one published name cell?"""

import re

_TAIL = re.compile(
    r"[;,]?\s*and any successor.*$|,? (?:its|and its) .*(?:subsidiar|sub-unit).*$", re.IGNORECASE
)
# "(Russian individual)", "(PRC entity)": the list's own note, not part of the name.
_NOTE = re.compile(r"\s*\([\w .-]+ (?:individual|entity|national)\)", re.IGNORECASE)
_ALSO = re.compile(
    r"(?!^aka\s)\s*[;,(\[]?\s*\b"
    r"(?:a[./]?\s?k[./]?\s?a\.?s?|f[./]?\s?k[./]?\s?a\.?|n/k/a\.?|d/b/a\.?)(?=[\s,:-])[\s,:]*"
    r"|\s*-\s*AKAS?\s*-\s*|\b(?:formerly|also) known as\s*|\bdoing business as\s*|\bAKAS,\s*",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(r"\.?\s*(?:Affiliated Entity:|Subordinate Institution -)\s*")
_LISTED_AKAS = re.compile(r"-?\s?AKAS\b", re.IGNORECASE)
_BRACKET = re.compile(r"^(.{6,}?)\s*\(([^()]{3,})\)\s*$")
# Brackets that say a place or a legal form, as in "Superchip (HK) Limited".
_PLACE_OR_FORM = re.compile(
    r"\b(?:pvt|private|jsc|llc|ltd|s|pte|m|t|k|group|shanghai|beijing|tianjin|hk|hong kong|china"
    r"|macau)\b",
    re.IGNORECASE,
)
# Without any of these a cell holds one name, as most do.
_HINT = re.compile(
    r"""[;(["/]|\b[af][./]?\s?k[./]?\s?a|akas\b|known as|doing business|successor|\bits\b"""
    r"""|affiliated entity|subordinate institution|^[\s,)\]]|[\s,)\]]$""",
    re.IGNORECASE,
)


def names_in(cell: str) -> tuple[str, ...]:
    """The cell's own name first, then every further name hidden in it."""
    return _names_in(cell) if may_be_several(cell) else (cell,)


def may_be_several(cell: str) -> bool:
    return _HINT.search(cell) is not None


def _names_in(cell: str) -> tuple[str, ...]:
    text = _NOTE.sub("", _TAIL.sub("", cell))
    pieces = [piece for part in _ALSO.split(text) for piece in re.split(r";\s+", part)]
    if _LISTED_AKAS.search(text):
        pieces = [piece for part in pieces for piece in re.split(r",\s+(?!LTD|INC)", part)]
    pieces += _SUBORDINATE.split(text)[1:]
    bracket = _BRACKET.match(text)
    if bracket and not _PLACE_OR_FORM.search(bracket.group(2)) and not _ALSO.search(text):
        pieces += list(bracket.groups())
    stripped = (piece.strip(' ;,()[]"') for piece in pieces)
    found = dict.fromkeys(piece for piece in stripped if len(piece) > 2)
    return (cell, *(name for name in found if name != cell))
