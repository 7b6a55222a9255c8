"""How does a test sign somebody in, with or without a second factor?"""

from types import SimpleNamespace
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.test import Client

from exports_portal.accounts.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"


def client_of(user: User) -> Client:
    """A browser in which this person has given password and code."""
    client = Client()
    sign_in(client, user)
    return client


def sign_in(client: Client, user: User) -> None:
    """Sign in as an officer must: with password and second factor. Fine for everybody else too."""
    sign_in_by_password(client, user)
    _recorded(client, user, method="mfa", type="totp")


def sign_in_by_password(client: Client, user: User) -> None:
    """Sign in without a second factor: enough for an applicant, not for an officer.

    The password counts as given again just now, as before a change of credentials.
    """
    client.force_login(user, backend=BACKEND)
    _recorded(client, user, method="password", reauthenticated=True)


def _recorded(client: Client, user: User, **how: Any) -> None:
    session = client.session
    request: Any = SimpleNamespace(session=session)
    record_authentication(request, user, **how)
    session.save()
