"""Which mails ask somebody to act, and so come at once, whatever their reader has chosen?

A mail that stands in neither list is not of ours (signing in, a new password): it comes at once.
"""

from django.db import models


class Way(models.TextChoices):
    """How somebody gets the mails on which nobody has to act at once."""

    AT_ONCE = "AT_ONCE", "At once"
    DAILY = "DAILY", "Once a day, in one mail"
    NEVER = "NEVER", "Not at all"


# Their reader has something to do, or must not miss them.
ASKS_TO_ACT = frozenset(
    {
        *("invitation", "part_given", "writing_given"),
        *("part_invitation", "part_invitation_answered"),
        *("to_sign", "signature_lapsed"),
        *("notice_answered", "notice_replied", "notice_taken_down"),
        *("proposal_returned", "proposal_question", "question_answered"),
        *("decision_letter", "designation_changed"),
        *("amendment_arrived", "screening_alert", "list_quarantined", "audit_check"),
        *("file_infected", "file_not_scanned", "second_factor_reset"),
        *("policy_proposed", "policy_decided", "reminder", "work_given_back"),
        "digest",
    }
)
# The others can wait for the digest of the day.
TELLS = frozenset(
    {
        *("comment_mention", "comment_answered"),
        *("proposal_submitted", "proposal_amended", "proposal_answered", "proposal_withdrawn"),
        "signature_of_other_lapsed",
    }
)


def way_of(template: str, recipient: object) -> Way:
    """How this mail reaches them. An address without an account has chosen nothing."""
    if template not in TELLS:
        return Way.AT_ONCE
    return Way(getattr(recipient, "mail_way", Way.AT_ONCE))
