"""What do applicants and the public type on the pages of the review?"""

from django import forms

from exports_portal.web.fields import field_of
from reviews.documents import as_code
from reviews.models import InformationRequest


class AnswerForm(forms.Form):
    """The answer to a question of the program office."""

    answer = field_of(
        InformationRequest,
        "answer",
        required=True,
        label="Your answer",
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Business confidential: the program office reads it, the public never does.",
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Verification code",
        max_length=64,
        help_text="It stands at the foot of every page of the letter: ABCDE-FGHIJ-KLMNO-PQRST.",
    )

    def clean_code(self) -> str:
        """As printed, however it was typed."""
        code = as_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError("Type the letters and digits of the code.")
        return code
