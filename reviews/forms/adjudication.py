"""What does an officer write down about a hit, or about several alike?"""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from exports_portal.files.kinds import (
    ACCEPTED,
    LARGEST,
    TOO_LARGE,
    NewFile,
    WrongFile,
    content_type_of,
)
from reviews.actions.adjudicate import Judgment
from reviews.states import CODES_FOR, AdjudicationCode, AdjudicationOutcome

CODES = [
    ("", "Choose a reason"),
    *(
        (str(outcome.label), [(code.value, str(code.label)) for code in codes])
        for outcome, codes in CODES_FOR.items()
    ),
]


class AdjudicationForm(forms.Form):
    """Every reason is offered, grouped by outcome; the action refuses one of another group."""

    outcome = forms.TypedChoiceField(
        label="What is this hit?",
        choices=AdjudicationOutcome.choices,
        coerce=AdjudicationOutcome,
        widget=forms.RadioSelect,
    )
    code = forms.TypedChoiceField(label="Why", choices=CODES, coerce=AdjudicationCode)
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What you compared, so that somebody else can check it. It is kept for ever.",
    )
    evidence = forms.FileField(
        label="Evidence",
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=f"An extract of a register, a page, a scan: PDF, PNG or JPEG, up to "
        f"{LARGEST // 1024 // 1024} MB. Officers alone can open it.",
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_evidence(self) -> NewFile | None:
        upload: UploadedFile | None = self.cleaned_data["evidence"]
        if upload is None:
            return None
        if (upload.size or 0) > LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        file = NewFile(name=str(upload.name), content=upload.read())
        try:
            content_type_of(file)
        except WrongFile as error:
            raise forms.ValidationError(list(error.reasons)) from error
        return file

    @property
    def judgment(self) -> Judgment:
        """What a valid form says."""
        said: dict[str, Any] = self.cleaned_data
        return Judgment(
            outcome=said["outcome"],
            code=said["code"],
            reason=said["reason"],
            evidence=said["evidence"],
        )
