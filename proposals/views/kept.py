"""What follows from a draft of thousands of rows, computed once for each state of it.

A process keeps what it computed under everything that it was computed from. A submission asks anew.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import cast

from django.core.cache import caches
from django.db.models import Count, Max, Sum

from exports_portal.canonical import digest, digest_of_answers
from proposals.content import ProposalContent
from proposals.models import Proposal
from proposals.rules.context import RuleContext

AN_HOUR = 3_600  # seconds
NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


def state_of(proposal: Proposal, frame: ProposalContent) -> str:
    """Another text after every change of what a draft says: its records, members, signatures and
    files. `frame` is the draft without its records.

    A record says in its revision that it was changed. A file is never changed: it comes and goes.
    """
    rows = proposal.records.aggregate(
        rows=Count("pk"), revisions=Sum("revision"), last=Max("updated_at")
    )
    files = proposal.records.filter(evidence__isnull=False).aggregate(
        files=Count("evidence"),
        gone=Count("evidence__removed_at"),
        last_gone=Max("evidence__removed_at"),
        last=Max("evidence__added_at"),
    )
    said = [str(value) for value in (*rows.values(), *files.values())]
    others = replace(frame, evidence=(), markings=())
    return digest([proposal.pk, proposal.title, *said, digest_of_answers(others)])


def judged_against(context: RuleContext) -> str:
    """The same text for as long as the rules find the same: a moment counts by its day, and by
    whether the call takes proposals.
    """
    call = context.call
    window = (context.as_of < call.opens_at, context.as_of <= call.closes_at)
    told = repr((context.today, window, replace(context, as_of=NO_MOMENT)))
    return sha256(told.encode()).hexdigest()


def computed[Answer](compute: Callable[[], Answer], *of: str) -> Answer:
    """The answer for these texts, from an earlier look of this process where there was one."""
    return cast(Answer, caches["process"].get_or_set(digest(list(of)), compute, AN_HOUR))
