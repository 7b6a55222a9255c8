"""How are title, summaries and the national interest typed in?"""

from dataclasses import asdict
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone

from exports_portal.policy.readers import sectors
from proposals.content import ProposalContent
from proposals.forms.marks import MarkedForm
from proposals.forms.section import SectionForms
from proposals.models import Proposal


class OverviewForm(MarkedForm):
    public_fields = frozenset({"title", "executive_summary", "sectors"})

    sectors = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Where the applications of the package are used.",
    )

    class Meta:
        model = Proposal
        fields = (
            "title",
            "executive_summary",
            "sectors",
            "national_interest_statement",
            "confidential_summary",
        )
        widgets = {
            "executive_summary": forms.Textarea(attrs={"rows": 6}),
            "national_interest_statement": forms.Textarea(attrs={"rows": 6}),
            "confidential_summary": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "executive_summary": "Buyers read this in the catalog after a designation.",
            "national_interest_statement": (
                "How the package serves the national interest of the United States. "
                "The determination turns on it."
            ),
            "confidential_summary": "What only the program office and consulted agencies may know.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.MultipleChoiceField, self.fields["sectors"])
        field.choices = [(item.code, item.title) for item in sectors(timezone.localdate())]


def overview_forms(content: ProposalContent, data: QueryDict | None = None) -> SectionForms:
    return SectionForms(form=OverviewForm(data, initial=asdict(content)))
