"""How are requests for Federal support typed in, or that none is requested?"""

from dataclasses import asdict
from itertools import groupby
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from exports_portal.bounds import MOST_REQUESTS
from exports_portal.policy.readers import support_instruments
from exports_portal.web.formsets import rows_of_form
from exports_portal.web.selects import Choices
from exports_portal.web.widgets import MoneyInput
from proposals import models
from proposals.content import ProposalContent
from proposals.forms.marks import MarkedForm
from proposals.forms.section import RowsWithoutRepeats, SectionForms, rows_of
from proposals.models import Proposal

PREFIX = "support"


class NoSupportForm(MarkedForm):
    class Meta:
        model = Proposal
        fields = ("no_support_requested",)
        labels = {"no_support_requested": "No Federal support is requested"}


class SupportForm(MarkedForm):
    class Meta:
        model = models.SupportRequest
        fields = ("code", "amount", "purpose")
        widgets = {
            "code": forms.Select,
            "amount": MoneyInput,
            "purpose": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"amount": "Amount", "purpose": "What it is for"}
        help_texts = {"amount": "In U.S. dollars. Leave empty where no amount applies."}

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        help_text = self.fields["code"].help_text
        self.fields["code"] = forms.ChoiceField(
            label="Instrument", choices=choices, help_text=help_text
        )


class SupportRowSet(RowsWithoutRepeats):
    unique_fields = ("code",)
    shown_at = "code"


SupportRows = rows_of_form(SupportForm, SupportRowSet, most=MOST_REQUESTS)


def support_forms(content: ProposalContent, data: QueryDict | None = None) -> SectionForms:
    return SectionForms(
        form=NoSupportForm(data, initial={"no_support_requested": content.no_support_requested}),
        rows=rows_of(
            SupportRows,
            data,
            prefix=PREFIX,
            saved=[asdict(request) for request in content.support_requests],
            choices=_choices(),
        ),
    )


def _choices() -> Choices:
    """Grouped by agency, in the order of the policy."""
    instruments = support_instruments(timezone.localdate())
    groups = [
        (agency, [(item.code, item.title) for item in items])
        for agency, items in groupby(instruments, key=lambda item: item.agency)
    ]
    return Choices([("", "Choose"), *groups])
