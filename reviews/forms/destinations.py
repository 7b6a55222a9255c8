"""What may somebody ask about a license position? The same for the page and for the API."""

from typing import Any, cast

from django import forms

from exports_portal.policy.countries import country_choices
from reviews.destinations.question import Answer, BadQuestion, Question, answers
from reviews.destinations.snapshot import Snapshot

LONGEST_ITEM = 40  # characters; an ECCN with all of its paragraphs is shorter
LONGEST_PLACE = 200  # characters, as of a line of an address
OF_A_PARTY = "Of a party that gets the item there. Leave both empty to ask of no party."


class PositionForm(forms.Form):
    """An item, and a country, a bloc or neither of them: then every country."""

    item = forms.CharField(
        label="Item",
        max_length=LONGEST_ITEM,
        help_text="An ECCN with its paragraph, such as 4A090.a, or EAR99.",
        widget=forms.TextInput(attrs={"list": "item-classes", "autocomplete": "off"}),
    )
    country = forms.ChoiceField(label="Country", required=False)
    bloc = forms.ChoiceField(label="Regional bloc", required=False)
    place = forms.CharField(
        label="City or region",
        required=False,
        max_length=LONGEST_PLACE,
        help_text="Within the country. Some regions are under embargo.",
    )
    headquarters = forms.ChoiceField(
        label="Headquarters of the recipient", required=False, help_text=OF_A_PARTY
    )
    ultimate_parent = forms.ChoiceField(
        label="Headquarters of its ultimate parent",
        required=False,
        help_text="Of a party without a parent: its own headquarters again.",
    )

    def __init__(self, *args: Any, snapshot: Snapshot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.snapshot = snapshot
        self.found: list[Answer] = []
        countries = list(country_choices())
        blocs = [(bloc.code, bloc.name) for bloc in snapshot.blocs]
        for name, choices, nothing in (
            ("country", countries, "Every country"),
            ("bloc", blocs, "None"),
            ("headquarters", countries, "Not asked, or not known"),
            ("ultimate_parent", countries, "Not asked, or not known"),
        ):
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = [("", nothing), *choices]

    def clean(self) -> dict[str, Any]:
        """What does not go together stands at the field that is one too many, or missing."""
        given = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self.found = answers(self._question(), self.snapshot)
            except BadQuestion as refusal:
                self.add_error(refusal.field or None, str(refusal))
        return given

    def _question(self) -> Question:
        given = self.cleaned_data
        is_of_party = bool(given["headquarters"] or given["ultimate_parent"])
        return Question(
            item=given["item"],
            country=given["country"],
            bloc=given["bloc"],
            place=given["place"],
            headquarters=given["headquarters"] if is_of_party else None,
            ultimate_parent=given["ultimate_parent"] if is_of_party else None,
        )
