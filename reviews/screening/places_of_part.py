"""Which of a few listed addresses could a screened one resemble enough to be a hit?"""

from collections import defaultdict
from collections.abc import Sequence

from reviews.screening.address_words import place_words
from reviews.screening.addresses import FEWEST_WORDS, compare, weighed_place, words_alone
from reviews.screening.alike_words import AlikeWords, KnownLikeness
from reviews.screening.candidates import ScreeningIndex, numbers_by_key
from reviews.screening.limits import SLACK, limits
from reviews.screening.listed_names import listed_places
from reviews.screening.parties import ListedParty, Party, Policy
from reviews.screening.postings import LEAST_SHARE


class PlacesOfPart:
    """The addresses of some entries of a list."""

    def __init__(self, entries: Sequence[ListedParty], whole: ScreeningIndex) -> None:
        self._whole = whole
        self._places = tuple(listed_places(entries))
        self._weighed = [weighed_place(place.words, whole) for place in self._places]
        self._with_word = numbers_by_key(place.words for place in self._places)
        self._alike = AlikeWords(self._with_word)

    def resemble(self, text: str, party: Party, policy: Policy) -> bool:
        query = place_words(text)
        sharing = self._sharing(query) if len(query) >= FEWEST_WORDS else ()
        if not sharing:
            return False
        weighed = weighed_place(query, self._whole)
        likeness = KnownLikeness(weighed, self._alike)
        least = policy.lowest - SLACK
        return any(
            compare(weighed, likeness, party.countries, self._places[number], self._whole).score
            >= least
            for number in sharing
            if words_alone(*limits(weighed, self._weighed[number], likeness)) >= least
        )

    def _sharing(self, query: Sequence[str]) -> Sequence[int]:
        """The numbers of the places that a full screening could compare."""
        if self._with_word.keys().isdisjoint(query):
            return ()
        weights = [self._whole.by_place.weight_of(word) for word in query]
        shared: defaultdict[int, float] = defaultdict(float)
        for word, weight in zip(query, weights, strict=True):
            for number in self._with_word.get(word, ()):
                shared[number] += weight
        least = LEAST_SHARE * sum(weights) - SLACK
        return [number for number, weight in shared.items() if weight > least]
