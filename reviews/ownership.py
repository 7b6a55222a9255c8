"""Which parties of a case fall under a list through their owners, as the case stands?

The structure is that of the frozen version, and once more that of its members as they stand now,
where they say something else by then (decision 12). A pair adjudicated as a true match is listed;
an open hit may be; a false positive is not.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone

from exports_portal.canonical import digest, read_as
from exports_portal.policy.models import Kind, PolicySnapshot
from exports_portal.policy.ownership import OwnershipRule, parse_ownership_rules
from exports_portal.policy.readers import ownership_rules
from proposals.content import ProposalContent
from proposals.models import ProposalVersion
from proposals.states import FINAL
from reviews.holdings import Roster, structure_of
from reviews.members_now import content_as_it_stands
from reviews.models import Determination, Finding, ScreeningHit, ScreeningRun
from reviews.screening.names import fold
from reviews.screening.ownership.assessment import assess
from reviews.screening.ownership.parts import (
    Assessment,
    Effect,
    Level,
    Listing,
    Reach,
    Result,
    Rule,
    Standing,
    Structure,
)
from reviews.screening.ownership.sentences import standing
from reviews.screening.parties import ListedParty, ListingStatus
from reviews.states import CHANGES, AdjudicationOutcome, FindingSource, Severity

SEVERITY = {Level.BLOCK: Severity.BLOCKING, Level.RED_FLAG: Severity.MAJOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A result that asks for something. `since_submission`: so its members say by now, and the
    version does not.
    """

    result: Result
    since_submission: bool

    @property
    def key(self) -> str:
        """By what the result rests on: another share, listing or standing is another result."""
        result, rule = self.result, self.result.rule
        told = {
            "body": fold(result.body) or result.body,
            "rule": [rule.code, rule.begins, rule.ends, rule.standing, rule.threshold],
            "level": int(result.level),
            "share": result.share,
            "flags": sorted(flag.kind for flag in result.flags),
            "basis": [list(fact) for fact in result.basis],
            "since_submission": self.since_submission,
        }
        return digest(told)

    @property
    def text(self) -> str:
        """What the finding says, for officers only. The same result always says the same."""
        since = "\nSo its members say since submission; the version says otherwise."
        return text_of(self.result) + (since if self.since_submission else "")


def assessment_of(version: ProposalVersion) -> Assessment:
    """By the rules of today; of a case that ended by those it was decided on."""
    return _assess(version, version.content)


def assessment_since(version: ProposalVersion) -> Assessment | None:
    """The same with the members' owners and officers of now; None where they are as submitted."""
    content = content_as_it_stands(version)
    if content is None or _structure(content) == _structure(version.content):
        return None
    return _assess(version, content)


def found_in(submitted: Assessment, since: Assessment | None) -> list[Found]:
    """What both ask for; what has not changed since submission is named once."""
    found = [Found(result=result, since_submission=False) for result in submitted.found]
    known = {one.key for one in found}
    later = (Found(result=r, since_submission=True) for r in (since.found if since else ()))
    found += [one for one in later if replace(one, since_submission=False).key not in known]
    return found


def settled_in(version: ProposalVersion) -> list[Found]:
    """What asks for something and rests on true matches alone."""
    if not _hits(version).filter(outcome=AdjudicationOutcome.TRUE_MATCH).exists():
        return []
    return found_in(assessment_of(version), assessment_since(version))


def unresolved_in(version: ProposalVersion) -> list[Found]:
    """Settled results whose finding no two people have resolved, or that is not raised yet (R26).

    What the portal closed for a change stands again as soon as the result follows again.
    """
    resolved = set(
        Finding.objects.filter(proposal=version.proposal, source=FindingSource.OWNERSHIP)
        .exclude(resolved_at=None)
        .exclude(resolution_code__in=CHANGES)
        .values_list("key", flat=True)
    )
    return [found for found in settled_in(version) if found.key not in resolved]


def text_of(result: Result) -> str:
    rule = result.rule
    lines = [f"Ownership of {result.body}, {rule.title}: {result.arithmetic}", *result.grounds]
    if not result.is_majority:
        lines.append(f"{rule.title}: {rule.citation}, {standing(rule)}.")
    return "\n".join([*lines, *(f"{flag.kind.label}: {flag.text}" for flag in result.flags)])


def _structure(content: ProposalContent) -> Structure:
    return structure_of(content, Roster())


def _assess(version: ProposalVersion, content: ProposalContent) -> Assessment:
    decided = _ended_with(version)
    day = timezone.localdate(decided.decided_at) if decided else timezone.localdate()
    roster = Roster()
    structure = structure_of(content, roster)
    rows = _rows_of(decided) if decided else ownership_rules(day)
    listings = list(_listings(version, roster, day))
    return assess(structure, listings, [_rule(row) for row in rows], on=day)


def _hits(version: ProposalVersion) -> Any:
    """Of the latest screening, with the outcome; addresses own nothing and are owned by nobody."""
    run = ScreeningRun.objects.latest_of(version)
    hits = ScreeningHit.objects.filter(party__run=run).exclude(party__kind="ADDRESS")
    return hits.with_adjudication(version.proposal)


def _listings(version: ProposalVersion, roster: Roster, day: date) -> Iterator[Listing]:
    """An order that ended is history: it makes nobody a listed owner."""
    hits = _hits(version).select_related("party").order_by("party__position", "rank")
    still_open = set(hits.open_for(version.proposal).values_list("pk", flat=True))
    for hit in hits:
        is_true = hit.outcome == AdjudicationOutcome.TRUE_MATCH
        if not is_true and hit.pk not in still_open:
            continue
        entry = read_as(ListedParty, hit.entry)
        if entry.status_on(day) is not ListingStatus.EXPIRED:
            yield Listing(
                party=roster.name(hit.party.name),
                list_code=entry.list_code,
                programs=entry.programs,
                is_open=not is_true,
            )


def _ended_with(version: ProposalVersion) -> Determination | None:
    if version.proposal.state not in FINAL:
        return None
    return Determination.objects.filter(version=version).first()


def _rows_of(decided: Determination) -> tuple[OwnershipRule, ...]:
    """As stored with the determination."""
    ids = [row["id"] for row in decided.policy_snapshots if row["kind"] == Kind.OWNERSHIP_RULES]
    snapshot = PolicySnapshot.objects.filter(pk__in=ids).first()
    if snapshot is None:
        return ownership_rules(timezone.localdate(decided.decided_at))
    return parse_ownership_rules(snapshot.payload)


def _rule(row: OwnershipRule) -> Rule:
    return Rule(
        code=row.code,
        title=row.title,
        begins=row.begins,
        ends=row.ends,
        standing=Standing(row.standing),
        effect=Effect(row.effect),
        threshold=row.threshold,
        reaches=tuple(
            Reach(list_code=reach.list_code, name=reach.name, programs=frozenset(reach.programs))
            for reach in row.reaches
        ),
        citation=row.citation,
        note=row.note,
        foreign_only=row.foreign_only,
    )
