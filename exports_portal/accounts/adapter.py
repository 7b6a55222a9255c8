"""How does sign-up create a person here, and where does the confirmation lead?"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import get_next_redirect_url
from django.http import HttpRequest
from django.utils.http import urlencode

from exports_portal.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """allauth's own behaviour, with a full name, and with `next` kept across the mail."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.full_name = form.cleaned_data["full_name"]
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """Somebody invited, who must sign up first, lands on the invitation in any browser."""
        url: str = super().get_email_confirmation_url(request, emailconfirmation)
        after = get_next_redirect_url(request) if request else None
        return f"{url}?{urlencode({'next': after})}" if after else url
