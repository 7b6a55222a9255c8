"""Where can a proposal stand, and what do officers and applicants call that place?"""

from django.db.models import TextChoices


class ProposalState(TextChoices):
    """Code name and officer label; the applicant's label is in APPLICANT_LABELS."""

    DRAFT = "DRAFT", "Draft"
    SUBMITTED = "SUBMITTED", "Submitted"
    RETURNED = "RETURNED", "Returned as incomplete"
    IN_REVIEW = "IN_REVIEW", "In review"
    INFO_REQUESTED = "INFO_REQUESTED", "Information requested"
    IN_CONSULTATION = "IN_CONSULTATION", "In consultation"
    AWAITING_DETERMINATION = "AWAITING_DETERMINATION", "Awaiting determination"
    DESIGNATED = "DESIGNATED", "Designated"
    DECLINED = "DECLINED", "Declined"
    SUSPENDED = "SUSPENDED", "Suspended"
    TERMINATED = "TERMINATED", "Terminated"
    LAPSED = "LAPSED", "Lapsed"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


S = ProposalState

APPLICANT_LABELS: dict[str, str] = {
    S.DRAFT: "Draft: not submitted yet",
    S.SUBMITTED: "Submitted: completeness check",
    S.RETURNED: "Returned to you: complete and submit again",
    S.IN_REVIEW: "Under review",
    S.INFO_REQUESTED: "We need an answer from you",
    S.IN_CONSULTATION: "Under review: agencies consulted",
    S.AWAITING_DETERMINATION: "Awaiting determination",
    S.DESIGNATED: "Designated",
    S.DECLINED: "Not designated",
    S.SUSPENDED: "Designation suspended",
    S.TERMINATED: "Designation terminated",
    S.LAPSED: "Designation lapsed",
    S.WITHDRAWN: "Withdrawn by you",
}

EDITABLE = (S.DRAFT, S.RETURNED)
# Submitted and not decided yet: on an officer's desk.
UNDER_REVIEW = (
    S.SUBMITTED,
    S.IN_REVIEW,
    S.INFO_REQUESTED,
    S.IN_CONSULTATION,
    S.AWAITING_DETERMINATION,
)
OPEN = (*EDITABLE, *UNDER_REVIEW)
# Over: whatever its members do now changes nothing about it.
FINAL = (S.DECLINED, S.TERMINATED, S.LAPSED, S.WITHDRAWN)
