"""What stands in the audit trail when somebody signs in, or changes how they sign in?

Which kind of second factor and which address, never a secret, a code or a password. These run in
the request of the change: where the event cannot be kept, the request fails.
"""

from typing import TYPE_CHECKING, Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth import signals as auth
from django.db import transaction
from django.dispatch import receiver

from exports_portal.accounts import sessions
from exports_portal.accounts.actions.tokens import revoke_token
from exports_portal.accounts.models import ApiToken, User
from exports_portal.accounts.notifications import (
    tell_part_answered,
    tell_part_given,
    tell_part_offered,
)
from exports_portal.accounts.signals import part_answered, part_given, part_offered
from exports_portal.audit.recording import record
from exports_portal.web import typed

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator
    from django.http import HttpRequest

    from exports_portal.accounts.models import Membership, PartInvitation


@receiver(auth.user_logged_in)
def signed_in(user: "User", request: "HttpRequest", **_: Any) -> None:
    sessions.begin(request)
    typed.hand_over(request, user)
    _keep("user.sign_in", user)


@receiver(auth.user_logged_out)
def signed_out(user: "User | None", **_: Any) -> None:
    if user is not None:
        _keep("user.sign_out", user)


@receiver(auth.user_login_failed)
def sign_in_failed(credentials: dict[str, Any], **_: Any) -> None:
    """Only of an account that there is; an address that has none is nobody's."""
    address = str(credentials.get("email") or credentials.get("username") or "")
    if user := User.objects.filter(email__iexact=address).first():
        with transaction.atomic():
            record("user.sign_in_failed", by=None, subject=user)


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
    """Whoever lost the account to somebody else gets it back whole: their tokens end."""
    with transaction.atomic():
        for token in ApiToken.objects.filter(user=user):
            revoke_token(token, by=user)
        record("user.reset_password", by=user, subject=user)


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


@receiver(part_given)
def mail_whoever_got_a_part(membership: "Membership", by: "User", **_: Any) -> None:
    tell_part_given(membership, by=by)


@receiver(part_offered)
def mail_the_invited(invitation: "PartInvitation", **_: Any) -> None:
    tell_part_offered(invitation)


@receiver(part_answered)
def mail_whoever_invited(invitation: "PartInvitation", **_: Any) -> None:
    tell_part_answered(invitation)


def _keep(verb: str, user: "User", **data: str) -> None:
    with transaction.atomic():
        record(verb, by=user, subject=user, **data)
