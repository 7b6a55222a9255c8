"""Which drafts, statements, answers and invitations wait for an applicant, and until when?

Asked by the home page. It takes seven queries, however many proposals there are and however long:
no content is read. A signature that lapsed waits again as soon as its signatories were told.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from exports_portal.accounts.models import Membership, PartInvitation, User
from exports_portal.accounts.roles import Part
from exports_portal.web.waiting import MOST_SHOWN, Waiting
from proposals.actions.notices import SPEAKING
from proposals.models import (
    ConsortiumMember,
    Invitation,
    NoticeAnswer,
    Proposal,
    SignedPacket,
)
from proposals.permissions import WRITING
from proposals.states import ProposalState as S

# (state, do they belong to the anchor member?) -> what is to be done; who submits is the anchor's
WHAT = {
    (S.DRAFT, True): "Complete and submit",
    (S.DRAFT, False): "Write what your organization contributes",
    (S.RETURNED, True): "Returned: complete it and submit again",
    (S.RETURNED, False): "Returned: complete what your organization contributes",
}
AMENDED = {
    True: "Amendment: finish it and hand it in, or drop it",
    False: "Amendment: write what your organization contributes",
}


def waits(user: User) -> Iterator[Waiting]:
    yield from _drafts(user)
    yield from _statements(user)
    yield from _answers(user)
    yield from _invitations(user)
    yield from _parts_offered(user)


def _writable() -> QuerySet[Proposal]:
    """What can be handed in; what was submitted once stays in sight when its call has closed."""
    takes = Q(call__closes_at__gte=timezone.now()) | Q(call__allow_late=True)
    return Proposal.objects.editable().exclude(Q(state=S.DRAFT) & ~takes)


def _drafts(user: User) -> Iterator[Waiting]:
    """For those who write for a member, and for the signatories of the anchor, who submit."""
    place = "organization__consortium_memberships"
    here = {f"{place}__consortium": OuterRef("consortium"), f"{place}__left_at": None}
    leads = Q(**{f"{place}__role": ConsortiumMember.Role.ANCHOR})
    submits = Q(part=Part.SIGNATORY) & leads
    mine = Membership.objects.filter(user=user, **here)
    may = mine.filter(Q(part__in=WRITING) | submits)
    drafts = _writable().filter(Exists(may)).annotate(is_led=Exists(mine.filter(leads)))
    for draft in drafts.select_related("call").order_by("call__closes_at", "pk")[:MOST_SHOWN]:
        yield Waiting(
            what=AMENDED[draft.is_led] if draft.is_amended else WHAT[draft.state, draft.is_led],
            about=draft.title,
            url=reverse("proposals:detail", args=[draft.pk]),
            until=None if draft.is_amended else draft.call.closes_at,
        )


def _statements(user: User) -> Iterator[Waiting]:
    for row in _unsigned(user):
        again = "again " if row["signed"] else ""
        yield Waiting(
            what=f"Read and sign {again}for {row['name']}",
            about=row["title"],
            url=reverse("proposals:sign", args=[row["pk"], row["of"]]),
            until=None if row["amendment"] else row["call__closes_at"],
        )


def _unsigned(user: User) -> Iterable[Any]:
    """Of each member of which this person is a signatory: never signed, or lapsed since."""
    member, part = "consortium__members", "consortium__members__organization__memberships"
    mine = {f"{member}__left_at": None, f"{part}__user": user, f"{part}__part": Part.SIGNATORY}
    last = SignedPacket.objects.filter(
        proposal=OuterRef("pk"), organization=OuterRef(f"{member}__organization")
    ).order_by("-signed_at")[:1]
    return (
        _writable()
        .filter(**mine)
        .annotate(
            of=F(f"{member}__organization"),
            name=F(f"{member}__organization__legal_name"),
            signed=Subquery(last.values("signed_at")),
            told=Subquery(last.values("told_at")),
        )
        .filter(Q(signed=None) | Q(told__isnull=False))
        .order_by("call__closes_at", "pk", "of")
        .values("pk", "title", "call__closes_at", "of", "name", "signed", "amendment")[:MOST_SHOWN]
    )


def _answers(user: User) -> Iterator[Waiting]:
    """To notices of an organization for which this person speaks."""
    place = "notice__organization__memberships"
    mine = {f"{place}__user": user, f"{place}__part__in": SPEAKING}
    waiting = NoticeAnswer.objects.filter(
        replied_at=None, withdrawn_at=None, notice__taken_down_at=None, **mine
    )
    for answer in waiting.select_related("organization", "notice").distinct()[:MOST_SHOWN]:
        yield Waiting(
            what=f"Reply to {answer.organization}",
            about=f"Your notice: {answer.notice.layers_said}",
            url=reverse("proposals:notice_answer", args=[answer.notice_id, answer.pk]),
            until=answer.notice.ends_on,
        )


def _invitations(user: User) -> Iterator[Waiting]:
    """For whoever confirmed the address: the same way in as the link in the mail."""
    waiting = Invitation.objects.waiting_for(user).select_related("consortium")
    for invitation in waiting.order_by("expires_at")[:MOST_SHOWN]:
        yield Waiting(
            what=f"Join {invitation.consortium}",
            about=f"Invitation to {invitation.email}",
            url=reverse("proposals:join_here", args=[invitation.pk]),
            until=invitation.expires_at,
        )


def _parts_offered(user: User) -> Iterator[Waiting]:
    """For whoever confirmed the address, and does not work for the program office."""
    waiting = PartInvitation.objects.waiting_for(user).select_related("organization", "invited_by")
    for invitation in waiting.order_by("expires_at")[:MOST_SHOWN]:
        yield Waiting(
            what=f"{invitation.invited_by} invites you as {invitation.get_part_display().lower()}",
            about=f"Part in {invitation.organization}",
            url=reverse("organizations:part_invitation", args=[invitation.pk]),
            until=invitation.expires_at,
        )
