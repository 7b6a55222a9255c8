"""Which questions of the program office wait for an applicant, and until when?

Asked by the home page: one query, however many cases there are.
"""

from collections.abc import Iterator

from django.urls import reverse

from exports_portal.accounts.models import User
from exports_portal.web.waiting import MOST_SHOWN, Waiting
from proposals.permissions import ANSWERING
from proposals.states import ProposalState
from reviews.models import InformationRequest


def waits(user: User) -> Iterator[Waiting]:
    anchor = "proposal__consortium__members"
    mine = {
        f"{anchor}__role": "ANCHOR",
        f"{anchor}__left_at": None,
        f"{anchor}__organization__memberships__user": user,
        f"{anchor}__organization__memberships__part__in": ANSWERING,
    }
    asked = InformationRequest.objects.filter(
        answered_at=None, proposal__state=ProposalState.INFO_REQUESTED, **mine
    )
    for question in (
        asked.select_related("proposal").distinct().order_by("due_on", "pk")[:MOST_SHOWN]
    ):
        yield Waiting(
            what="Answer a question of the program office",
            about=question.proposal.title,
            url=reverse("cases:question", args=[question.proposal_id, question.pk]),
            until=question.due_on,
        )
