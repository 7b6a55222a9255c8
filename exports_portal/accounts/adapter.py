"""How does sign-up create a person here, and where does the confirmation lead?"""

from typing import Any

import allauth.core.context
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import get_next_redirect_url
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.utils.http import urlencode

from exports_portal.accounts.models import User
from exports_portal.mail.models import SentMail
from exports_portal.mail.sending import send_as_written
from exports_portal.web.fields import longest

ONE_FACTOR = "reauthenticate"  # allauth's name for it
LONGEST_TEMPLATE = longest(SentMail, "template")


class AccountAdapter(DefaultAccountAdapter):
    """allauth's own behaviour, with a full name, and with `next` kept across the mail."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.full_name = form.cleaned_data["full_name"]
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Into the outbox: whoever signs up does not wait for a mail server."""
        request = allauth.core.context.request
        site = {"request": request, "email": email, "current_site": get_current_site(request)}
        message = self.render_mail(template_prefix, email, site | context)
        send_as_written(
            to=email,
            subject=str(message.subject),
            body=str(message.body),
            template=template_prefix[-LONGEST_TEMPLATE:],
        )

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Whoever has a second factor gives it: a password that was found out does not do."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [m for m in methods if m["id"] != ONE_FACTOR] or methods

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """Somebody invited, who must sign up first, lands on the invitation in any browser."""
        url: str = super().get_email_confirmation_url(request, emailconfirmation)
        after = get_next_redirect_url(request) if request else None
        return f"{url}?{urlencode({'next': after})}" if after else url
