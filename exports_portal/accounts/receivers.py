"""What stands in the audit trail when somebody changes how they sign in, on allauth's pages?

Which kind of second factor and which address, never a secret, a code or a password. These run in
the request of the change: where the event cannot be kept, the request fails.
"""

from typing import TYPE_CHECKING, Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.db import transaction
from django.dispatch import receiver

from exports_portal.audit.recording import record

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator

    from exports_portal.accounts.models import User


@receiver(mfa.authenticator_added)
def second_factor_added(user: "User", authenticator: "Authenticator", **_: Any) -> None:
    _keep("user.add_second_factor", user, kind=authenticator.type)


@receiver(mfa.authenticator_removed)
def second_factor_removed(user: "User", authenticator: "Authenticator", **_: Any) -> None:
    _keep("user.remove_second_factor", user, kind=authenticator.type)


@receiver(mfa.authenticator_reset)
def second_factor_reset(user: "User", authenticator: "Authenticator", **_: Any) -> None:
    _keep("user.reset_second_factor", user, kind=authenticator.type)


@receiver(account.password_changed)
def password_changed(user: "User", **_: Any) -> None:
    _keep("user.change_password", user)


@receiver(account.password_reset)
def password_reset(user: "User", **_: Any) -> None:
    _keep("user.reset_password", user)


@receiver(account.password_set)
def password_set(user: "User", **_: Any) -> None:
    _keep("user.set_password", user)


@receiver(account.email_added)
def email_added(email_address: "EmailAddress", **_: Any) -> None:
    _keep("user.add_email", email_address.user, address=email_address.email)


@receiver(account.email_removed)
def email_removed(user: "User", email_address: "EmailAddress", **_: Any) -> None:
    _keep("user.remove_email", user, address=email_address.email)


@receiver(account.email_changed)
def email_changed(user: "User", to_email_address: "EmailAddress", **_: Any) -> None:
    _keep("user.change_email", user, address=to_email_address.email)


def _keep(verb: str, user: "User", **data: str) -> None:
    with transaction.atomic():
        record(verb, by=user, subject=user, **data)
