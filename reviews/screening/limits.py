"""How alike can two names or addresses be at most, before their words are paired?

Cheap to say and never too low, so that most comparisons need not be made.
"""

from typing import NamedTuple

from rapidfuzz.distance import Indel

from reviews.screening.alignment import (
    JOINED_REST,
    JOINED_WHOLE,
    alike_at_the_core,
    alike_when_joined,
)
from reviews.screening.likeness import WeighedName, WordsAlike

# Sums of weights may differ in their last digits by the order of adding.
SLACK = 1e-6


class Limits(NamedTuple):
    """No pairing covers more of the screened or listed words, or rests on more weight."""

    screened_share: float = 1.0
    listed_share: float = 1.0
    information: float = float("inf")


def limits(screened: WeighedName, listed: WeighedName, likeness: WordsAlike) -> Limits:
    """Exact where each word is like one other at most and nothing is joined; else no limit."""
    ours: dict[int, int] = {}
    our_weight = their_weight = information = 0.0
    for place, word in enumerate(listed.words):
        alike = likeness.of(word)
        if not alike:
            continue
        (mine, how_much), *others = alike
        if others or mine in ours:
            return Limits()
        ours[mine] = place
        our_weight += how_much * screened.weights[mine]
        their_weight += how_much * listed.weights[place]
        information += how_much * min(screened.weights[mine], listed.weights[place])
    if _are_joined(screened, listed, ours):
        return Limits()
    return Limits(our_weight / screened.total, their_weight / listed.total, information)


def _are_joined(screened: WeighedName, listed: WeighedName, paired: dict[int, int]) -> bool:
    """Are the names, or what is left over of them, the same letters with other word breaks?"""
    if len(screened.words) != len(listed.words):
        long_enough = _are_near(len(screened.joined), len(listed.joined), JOINED_WHOLE)
        if long_enough and alike_when_joined(screened, listed) >= JOINED_WHOLE:
            return True
        if alike_at_the_core(screened, listed):
            return True
    theirs_paired = set(paired.values())
    if len(paired) == len(screened.words) or len(theirs_paired) == len(listed.words):
        return False
    ours = "".join(word for n, word in enumerate(screened.words) if n not in paired)
    theirs = "".join(word for n, word in enumerate(listed.words) if n not in theirs_paired)
    if not _are_near(len(ours), len(theirs), JOINED_REST):
        return False
    return bool(Indel.normalized_similarity(ours, theirs) >= JOINED_REST)


def _are_near(ours: int, theirs: int, least: float) -> bool:
    """Texts of very different lengths have too few letters in common, whatever they are."""
    return 2 * min(ours, theirs) + SLACK >= least * (ours + theirs)
