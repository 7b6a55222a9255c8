"""What does a steward hand in to change a policy, and what does the second person say?"""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from exports_portal.bounds import LARGEST_POLICY_BYTES, LONGEST_FILE_NAME
from exports_portal.web.fields import LongText
from reviews.forms.desk import ROWS


class ProposePolicyForm(forms.Form):
    """`text` and `name` of the file, once the form is valid."""

    file = forms.FileField(
        label="The policy, as a JSON file",
        max_length=LONGEST_FILE_NAME,
        help_text=(
            "In the form of the files in exports_portal/policy/data: kind, title, source with its "
            "date, the day from which it is in force, and the rows. 1 MB at most."
        ),
    )
    reason = LongText(
        min_length=10,
        label="Why is it changed?",
        widget=forms.Textarea(attrs=ROWS),
        help_text="What was published, or decided, and where. It is kept for ever.",
    )

    def clean_file(self) -> UploadedFile:
        given: UploadedFile = self.cleaned_data["file"]
        if (given.size or 0) > LARGEST_POLICY_BYTES:
            raise forms.ValidationError("The file is larger than 1 MB: this is no policy.")
        try:
            self.text = given.read().decode("utf-8")
        except UnicodeDecodeError as error:
            raise forms.ValidationError("The file is no text in UTF-8.") from error
        if "\0" in self.text:
            raise forms.ValidationError("The file is no text in UTF-8.")
        return given

    def clean(self) -> dict[str, Any]:
        """What the action takes: the text, and not the file."""
        given = self.cleaned_data
        if "file" in given:
            return {"text": self.text, "name": given["file"].name} | {
                name: value for name, value in given.items() if name != "file"
            }
        return given


class DecideOnPolicyForm(forms.Form):
    reason = LongText(
        min_length=10,
        widget=forms.Textarea(attrs=ROWS),
        help_text="What you checked. At least 10 characters; it is kept for ever.",
    )
