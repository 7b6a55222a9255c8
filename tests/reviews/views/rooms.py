"""Which pages has the review, and which cases show them all?"""

from datetime import date

from django.urls import reverse

from exports_portal.accounts.roles import Agency, Role
from reviews.actions import case as desk_work
from reviews.actions.adjudicate import adjudicate
from reviews.actions.determine import ConditionText
from reviews.states import (
    AdjudicationCode,
    AdjudicationOutcome,
    ConditionCategory,
    Severity,
    TrackKind,
)
from tests.factories import reviews

ANCHOR_OWNER = "Harbor Founders Holding"
CONDITIONS = [
    ConditionText(
        category=ConditionCategory.SECURITY,
        text="Report every incident within 72 hours.",
        due_on=date(2027, 3, 1),
    )
]
SECTIONS = (
    "case",
    "version",
    "tracks",
    "findings",
    "screening",
    "consultations",
    "questions",
    "declaration",
    "history",
)


def busy_case():
    """In consultation: a hit that was escalated, findings, an assigned track, a question."""
    case = reviews.case_in_consultation(listed=[ANCHOR_OWNER, "Lumen Harbor Sistems"])
    desk_work.assign_lead(case.proposal, to=case.lead, by=case.lead)
    desk_work.assign_track(
        case.track(TrackKind.SECURITY),
        to=reviews.officer(Role.SECURITY_REVIEWER, full_name="Ravi Stone"),
        due_on=date(2027, 1, 15),
        by=case.lead,
    )
    for severity, text in ((Severity.BLOCKING, "Keys leave the country."), (Severity.MINOR, "")):
        desk_work.raise_finding(
            case.proposal,
            track=case.track(TrackKind.SECURITY),
            severity=severity,
            text_public=text,
            text_internal="Seen on page 4.",
            by=case.lead,
        )
    adjudicate(
        case.hits[0],
        outcome=AdjudicationOutcome.ESCALATE,
        code=AdjudicationCode.PARTY_UNKNOWN,
        reason="Same name, and the country is not known.",
        by=case.lead,
    )
    desk_work.declare_conflict(case.proposal, has_conflict=False, note="", by=case.lead)
    tied = reviews.officer(Role.CONTENT_ANALYST, full_name="Mina Vale")
    for has_conflict, note in ((True, "Shares in a member."), (False, "Sold in May.")):
        desk_work.declare_conflict(case.proposal, has_conflict=has_conflict, note=note, by=tied)
    return case.now()


def of_lead(case):
    """Every page that the lead of a busy case sees."""
    number = case.proposal.public_id
    pages = [reverse("reviews:queue"), reverse("reviews:lists")]
    pages += [reverse(f"reviews:{name}", args=[number]) for name in SECTIONS]
    pages += [reverse(f"reviews:{name}", args=[number]) for name in ("lead", "raise_finding")]
    pages += [
        reverse(f"reviews:{name}", args=[number, TrackKind.SECURITY])
        for name in ("assign_track", "conclude_track")
    ]
    return [
        *pages,
        reverse("reviews:step", args=[number, "ask"]),
        reverse("reviews:no_comment", args=[number, Agency.STATE]),
        reverse("reviews:lift_conflict", args=[number, _conflict_in(case).pk]),
        reverse("reviews:hit", args=[number, case.hits[0].pk]),
        reverse("reviews:resolve_finding", args=[number, case.proposal.findings.first().pk]),
    ]


def _conflict_in(case):
    return case.proposal.conflict_declarations.get(has_conflict=True)
