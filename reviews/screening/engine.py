"""Which listed parties does this party resemble, best first, and why?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reviews.screening import addresses, explain, floors
from reviews.screening.alignment import Alignment
from reviews.screening.calibration import LEAST_WORD_SCORE, judge, signs_of
from reviews.screening.candidates import ScreeningIndex
from reviews.screening.comparison import Comparer, WrittenName, screened_names, typed_names
from reviews.screening.evidence import Evidence, agreement, may_lift, weigh
from reviews.screening.identifiers import given_keys
from reviews.screening.likeness import WeighedName
from reviews.screening.listed_names import ListedName
from reviews.screening.parties import ListedParty, Match, MatchedOn, Party, PartyKind, Policy
from reviews.screening.registrations import is_another_mark

MATCHER_VERSION = "9"
# A party is screened under its name and at most so many others; likewise its addresses.
MOST_OTHER_NAMES = 50
# Only an equal name scores 1.0; then come the same letters written down otherwise, and an equal
# passport or tax number under another name.
NEARLY_EQUAL = 0.99
SAME_LETTERS = 0.98
SAME_CORE = 0.93
IDENTIFIER_SCORE = 0.98
# "Ember Tide 8" is not "Ember Tide 7", however much else agrees.
_OTHER_NUMBER = 0.82
_INITIALS = 4
_SAME_INITIALS = 0.93


@dataclass(frozen=True, slots=True)
class _Found:
    """The best listed name of one listed party so far."""

    score: float
    name: ListedName
    query: str
    alignment: Alignment | None
    evidence: Evidence
    # The distinctive name that both share, while it is not yet known whose resemblance counts.
    family: str = ""


def screen(party: Party, index: ScreeningIndex, policy: Policy) -> list[Match]:
    """Every resemblance at or above the policy's floor, best first.

    A name equal to a listed one once case, accents and punctuation are set aside is always a hit
    at 1.0, whatever else speaks against it, and such hits are never cut off by the limit. Among
    equal scores the evidence decides which comes first.
    """
    matches = _name_matches(party, index, policy)
    matches += _identifier_matches(party, index, policy, besides={m.entry.id for m in matches})
    matches += _address_matches(party, index, policy)
    agreeing = {id(match): agreement(party, match.entry) for match in matches}
    matches.sort(key=lambda m: (m.score, agreeing[id(m)]), reverse=True)
    equal = sum(match.score == 1.0 for match in matches)
    return matches[: max(policy.limit, equal)]


def _name_matches(party: Party, index: ScreeningIndex, policy: Policy) -> list[Match]:
    best: dict[int, _Found] = {}
    for query in queries_of(party):
        for found in _found(query, party, index, policy):
            known = best.get(found.name.party)
            if known is None or found.score > known.score:
                best[found.name.party] = found
    hits = _with_families(best, index, policy)
    matches = [_match(found, index.parties[number], policy) for number, found in hits.items()]
    return sorted(matches, key=lambda match: (match.entry.id, match.matched_on))


def _with_families(
    best: dict[int, _Found], index: ScreeningIndex, policy: Policy
) -> dict[int, _Found]:
    """The few of each family that are called most like it are hits; what is below the line goes."""
    seen: dict[str, int] = {}
    ranked = sorted(best.items(), key=lambda item: (*_rank_in_family(item[1]), item[0]))
    hits = {}
    for number, found in ranked:
        if found.family:
            place = seen[found.family] = seen.get(found.family, -1) + 1
            if place < floors.MOST_OF_A_FAMILY:
                found = _lifted(found, index, place)
        if found.score >= policy.lowest:
            hits[number] = found
    return hits


def _rank_in_family(found: _Found) -> tuple[bool, float, float]:
    """The head first, then what has least besides the shared name."""
    share = found.alignment.listed_share if found.alignment else 1.0
    return not floors.is_head(found.family, found.alignment), -share, -found.score


def _lifted(found: _Found, index: ScreeningIndex, place: int) -> _Found:
    is_head = floors.is_head(found.family, found.alignment)
    least = floors.HEAD_OF_FAMILY if is_head else floors.FAMILY
    if found.score >= least:
        return found
    evidence = floors.with_family(
        found.evidence, found.family, index.weights, least=least, place=place
    )
    return replace(found, score=evidence.moved(found.score), evidence=evidence)


def queries_of(party: Party) -> tuple[str, ...]:
    if party.kind is PartyKind.ADDRESS:
        return ()
    return tuple(dict.fromkeys((party.name, *party.other_names[:MOST_OTHER_NAMES])))


def _found(query: str, party: Party, index: ScreeningIndex, policy: Policy) -> Iterator[_Found]:
    for typed in typed_names(query):
        for score, numbers in (
            (1.0, index.equal(typed)),
            (SAME_LETTERS, index.near_equal(typed)),
            (SAME_CORE, index.with_same_core(typed)),
        ):
            for number in numbers:
                yield _Found(score, index.names[number], query, None, Evidence())
        for number in index.elsewhere(typed) if party.kind is not PartyKind.PERSON else ():
            yield _Found(floors.ELSEWHERE, index.names[number], query, None, Evidence())
    names = screened_names(query, index.weights)
    for screened in names:
        compared = _Compared(screened, query, party, index, policy)
        for number in index.similar(screened.spelled.words, names=len(names)):
            found = compared.with_listed(number)
            if found is not None:
                yield found


class _Compared:
    """One name that somebody typed, held against one listed name after the other."""

    def __init__(
        self,
        screened: WrittenName,
        query: str,
        party: Party,
        index: ScreeningIndex,
        policy: Policy,
    ) -> None:
        self._words = screened.spelled
        self._query, self._party, self._index, self._policy = query, party, index, policy
        self._comparer = Comparer(screened)
        self._may_lift = may_lift(party, policy)
        self._has_family = party.kind is not PartyKind.PERSON and floors.has_family_name(
            self._words.words, index.weights
        )

    def with_listed(self, number: int) -> _Found | None:
        written = self._index.written(number)
        alignment = self._comparer.align(written)
        if alignment.score < LEAST_WORD_SCORE:
            return None
        name = self._index.names[number]
        entry = self._index.parties[name.party]
        if self._is_another(alignment, written.spelled, entry):
            return None
        family = floors.shared_family(alignment, self._index.weights) if self._has_family else ""
        is_surname = floors.is_surname_alone(self._words.words, name, entry, self._party.kind)
        score = judged(alignment, self._policy)
        if not (score >= self._policy.lowest or self._may_lift or family or is_surname):
            return None
        evidence = weigh(self._party, entry, self._policy)
        if is_surname:
            evidence = floors.with_surname(evidence)
        elif score >= self._policy.watch and floors.stands_whole(alignment, self._party.kind):
            evidence = floors.with_whole(evidence, self._policy.watch)
        score = evidence.moved(score)
        if not family and score < self._policy.lowest:
            return None
        return _Found(score, name, self._query, alignment, evidence, family)

    def _is_another(self, alignment: Alignment, listed: WeighedName, entry: ListedParty) -> bool:
        """Marks of aircraft, and a name of a few letters, are the same or they are not."""
        letters = len(self._words.joined)
        if letters <= _INITIALS:
            least = _SAME_INITIALS if letters == _INITIALS else 1.0
            return all(pair.similarity < least for pair in alignment.pairs)
        return entry.type == "Aircraft" and is_another_mark(self._words, listed)


def judged(alignment: Alignment, policy: Policy) -> float:
    """The score of a resemblance before any evidence besides the name."""
    score = alignment.score
    if policy.calibrated:
        score = judge(signs_of(alignment))
        if alignment.is_joined:
            score = max(score, alignment.score)
    if alignment.numbers_differ:
        score *= _OTHER_NUMBER
    return min(NEARLY_EQUAL, score)


def _judgement(alignment: Alignment | None, policy: Policy) -> tuple[str, ...]:
    if alignment is None or not policy.calibrated:
        return ()
    signs = signs_of(alignment)
    sentences = [explain.calibrated(signs, judge(signs))]
    if alignment.is_joined and alignment.score > judge(signs):
        sentences.append(explain.joined(alignment.score))
    if alignment.numbers_differ:
        sentences.append(explain.other_number(_OTHER_NUMBER))
    return tuple(sentences)


def _identifier_matches(
    party: Party, index: ScreeningIndex, policy: Policy, *, besides: set[str]
) -> Iterator[Match]:
    """The listed parties that share an identifier and no name."""
    for key in sorted(given_keys(party.ids, queries_of(party))):
        for entry, identifier in index.with_identifier(key):
            if entry.id not in besides:
                besides.add(entry.id)
                score = IDENTIFIER_SCORE
                tier = policy.tier_of(score)
                yield Match(
                    entry=entry,
                    score=score,
                    tier=tier,
                    matched_on=MatchedOn.IDENTIFIER,
                    matched_name=entry.name,
                    query_name=_giving(key, party),
                    explanation=explain.identifier_match(
                        entry=entry, identifier=identifier, score=score, tier=tier
                    ),
                )


def _giving(key: str, party: Party) -> str:
    """What was typed with this number in it."""
    texts = (*party.ids, *queries_of(party))
    return next((text for text in texts if key in given_keys((text,), (text,))), key)


def _match(found: _Found, entry: ListedParty, policy: Policy) -> Match:
    score = round(found.score, 4)
    tier = policy.tier_of(score)
    return Match(
        entry=entry,
        score=score,
        tier=tier,
        matched_on=found.name.kind,
        matched_name=found.name.text,
        query_name=found.query,
        explanation=explain.name_match(
            entry=entry,
            name=found.name,
            query=found.query,
            alignment=found.alignment,
            judgement=_judgement(found.alignment, policy),
            evidence=found.evidence,
            score=score,
            tier=tier,
        ),
    )


def _address_matches(party: Party, index: ScreeningIndex, policy: Policy) -> Iterator[Match]:
    """The best address of each listed party."""
    best: dict[str, Match] = {}
    for text in addresses_of(party):
        for found in addresses.resembling(text, party.countries, index):
            match = _address_match(text, found, index.parties[found.place.party], policy)
            known = best.get(match.entry.id)
            if match.score >= policy.lowest and (known is None or match.score > known.score):
                best[match.entry.id] = match
    yield from best.values()


def addresses_of(party: Party) -> tuple[str, ...]:
    own = party.address or (party.name if party.kind is PartyKind.ADDRESS else "")
    return tuple(dict.fromkeys((own, *party.other_addresses[:MOST_OTHER_NAMES])))


def _address_match(
    text: str, found: addresses.FoundPlace, entry: ListedParty, policy: Policy
) -> Match:
    score = round(found.score, 4)
    tier = policy.tier_of(score)
    return Match(
        entry=entry,
        score=score,
        tier=tier,
        matched_on=MatchedOn.ADDRESS,
        matched_name=found.place.text,
        query_name=text,
        explanation=explain.address_match(
            entry=entry, found=found, query=text, score=score, tier=tier
        ),
    )
