"""How alike are two words?"""

from functools import lru_cache

from rapidfuzz.distance import OSA

from reviews.screening.names import has_digit, read_digits_as_letters
from reviews.screening.sounds import (
    VOWELLESS,
    VOWELS,
    bones,
    consonant_keys,
    lacks_vowels,
    neutral,
    skeleton,
)
from reviews.screening.vocabulary import SURNAME_GROUPS

# Under this, two words are different words.
LEAST_ALIKE = 0.68
INITIAL = 0.75
SHORTEST_PREFIX = 4
# So many consonants may differ in one.
FEWEST_CONSONANTS = 4
_SAME_SURNAME = 0.86
_RN_READ_AS_M = 0.93
_SAME_BONES = 0.92
_OCR_NUMBER = 0.90
_EDIT_WORTH = 0.85
_RESPELLED = 0.15

# Pairs of sounds that scribes swap; an edit between them costs less than a whole one.
_NEAR_SOUNDS = ("bp", "dt", "gkh", "vf", "zsSc", "JCS", "Jgi", "kC", "cC", "vu", "yi")
_NEARISH_SOUNDS = ("mn", "lr")


def _near_costs() -> dict[tuple[str, str], float]:
    groups = [(group, 0.5) for group in _NEAR_SOUNDS] + [(g, 0.7) for g in _NEARISH_SOUNDS]
    costs = {(x, y): cost for group, cost in groups for x in group for y in group if x != y}
    return costs | {(x, y): 0.35 for x in VOWELS for y in VOWELS if x != y}


_SWAP_COSTS = _near_costs()
_SWAPPED_NEIGHBOURS = 0.8
_DROP_COSTS = {"h": 0.3} | dict.fromkeys(VOWELS, 0.5)
# Whatever is done to another sound than these costs as much at least.
_LEAST_FOR_A_CONSONANT = 0.5
_TOO_MUCH = float("inf")


@lru_cache(maxsize=500_000)
def word_similarity(left: str, right: str) -> float:
    """The same pairs of words come again and again where many names meet one list."""
    return compared(left, right)


def compared(left: str, right: str) -> float:
    """1.0 for the same word, 0.0 for different ones, else between LEAST_ALIKE and 1."""
    if left == right:
        return 1.0
    if has_digit(left) or has_digit(right):
        return _number_similarity(left, right)
    if len(left) == 1 or len(right) == 1:
        return INITIAL if left[0] == right[0] else 0.0
    if left[0] == VOWELLESS or right[0] == VOWELLESS:
        return _consonant_similarity(left, right)
    if left in SURNAME_GROUPS and SURNAME_GROUPS[left] == SURNAME_GROUPS.get(right):
        return _SAME_SURNAME
    best = max(_spelling_similarity(left, right), _prefix_similarity(left, right))
    if lacks_vowels(left) or lacks_vowels(right):
        best = max(best, _skeleton_similarity(left, right))
    return best if best >= LEAST_ALIKE else 0.0


def _number_similarity(left: str, right: str) -> float:
    """Numbers agree or they do not; only a word misread by a scanner may differ."""
    if left.isdigit() and right.isdigit():
        return 0.0
    return _OCR_NUMBER if read_digits_as_letters(left) == read_digits_as_letters(right) else 0.0


def _spelling_similarity(left: str, right: str) -> float:
    if ("rn" in left or "rn" in right) and left.replace("rn", "m") == right.replace("rn", "m"):
        return _RN_READ_AS_M
    shorter = min(len(left), len(right))
    ours, theirs = neutral(left), neutral(right)
    most = most_edits(shorter)
    if abs(len(ours) - len(theirs)) > most:
        return 0.0
    if OSA.distance(ours, theirs, score_cutoff=most) > most:
        return 0.0
    cost = _sound_cost(ours, theirs, _most_cost(shorter))
    letters = OSA.distance(left, right, score_cutoff=2)
    if letters <= 2:
        cost = min(cost, letters)
    if cost > _most_cost(shorter):
        return 0.0
    return 1 - _EDIT_WORTH * cost / max(4, len(ours), len(theirs))


def most_edits(shorter: int) -> int:
    """How many edits between sounds are worth weighing, by the letters of the shorter word."""
    if shorter <= 3:
        return 1
    if shorter <= 5:
        return 2
    return 3 if shorter <= 8 else 4


def _most_cost(shorter: int) -> float:
    if shorter <= 3:
        return 0.7
    if shorter <= 5:
        return 1.05
    return 1.6 if shorter <= 8 else 2.3


def _sound_cost(ours: str, theirs: str, most: float) -> float:
    """What it costs to respell one as the other; told quickly where it is more than `most`."""
    if ours == theirs:
        return _RESPELLED
    edits = int((most - _RESPELLED) / _LEAST_FOR_A_CONSONANT)
    if OSA.distance(_firm(ours), _firm(theirs), score_cutoff=edits) > edits:
        return _TOO_MUCH
    return _sound_distance(ours, theirs) + _RESPELLED


@lru_cache(maxsize=200_000)
def _firm(sounds: str) -> str:
    """Without the sounds that cost less than this to add, drop or swap for one another."""
    return "".join(sound for sound in sounds if sound not in _DROP_COSTS)


def _sound_distance(left: str, right: str) -> float:
    """Weighted optimal string alignment: a swap of near sounds or a lost vowel costs less."""
    before: list[float] = []
    above = [0.0]
    for sound in right:
        above.append(above[-1] + _DROP_COSTS.get(sound, 1.0))
    for i, ours in enumerate(left):
        drop = _DROP_COSTS.get(ours, 1.0)
        row = [above[0] + drop]
        for j, theirs in enumerate(right):
            swap = 0.0 if ours == theirs else _SWAP_COSTS.get((ours, theirs), 1.0)
            cost = min(above[j + 1] + drop, row[j] + _DROP_COSTS.get(theirs, 1.0), above[j] + swap)
            if i and j and ours == right[j - 1] and left[i - 1] == theirs:
                cost = min(cost, before[j - 1] + _SWAPPED_NEIGHBOURS)
            row.append(cost)
        before, above = above, row
    return above[-1]


def _skeleton_similarity(left: str, right: str) -> float:
    """One side was written without its vowels."""
    if min(len(left), len(right)) < 3:
        return 0.0
    ours, theirs = skeleton(left), skeleton(right)
    if ours == theirs and len(ours) >= 3:
        return 0.86 if len(ours) >= 4 else 0.74
    is_close = min(len(ours), len(theirs)) >= FEWEST_CONSONANTS and OSA.distance(ours, theirs) == 1
    return 0.76 if is_close else 0.0


def _prefix_similarity(left: str, right: str) -> float:
    """One side was cut short."""
    if min(len(left), len(right)) < SHORTEST_PREFIX or not (
        left.startswith(right) or right.startswith(left)
    ):
        return 0.0
    return 0.84 if abs(len(left) - len(right)) <= 3 else 0.76


def _consonant_similarity(left: str, right: str) -> float:
    """One side came from a script that leaves vowels out."""
    if len(left) > 3 and bones(left.lstrip(VOWELLESS)) == bones(right.lstrip(VOWELLESS)):
        return _SAME_BONES
    (ours, our_bare), (theirs, their_bare) = consonant_keys(left), consonant_keys(right)
    if ours == theirs:
        return 0.86 if len(ours) >= 3 else 0.78
    if our_bare == their_bare:
        return 0.80 if len(our_bare) >= 2 else 0.70
    long_enough = min(len(our_bare), len(their_bare)) >= FEWEST_CONSONANTS
    return 0.74 if long_enough and OSA.distance(our_bare, their_bare) == 1 else 0.0
