"""How do officers settle a screening hit, and when does it take two of them?

An adjudication belongs to the pair of records (docs/decisions/0006). Clearing a strong hit takes a
second person (0011): the first false positive is a proposal, and the hit is open until it is
answered by somebody else, in the same words as any other adjudication.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from exports_portal.audit.recording import record
from exports_portal.errors import InvalidInput, StepRefused
from exports_portal.files.models import StoredFile
from exports_portal.files.storing import duplicates_of, require_readable, store_upload
from exports_portal.files.uploads import CheckedFile
from reviews.actions.case import hold
from reviews.actions.counting import recount
from reviews.actions.match_findings import raise_match, was_true_match
from reviews.actions.ownership import note_ownership
from reviews.desk import latest_version
from reviews.models import Adjudication, ScreeningHit, ScreeningRun
from reviews.pairs import of_one_party
from reviews.permissions import ADJUDICATORS, require_role, ties
from reviews.states import (
    CODES_FOR,
    OPEN_STANDINGS,
    AdjudicationCode,
    AdjudicationOutcome,
    Standing,
)

if TYPE_CHECKING:
    from exports_portal.accounts.models import User
    from proposals.models import Proposal

SHORTEST_REASON = 10  # characters; a word is no reason that another officer could check
TOO_SHORT = "Give the reason, so that somebody else can check it."
EVIDENCE = "screening-evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment:
    """What an officer says about a pair, or about several pairs alike."""

    outcome: AdjudicationOutcome
    code: AdjudicationCode
    reason: str
    evidence: CheckedFile | None = None


def adjudicate(
    hit: ScreeningHit,
    *,
    outcome: AdjudicationOutcome,
    code: AdjudicationCode,
    reason: str,
    by: "User",
    evidence: CheckedFile | None = None,
) -> Adjudication:
    """Record what this hit is, and why. The latest adjudication of a pair counts; none is deleted.

    A true match raises a blocking finding, and takes two people to undo. Whoever escalated a hit
    cannot settle it alone.
    """
    judgment = Judgment(outcome=outcome, code=code, reason=reason, evidence=evidence)
    return adjudicate_together([hit], judgment, by=by)[0]


@transaction.atomic
def adjudicate_together(
    hits: Sequence[ScreeningHit], judgment: Judgment, *, by: "User", seen: int | None = None
) -> list[Adjudication]:
    """The same judgment on every row of one listed party, one adjudication each: all or none.

    `seen` is `newest_of` as it was on the person's page: InvalidInput when somebody adjudicated
    since. The same judgment by the same person twice is once: a second click changes nothing.
    """
    proposal = hold(hits[0].party.run.version.proposal)
    require_role(proposal, by, *ADJUDICATORS)
    _require_one_party(hits)
    _require_current(hits, proposal)
    hits = list({hit.fingerprint: hit for hit in hits}.values())  # rows that say the same are one
    _check(judgment)
    evidence = _stored(judgment, by)
    latest = [latest_of(hit, proposal) for hit in hits]
    if said := _said_already(latest, judgment, evidence, by):
        return said
    _require_seen(hits, proposal, seen)
    rows = [
        _written(hit, before, proposal, judgment, evidence, by)
        for hit, before in zip(hits, latest, strict=True)
    ]
    for row in rows:
        if row.outcome == AdjudicationOutcome.TRUE_MATCH:
            raise_match(row.hit, proposal, by)
    note_ownership(proposal, by=by)
    recount(proposal.pk)
    _note_each(rows)
    return rows


@transaction.atomic
def open_evidence(adjudication: Adjudication, *, by: "User") -> StoredFile:
    """The evidence file, for an officer who may read the case. Who took it is in the trail."""
    file = adjudication.evidence
    if file is None:
        raise StepRefused("No file is attached to this adjudication.")
    require_readable(file)
    record(
        "screening.evidence",
        by=by,
        subject=adjudication.proposal,
        adjudication=adjudication.pk,
        sha256=file.sha256,
    )
    return file


def same_evidence(adjudication: Adjudication) -> StoredFile | None:
    """The first file with the same bytes that is attached to another adjudication of this case."""
    if adjudication.evidence is None:
        return None
    attached = Adjudication.objects.filter(proposal=adjudication.proposal).values("evidence")
    of_case = StoredFile.objects.filter(pk__in=attached)
    return duplicates_of(adjudication.evidence, among=of_case).first()


def latest_of(hit: ScreeningHit, proposal: "Proposal") -> Adjudication | None:
    """The adjudication that counts for this pair on this proposal."""
    return Adjudication.objects.filter(proposal=proposal, fingerprint=hit.fingerprint).first()


def newest_of(hits: Sequence[ScreeningHit], proposal: "Proposal") -> int:
    """Which adjudication of these pairs was written last, as a number; 0 for none."""
    about = Adjudication.objects.filter(
        proposal=proposal, fingerprint__in=[hit.fingerprint for hit in hits]
    )
    return max(about.values_list("pk", flat=True), default=0)


def proposed_by_another(
    hit: ScreeningHit, latest: Adjudication | None, user: "User"
) -> Adjudication | None:
    """The clearing that this person can answer. Of a person with a tie it counts for nothing."""
    if latest is None or latest.standing_of(hit.tier) != Standing.PROPOSED:
        return None
    if latest.by_id == user.pk or ties(latest.proposal, latest.by):
        return None
    return latest


def waits_for_others(hit: ScreeningHit, proposal: "Proposal", user: "User") -> bool:
    """This person escalated it and nobody settled it since, whoever else escalated it too."""
    history = Adjudication.objects.filter(proposal=proposal, fingerprint=hit.fingerprint)
    for row in history:  # the latest first
        if row.standing_of(hit.tier) not in OPEN_STANDINGS:
            return False
        is_escalation = row.outcome == AdjudicationOutcome.ESCALATE and row.answers_id is None
        if is_escalation and row.by_id == user.pk:
            return True
    return False


def _require_one_party(hits: Sequence[ScreeningHit]) -> None:
    if len({hit.party_id for hit in hits}) > 1 or len(of_one_party([h.entry for h in hits])) > 1:
        raise StepRefused("Only hits on one listed party are adjudicated together.")


def _require_current(hits: Sequence[ScreeningHit], proposal: "Proposal") -> None:
    version = latest_version(proposal)
    latest = ScreeningRun.objects.latest_of(version) if version else None
    if latest is None or any(hit.party.run_id != latest.pk for hit in hits):
        raise StepRefused("This hit belongs to an earlier screening; adjudicate the latest one.")


def _check(judgment: Judgment) -> None:
    fields = {}
    if judgment.code not in CODES_FOR[judgment.outcome]:
        fields["code"] = ["This reason does not go with the outcome: choose one that does."]
    if len(judgment.reason.strip()) < SHORTEST_REASON:
        fields["reason"] = [TOO_SHORT]
    if fields:
        raise InvalidInput(fields=fields)


def _stored(judgment: Judgment, by: "User") -> StoredFile | None:
    if judgment.evidence is None:
        return None
    return store_upload(judgment.evidence, kind=EVIDENCE, by=by)


def _said_already(
    latest: Sequence[Adjudication | None],
    judgment: Judgment,
    evidence: StoredFile | None,
    by: "User",
) -> list[Adjudication]:
    """The latest rows, when this person has just said the very same of every hit."""
    said = (judgment.outcome, judgment.code, judgment.reason.strip(), evidence, by)
    same = [
        row
        for row in latest
        if row and said == (row.outcome, row.code, row.reason, row.evidence, row.by)
    ]
    return same if len(same) == len(latest) else []


def _require_seen(hits: Sequence[ScreeningHit], proposal: "Proposal", seen: int | None) -> None:
    if seen is not None and newest_of(hits, proposal) > seen:
        raise InvalidInput(
            "This pair was adjudicated while you had the page open. Look at what was found, "
            "which is shown below, and save again if you still say the same."
        )


def _written(
    hit: ScreeningHit,
    before: Adjudication | None,
    proposal: "Proposal",
    judgment: Judgment,
    evidence: StoredFile | None,
    by: "User",
) -> Adjudication:
    first = proposed_by_another(hit, before, by)
    settles = judgment.outcome != AdjudicationOutcome.ESCALATE
    if settles and first is None and waits_for_others(hit, proposal, by):
        raise StepRefused("You escalated this hit, so somebody else has to settle it.")
    return Adjudication.objects.create(
        proposal=proposal,
        hit=hit,
        fingerprint=hit.fingerprint,
        outcome=judgment.outcome,
        code=judgment.code,
        reason=judgment.reason.strip(),
        evidence=evidence,
        undoes_match=_undoes_match(hit, proposal, judgment),
        answers=first,
        first_person=first.by if first else None,
        by=by,
    )


def _undoes_match(hit: ScreeningHit, proposal: "Proposal", judgment: Judgment) -> bool:
    is_clearing = judgment.outcome == AdjudicationOutcome.FALSE_POSITIVE
    return is_clearing and was_true_match(hit, proposal)


def _note_each(rows: Sequence[Adjudication]) -> None:
    """Last: from here on every other writer of the trail waits."""
    for row in rows:
        _note(row)


def _note(row: Adjudication) -> None:
    record(
        "screening.adjudicate",
        by=row.by,
        subject=row.proposal,
        summary=_in_words(row),
        adjudication=row.pk,
        hit=row.hit_id,
        entry=row.hit.entry_id,
        list_version=row.hit.party.run.list_version_id,
        outcome=str(row.outcome),
        code=str(row.code),
        reason=row.reason,
        answers=row.answers_id,
        evidence=row.evidence.sha256 if row.evidence else None,
    )


def _in_words(row: Adjudication) -> str:
    """What the row is, where one person's word is not the last."""
    if row.answers:
        agrees = row.outcome == row.answers.outcome
        return f"{'Agrees' if agrees else 'Does not agree'} with {row.first_person}."
    waits = row.standing_of(row.hit.tier) == Standing.PROPOSED
    return "A second person has to agree." if waits else ""
