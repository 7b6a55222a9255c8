"""Which mails are sent about an account, besides those of the sign-in pages?"""

from allauth.account.models import EmailAddress

from exports_portal.accounts.models import (
    Membership,
    PartInvitation,
    SecondFactorReset,
    User,
)
from exports_portal.accounts.permissions import may_edit
from exports_portal.accounts.roles import Part
from exports_portal.mail.sending import send

# part -> what they are now, and what they may do
MAY = {
    Part.ADMIN: ("an administrator", "You edit the organization, its people and its consortia."),
    Part.SIGNATORY: ("a signatory", "You sign certifications and submit proposals for it."),
    Part.CONTRIBUTOR: ("a contributor", "You write what it contributes to proposals."),
}


def tell_part_given(membership: Membership, *, by: User) -> None:
    """Somebody hears what they may do for an organization now. Their own doing they know."""
    if membership.user_id == by.pk:
        return
    what, may = MAY[Part(membership.part)]
    send(
        template="part_given",
        to=membership.user,
        context={"membership": membership, "by": by, "what": what, "may": may},
        about=membership.organization,
        key=f"part_given:{membership.pk}",
    )


def tell_part_offered(invitation: PartInvitation) -> None:
    """To the address that was invited, whose it may ever be. Who works for the program office, or
    whose account is closed, could not accept: they are left in peace.
    """
    addresses = EmailAddress.objects.filter(email__iexact=invitation.email)
    holders = User.objects.filter(email__iexact=invitation.email) | User.objects.filter(
        pk__in=addresses.values("user")
    )
    if not all(holder.may_have_parts for holder in holders):
        return
    what, may = MAY[Part(invitation.part)]
    send(
        template="part_invitation",
        to=invitation.email,
        context={"invitation": invitation, "what": what, "may": may},
        about=invitation.organization,
        key=f"part_invitation:{invitation.pk}",
    )


def tell_part_answered(invitation: PartInvitation) -> None:
    """Whoever invited hears the answer, while the people of the organization are theirs to know."""
    if not may_edit(invitation.organization, invitation.invited_by):
        return
    what, _ = MAY[Part(invitation.part)]
    send(
        template="part_invitation_answered",
        to=invitation.invited_by,
        context={"invitation": invitation, "what": what},
        about=invitation.organization,
        key=f"part_invitation_answered:{invitation.pk}",
    )


def tell_factor_reset(reset: SecondFactorReset) -> None:
    """The owner of an account hears that its second factors are gone, and what to do now."""
    send(
        template="second_factor_reset",
        to=reset.user,
        context={},
        about=reset,
        key=f"second_factor_reset:{reset.pk}",
    )
