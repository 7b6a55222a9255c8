"""What outside the audit trail says how the trail must look?

Each decision letter prints the head of the trail at its decision, and every proposal stands where
its last step led.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, Count, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from exports_portal.audit.chain import GENESIS
from exports_portal.audit.models import AuditEvent
from proposals.models import Proposal
from proposals.states import ProposalState
from reviews.models import DecisionLetter, Determination

DECIDING = ("proposal.designate", "proposal.decline")


def head_of(determination: Determination) -> str:
    """The hash of the event of this decision: the n-th decision on a proposal has the n-th event.

    GENESIS when there is no such event, which is a fault that the comparison of states finds.
    """
    decided = Determination.objects.filter(proposal=determination.proposal_id)
    earlier = decided.filter(pk__lt=determination.pk).count()
    events = AuditEvent.objects.about(determination.proposal).filter(verb__in=DECIDING)
    hashes = list(events.values_list("hash", flat=True)[: earlier + 1])
    return hashes[earlier] if len(hashes) > earlier else GENESIS


def heads_on_letters() -> Iterator[tuple[str, str]]:
    """(head, where it is printed)."""
    letters = DecisionLetter.objects.exclude(audit_head="").order_by("pk")
    for head, code in letters.values_list("audit_head", "verification_code"):
        yield head, f"the letter {code}"


def states_without_their_event() -> Iterator[str]:
    """A proposal that stands elsewhere than its last event says, or was decided without one."""
    last = AuditEvent.objects.filter(
        subject_type="proposals.proposal",
        subject_id=Cast(OuterRef("pk"), CharField()),
        data__has_key="after",
        verb__startswith="proposal.",
    ).order_by("-id")
    after = last.annotate(after=KT("data__after")).values("after")[:1]
    told = Proposal.objects.annotate(told=Subquery(after))
    for pk, state, said in told.values_list("pk", "state", "told").order_by("pk").iterator():
        if (said or ProposalState.DRAFT) != state:
            yield f"proposal {pk} is {state}; its last event says {said or 'nothing'}"
    yield from decisions_without_event()


def decisions_without_event() -> Iterator[str]:
    """One query, and so one moment: nobody decides between two counts."""
    events = AuditEvent.objects.filter(
        subject_type="proposals.proposal",
        subject_id=Cast(OuterRef("pk"), CharField()),
        verb__in=DECIDING,
    )
    decided = Determination.objects.filter(proposal=OuterRef("pk"))
    counted = Proposal.objects.annotate(taken=_number(decided), told=_number(events))
    other = counted.exclude(taken=F("told")).order_by("pk")
    for pk, taken, told in other.values_list("pk", "taken", "told"):
        yield f"proposal {pk} has {taken} determinations and {told} events of a decision"


def _number(rows: QuerySet[Any]) -> Coalesce:
    of_one = rows.order_by().values(one=Value(1)).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(of_one), 0)
