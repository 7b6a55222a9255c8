"""With which form is a file attached to a record? Its fields are those of `EvidenceDocument`."""

from typing import Any

from exports_portal.files.forms import EvidenceField
from proposals.content import EvidenceDocument
from proposals.content.known import Known
from proposals.content.saying import fields_of
from proposals.forms.derived import clean_of, form_class

ASKED = ("title", "proves", "issuer", "issued_on", "expires_on", "marking")
LEFT_OUT = frozenset(field.name for field in fields_of(EvidenceDocument)) - {*ASKED}


class EvidenceForm(form_class(EvidenceDocument, Known(), leave_out=LEFT_OUT)):  # type: ignore[misc]  # a class that is made
    """The file first, then what it is."""

    file = EvidenceField(label="File")
    field_order = ("file", *ASKED)

    clean = clean_of(EvidenceDocument, Known())

    @property
    def stated(self) -> dict[str, Any]:
        """What is said of the file, once it is valid."""
        return {name: self.cleaned_data[name] for name in ASKED}
