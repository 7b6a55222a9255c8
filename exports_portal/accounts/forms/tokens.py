"""What is asked before a token is made?"""

from django import forms

from exports_portal.accounts.models import ApiToken
from exports_portal.web.fields import field_of

TERMS = ((30, "30 days"), (90, "90 days"), (365, "365 days"))


class TokenForm(forms.Form):
    name = field_of(
        ApiToken, "name", help_text="What will use it? For example: nightly import of the catalog."
    )
    days = forms.TypedChoiceField(
        label="Valid for", choices=TERMS, coerce=int, initial=90, widget=forms.RadioSelect
    )
    may_submit = forms.BooleanField(
        required=False,
        label="It may submit proposals",
        help_text="Without this it reads and changes drafts. With it, it also hands in, withdraws, "
        "joins consortia and leaves them. No token can sign.",
    )
