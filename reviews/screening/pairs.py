"""Are two names given side by side the same party?

Beside a list everything that resembles is shown to a person, so an affiliate is a hit. Of two names
alone the question is whether they are one: another legal form of another country, a country or the
word "Holdings" on one side only make another company, and so do words that both have to themselves.
"""

from collections.abc import Iterable

from rapidfuzz.distance import Indel

from reviews.screening.alignment import Alignment, WordPair
from reviews.screening.comparison import Comparer, screened_names
from reviews.screening.han import telling_characters
from reviews.screening.names import equal_keys
from reviews.screening.near_equal import near_keys
from reviews.screening.ordinary import english_words
from reviews.screening.vocabulary import COUNTRIES, FORMS_BY_COUNTRY, LEGAL_FORMS
from reviews.screening.weights import WordWeights

_SAME_LETTERS = 0.98
_OTHER_FORM = 0.85
_ONE_COUNTRY = 0.85
_ONE_HOLDING = 0.85
_ONE_SHIP = 0.8
_OTHER_NUMBER = 0.85
_OTHER_WORD = 0.8
# What both have to themselves, by the lesser of the two weights, at most once over.
_OWN_WORDS = 0.3
_HOLDINGS = frozenset({"holding", "holdings"})
_SHIP = frozenset({"mv", "mt", "ss", "tb"})


def similarity_of_names(left: str, right: str, weights: WordWeights) -> float:
    """1.0 for equal names; the word score, less what makes them two parties, for others."""
    if set(equal_keys(left)) & set(equal_keys(right)):
        return 1.0
    if set(near_keys(left)) & set(near_keys(right)):
        return _SAME_LETTERS
    theirs = screened_names(right, weights)
    scores = [
        _score(Comparer(ours).align(other))
        for ours in screened_names(left, weights)
        for other in theirs
    ]
    return round(min(max(scores, default=0.0), _of_characters(left, right)), 4)


def _of_characters(left: str, right: str) -> float:
    """Of two names in Chinese or Korean: another character is another word."""
    ours, theirs = telling_characters(left), telling_characters(right)
    if not ours or not theirs:
        return 1.0
    return float(Indel.normalized_similarity(ours, theirs))


def _score(alignment: Alignment) -> float:
    own = min(_weight(alignment.screened_left_over), _weight(alignment.listed_left_over))
    score = alignment.score * (1 - _OWN_WORDS * min(1.0, own))
    for is_so, factor in (
        (_have_other_forms, _OTHER_FORM),
        (_has_one_a_country, _ONE_COUNTRY),
        (_is_one_a_holding, _ONE_HOLDING),
        (_is_one_a_ship, _ONE_SHIP),
    ):
        if is_so(set(alignment.screened.words), set(alignment.listed.words)):
            score *= factor
    if alignment.numbers_differ:
        score *= _OTHER_NUMBER
    if any(_are_two_words(pair) for pair in alignment.pairs):
        score *= _OTHER_WORD
    return score


def _are_two_words(pair: WordPair) -> bool:
    """Both mean something, and not the same: "Exports" is no misspelling of "Experts"."""
    return pair.screened != pair.listed and {pair.screened, pair.listed} <= english_words()


def _has_one_a_country(ours: set[str], theirs: set[str]) -> bool:
    return bool((ours ^ theirs) & COUNTRIES)


def _is_one_a_holding(ours: set[str], theirs: set[str]) -> bool:
    return ours.isdisjoint(_HOLDINGS) != theirs.isdisjoint(_HOLDINGS)


def _is_one_a_ship(ours: set[str], theirs: set[str]) -> bool:
    """A ship is not the company that owns it."""
    return any(
        not one.isdisjoint(_SHIP) and not other.isdisjoint(LEGAL_FORMS)
        for one, other in ((ours, theirs), (theirs, ours))
    )


def _weight(left: Iterable[tuple[str, float]]) -> float:
    return sum(weight for word, weight in left if word not in LEGAL_FORMS)


def _have_other_forms(ours: set[str], theirs: set[str]) -> bool:
    """Both say their legal form, and no country knows both."""
    mine, listed = _countries_of_forms(ours), _countries_of_forms(theirs)
    return bool(mine and listed and mine.isdisjoint(listed))


def _countries_of_forms(name: Iterable[str]) -> set[str]:
    return {c for word in name for c in FORMS_BY_COUNTRY.get(word, "").split()}
