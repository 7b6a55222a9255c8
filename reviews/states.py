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


class RowFinding(TextChoices):
    """What a reviewer found where something is claimed with evidence.

    "Not met" is none of them: the track is then not satisfied.
    """

    MET = "MET", "Met"
    MET_WITH_CONDITION = "MET_WITH_CONDITION", "Met, on a condition"
    NOT_APPLICABLE = "NOT_APPLICABLE", "Does not apply to this package"


class Severity(TextChoices):
    INFO = "INFO", "Information"
    MINOR = "MINOR", "Minor"
    MAJOR = "MAJOR", "Major"
    BLOCKING = "BLOCKING", "Blocking"


class FindingSource(TextChoices):
    """Who or what found it. What the portal found is told again by its key, never by its words."""

    OFFICER = "OFFICER", "An officer"
    TRUE_MATCH = "TRUE_MATCH", "A true match"
    OWNERSHIP = "OWNERSHIP", "A result on ownership"


class ResolutionCode(TextChoices):
    """Why a finding of the portal no longer stands against the case, in one of few words."""

    AUTHORIZED = "AUTHORIZED", "A license or another authorization covers it"
    NOT_REACHED = "NOT_REACHED", "The restriction does not reach what is proposed"
    PARTY_LEFT = "PARTY_LEFT", "The party takes no part any more"
    LISTING_ENDED = "LISTING_ENDED", "The listing has ended"
    OTHER_GROUND = "OTHER_GROUND", "Another ground, described below"

    NEW_VERSION = "NEW_VERSION", "A later version does not name the party"
    OTHERWISE = "OTHERWISE", "Two people have adjudicated otherwise"
    NO_RESULT = "NO_RESULT", "The result no longer follows"


# What follows from what changed: the portal closes by it, and opens again when it comes back.
CHANGES = (ResolutionCode.NEW_VERSION, ResolutionCode.OTHERWISE, ResolutionCode.NO_RESULT)
GROUNDS = tuple(code for code in ResolutionCode if code not in CHANGES)


class ConsultationResponse(TextChoices):
    CONCUR = "CONCUR", "Concurs"
    CONCUR_WITH_CONDITIONS = "CONCUR_WITH_CONDITIONS", "Concurs with conditions"
    NON_CONCUR = "NON_CONCUR", "Does not concur"
    NO_COMMENT = "NO_COMMENT", "No comment"


class AdjudicationOutcome(TextChoices):
    """What a hit is (screening.md 5.8). An inconclusive hit goes to somebody else."""

    FALSE_POSITIVE = "FALSE_POSITIVE", "False positive: another party"
    TRUE_MATCH = "TRUE_MATCH", "True match: the listed party"
    ESCALATE = "ESCALATE", "Inconclusive: somebody else has to look"


class AdjudicationCode(TextChoices):
    """Why, in one of few words, so that judgments can be counted and compared."""

    DIFFERENT_NAME = "DIFFERENT_NAME", "The names differ: only sounds or common words agree"
    DIFFERENT_BIRTH = "DIFFERENT_BIRTH", "Another person: date or place of birth"
    DIFFERENT_PLACE = "DIFFERENT_PLACE", "Another country or address"
    DIFFERENT_TYPE = "DIFFERENT_TYPE", "Another type: person, organization, vessel, aircraft"
    DIFFERENT_IDENTIFIER = "DIFFERENT_IDENTIFIER", "An identifier differs"
    DIFFERENT_BUSINESS = "DIFFERENT_BUSINESS", "Another business, owner or history"
    ADDRESS_SHARED = "ADDRESS_SHARED", "Only a building or an agent is shared"
    LISTING_EXPIRED = "LISTING_EXPIRED", "The listing has expired, and nothing follows from it"
    OTHER_DIFFERENCE = "OTHER_DIFFERENCE", "Another difference, described below"

    SAME_IDENTIFIER = "SAME_IDENTIFIER", "The same identifier"
    SAME_NAME_PLACE = "SAME_NAME_PLACE", "The same name and address"
    SAME_NAME_BIRTH = "SAME_NAME_BIRTH", "The same name and date of birth"
    SAME_ADDRESS = "SAME_ADDRESS", "The listed address itself"
    CONFIRMED = "CONFIRMED", "Confirmed by the party, an agency or a public record"
    OTHER_AGREEMENT = "OTHER_AGREEMENT", "Another agreement, described below"

    PARTY_UNKNOWN = "PARTY_UNKNOWN", "Too little is known of the party"
    LISTING_VAGUE = "LISTING_VAGUE", "The list says too little"
    CONTRADICTION = "CONTRADICTION", "The evidence points both ways"
    NOT_CONVINCED = "NOT_CONVINCED", "The reason given by the first person does not hold"
    NEEDS_EXPERT = "NEEDS_EXPERT", "Needs an expert: language, law, or the listing agency"


_Outcome, _Code = AdjudicationOutcome, AdjudicationCode
# outcome -> the codes that can be its reason
CODES_FOR: dict[AdjudicationOutcome, tuple[AdjudicationCode, ...]] = {
    _Outcome.FALSE_POSITIVE: (
        _Code.DIFFERENT_NAME,
        _Code.DIFFERENT_BIRTH,
        _Code.DIFFERENT_PLACE,
        _Code.DIFFERENT_TYPE,
        _Code.DIFFERENT_IDENTIFIER,
        _Code.DIFFERENT_BUSINESS,
        _Code.ADDRESS_SHARED,
        _Code.LISTING_EXPIRED,
        _Code.OTHER_DIFFERENCE,
    ),
    _Outcome.TRUE_MATCH: (
        _Code.SAME_IDENTIFIER,
        _Code.SAME_NAME_PLACE,
        _Code.SAME_NAME_BIRTH,
        _Code.SAME_ADDRESS,
        _Code.CONFIRMED,
        _Code.OTHER_AGREEMENT,
    ),
    _Outcome.ESCALATE: (
        _Code.PARTY_UNKNOWN,
        _Code.LISTING_VAGUE,
        _Code.CONTRADICTION,
        _Code.NOT_CONVINCED,
        _Code.NEEDS_EXPERT,
    ),
}
# Whom one person alone cannot clear (screening.md 5.8: "second person for clearing a strong hit").
TIERS_FOR_TWO = ("strong",)
# What nobody has to adjudicate (screening.md 5.7: "watch, shown on request"); decision 11.
TIERS_ON_REQUEST = ("watch",)


class Standing(TextChoices):
    """Where a hit stands between its screening and the last word about it."""

    NEW = "NEW", "Not adjudicated"
    CHANGED = "CHANGED", "Changed since it was adjudicated"
    PROPOSED = "PROPOSED", "Waits for a second person"
    ESCALATED = "ESCALATED", "Inconclusive"
    ON_REQUEST = "ON_REQUEST", "Needs no adjudication"
    FALSE_POSITIVE = "FALSE_POSITIVE", "False positive"
    TRUE_MATCH = "TRUE_MATCH", "True match"


def standing(
    *, tier: str, outcome: str | None, has_second: bool, undoes_match: bool = False
) -> Standing:
    """What the latest adjudication makes of a hit, as `HitQuerySet.open_for` does in SQL.

    That one knows besides of pairs that were adjudicated before a record changed. To clear a
    strong hit takes two people, and so does undoing a true match, whatever the tier.
    """
    if outcome == _Outcome.TRUE_MATCH:
        return Standing.TRUE_MATCH
    if outcome == _Outcome.FALSE_POSITIVE:
        alone = (tier in TIERS_FOR_TWO or undoes_match) and not has_second
        return Standing.PROPOSED if alone else Standing.FALSE_POSITIVE
    if outcome == _Outcome.ESCALATE:
        return Standing.ESCALATED
    return Standing.ON_REQUEST if tier in TIERS_ON_REQUEST else Standing.NEW


OPEN_STANDINGS = (Standing.NEW, Standing.CHANGED, Standing.PROPOSED, Standing.ESCALATED)


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


class ListState(TextChoices):
    """Where a version of the screening list stands. One at most is in force."""

    IN_FORCE = "IN_FORCE", "In force"
    QUARANTINED = "QUARANTINED", "In quarantine"
    SUPERSEDED = "SUPERSEDED", "Replaced"
    OVERTAKEN = "OVERTAKEN", "Overtaken in quarantine"
    REJECTED = "REJECTED", "Rejected"


class PolicyOutcome(TextChoices):
    """What became of a policy that a steward proposed."""

    WAITING = "WAITING", "Waits for a second person"
    ACTIVATED = "ACTIVATED", "Activated"
    REFUSED = "REFUSED", "Refused"
    WITHDRAWN = "WITHDRAWN", "Taken back"


class FetchOutcome(TextChoices):
    """How an attempt to get the list ended. A killed one stays as it began."""

    STARTED = "STARTED", "Under way, or broken off"
    UNCHANGED = "UNCHANGED", "Unchanged: the version in force is confirmed"
    ACTIVATED = "ACTIVATED", "A new version is in force"
    QUARANTINED = "QUARANTINED", "Put in quarantine"
    REFUSED = "REFUSED", "The file was refused"
    FAILED = "FAILED", "No file was got"


class ChangeKind(TextChoices):
    """What happened to an entry from one version of the list to another."""

    ADDED = "ADDED", "Added"
    REMOVED = "REMOVED", "Removed"
    CHANGED = "CHANGED", "Changed"


class LetterStanding(TextChoices):
    """Where a letter stands, in words for anybody who holds it.

    That a decision not to designate is being reconsidered is for its consortium alone: it is "not
    current" then, and superseded when another determination stands.
    """

    IN_FORCE = "IN_FORCE", "In force"
    SUPERSEDED = "SUPERSEDED", "Superseded by a later determination"
    SUSPENDED = "SUSPENDED", "Suspended"
    TERMINATED = "TERMINATED", "Terminated"
    LAPSED = "LAPSED", "Lapsed"
    NOT_CURRENT = "NOT_CURRENT", "Not current"


class FileVerdict(TextChoices):
    """What a file is that somebody wants verified."""

    GENUINE = "GENUINE", "This is a letter of the program office, unchanged"
    SUPERSEDED = "SUPERSEDED", "This is a letter of the program office, and a later one stands"
    ALTERED = "ALTERED", "This letter was altered"
    CARRIES_CODE = "CARRIES_CODE", "Altered, or not ours"
    NOT_OURS = "NOT_OURS", "This is not a letter of the program office"
