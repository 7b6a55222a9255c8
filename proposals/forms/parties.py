"""How are the parties to the transaction typed in that are no members?"""

from dataclasses import asdict
from typing import Any

from django import forms
from django.http import QueryDict

from exports_portal.accounts.forms.fields import say_choose_a_country
from exports_portal.bounds import MOST_ROWS
from exports_portal.web.formsets import rows_of_form
from proposals import models
from proposals.content import InvolvedParty, ProposalContent
from proposals.forms.marks import MarkedForm
from proposals.forms.section import SectionForms, rows_of

PREFIX = "parties"


class PartyForm(MarkedForm):
    class Meta:
        model = models.InvolvedParty
        fields = (
            "role",
            "name",
            "country",
            "street",
            "city",
            "region",
            "postal_code",
            "address_country",
            "majority_owner_name",
            "majority_owner_country",
            "note",
        )
        labels = {"majority_owner_name": "Parent or majority owner"}
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "name": "In full. For a facility: the name of the site.",
            "street": "Needed for a facility.",
            "majority_owner_name": "Whoever owns 50 percent or more, if anybody does.",
            "note": "For example which facility a landlord lets, or what a supplier supplies.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_choose_a_country(self)


PartyRows = rows_of_form(PartyForm, most=MOST_ROWS)


def parties_forms(content: ProposalContent, data: QueryDict | None = None) -> SectionForms:
    saved = [_initial(party) for party in content.involved_parties]
    return SectionForms(rows=rows_of(PartyRows, data, prefix=PREFIX, saved=saved))


def _initial(party: InvolvedParty) -> dict[str, Any]:
    values = asdict(party)
    address = values.pop("address")
    return values | {**address, "address_country": address["country"], "country": party.country}
