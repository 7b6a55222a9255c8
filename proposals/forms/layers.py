"""How are the five layers of the stack typed in?"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, cast

from django import forms
from django.http import QueryDict

from proposals.content import Layer, LayerCode, ProposalContent
from proposals.forms.marks import MarkedForm
from proposals.forms.section import FixedRow, SectionForms
from proposals.models import LayerOffering
from proposals.rules import places

WHAT_BELONGS_HERE = {
    LayerCode.L1_HARDWARE: (
        "Chips, servers, accelerators, data-center storage, cloud services and networking."
    ),
    LayerCode.L2_DATA: "Pipelines and labeling, and where data comes from and stays.",
    LayerCode.L3_MODELS: "Developer and base model of each model, and how it is hosted.",
    LayerCode.L4_SECURITY: "Measures that keep models and systems secure.",
    LayerCode.L5_APPLICATIONS: "What people use: the specific use cases.",
}


class LayerForm(MarkedForm):
    public_fields = frozenset({"description", "providers", "us_manufacture_statement"})

    providers = forms.TypedMultipleChoiceField(
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="The members that provide this layer.",
    )

    class Meta:
        model = LayerOffering
        fields = ("description", "us_manufacture_statement", "providers", "confidential_detail")
        widgets = {
            name: forms.Textarea(attrs={"rows": 4})
            for name in ("description", "us_manufacture_statement", "confidential_detail")
        }
        labels = {"us_manufacture_statement": "Manufacture in the United States"}
        help_texts = {
            "description": "",
            "us_manufacture_statement": (
                "Whether and to what extent these items are manufactured in the United States."
            ),
            "confidential_detail": "What the program office must know and the public must not.",
        }

    def __init__(self, *args: Any, layer: LayerCode, members: Mapping[int, str], **kwargs: Any):
        super().__init__(*args, prefix=layer.value, **kwargs)
        providers = cast(forms.TypedMultipleChoiceField, self.fields["providers"])
        providers.choices = list(members.items())
        self.fields["description"].help_text += f" {WHAT_BELONGS_HERE[layer]}"
        if layer is not LayerCode.L1_HARDWARE:
            del self.fields["us_manufacture_statement"]


def layers_forms(content: ProposalContent, data: QueryDict | None = None) -> SectionForms:
    return SectionForms(fixed=[_row(code, content, data) for code in LayerCode])


def _row(code: LayerCode, content: ProposalContent, data: QueryDict | None) -> FixedRow:
    members = {m.organization_id: m.legal_name for m in content.members}
    form = LayerForm(data, layer=code, members=members, initial=_initial(content.layer(code)))
    return FixedRow(
        anchor=places.layer(code), legend=code.label, key={"code": code.value}, form=form
    )


def _initial(layer: Layer | None) -> dict[str, Any]:
    return asdict(layer) if layer else {}
