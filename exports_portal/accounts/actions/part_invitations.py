"""How is a colleague invited to a part, and how do they answer?

Whoever has no account yet is invited. So is whoever works for the program office, as far as the
administrator can tell: they are shown nothing of it, and cannot accept.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from exports_portal.accounts.actions.parts import give_part, give_to, held
from exports_portal.accounts.inviting import (
    INVITATION_DAYS,
    MOST_BY_INVITER,
    MOST_BY_PERSON,
    MOST_TO_ADDRESS,
    refuse_too_many,
)
from exports_portal.accounts.models import Membership, Organization, PartInvitation, User
from exports_portal.accounts.permissions import may_edit, require_edit
from exports_portal.accounts.roles import Part
from exports_portal.accounts.signals import part_answered, part_offered
from exports_portal.audit.recording import record
from exports_portal.errors import InvalidInput, NotFound, StepRefused


@transaction.atomic
def give_or_invite(
    organization: Organization, *, email: str, part: Part, by: User
) -> Membership | PartInvitation:
    """At once where the address has an account, on an invitation where it has none."""
    given = give_part(organization, email=email, part=part, by=by)
    return given or invite(organization, email=email, part=part, by=by)


@transaction.atomic
def invite(organization: Organization, *, email: str, part: Part, by: User) -> PartInvitation:
    """Invite somebody to a part. Only an administrator may; the mail goes out after commit."""
    locked = held(organization.pk)
    require_edit(locked, by)
    email = email.strip().lower()
    _refuse_too_many(locked, email, by)
    pending = locked.part_invitations.unsettled().filter(email=email, part=part)
    if any(not invitation.is_expired for invitation in pending):
        message = "This person is invited to this part already."
        raise InvalidInput(message, fields={"email": [message]})
    pending.update(revoked_at=timezone.now())  # expired ones make room for a new one
    invitation = PartInvitation.objects.create(
        organization=locked,
        email=email,
        part=part,
        invited_by=by,
        expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
    )
    record("organization.invite", by=by, subject=locked, invitation=invitation.pk, part=part)
    transaction.on_commit(lambda: part_offered.send_robust(PartInvitation, invitation=invitation))
    return invitation


def _refuse_too_many(organization: Organization, email: str, by: User) -> None:
    made = PartInvitation.objects.all()
    refuse_too_many(
        (made.filter(invited_by=by), MOST_BY_PERSON, "You invited {} people in 24 hours"),
        (
            made.filter(organization=organization),
            MOST_BY_INVITER,
            "This organization invited {} people in 24 hours",
        ),
        (
            made.filter(email=email),
            MOST_TO_ADDRESS,
            "This address was invited {} times in 24 hours",
        ),
    )


@transaction.atomic
def send_again(invitation: PartInvitation, *, by: User) -> PartInvitation:
    """Take an invitation back and make another one, in the name of whoever sends it now. It counts
    among those of the day.
    """
    revoke(invitation, by=by)
    part = Part(invitation.part)
    return invite(invitation.organization, email=invitation.email, part=part, by=by)


@transaction.atomic
def revoke(invitation: PartInvitation, *, by: User) -> None:
    """Take an invitation back, also one that expired. One that was answered cannot be."""
    locked = _held(invitation)
    require_edit(locked.organization, by)
    if locked.is_settled:
        raise StepRefused(what_became_of(locked))
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at"])
    record(
        "organization.revoke_invitation", by=by, subject=locked.organization, invitation=locked.pk
    )


@transaction.atomic
def accept(number: int, *, by: User) -> Membership:
    """Take the part that was offered to this person's confirmed address."""
    invitation = _held(invitation_to(by, number))
    if why := why_not(invitation):
        raise StepRefused(why)
    part, organization = Part(invitation.part), invitation.organization
    if organization.memberships.filter(user=by, part=part).exists():
        raise StepRefused("You have this part already.")
    invitation.accepted_by, invitation.accepted_at = by, timezone.now()
    invitation.save(update_fields=["accepted_by", "accepted_at"])
    on_the_word_of = {"invitation": invitation.pk, "invited_by": invitation.invited_by_id}
    membership = give_to(by, organization=organization, part=part, by=by, **on_the_word_of)
    _tell(invitation)
    return membership


@transaction.atomic
def decline(number: int, *, by: User) -> PartInvitation:
    """Say no to a part that was offered to this person's confirmed address."""
    invitation = _held(invitation_to(by, number))
    if over := what_became_of(invitation):
        raise StepRefused(over)
    invitation.declined_at = timezone.now()
    invitation.save(update_fields=["declined_at"])
    record(
        "organization.decline_invitation",
        by=by,
        subject=invitation.organization,
        invitation=invitation.pk,
    )
    _tell(invitation)
    return invitation


def _tell(invitation: PartInvitation) -> None:
    transaction.on_commit(lambda: part_answered.send_robust(PartInvitation, invitation=invitation))


def invitation_to(user: User, number: int) -> PartInvitation:
    """An invitation to the confirmed address of this person, over or not. Raises NotFound."""
    addressed = PartInvitation.objects.addressed_to(user)
    found = addressed.select_related("organization", "invited_by").filter(pk=number).first()
    if found is None:
        raise NotFound("There is no such invitation to your e-mail address.")
    return found


def why_not(invitation: PartInvitation) -> str:
    """Why it cannot be accepted; empty while it can. It rests on the word of an administrator."""
    organization, inviter = invitation.organization, invitation.invited_by
    if over := what_became_of(invitation):
        return over
    if not may_edit(organization, inviter):
        return (
            f"{inviter} is no longer an administrator of {organization} and cannot let you in. "
            "Ask an administrator to invite you again."
        )
    return ""


def what_became_of(invitation: PartInvitation) -> str:
    """How it ended; empty while it is open."""
    if invitation.accepted_at:
        return "This invitation is accepted already."
    if invitation.declined_at:
        return "This invitation was declined."
    if invitation.revoked_at:
        return "This invitation was taken back."
    if invitation.is_expired:
        return "This invitation has expired. Ask an administrator to invite you again."
    return ""


def _held(invitation: PartInvitation) -> PartInvitation:
    """As it stands now, with its organization held: the second click waits for the first."""
    held(invitation.organization_id)
    rows = PartInvitation.objects.select_related("organization", "invited_by")
    return rows.select_for_update(no_key=True, of=("self",)).get(pk=invitation.pk)
