"""How does somebody get a second factor without going through the pages? (Demonstration, tests.)"""

import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.db import transaction

from exports_portal.accounts.models import User
from exports_portal.audit.recording import record


@transaction.atomic
def give_totp(user: User, secret: str) -> None:
    """Give this person an authenticator app with this base32 secret, instead of any before."""
    Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
    TOTP.activate(user, secret)
    record("user.give_second_factor", by=None, subject=user, kind=Authenticator.Type.TOTP)


def current_code(secret: str) -> str:
    """The six digits that an authenticator app with this secret shows now."""
    counter = int(time.time()) // app_settings.TOTP_PERIOD
    code: str = format_hotp_value(hotp_value(secret, counter))
    return code
