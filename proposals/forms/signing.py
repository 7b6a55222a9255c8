"""How does a signatory sign the certifications of a member?"""

from collections.abc import Sequence
from typing import Any

from django import forms

from exports_portal.policy.shapes import Certification
from exports_portal.web.fields import field_of, longest
from proposals.models import CertificationSignature


class SignForm(forms.Form):
    """Each statement is ticked by itself; `statement_fields` are drawn under their full texts."""

    signer_title = field_of(
        CertificationSignature, "signer_title", help_text="As it is to stand beside your signature."
    )
    typed_name = forms.CharField(
        label="Your full name",
        max_length=longest(CertificationSignature, "signer_name"),
        help_text="Type it as your signature.",
    )
    confirmed = forms.BooleanField(
        error_messages={"required": "Confirm that you may sign for this member."}
    )

    def __init__(
        self,
        *args: Any,
        statements: Sequence[Certification],
        member: str,
        signer: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._signer = signer
        self.fields["confirmed"].label = f"I am authorized to sign for {member}"
        ticks = {
            item.code: forms.BooleanField(label=f"We state this: {item.title}", required=False)
            for item in statements
        }
        self.fields = ticks | self.fields
        self._codes = tuple(ticks)

    @property
    def statement_fields(self) -> list[forms.BoundField]:
        return [self[code] for code in self._codes]

    @property
    def signature_fields(self) -> list[forms.BoundField]:
        return [self["signer_title"], self["typed_name"], self["confirmed"]]

    @property
    def codes(self) -> list[str]:
        """The statements that were ticked."""
        return [code for code in self._codes if self.cleaned_data.get(code)]

    def clean_typed_name(self) -> str:
        """The name of the account, however spaces and capitals are written."""
        typed: str = self.cleaned_data["typed_name"]
        if typed.casefold().split() != self._signer.casefold().split():
            raise forms.ValidationError(f"Type your name as your account has it: {self._signer}.")
        return typed

    def clean(self) -> dict[str, Any]:
        if not self.codes:
            place = self._codes[0] if self._codes else None
            self.add_error(place, "Tick each statement that you sign, at least one.")
        return self.cleaned_data
