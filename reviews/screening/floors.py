"""Which resemblances are worth a look by themselves, however little of the words agrees?

The affiliate of a listed family shares its distinctive name and nothing else; a surname alone
leaves the given names open. Both are hits, with their own reason, which no evidence lowers.
"""

from collections.abc import Collection, Iterable

from reviews.screening.alignment import Alignment
from reviews.screening.evidence import Evidence
from reviews.screening.listed_names import ListedName
from reviews.screening.names import words
from reviews.screening.ordinary import is_telling
from reviews.screening.parties import ListedParty, PartyKind
from reviews.screening.sounds import bones
from reviews.screening.vocabulary import ABBREVIATIONS, LEGAL_FORMS
from reviews.screening.weights import WordWeights

# Above the watch line (.65) and under the review line (.75) of the shipped policy: somebody looks,
# and what resembles more comes first.
FAMILY = 0.70
HEAD_OF_FAMILY = 0.74
SURNAME = 0.66
# The same but for a place and the legal form, whatever the words weigh.
ELSEWHERE = 0.66
# Of a family of a hundred these stand for all.
MOST_OF_A_FAMILY = 3
# So many that share a word make a family, whatever else is in their names.
_A_FAMILY = 4
# Three letters are initials of too many.
_INITIALS = 3
_LONG = 5
NEARLY_THE_SAME = 0.95
_A_STEP = 0.001
_WHOLE = 0.99
_SHORTENED = "ship shipping company group services marketing manufacturing holdings limited trading"
_ORDINARY_BONES = frozenset(
    map(bones, (*_SHORTENED.split(), *ABBREVIATIONS, *ABBREVIATIONS.values()))
)


def shared_family(alignment: Alignment, weights: WordWeights) -> str:
    """The distinctive word that both have, if it stands for the whole name; else blank.

    Of a word that few listed companies use, both names must have nothing else that is distinctive,
    and the listed one must be called by it: alone, or first.
    """
    shared = [
        pair.listed
        for pair in alignment.pairs
        if pair.similarity >= NEARLY_THE_SAME and weights.family_of(pair.listed)
    ]
    if not shared:
        return ""
    word = max(shared, key=weights.family_of)
    if weights.family_of(word) >= _A_FAMILY:
        return word
    return word if _is_called(word, alignment) else ""


def _is_called(word: str, alignment: Alignment) -> bool:
    left = (*alignment.screened_left_over, *alignment.listed_left_over)
    if any(_tells(other) for other, _ in left) or len(word) <= _INITIALS:
        return False
    telling = [other for other in alignment.listed.words if other not in LEGAL_FORMS]
    return telling == [word] or (telling[0] == word and len(word) >= _LONG)


def _tells(word: str) -> bool:
    """ "srvces" is an ordinary word without its vowels."""
    return is_telling(word) and bones(word) not in _ORDINARY_BONES


def is_head(word: str, alignment: Alignment | None) -> bool:
    """Is the listed party called by the family's name and nothing else?"""
    return alignment is not None and all(
        other == word or other in LEGAL_FORMS for other in alignment.listed.words
    )


def with_family(
    evidence: Evidence, word: str, weights: WordWeights, *, least: float, place: int
) -> Evidence:
    """`place` is its place among those of the family, so that what resembles more comes first."""
    listed = weights.family_of(word)
    parties = "1 listed party" if listed == 1 else f"{listed} listed parties"
    reason = f'Shares the distinctive name "{word}" of {parties}'
    return evidence.at_least(least - _A_STEP * place, reason)


def stands_whole(alignment: Alignment, kind: PartyKind) -> bool:
    """Is the whole listed name of several words in the screened one of a company?"""
    several = len(alignment.listed.words) > 1
    return kind is not PartyKind.PERSON and several and alignment.listed_share >= _WHOLE


def with_whole(evidence: Evidence, least: float) -> Evidence:
    return evidence.at_least(least, "The whole listed name stands in it")


def is_surname_alone(
    screened: Collection[str], name: ListedName, entry: ListedParty, kind: PartyKind
) -> bool:
    """One word was asked for, not as a company, and a listed person has it as a surname."""
    if len(screened) != 1 or kind is PartyKind.ORGANIZATION or entry.type != "Individual":
        return False
    return next(iter(screened)) in surnames(name.text)


def surnames(text: str) -> tuple[str, ...]:
    """Of "LAST LAST, First" the words before the comma."""
    surname, comma, _ = text.partition(",")
    return words(surname) if comma else ()


def with_surname(evidence: Evidence) -> Evidence:
    return evidence.at_least(SURNAME, "Is the surname alone")


def has_family_name(name: Iterable[str], weights: WordWeights) -> bool:
    return any(weights.family_of(word) for word in name)
