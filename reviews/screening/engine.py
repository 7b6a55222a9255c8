"""Which listed parties does this party resemble, best first, and why?"""

from collections.abc import Iterator
from dataclasses import dataclass

from reviews.screening import addresses, explain
from reviews.screening.alignment import Alignment
from reviews.screening.calibration import LEAST_WORD_SCORE, judge, signs_of
from reviews.screening.candidates import ScreeningIndex
from reviews.screening.comparison import Comparer, screened_names
from reviews.screening.evidence import Evidence, may_lift, weigh
from reviews.screening.listed_names import ListedName
from reviews.screening.parties import ListedParty, Match, MatchedOn, Party, PartyKind, Policy

MATCHER_VERSION = "6"
# A party is screened under its name and at most so many others; likewise its addresses.
MOST_OTHER_NAMES = 50
# Only an equal name scores 1.0; an equal passport or tax number under another name comes next.
NEARLY_EQUAL = 0.99
IDENTIFIER_SCORE = 0.98


@dataclass(frozen=True, slots=True)
class _Found:
    """The best listed name of one listed party so far."""

    score: float
    name: ListedName
    query: str
    alignment: Alignment | None
    evidence: Evidence


def screen(party: Party, index: ScreeningIndex, policy: Policy) -> list[Match]:
    """Every resemblance at or above the policy's floor, best first.

    A name equal to a listed one once case, accents and punctuation are set aside is always a hit
    at 1.0, whatever else speaks against it, and such hits are never cut off by the limit.
    """
    matches = _name_matches(party, index, policy)
    matches += _identifier_matches(party, index, policy, besides={m.entry.id for m in matches})
    matches += _address_matches(party, index, policy)
    matches.sort(key=lambda match: (-match.score, match.entry.id, match.matched_on))
    equal = sum(match.score == 1.0 for match in matches)
    return matches[: max(policy.limit, equal)]


def _name_matches(party: Party, index: ScreeningIndex, policy: Policy) -> list[Match]:
    best: dict[int, _Found] = {}
    for query in queries_of(party):
        for found in _found(query, party, index, policy):
            known = best.get(found.name.party)
            if known is None or found.score > known.score:
                best[found.name.party] = found
    return [_match(found, index.parties[number], policy) for number, found in best.items()]


def queries_of(party: Party) -> tuple[str, ...]:
    if party.kind is PartyKind.ADDRESS:
        return ()
    return tuple(dict.fromkeys((party.name, *party.other_names[:MOST_OTHER_NAMES])))


def _found(query: str, party: Party, index: ScreeningIndex, policy: Policy) -> Iterator[_Found]:
    for number in index.equal(query):
        yield _Found(1.0, index.names[number], query, None, Evidence())
    names = screened_names(query, index.weights)
    for screened in names:
        comparer = Comparer(screened)
        for number in index.similar(screened.spelled.words, names=len(names)):
            alignment = comparer.align(index.written(number))
            if alignment.score < LEAST_WORD_SCORE:
                continue
            score = judged(alignment, policy)
            if score >= policy.lowest or may_lift(party, policy):
                name = index.names[number]
                evidence = weigh(party, index.parties[name.party], policy)
                score = evidence.moved(score)
                if score >= policy.lowest:
                    yield _Found(score, name, query, alignment, evidence)


def judged(alignment: Alignment, policy: Policy) -> float:
    """The score of a resemblance before any evidence besides the name."""
    score = judge(signs_of(alignment)) if policy.calibrated else alignment.score
    return min(NEARLY_EQUAL, score)


def _judgement(alignment: Alignment | None, policy: Policy) -> tuple[str, ...]:
    if alignment is None or not policy.calibrated:
        return ()
    signs = signs_of(alignment)
    return (explain.calibrated(signs, judge(signs)),)


def _identifier_matches(
    party: Party, index: ScreeningIndex, policy: Policy, *, besides: set[str]
) -> Iterator[Match]:
    """The listed parties that share an identifier and no name."""
    for number in party.ids:
        for entry, identifier in index.with_identifier(number):
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
                    query_name=number,
                    explanation=explain.identifier_match(
                        entry=entry, identifier=identifier, score=score, tier=tier
                    ),
                )


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
