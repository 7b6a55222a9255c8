"""Which mails are sent about an account, besides those of the sign-in pages?"""

from exports_portal.accounts.models import SecondFactorReset
from exports_portal.mail.sending import send


def tell_factor_reset(reset: SecondFactorReset) -> None:
    """The owner of an account hears that its second factors are gone, and what to do now."""
    send(
        template="second_factor_reset",
        to=reset.user,
        context={},
        about=reset,
        key=f"second_factor_reset:{reset.pk}",
    )
