"""With which form is a file attached to a record? Its fields are those of `EvidenceDocument`."""

from typing import Any

from django import forms

from exports_portal.files.forms import EvidenceField
from proposals.content import EvidenceDocument
from proposals.content.known import Known
from proposals.content.saying import fields_by_name
from proposals.forms.derived import clean_of, form_field

SAID = fields_by_name(EvidenceDocument)


class EvidenceForm(forms.Form):
    """The file, what it is, and who may read all of that: no field has an audience of its own."""

    file = EvidenceField(label="File")
    title = form_field(SAID["title"], Known())
    proves = form_field(SAID["proves"], Known())
    issuer = form_field(SAID["issuer"], Known())
    issued_on = form_field(SAID["issued_on"], Known())
    expires_on = form_field(SAID["expires_on"], Known())
    marking = form_field(SAID["marking"], Known())

    clean = clean_of(EvidenceDocument, Known())

    @property
    def stated(self) -> dict[str, Any]:
        """What is said of the file, once it is valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "file"}
