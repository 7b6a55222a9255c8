"""How does a consortium come about?"""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from exports_portal.accounts.inviting import (
    INVITATION_DAYS,
    MOST_BY_INVITER,
    MOST_BY_PERSON,
    MOST_TO_ADDRESS,
    refuse_too_many,
)
from exports_portal.accounts.models import Organization
from exports_portal.accounts.roles import Part
from exports_portal.audit.recording import record
from exports_portal.errors import InvalidInput, NotFound, NotPermitted, StepRefused
from proposals.models import Consortium, ConsortiumMember, Invitation
from proposals.signals import member_invited

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from exports_portal.accounts.models import User

# Who brings an organization in, and takes it out again.
JOINING = (Part.ADMIN, Part.SIGNATORY)


@transaction.atomic
def found(*, name: str, anchor: Organization, by: "User") -> Consortium:
    """Found a consortium; `anchor` becomes its anchor member. Only its administrator may."""
    _require_part(anchor, by, Part.ADMIN)
    _refuse_a_second_one(anchor, name)
    consortium = Consortium.objects.create(name=name, founded_by=by)
    ConsortiumMember.objects.create(
        consortium=consortium,
        organization=anchor,
        role=ConsortiumMember.Role.ANCHOR,
        accepted_by=by,
    )
    record("consortium.found", by=by, subject=consortium, anchor=anchor.pk)
    return consortium


def _refuse_a_second_one(anchor: Organization, name: str) -> None:
    """Two clicks found one consortium: the second waits for the first, and is told."""
    Organization.objects.select_for_update(no_key=True).get(pk=anchor.pk)
    led = Consortium.objects.filter(members__organization=anchor, members__role="ANCHOR")
    if led.filter(name__iexact=name).exists():
        message = f"{anchor} leads a consortium with this name already."
        raise InvalidInput(message, fields={"name": [message]})


@transaction.atomic
def invite(consortium: Consortium, *, email: str, by: "User") -> tuple[Invitation, str]:
    """Invite somebody to bring their organization in. Returns the invitation and its secret.

    The secret is known here and in the mail only; the mail goes out after commit.
    """
    Consortium.objects.select_for_update(no_key=True).get(pk=consortium.pk)
    _require_part(consortium.anchor, by, Part.ADMIN)
    email = email.strip().lower()
    _refuse_too_many(consortium, email, by)
    pending = consortium.invitations.filter(email=email, accepted_as=None, revoked_at=None)
    if any(invitation.is_open for invitation in pending):
        raise InvalidInput(
            "This person is invited already.", fields={"email": ["This person is invited already."]}
        )
    pending.update(revoked_at=timezone.now())  # expired ones make room for a new one
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        consortium=consortium,
        email=email,
        secret_digest=secret_digest(secret),
        invited_by=by,
        expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
    )
    record("consortium.invite", by=by, subject=consortium, invitation=invitation.pk)
    transaction.on_commit(
        lambda: member_invited.send_robust(Invitation, invitation=invitation, secret=secret)
    )
    return invitation, secret


@transaction.atomic
def invite_each(consortium: Consortium, *, emails: Sequence[str], by: "User") -> list[Invitation]:
    """Invite several people, all or none. InvalidInput names each address that cannot be."""
    invited, refused = [], []
    for email in emails:
        try:
            invited.append(invite(consortium, email=email, by=by)[0])
        except InvalidInput as refusal:
            refused.append(f"{email}: {refusal}")
    if refused:
        raise InvalidInput(*refused, fields={"email": refused})
    return invited


@transaction.atomic
def send_again(invitation: Invitation, *, by: "User") -> Invitation:
    """Take an invitation back and make another one for the same address: its secret is in the mail
    alone. It counts among those of the day, so nobody is mailed without end.
    """
    if invitation.accepted_as_id is not None:
        raise StepRefused("This invitation is accepted.")
    if invitation.is_open:
        revoke(invitation, by=by)
    return invite(invitation.consortium, email=invitation.email, by=by)[0]


def _refuse_too_many(consortium: Consortium, email: str, by: "User") -> None:
    made = Invitation.objects.all()
    refuse_too_many(
        (made.filter(invited_by=by), MOST_BY_PERSON, "You invited {} people in 24 hours"),
        (
            made.filter(consortium=consortium),
            MOST_BY_INVITER,
            "This consortium invited {} people in 24 hours",
        ),
        (
            made.filter(email=email),
            MOST_TO_ADDRESS,
            "This address was invited {} times in 24 hours",
        ),
    )


@transaction.atomic
def revoke(invitation: Invitation, *, by: "User") -> None:
    """Take an invitation back. An accepted one cannot be."""
    locked = Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
    _require_part(locked.consortium.anchor, by, Part.ADMIN)
    if not locked.is_open:
        raise StepRefused("This invitation is no longer open.")
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at"])
    record("consortium.revoke_invitation", by=by, subject=locked.consortium, invitation=locked.pk)


@transaction.atomic
def accept(secret: str, *, organization: Organization, by: "User") -> ConsortiumMember:
    """Join with an organization, on an invitation sent to this person's e-mail address."""
    return _join(invitation_for(secret, user=by, lock=True), organization, by)


@transaction.atomic
def accept_here(number: int, *, organization: Organization, by: "User") -> ConsortiumMember:
    """The same without the link, by whoever confirmed the address that was invited."""
    return _join(invitation_to(by, number, lock=True), organization, by)


def _join(invitation: Invitation, organization: Organization, by: "User") -> ConsortiumMember:
    Consortium.objects.select_for_update(no_key=True).get(pk=invitation.consortium_id)
    _require_part(organization, by, *JOINING)
    if invitation.consortium.current_members().filter(organization=organization).exists():
        raise StepRefused(f"{organization} is a member of this consortium already.")
    member = ConsortiumMember.objects.create(
        consortium=invitation.consortium,
        organization=organization,
        role=ConsortiumMember.Role.MEMBER,
        accepted_by=by,
    )
    invitation.accepted_as = member
    invitation.save(update_fields=["accepted_as"])
    record("consortium.join", by=by, subject=invitation.consortium, organization=organization.pk)
    return member


def invitation_for(secret: str, *, user: "User", lock: bool = False) -> Invitation:
    """The open invitation behind a link, for the person it was sent to. Raises NotFound."""
    sent_there = Invitation.objects.filter(email__iexact=user.email)
    return _open_one(sent_there.filter(secret_digest=secret_digest(secret)), lock)


def invitation_to(user: "User", number: int, *, lock: bool = False) -> Invitation:
    """An open invitation to the confirmed address of this person. Raises NotFound."""
    return _open_one(Invitation.objects.waiting_for(user).filter(pk=number), lock)


def _open_one(found: "QuerySet[Invitation]", lock: bool) -> Invitation:
    invitations = found.select_related("consortium")
    if lock:
        invitations = invitations.select_for_update(no_key=True, of=("self",))
    invitation = invitations.first()
    if invitation is None or not invitation.is_open:
        raise NotFound(
            "This invitation is not open for your e-mail address. It may have been used, taken "
            "back or expired: ask the anchor member for a new one."
        )
    return invitation


def secret_digest(secret: str) -> str:
    """What is kept of an invitation's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _require_part(organization: Organization, user: "User", *parts: Part) -> None:
    if not Organization.objects.with_part(user, *parts).filter(pk=organization.pk).exists():
        names = " or a ".join(part.label.lower() for part in parts)
        raise NotPermitted(f"Only a {names} of {organization} can do this.")
