"""How much of one name is found in the other?"""

from dataclasses import dataclass

from rapidfuzz.distance import Indel

from reviews.screening.likeness import Likeness, WeighedName, WordsAlike
from reviews.screening.names import has_digit

# .42 of the better covered side and .58 of the worse covered one, measured on the dev half.
BETTER_SIDE = 0.42
# A resemblance that rests on less than the weight of about one rare word is cut down.
LEAST_INFORMATION = 0.9
_KEPT_WITHOUT_INFORMATION = 0.55
_OTHER_NUMBER = 0.85
JOINED_REST = 0.88
JOINED_WHOLE = 0.93
# Added or left out.
_ONE_LETTER = 1
SHORTEST_JOINED = 6


@dataclass(frozen=True, slots=True)
class WordPair:
    """A word of the screened name and the word of the listed name it was read as."""

    screened: str
    listed: str
    similarity: float
    weight: float


def both_sides(screened_share: float, listed_share: float) -> float:
    better, worse = max(screened_share, listed_share), min(screened_share, listed_share)
    return BETTER_SIDE * better + (1 - BETTER_SIDE) * worse


def alike_when_joined(screened: WeighedName, listed: WeighedName) -> float:
    """Of the letters without word breaks, in either order of a person's names."""
    return max(
        float(Indel.normalized_similarity(screened.joined, listed.joined)),
        float(Indel.normalized_similarity(screened.joined, listed.turned)),
    )


def alike_at_the_core(screened: WeighedName, listed: WeighedName) -> float:
    """Of the letters without word breaks and legal forms, where no more than one differs."""
    ours, theirs = screened.core, listed.core
    if min(len(ours), len(theirs)) < SHORTEST_JOINED or abs(len(ours) - len(theirs)) > _ONE_LETTER:
        return 0.0
    if Indel.distance(ours, theirs, score_cutoff=_ONE_LETTER) > _ONE_LETTER:
        return 0.0
    return float(Indel.normalized_similarity(ours, theirs))


def align(screened: WeighedName, listed: WeighedName) -> "Alignment":
    return Alignment(screened, listed, Likeness(screened))


class Alignment:
    """A one-to-one pairing of the words of two names, and what it leaves over."""

    def __init__(self, screened: WeighedName, listed: WeighedName, likeness: WordsAlike) -> None:
        """Pair the words greedily by what a pair is worth, then try joined and split words."""
        self.screened = screened
        self.listed = listed
        self.notes: list[str] = []
        self._matched: list[tuple[int, int, float]] = []
        self._ours_matched = 0.0
        self._theirs_matched = 0.0
        self.information = 0.0
        # Of the best matched word: whether anything telling agrees at all.
        self.best_word = 0.0
        self.is_joined = False
        self._ours_left = list(range(len(screened.words)))
        self._theirs_left = list(range(len(listed.words)))
        self._pair_words(likeness)
        self._join_rest()
        self._join_whole()
        self.screened_share = min(1.0, self._ours_matched / screened.total)
        self.listed_share = min(1.0, self._theirs_matched / listed.total)
        self.score = self._score()

    @property
    def pairs(self) -> tuple[WordPair, ...]:
        """In the order of the screened name."""
        return tuple(
            WordPair(
                self.screened.words[i],
                self.listed.words[j],
                alike,
                min(self.screened.weights[i], self.listed.weights[j]),
            )
            for i, j, alike in sorted(self._matched)
        )

    @property
    def screened_left_over(self) -> tuple[tuple[str, float], ...]:
        return self.screened.words_at(self._ours_left)

    @property
    def listed_left_over(self) -> tuple[tuple[str, float], ...]:
        return self.listed.words_at(self._theirs_left)

    def _pair_words(self, likeness: WordsAlike) -> None:
        ours, theirs = self.screened.weights, self.listed.weights
        worth = [
            (alike * (ours[i] + theirs[j]), alike, i, j)
            for j, word in enumerate(self.listed.words)
            for i, alike in likeness.of(word)
        ]
        worth.sort(reverse=True)
        our_free, their_free = set(self._ours_left), set(self._theirs_left)
        for _, alike, i, j in worth:
            if i in our_free and j in their_free:
                our_free.remove(i)
                their_free.remove(j)
                self._matched.append((i, j, alike))
                self._ours_matched += alike * ours[i]
                self._theirs_matched += alike * theirs[j]
                agreed = alike * min(ours[i], theirs[j])
                self.information += agreed
                self.best_word = max(self.best_word, agreed)
        self._ours_left, self._theirs_left = sorted(our_free), sorted(their_free)

    def _join_rest(self) -> None:
        """What is left over may be one word on one side and two on the other."""
        ours = "".join(self.screened.words[i] for i in self._ours_left)
        theirs = "".join(self.listed.words[j] for j in self._theirs_left)
        if min(len(ours), len(theirs)) < 4 or max(len(ours), len(theirs)) < 5:
            return
        alike = Indel.normalized_similarity(ours, theirs)
        if alike < JOINED_REST:
            return
        our_weight = sum(self.screened.weights[i] for i in self._ours_left)
        their_weight = sum(self.listed.weights[j] for j in self._theirs_left)
        self._ours_matched += alike * our_weight
        self._theirs_matched += alike * their_weight
        self.information += alike * min(our_weight, their_weight)
        self._close(f"{ours} read as {theirs} across word breaks ({alike:.2f})")

    def _join_whole(self) -> None:
        """The names, or what they are without the legal form, may have the same letters."""
        if not (self._ours_left or self._theirs_left):
            return
        if len(self.screened.words) == len(self.listed.words):
            return
        if min(len(self.screened.joined), len(self.listed.joined)) < SHORTEST_JOINED:
            return
        alike = alike_when_joined(self.screened, self.listed)
        if alike >= JOINED_WHOLE:
            self._join(alike, self.screened.total, self.listed.total)
            return
        alike = alike_at_the_core(self.screened, self.listed)
        if alike:
            self._join(alike, self.screened.core_total, self.listed.core_total)

    def _join(self, alike: float, ours: float, theirs: float) -> None:
        length = len(self.screened.joined) + len(self.listed.joined)
        self.is_joined = (1 - alike) * length <= _ONE_LETTER
        self._ours_matched = max(self._ours_matched, alike * ours)
        self._theirs_matched = max(self._theirs_matched, alike * theirs)
        self.information = max(self.information, alike * min(ours, theirs))
        telling = min(max(self.screened.weights), max(self.listed.weights))
        self.best_word = max(self.best_word, alike * telling)
        self._close(f"without word breaks both names are alike ({alike:.2f})")

    def _close(self, note: str) -> None:
        self.notes.append(note)
        self._ours_left, self._theirs_left = [], []

    def _score(self) -> float:
        score = both_sides(self.screened_share, self.listed_share)
        if self.numbers_differ:
            score *= _OTHER_NUMBER
            self.notes.append(f"different numbers: x {_OTHER_NUMBER:g}")
        if self.information < LEAST_INFORMATION:
            kept = 1 - _KEPT_WITHOUT_INFORMATION
            factor = _KEPT_WITHOUT_INFORMATION + kept * self.information / LEAST_INFORMATION
            score *= factor
            self.notes.append(f"only common words agree: x {factor:.2f}")
        return score

    @property
    def numbers_differ(self) -> bool:
        """A number left over on both sides is another ship, branch or unit."""
        ours = any(has_digit(self.screened.words[i]) for i in self._ours_left)
        return ours and any(has_digit(self.listed.words[j]) for j in self._theirs_left)
