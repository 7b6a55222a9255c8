"""How is the operating model typed in: delivery, and who builds, owns and operates?"""

from dataclasses import asdict

from django import forms
from django.http import QueryDict

from proposals import models
from proposals.content import ProposalContent
from proposals.forms.marks import MarkedForm
from proposals.forms.section import FixedRow, SectionForms
from proposals.models import Proposal
from proposals.models.proposal import DeliveryMode
from proposals.rules import places

QUESTIONS = {
    "BUILD": "Who builds the data centers and infrastructure?",
    "OWN": "Who owns them?",
    "OPERATE": "Who operates them?",
}


class DeliveryForm(MarkedForm):
    public_fields = frozenset({"delivery_mode"})

    delivery_mode = forms.ChoiceField(
        label="How the package reaches the buyer",
        choices=DeliveryMode,
        widget=forms.RadioSelect,
        required=False,
    )

    class Meta:
        model = Proposal
        fields = ("delivery_mode",)


class OperatingRoleForm(MarkedForm):
    class Meta:
        model = models.OperatingRole
        fields = ("name", "country", "to_be_decided", "explanation")
        widgets = {"explanation": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "explanation": 'For "to be decided": how and when it will be. Otherwise optional.'
        }


def operations_forms(content: ProposalContent, data: QueryDict | None = None) -> SectionForms:
    answers = {answer.role: asdict(answer) for answer in content.operating_roles}
    return SectionForms(
        form=DeliveryForm(data, initial={"delivery_mode": content.delivery_mode}),
        fixed=[
            FixedRow(
                anchor=places.operating_role(role),
                legend=question,
                key={"role": role},
                form=OperatingRoleForm(data, prefix=role, initial=answers.get(role, {})),
                is_dropped_when_empty=True,
            )
            for role, question in QUESTIONS.items()
        ],
    )
