"""How are the target countries and regional blocs typed in? One choice, kept as kind and code."""

from typing import Any, ClassVar

from django import forms

from exports_portal.policy.countries import country_choices
from exports_portal.web.selects import Choices
from proposals.content import Audience, Market
from proposals.content.meanings import Codes, Known
from proposals.forms.derived import form_class


def market_form(known: Known) -> type[Any]:
    derived = form_class(Market, known, leave_out=frozenset({"kind", "code"}))

    class MarketForm(derived):  # type: ignore[misc,valid-type]  # made from the declaration
        audiences: ClassVar[Any] = {**derived.audiences, "market": Audience.PUBLIC}
        market = forms.ChoiceField(label="Country or regional bloc", choices=_choices(known))
        field_order = ("market", "rationale")

        def __init__(self, *args: Any, initial: Any = None, **kwargs: Any) -> None:
            values = dict(initial or {})
            if "code" in values:
                values["market"] = f"{values['kind']}:{values['code']}"
            super().__init__(*args, initial=values, **kwargs)

        def clean(self) -> dict[str, Any]:
            values: dict[str, Any] = super().clean() or self.cleaned_data
            kind, _, code = values.pop("market", "").partition(":")
            return values | {"kind": kind, "code": code} if code else values

    return MarketForm


def _choices(known: Known) -> Choices:
    regional = [(f"BLOC:{code}", name) for code, name in known.titles[Codes.BLOCS].items()]
    countries = [(f"COUNTRY:{code}", name) for code, name in country_choices()]
    return Choices([("", "Choose"), ("Regional blocs", regional), ("Countries", countries)])
