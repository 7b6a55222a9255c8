"""What does somebody say about themselves to get an account?"""

from typing import Any

from allauth.account.fields import PasswordField
from allauth.account.forms import ReauthenticateForm, SignupForm
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from exports_portal import bounds
from exports_portal.accounts.models import User
from exports_portal.web.fields import field_of


class SignUpForm(SignupForm):
    """allauth's form with a full name; the adapter keeps it."""

    full_name = field_of(User, "full_name", widget=forms.TextInput(attrs={"autocomplete": "name"}))
    account_already_exists: bool
    field_order = ("full_name", "email", "password1", "password2")

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Two clicks at once: the second is answered as if the account had been there before.

        An address that has an account costs what a new one does: its password is hashed as well,
        which takes most of the time, so that the answer does not tell by coming sooner.
        """
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        try:
            with transaction.atomic():
                saved: tuple[User | None, HttpResponse | None] = super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            saved = super().try_save(request)
        return saved


class PasswordAgainForm(ReauthenticateForm):
    """Of people without a second factor; the others are sent to give it (adapter.py)."""

    password = PasswordField(
        label="Password",
        autocomplete="current-password",
        show_reset_help=True,
        max_length=bounds.LARGEST_ANONYMOUS_BYTES,  # no longer one can be given at sign-up
    )

    def clean(self) -> Any:
        if Authenticator.objects.filter(user=self.user).exists():
            raise forms.ValidationError(
                "You have a second factor: go back, and confirm with its code or with your key."
            )
        return super().clean()


class ProfileForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ("full_name", "job_title", "mail_way")
        help_texts = {
            "mail_way": "That somebody commented or answered, say. Mails that ask you to do "
            "something, and those on signing in, always come at once."
        }
        widgets: dict[str, Any] = {
            "mail_way": forms.RadioSelect,
            "full_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "job_title": forms.TextInput(attrs={"autocomplete": "organization-title"}),
        }
