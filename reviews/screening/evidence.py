"""What besides the name speaks for or against a resemblance?

Evidence moves a score and never removes a hit. What is unknown on either side is no evidence.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from reviews.screening.countries import iso_code
from reviews.screening.identifiers import given_keys, identifiers_of, numbers_in
from reviews.screening.parties import ListedParty, Party, PartyKind, Policy

_TYPES_AGAINST = {
    PartyKind.PERSON: frozenset({"Entity", "Vessel", "Aircraft"}),
    PartyKind.ORGANIZATION: frozenset({"Individual"}),
}
_TYPES_FOR = {
    PartyKind.PERSON: frozenset({"Individual"}),
    PartyKind.ORGANIZATION: frozenset({"Entity"}),
}
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
# "circa 1960" and calendars that begin in spring: a year beside the listed one is no conflict.
_YEARS_APART = 2
# An agreeing birth date takes this part of the way to certainty.
_BIRTH_LIFT = 0.3
# What stands beyond is no date, number or country.
_LONGEST_FACT = 100
_CERTAIN = 0.99


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the score is multiplied with, how far it is lifted, and the sentences that say why."""

    factor: float = 1.0
    lift: float = 0.0
    least: float = 0.0
    reasons: tuple[str, ...] = ()

    def moved(self, score: float) -> float:
        lowered = score * self.factor
        return max(self.least, lowered + max(0.0, _CERTAIN - lowered) * self.lift)

    def at_least(self, score: float, reason: str) -> "Evidence":
        """The same, and a floor under the score."""
        least = max(self.least, score)
        return replace(self, least=least, reasons=(*self.reasons, f"{reason}: at least {score:g}."))


def may_lift(party: Party, policy: Policy) -> bool:
    """Could any evidence raise the score of this party?"""
    if party.ids or party.dates_of_birth or not _only_lowers(policy):
        return True
    return any(map(numbers_in, (party.name, *party.other_names)))


def agreement(party: Party, entry: ListedParty) -> tuple[int, int]:
    """Of two equal scores the one with the same country, then of the same kind, comes first."""
    ours, theirs = country_codes(party.countries), set(entry.countries)
    country = 0 if not ours or not theirs else 1 if ours & theirs else -1
    kind = 1 if entry.type in _TYPES_FOR.get(party.kind, ()) else 0
    return country, -1 if entry.type in _TYPES_AGAINST.get(party.kind, ()) else kind


def least_before(score: float, party: Party, policy: Policy) -> float:
    """The lowest score that evidence, short of an equal identifier, can still move to this one."""
    if not _only_lowers(policy):
        return 0.0
    return (score - _CERTAIN * _BIRTH_LIFT) / (1 - _BIRTH_LIFT) if party.dates_of_birth else score


def _only_lowers(policy: Policy) -> bool:
    return max(policy.country_conflict, policy.kind_conflict, policy.birth_conflict) <= 1


def weigh(party: Party, entry: ListedParty, policy: Policy) -> Evidence:
    found = [
        evidence
        for sign in (_country, _kind, _birth, _identifier)
        if (evidence := sign(party, entry, policy))
    ]
    factor = 1.0
    for evidence in found:
        factor *= evidence.factor
    return Evidence(
        factor=factor,
        lift=max((evidence.lift for evidence in found), default=0.0),
        least=max((evidence.least for evidence in found), default=0.0),
        reasons=tuple(reason for evidence in found for reason in evidence.reasons),
    )


def _country(party: Party, entry: ListedParty, policy: Policy) -> Evidence | None:
    ours = country_codes(party.countries)
    theirs = set(entry.countries)
    if not ours or not theirs:
        return None
    shared = sorted(ours & theirs)
    if shared:
        return Evidence(reasons=(f"Both are placed in {', '.join(shared)}.",))
    reason = (
        f"The countries differ (screened {', '.join(sorted(ours))};"
        f" listed {', '.join(sorted(theirs))}): x {policy.country_conflict:g}."
    )
    return Evidence(factor=policy.country_conflict, reasons=(reason,))


def _kind(party: Party, entry: ListedParty, policy: Policy) -> Evidence | None:
    if entry.type not in _TYPES_AGAINST.get(party.kind, ()):
        return None
    reason = f"Screened as {party.kind}, listed as {entry.type}"
    return Evidence(
        factor=policy.kind_conflict, reasons=(f"{reason}: x {policy.kind_conflict:g}.",)
    )


def _birth(party: Party, entry: ListedParty, policy: Policy) -> Evidence | None:
    """The same date lifts; years that cannot be reconciled lower; a year alone decides nothing."""
    same = _dates(party.dates_of_birth) & _dates(entry.dates_of_birth)
    if same:
        reason = f"Both were born on {min(same)}: lifted by {_BIRTH_LIFT:.0%} of what was missing."
        return Evidence(lift=_BIRTH_LIFT, reasons=(reason,))
    ours, theirs = _years(party.dates_of_birth), _years(entry.dates_of_birth)
    if not ours or not theirs:
        return None
    if min(abs(our - their) for our in ours for their in theirs) < _YEARS_APART:
        return None
    reason = f"The years of birth differ: x {policy.birth_conflict:g}."
    return Evidence(factor=policy.birth_conflict, reasons=(reason,))


@lru_cache(maxsize=1024)
def country_codes(countries: tuple[str, ...]) -> frozenset[str]:
    return frozenset(code for text in countries if (code := iso_code(text[:_LONGEST_FACT])))


@lru_cache(maxsize=1024)
def _dates(texts: tuple[str, ...]) -> frozenset[str]:
    """The dates that name a day: "1960-05-14", "14 May 1960"; not "1960" and not "circa 1960"."""
    tidy = (" ".join(text[:_LONGEST_FACT].casefold().split()) for text in texts)
    return frozenset(t for t in tidy if _YEAR.search(t) and re.search(r"\b\d{1,2}\b", t))


@lru_cache(maxsize=1024)
def _years(texts: tuple[str, ...]) -> frozenset[int]:
    """Every year that a text allows: "1960 to 1962" allows three."""
    allowed: set[int] = set()
    for text in texts:
        years = [int(year) for year in _YEAR.findall(text[:_LONGEST_FACT])]
        if years:
            allowed.update(range(min(years), max(years) + 1))
    return frozenset(allowed)


def _identifier(party: Party, entry: ListedParty, policy: Policy) -> Evidence | None:
    if not entry.ids and not entry.vessel:
        return None
    ours = given_keys(party.ids, (party.name, *party.other_names))
    for listed, keys in identifiers_of(entry) if ours else ():
        if not ours.isdisjoint(keys):
            reason = f"The identifier {listed.type} {listed.number} is the same: a strong hit."
            return Evidence(least=max(policy.strong, 0.95), reasons=(reason,))
    return None
