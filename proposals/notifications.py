"""Which mail goes out after which step, and to whom?"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from exports_portal.accounts.models import Organization, User
from exports_portal.accounts.roles import Part
from exports_portal.audit.models import AuditEvent
from exports_portal.mail.models import SentMail
from exports_portal.mail.sending import send, send_each
from proposals.models import (
    Comment,
    ConsortiumMember,
    Invitation,
    Notice,
    NoticeAnswer,
    Proposal,
    SignedPacket,
)
from proposals.packets import lapsed_packets
from proposals.permissions import WRITING
from proposals.readers import colleagues_of

# step -> mail to the anchor's people. A decision is told by its letter (reviews.notifications).
MAIL_AFTER = {
    "submit": "proposal_submitted",
    "return_incomplete": "proposal_returned",
    "ask": "proposal_question",
    "answer": "proposal_answered",
    "amend": "proposal_amended",
    "withdraw": "proposal_withdrawn",
    "suspend": "designation_changed",
    "reinstate": "designation_changed",
    "terminate": "designation_changed",
    "lapse": "designation_changed",
}


def notify_applicant(proposal: Proposal, *, step: str, event: AuditEvent) -> None:
    """Tell the anchor's administrators and signatories what happened, once per event; of a new
    version those of every member.
    """
    template = MAIL_AFTER.get(step)
    if template is None:
        return
    send_each(
        consortium_people(proposal) if step == "amend" else anchor_people(proposal),
        template=template,
        context={
            "proposal": proposal,
            "note": event.data.get("note", ""),
            "number": event.data.get("version", ""),
        },
        about=proposal,
        key=f"{template}:{event.pk}",
    )


def untold_steps(*, since: datetime, until: datetime) -> list[AuditEvent]:
    """Steps of that time that a mail follows, and none was written: the message was lost."""
    mails = SentMail.objects.filter(created_at__gte=since, template__in=set(MAIL_AFTER.values()))
    told = {key.rpartition(":")[0] for key in mails.values_list("key", flat=True) if key}
    templates = {f"proposal.{step}": template for step, template in MAIL_AFTER.items()}
    events = AuditEvent.objects.filter(verb__in=templates, at__range=(since, until))
    return [event for event in events if f"{templates[event.verb]}:{event.pk}" not in told]


def anchor_people(proposal: Proposal) -> Iterable[User]:
    """Administrators and signatories of the anchor member."""
    return User.objects.filter(
        Q(memberships__part=Part.ADMIN) | Q(memberships__part=Part.SIGNATORY),
        memberships__organization__consortium_memberships__consortium=proposal.consortium_id,
        memberships__organization__consortium_memberships__role="ANCHOR",
        memberships__organization__consortium_memberships__left_at=None,
        is_active=True,
    ).distinct()


def consortium_people(proposal: Proposal) -> Iterable[User]:
    """Administrators and signatories of every member."""
    members = proposal.consortium.members.filter(left_at=None).values("organization")
    return User.objects.filter(
        memberships__part__in=(Part.ADMIN, Part.SIGNATORY),
        memberships__organization__in=members,
        is_active=True,
    ).distinct()


@transaction.atomic
def tell_signers(proposal: Proposal) -> None:
    """Tell the signatories of each member whose signature no longer holds, and name the fields.

    Once for a signature. The values stay in the portal.
    """
    locked = Proposal.objects.held(proposal.pk)
    if not locked.is_editable:
        return
    for last in lapsed_packets(locked):
        send_each(
            _signatories(last.packet.organization_id),
            template="signature_lapsed",
            context={"packet": last.packet, "fields": last.fields},
            about=locked,
            key=f"signature_lapsed:{_signed(last.packet)}",
        )
        _tell_anchor(last.packet)
        last.packet.told_at = timezone.now()
        last.packet.save(update_fields=["told_at"])


def _tell_anchor(packet: SignedPacket) -> None:
    """Who submits hears that another member has to sign again. Which fields, its signatories do."""
    if packet.organization == packet.proposal.consortium.anchor:
        return
    send_each(
        anchor_people(packet.proposal),
        template="signature_of_other_lapsed",
        context={"packet": packet},
        about=packet.proposal,
        key=f"signature_of_other_lapsed:{_signed(packet)}",
    )


def _signed(packet: SignedPacket) -> str:
    """Another text for each time that it was signed."""
    return f"{packet.pk}:{packet.signed_at.timestamp():.0f}"


def tell_to_sign(proposal: Proposal, members: Collection[int], *, by: User) -> None:
    """Ask the signatories of these members to sign. Once a day for each member."""
    for organization in Organization.objects.filter(pk__in=members):
        send_each(
            _signatories(organization.pk),
            template="to_sign",
            context={"proposal": proposal, "organization": organization, "by": by},
            about=proposal,
            key=f"to_sign:{proposal.pk}:{organization.pk}:{timezone.localdate().isoformat()}",
        )


def _signatories(organization: int) -> QuerySet[User]:
    return User.objects.filter(
        memberships__organization=organization, memberships__part=Part.SIGNATORY, is_active=True
    ).distinct()


def tell_writers(member: ConsortiumMember) -> None:
    """Who writes for the anchor member hears that they may write for another now. Once a day."""
    send_each(
        User.objects.filter(
            memberships__organization=member.consortium.anchor,
            memberships__part__in=WRITING,
            is_active=True,
        ).distinct(),
        template="writing_given",
        context={"member": member},
        about=member.consortium,
        key=f"writing_given:{member.pk}:{timezone.localdate().isoformat()}",
    )


@transaction.atomic
def tell_of_comment(comment: Comment) -> None:
    """Tell whom it mentions, and who took part in its thread before. Never what was said: a marking
    that is added later cannot take a mail back.

    Only those who may read its place, now that the mail is written. Twice is once.
    """
    held = Comment.objects.select_for_update(no_key=True).get(pk=comment.pk)
    if held.told_at is not None:
        return
    thread = held.thread
    for template, told in _told_of(held).items():
        send_each(
            told,
            template=template,
            context={
                "proposal": thread.proposal,
                "thread": thread,
                "page": thread.get_section_display(),
                "author": held.author,
            },
            about=thread.proposal,
            key=f"{template}:{held.pk}",
        )
    held.told_at = timezone.now()
    held.save(update_fields=["told_at"])


def _told_of(comment: Comment) -> dict[str, list[User]]:
    """Which mail goes to whom: mentioned once is not told of the same comment as an answer."""
    if comment.deleted_at is not None:
        return {}
    thread = comment.thread
    named = {mention.person_id for mention in comment.mentions.all()}
    earlier = thread.comments.filter(written_at__lt=comment.written_at)
    spoke = set(earlier.values_list("author_id", flat=True)) - named - {comment.author_id}
    readers = [one.person for one in colleagues_of(thread.proposal) if one.reads(thread)]
    return {
        "comment_mention": [one for one in readers if one.pk in named],
        "comment_answered": [one for one in readers if one.pk in spoke],
    }


def untold_comments(*, since: datetime, until: datetime) -> QuerySet[Comment]:
    """Comments of that time of which nobody was told: the message was lost."""
    return Comment.objects.filter(written_at__range=(since, until), told_at=None)


def send_invitation(invitation: Invitation, secret: str) -> None:
    """The link that lets somebody bring their organization into the consortium."""
    send(
        template="invitation",
        to=invitation.email,
        context={"invitation": invitation, "secret": secret},
        about=invitation,
        key=f"invitation:{invitation.pk}",
        is_secret=True,
    )


def tell_of_answer(answer: NoticeAnswer) -> None:
    """The administrators of the notice's organization, once for each time that it was given, and
    once a day at most. What was answered stays here.
    """
    day = timezone.localdate(answer.written_at)
    _tell_administrators(answer.notice.organization, "notice_answered", answer, f"{day}")


def tell_of_reply(answer: NoticeAnswer) -> None:
    """The same to those of the organization that answered."""
    _tell_administrators(answer.organization, "notice_replied", answer)


def tell_of_removal(notice: Notice) -> None:
    """That the program office took the notice down; its reason is read in the portal."""
    _tell_administrators(notice.organization, "notice_taken_down", notice)


def tell_of_notices(*, since: datetime, until: datetime) -> None:
    """Write the mails of that time which nobody wrote, because a process was killed."""
    window = (since, until)
    answers = NoticeAnswer.objects.select_related("notice__organization", "organization")
    given = answers.filter(written_at__range=window, withdrawn_at=None)
    for answer in _untold(given, "notice_answered", "written_at"):
        tell_of_answer(answer)
    replied = answers.filter(replied_at__range=window)
    for answer in _untold(replied, "notice_replied", "replied_at"):
        tell_of_reply(answer)
    removed = Notice.objects.filter(taken_down_at__range=window)
    for notice in _untold(removed, "notice_taken_down", "taken_down_at"):
        tell_of_removal(notice)


def _untold[Row: Notice | NoticeAnswer](
    rows: QuerySet[Row], template: str, moment: str
) -> Iterator[Row]:
    """Those without a mail of the day of that moment, or of a later one."""
    keys = [str(row.pk) for row in rows]
    mails = SentMail.objects.filter(template=template, subject_id__in=keys).order_by("created_at")
    told = {pk: timezone.localdate(at) for pk, at in mails.values_list("subject_id", "created_at")}
    for row in rows:
        if told.get(str(row.pk), date.min) < timezone.localdate(getattr(row, moment)):
            yield row


def _tell_administrators(
    organization: Organization, template: str, about: Notice | NoticeAnswer, *more: str
) -> None:
    send_each(
        User.objects.filter(
            memberships__organization=organization, memberships__part=Part.ADMIN, is_active=True
        ).distinct(),
        template=template,
        context={"about": about, "organization": organization},
        about=about,
        key=":".join((template, str(about.pk), *more)),
    )
