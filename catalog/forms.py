"""What may somebody look for in the catalog? The same for the page and for the API."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils import timezone

from catalog.queries import Search
from exports_portal.policy.countries import country_choices
from exports_portal.policy.readers import sectors
from exports_portal.web.fields import MomentField
from proposals.content import LAYER_LABELS

LONGEST_SEARCH = 200  # characters; no package is described by more words than that


class SearchForm(forms.Form):
    q = forms.CharField(
        label="Words",
        required=False,
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    country = forms.ChoiceField(label="Country", required=False)
    layer = forms.ChoiceField(label="Layer", required=False)
    sector = forms.ChoiceField(label="Sector", required=False)
    include_withdrawn = forms.BooleanField(
        label="Also show packages that are no longer designated", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.labels: dict[str, dict[str, str]] = {
            "country": dict(country_choices()),
            "layer": {code.value: label for code, label in LAYER_LABELS.items()},
            "sector": {item.code: item.title for item in sectors(timezone.localdate())},
        }
        for name, labels in self.labels.items():
            cast(forms.ChoiceField, self.fields[name]).choices = [("", "Any"), *labels.items()]

    def search(self) -> Search:
        """What is looked for, once the form is valid."""
        given = self.cleaned_data
        return Search(
            words=given["q"],
            country=given["country"],
            layer=given["layer"],
            sector=given["sector"],
            include_withdrawn=bool(given["include_withdrawn"]),
            updated_since=given.get("updated_since"),
        )

    def show_counts(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Offer only what finds something, with its number; what is chosen stays offered."""
        for name, labels in self.labels.items():
            found, chosen = counts[name], self.cleaned_data.get(name)
            self.fields[name].widget.choices = [
                ("", "Any"),
                *(
                    (code, f"{label} ({found.get(code, 0)})")
                    for code, label in labels.items()
                    if code in found or code == chosen
                ),
            ]


class ProgramSearchForm(SearchForm):
    """A program may also ask what changed, and says true or false in words."""

    include_withdrawn = forms.TypedChoiceField(  # type: ignore[assignment]  # stricter than a box
        required=False,
        choices=[("true", "yes"), ("false", "no")],
        coerce=lambda word: word == "true",
    )
    updated_since = MomentField(
        required=False,
        error_messages={
            "invalid": "Give a time in ISO 8601 with its offset, such as 2026-11-22T08:00:00Z."
        },
    )
