"""How does a test get a comment at a place of a draft?"""

from exports_portal.accounts.models import User
from proposals.actions.comments import Said, open_thread
from proposals.content.saying import NO_ID
from proposals.models import CommentThread, ContentRecord, Proposal
from proposals.views.threads import named_record

WORDS = "zqCommentzq: is this the figure of the May contract?"


def place_of(row: ContentRecord, field: str = "") -> str:
    """The address of a record, or of one of its fields."""
    assert row.pk != NO_ID
    return str(named_record(row, field))


def component_of(proposal: Proposal) -> ContentRecord:
    return proposal.records.filter(kind="components", removed_at=None).earliest("position")


def commented(
    proposal: Proposal,
    *,
    by: User,
    at: str = "hardware",
    text: str = WORDS,
    tell: tuple[User, ...] = (),
) -> CommentThread:
    """A thread on the page of the hardware, unless it is said otherwise."""
    said = Said(text=text, tell=[one.pk for one in tell])
    return open_thread(proposal, at, said, by=by)
