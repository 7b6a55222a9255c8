"""Is everybody screened, is nobody who takes part a listed party, and does no owner make one so?"""

from collections.abc import Iterator

from proposals.rules.r01_one_anchor import one_anchor
from proposals.rules.r02_us_anchor import us_anchor
from proposals.rules.r09_member_location import member_location
from proposals.rules.r10_member_control import member_control
from proposals.rules.r11_provider_location import provider_location
from proposals.rules.r22_parties import parties
from reviews.criteria.by_rules import by_rules
from reviews.criteria.criterion import Computed, Criterion, Outcome, Subject, Track, Weight
from reviews.criteria.facts import CaseFacts, PartyFacts
from reviews.screening.names import fold

SCREENING = (
    "Consolidated Screening List of the International Trade Administration; rules R22 to R24 of "
    "the program."
)
OWNERSHIP_RULES = (
    "50 percent rules of OFAC and BIS, as the policy on ownership of the day has them (rules R25 "
    "and R26 of the program)."
)


def _covered(facts: CaseFacts, subject: Subject) -> Computed:
    """Is exactly everybody screened whom the version names, on a list that may carry a decision?"""
    screening = facts.screening
    is_done = bool(screening.list_version) and not screening.gaps
    said = f"{screening.screened} parties are screened against {screening.list_version}."
    return Computed(
        outcome=Outcome.MET if is_done else Outcome.UNKNOWN,
        rule="R23",
        said=said if is_done else " ".join(screening.gaps) or "No screening is finished.",
        citation=SCREENING,
        inputs={
            "screened": screening.screened,
            "list_version": screening.list_version,
            "gaps": list(screening.gaps),
        },
    )


def _with_hits(facts: CaseFacts) -> Iterator[Subject]:
    for party in facts.screening.parties:
        yield Subject(key=_key(party), label=f"{party.name} ({party.relation})")


def _key(party: PartyFacts) -> str:
    return f"{fold(party.name)} {party.relation}"


def _listed(facts: CaseFacts, subject: Subject) -> Computed:
    """A true match is a listed party that still takes part; an open hit is one that may be."""
    party = next(one for one in facts.screening.parties if _key(one) == subject.key)
    matched = party.true_matches > 0
    said = (
        f"{_counted(party.true_matches, 'hit is', 'hits are')} a true match: a listed party is "
        "named."
        if matched
        else f"{_counted(party.open_hits, 'hit is', 'hits are')} not adjudicated."
    )
    return Computed(
        outcome=Outcome.NOT_MET if matched else Outcome.NEEDS_PERSON,
        rule="R22",
        said=said,
        citation=SCREENING,
        inputs={"open_hits": party.open_hits, "true_matches": party.true_matches},
    )


def _unresolved(facts: CaseFacts) -> Iterator[Subject]:
    for result in facts.ownership:
        yield Subject(key=result.key, label=result.body)


def _owned(facts: CaseFacts, subject: Subject) -> Computed:
    result = next(one for one in facts.ownership if one.key == subject.key)
    return Computed(
        outcome=Outcome.NOT_MET if result.blocks else Outcome.NEEDS_PERSON,
        rule="R25" if result.blocks else "R26",
        said=result.text,
        citation=OWNERSHIP_RULES,
        inputs={"body": result.body, "blocks": result.blocks},
    )


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


PARTIES = (
    by_rules(
        "PARTY.ANCHOR",
        Track.PARTIES,
        "Is there exactly one anchor member, and is it a U.S. company?",
        one_anchor,
        us_anchor,
        weight=Weight.LAW,
    ),
    by_rules(
        "PARTY.LOCATION",
        Track.PARTIES,
        "Is no member located in a country of concern, nor owned or controlled from one?",
        member_location,
        member_control,
        weight=Weight.LAW,
    ),
    by_rules(
        "PARTY.PROVIDERS",
        Track.PARTIES,
        "Does no data, software, security or application come from where it can be compelled?",
        provider_location,
        weight=Weight.LAW,
    ),
    by_rules(
        "PARTY.NAMED",
        Track.PARTIES,
        "Is whoever takes part named, so that it can be screened?",
        parties,
    ),
    Criterion(
        code="PARTY.SCREENED",
        track=Track.PARTIES,
        question="Is exactly everybody screened whom the version names?",
        source=SCREENING,
        weight=Weight.LAW,
        compute=_covered,
        is_settled_elsewhere=True,
    ),
    Criterion(
        code="PARTY.LISTED",
        track=Track.PARTIES,
        question="Is this party another one than the listed party that it resembles?",
        source=SCREENING,
        weight=Weight.LISTED,
        subjects=_with_hits,
        compute=_listed,
        is_settled_elsewhere=True,
    ),
    Criterion(
        code="PARTY.OWNERSHIP",
        track=Track.PARTIES,
        question="Does no listed party stand behind this one through its owners?",
        source=OWNERSHIP_RULES,
        weight=Weight.LISTED,
        subjects=_unresolved,
        compute=_owned,
        is_settled_elsewhere=True,
    ),
)
