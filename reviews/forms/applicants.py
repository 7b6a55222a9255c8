"""What do applicants and the public type on the pages of the review?"""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat

from exports_portal.bounds import LARGEST_LETTER_BYTES, LONGEST_FILE_NAME
from exports_portal.web.fields import field_of
from reviews.codes import as_code
from reviews.models import InformationRequest

PDF_BEGINS_WITHIN = 1_024  # bytes; readers of PDF look no further


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
        help_text="It stands at the foot of every page of the letter: ABCDE-FGHIJ-KMNOP-QRSTU.",
    )

    def clean_code(self) -> str:
        """As printed, however it was typed."""
        code = as_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError("Type the letters and digits of the code.")
        return code


class LetterFileForm(forms.Form):
    """A letter that somebody was sent. It is read, and not kept."""

    file = forms.FileField(
        label="Letter as a PDF file",
        max_length=LONGEST_FILE_NAME,
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        help_text=f"Up to {filesizeformat(LARGEST_LETTER_BYTES)}. It is compared and not kept.",
        error_messages={"empty": "The file is empty.", "required": "Choose the file of a letter."},
    )

    def clean_file(self) -> UploadedFile[Any]:
        """A PDF by its first bytes; the size is known before anything is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_LETTER_BYTES:
            most = filesizeformat(LARGEST_LETTER_BYTES)
            raise forms.ValidationError(f"The file is larger than {most}: no letter is.")
        if b"%PDF-" not in file.read(PDF_BEGINS_WITHIN):
            raise forms.ValidationError("This is not a PDF file. A letter is one.")
        file.seek(0)
        return file
