"""What else happens when a proposal took a step, or somebody was invited or commented?"""

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from proposals.notifications import (
    send_invitation,
    tell_of_answer,
    tell_of_removal,
    tell_of_reply,
    tell_to_sign,
    tell_writers,
)
from proposals.signals import (
    comment_written,
    draft_written,
    member_invited,
    notice_answered,
    notice_replied,
    notice_taken_down,
    proposal_advanced,
    signing_asked,
    writing_given,
)
from proposals.tasks import tell_applicant, tell_commented, tell_lapsed

if TYPE_CHECKING:
    from collections.abc import Collection

    from exports_portal.accounts.models import User
    from exports_portal.audit.models import AuditEvent
    from proposals.models import (
        Comment,
        ConsortiumMember,
        Invitation,
        Notice,
        NoticeAnswer,
        Proposal,
    )


@receiver(proposal_advanced)
def mail_the_applicant(event: "AuditEvent", **_: Any) -> None:
    tell_applicant.delay(event.pk)


@receiver(draft_written)
def look_at_the_signatures(proposal: "Proposal", **_: Any) -> None:
    if proposal.packets.filter(told_at=None).exists():
        tell_lapsed.delay(proposal.pk)


@receiver(comment_written)
def mail_the_mentioned(comment: "Comment", **_: Any) -> None:
    tell_commented.delay(str(comment.pk))


@receiver(signing_asked)
def mail_the_signatories(
    proposal: "Proposal", members: "Collection[int]", by: "User", **_: Any
) -> None:
    tell_to_sign(proposal, members, by=by)


@receiver(writing_given)
def mail_who_may_write(member: "ConsortiumMember", **_: Any) -> None:
    tell_writers(member)


@receiver(member_invited)
def mail_the_invited(invitation: "Invitation", secret: str, **_: Any) -> None:
    """Sent at once, not queued: the secret is kept nowhere, a broker's folder included."""
    send_invitation(invitation, secret)


@receiver(notice_answered)
def mail_the_notice(answer: "NoticeAnswer", **_: Any) -> None:
    tell_of_answer(answer)


@receiver(notice_replied)
def mail_who_answered(answer: "NoticeAnswer", **_: Any) -> None:
    tell_of_reply(answer)


@receiver(notice_taken_down)
def mail_who_published(notice: "Notice", **_: Any) -> None:
    tell_of_removal(notice)
