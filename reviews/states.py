"""Which words does the review use for tracks, outcomes, severities and answers?"""

from django.db.models import TextChoices


class TrackKind(TextChoices):
    """The parallel questions of a review."""

    COMPLETENESS = "COMPLETENESS", "Completeness"
    SECURITY = "SECURITY", "Security protocols"
    DESTINATION = "DESTINATION", "Destinations and parties"
    US_CONTENT = "US_CONTENT", "U.S. content"
    NATIONAL_INTEREST = "NATIONAL_INTEREST", "National interest"


class TrackOutcome(TextChoices):
    SATISFIED = "SATISFIED", "Satisfied"
    NOT_SATISFIED = "NOT_SATISFIED", "Not satisfied"


class Severity(TextChoices):
    INFO = "INFO", "Information"
    MINOR = "MINOR", "Minor"
    MAJOR = "MAJOR", "Major"
    BLOCKING = "BLOCKING", "Blocking"


class ConsultationResponse(TextChoices):
    CONCUR = "CONCUR", "Concurs"
    CONCUR_WITH_CONDITIONS = "CONCUR_WITH_CONDITIONS", "Concurs with conditions"
    NON_CONCUR = "NON_CONCUR", "Does not concur"
    NO_COMMENT = "NO_COMMENT", "No comment"


class AdjudicationOutcome(TextChoices):
    FALSE_POSITIVE = "FALSE_POSITIVE", "False positive: another party"
    TRUE_MATCH = "TRUE_MATCH", "True match: the listed party"
    ESCALATE = "ESCALATE", "Escalate: somebody else has to look"


# An escalated hit is still open: nobody has decided whether it is the listed party.
SETTLED = (AdjudicationOutcome.FALSE_POSITIVE, AdjudicationOutcome.TRUE_MATCH)


class RunKind(TextChoices):
    """Why the parties of a version were screened."""

    SUBMITTED = "SUBMITTED", "At submission"
    ON_REQUEST = "ON_REQUEST", "Asked for by an officer"
    LIST_CHANGE = "LIST_CHANGE", "The list changed"
    PARTY_CHANGE = "PARTY_CHANGE", "A party changed"
    WEEKLY = "WEEKLY", "Weekly, everything in full"


class CheckOutcome(TextChoices):
    """What a re-screening found about one version. Blank while it has not been looked at."""

    UNCHANGED = "UNCHANGED", "Nothing changed for it"
    SCREENED = "SCREENED", "Screened again"
    OVERTAKEN = "OVERTAKEN", "No longer watched, or screened otherwise"


class ConditionCategory(TextChoices):
    SECURITY = "SECURITY", "Security"
    DESTINATION = "DESTINATION", "Destination"
    MEMBERSHIP = "MEMBERSHIP", "Membership"
    REPORTING = "REPORTING", "Reporting"
    LICENSING = "LICENSING", "Licensing"


class DeterminationOutcome(TextChoices):
    DESIGNATED = "DESIGNATED", "Designated"
    DECLINED = "DECLINED", "Not designated"


class ContentBasis(TextChoices):
    """How the U.S.-content component was met (domain.md 1.4)."""

    PRESUMPTION = "PRESUMPTION", "Presumed: the threshold of the hardware layer is met"
    OTHER_FACTORS = "OTHER_FACTORS", "Other factors of the national interest"
    NOT_MET = "NOT_MET", "Not met"
