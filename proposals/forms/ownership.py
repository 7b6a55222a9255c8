"""What is asked of somebody who has the owners of an organization in a file?"""

from django import forms

from exports_portal.bounds import LONGEST_FILE_NAME
from proposals.exchange.csv_text import read_text
from proposals.exchange.strict_json import LARGEST_JSON
from proposals.exchange.tables import TOO_LARGE


class OwnershipFileForm(forms.Form):
    file = forms.FileField(
        label="Ownership file",
        max_length=LONGEST_FILE_NAME,
        help_text="JSON of the Beneficial Ownership Data Standard, version 0.4, up to 5 MB.",
        widget=forms.FileInput(attrs={"accept": ".json"}),
    )

    def clean_file(self) -> str:
        """The text of the file."""
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST_JSON:
            raise forms.ValidationError(TOO_LARGE)
        return read_text(upload.read())
