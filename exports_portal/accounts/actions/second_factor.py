"""How does somebody get a second factor without going through the pages, or lose a lost one?"""

import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.db import transaction
from django.utils import timezone

from exports_portal.accounts.actions.tokens import revoke_token
from exports_portal.accounts.models import ApiToken, SecondFactorReset, User
from exports_portal.audit.recording import record
from exports_portal.errors import NotPermitted, StepRefused


@transaction.atomic
def give_totp(user: User, secret: str) -> None:
    """Give this person an authenticator app with this base32 secret, instead of any before."""
    Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
    TOTP.activate(user, secret)
    record("user.give_second_factor", by=None, subject=user, kind=Authenticator.Type.TOTP)


@transaction.atomic
def ask_for_reset(user: User, *, reason: str, by: User) -> SecondFactorReset:
    """An administrator asks that a person's second factors be removed. Nothing changes yet."""
    _require_administrator(by, user)
    reset = SecondFactorReset(user=user, reason=reason.strip(), asked_by=by)
    reset.full_clean()
    reset.save()
    record("user.ask_second_factor_reset", by=by, subject=user, summary=reset.reason)
    return reset


@transaction.atomic
def confirm_reset(reset: SecondFactorReset, *, by: User) -> None:
    """Another administrator removes them. The person's password, sessions and tokens stop working
    too: whoever asked may not have been that person, who sets a new password by mail.
    """
    held = SecondFactorReset.objects.select_for_update(no_key=True, of=("self",)).get(pk=reset.pk)
    _require_administrator(by, held.user)
    if held.confirmed_at is not None:
        raise StepRefused("This reset is done already.")
    if held.asked_by == by:
        raise NotPermitted("You asked for this reset: another administrator has to confirm it.")
    held.confirmed_by, held.confirmed_at = by, timezone.now()
    held.save(update_fields=["confirmed_by", "confirmed_at"])
    Authenticator.objects.filter(user=held.user).delete()
    held.user.set_unusable_password()  # with it every session ends
    held.user.save(update_fields=["password"])
    for token in ApiToken.objects.filter(user=held.user).select_related("user"):
        revoke_token(token, by=by)
    record("user.confirm_second_factor_reset", by=by, subject=held.user, asked_by=held.asked_by_id)


def _require_administrator(by: User, user: User) -> None:
    if not (by.is_active and by.is_superuser):
        raise NotPermitted("Only an administrator resets a second factor.")
    if by == user:
        raise NotPermitted("You cannot reset your own second factor. Ask two other administrators.")


def current_code(secret: str) -> str:
    """The six digits that an authenticator app with this secret shows now."""
    counter = int(time.time()) // app_settings.TOTP_PERIOD
    code: str = format_hotp_value(hotp_value(secret, counter))
    return code
