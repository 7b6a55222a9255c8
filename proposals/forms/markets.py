"""How are the target countries and regional blocs typed in?"""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone

from exports_portal.bounds import MOST_MARKETS
from exports_portal.policy.countries import country_choices
from exports_portal.policy.readers import blocs
from exports_portal.web.formsets import rows_of_form
from exports_portal.web.selects import Choices
from proposals.content import Market, ProposalContent
from proposals.forms.marks import MarkedForm
from proposals.forms.section import RowsWithoutRepeats, SectionForms, rows_of
from proposals.models import TargetMarket

PREFIX = "markets"


class MarketForm(MarkedForm):
    """One choice of a country or a bloc, which is kept as kind and code."""

    public_fields = frozenset({"market"})

    market = forms.ChoiceField(label="Country or regional bloc")

    class Meta:
        model = TargetMarket
        fields = ("rationale",)
        widgets = {"rationale": forms.Textarea(attrs={"rows": 3})}
        labels = {"rationale": "Why this market"}

    field_order = ("market", "rationale")

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["market"]).choices = choices

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        kind, _, code = values.pop("market", "").partition(":")
        return values | {"kind": kind, "code": code} if code else values


class MarketRowSet(RowsWithoutRepeats):
    unique_fields = ("kind", "code")
    shown_at = "market"


MarketRows = rows_of_form(MarketForm, MarketRowSet, most=MOST_MARKETS)


def markets_forms(content: ProposalContent, data: QueryDict | None = None) -> SectionForms:
    return SectionForms(
        rows=rows_of(
            MarketRows,
            data,
            prefix=PREFIX,
            saved=[_initial(market) for market in content.markets],
            choices=_choices(),
        )
    )


def _initial(market: Market) -> dict[str, str]:
    return {"market": f"{market.kind}:{market.code}", "rationale": market.rationale}


def _choices() -> Choices:
    regional = [(f"BLOC:{bloc.code}", bloc.name) for bloc in blocs(timezone.localdate())]
    countries = [(f"COUNTRY:{code}", name) for code, name in country_choices()]
    return Choices([("", "Choose"), ("Regional blocs", regional), ("Countries", countries)])
