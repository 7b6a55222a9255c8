"""What is asked of somebody who wants to import a file, or an earlier proposal?"""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from exports_portal.bounds import LONGEST_FILE_NAME
from proposals.actions.planning import Mode
from proposals.content import Member
from proposals.content.known import Known
from proposals.content.saying import kind_of
from proposals.content.whole import Part, parts
from proposals.exchange.asking import Question
from proposals.exchange.columns import many
from proposals.exchange.tables import LARGEST_TABLE, TOO_LARGE
from proposals.forms.derived import form_field
from proposals.models import Proposal

LONGEST_PASTED = 1_000_000  # characters; what is longer is a file
ONE_SOURCE = "Choose a file, paste a text, or choose an earlier proposal: one of them."
PASTED = "Pasted text"
ACCEPTED = ".xlsx,.csv,.json,.txt"


class ImportForm(forms.Form):
    """One source, and which table it is where its headings do not say it."""

    file = forms.FileField(
        required=False,
        max_length=LONGEST_FILE_NAME,
        help_text="XLSX, CSV or JSON, up to 5 MB. The portal looks at what it is.",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    text = forms.CharField(
        required=False,
        max_length=LONGEST_PASTED,
        label="Or paste cells or text",
        help_text="Cells of a spreadsheet with their headings, CSV or JSON.",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
    )
    earlier = forms.ModelChoiceField(
        Proposal.objects.none(),
        required=False,
        label="Or an earlier proposal of this consortium",
        empty_label="None",
        help_text="Its records are copied as you may read them.",
    )
    member = forms.TypedChoiceField(
        coerce=int,
        label="In whose name?",
        help_text="Each member says its own: rows of the others stay as they are.",
    )
    table = forms.ChoiceField(
        required=False,
        label="Which table is it?",
        help_text="Only for a spreadsheet whose headings are those of no table.",
    )

    def __init__(
        self, *args: Any, earlier: QuerySet[Proposal], speakers: Sequence[Member], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = [(member.organization_id, member.legal_name) for member in speakers]
        cast(forms.ChoiceField, self.fields["member"]).choices = offered
        if len(offered) == 1:
            self.fields["member"].widget = forms.HiddenInput()
        self.fields["member"].initial = offered[0][0]
        cast("forms.ModelChoiceField[Proposal]", self.fields["earlier"]).queryset = earlier
        tables = [(part.name, kind_of(part.of).plural) for part in many()]
        choices = [("", "The one that its headings name"), *tables]
        cast(forms.ChoiceField, self.fields["table"]).choices = choices
        if not earlier.exists():
            del self.fields["earlier"]

    def clean_file(self) -> Any:
        upload: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if upload and (upload.size or 0) > LARGEST_TABLE:
            raise forms.ValidationError(TOO_LARGE)
        return upload

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        given = [name for name in ("file", "text", "earlier") if values.get(name)]
        if len(given) != 1 and not self.errors:
            self.add_error("file", ONE_SOURCE)
        return values

    @property
    def part(self) -> Part | None:
        return parts().get(self.cleaned_data["table"])

    @property
    def content(self) -> bytes:
        upload: UploadedFile[bytes] | None = self.cleaned_data["file"]
        return upload.read() if upload else self.cleaned_data["text"].encode()

    @property
    def name(self) -> str:
        """What the person calls it who chose it."""
        upload: UploadedFile[bytes] | None = self.cleaned_data["file"]
        return str(upload.name) if upload else PASTED


class AnswersForm(forms.Form):
    """What a published format does not say. What stays empty leaves its record out."""

    def __init__(self, *args: Any, asked: Sequence[Question], known: Known, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in asked:
            made = form_field(question.field, known)
            made.required = False
            made.label = f"{question.place}: {question.field.said.label}"
            self.fields[question.name] = made


# To add is the one that loses nothing.
MODES = {
    Mode.ADD: (
        "Add and update: what the file says is added, and changes the records that it names."
        " Nothing is removed or emptied."
    ),
    Mode.REPLACE: (
        "Replace: the tables that the file has say afterwards what it says. Their other rows are"
        " removed, and an empty cell empties the answer."
    ),
}


class ModeForm(forms.Form):
    """What becomes of what the file does not say."""

    mode = forms.ChoiceField(
        label="How is it imported?",
        choices=[(mode.value, text) for mode, text in MODES.items()],
        widget=forms.RadioSelect,
    )
