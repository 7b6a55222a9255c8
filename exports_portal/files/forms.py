"""How does a form take a file that the portal keeps?"""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from exports_portal.bounds import LONGEST_FILE_NAME
from exports_portal.files.kinds import ACCEPTED, IN_WORDS, checked
from exports_portal.files.uploads import (
    LARGEST,
    MEGABYTE,
    TOO_LARGE,
    CheckedFile,
    NewFile,
    WrongFile,
)

LIMITS = f"{IN_WORDS}, up to {LARGEST // MEGABYTE} MB. It is checked for viruses first."


class EvidenceField(forms.FileField):
    """A file whose bytes were looked at; its value is a CheckedFile, or None where none was chosen.

    What is wrong with it stands beside the field, one sentence. A file that is too large is
    refused by its size and not read.
    """

    widget = forms.FileInput

    def __init__(self, *, help_text: str = "", **options: Any) -> None:
        words = f"{help_text} {LIMITS}".strip()
        super().__init__(help_text=words, max_length=LONGEST_FILE_NAME, **options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """What the browser offers, and what its script says to another kind at once."""
        said = {"accept": ACCEPTED, "data-errormessage": f"Choose a file of the kind {IN_WORDS}."}
        return super().widget_attrs(widget) | said

    def clean(self, data: Any, initial: Any = None) -> CheckedFile | None:
        upload: UploadedFile[bytes] | None = super().clean(data, initial)
        if not upload:
            return None
        if (upload.size or 0) > LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        try:
            return checked(NewFile(name=str(upload.name), content=upload.read()))
        except WrongFile as error:
            raise forms.ValidationError(list(error.reasons)) from error
