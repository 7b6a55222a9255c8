"""Which mails are sent about an account, besides those of the sign-in pages?"""

from exports_portal.accounts.models import Membership, SecondFactorReset, User
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


def tell_factor_reset(reset: SecondFactorReset) -> None:
    """The owner of an account hears that its second factors are gone, and what to do now."""
    send(
        template="second_factor_reset",
        to=reset.user,
        context={},
        about=reset,
        key=f"second_factor_reset:{reset.pk}",
    )
