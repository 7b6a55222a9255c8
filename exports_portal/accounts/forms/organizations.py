"""What may be typed about an organization, its addresses, its owners and its officers?"""

from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME

from exports_portal.accounts.forms.fields import LinesField, say_choose_a_country
from exports_portal.accounts.models import (
    Officer,
    Organization,
    OrganizationAddress,
    OwnershipStake,
    User,
)
from exports_portal.accounts.roles import Part
from exports_portal.accounts.validators import owner_problems
from exports_portal.bounds import MOST_ROWS_OF_AN_ORGANIZATION
from exports_portal.web.fields import field_of
from exports_portal.web.formsets import BoundedRows, rows_of_form
from exports_portal.web.widgets import PercentInput


class OrganizationForm(forms.ModelForm[Organization]):
    other_names = LinesField(
        required=False,
        help_text="Trade names, former names and names in other languages, one on each line.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = Organization
        fields = (
            "legal_name",
            "other_names",
            "incorporation_country",
            "headquarters_country",
            "principal_place_country",
            "parent_name",
            "parent_country",
            "website",
        )
        help_texts = {
            "legal_name": "As in the register of companies.",
            "parent_name": "The organization at the top, if another one owns or controls this one.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_choose_a_country(self)

    def clean_legal_name(self) -> str:
        return " ".join(self.cleaned_data["legal_name"].split())


class AddressForm(forms.ModelForm[OrganizationAddress]):
    class Meta:
        model = OrganizationAddress
        fields = ("street", "city", "region", "postal_code", "country")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_choose_a_country(self)


class OwnerForm(forms.ModelForm[OwnershipStake]):
    class Meta:
        model = OwnershipStake
        fields = (
            "name",
            "kind",
            "country",
            "holds_shares_in",
            "percent",
            "percent_at_most",
            "has_control",
        )
        widgets = {"percent": PercentInput, "percent_at_most": PercentInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_choose_a_country(self)


class OwnerFormSet(BoundedRows):
    """The owners together: no more than the whole, every chain ends at the organization, no circle.

    `of` is the organization's name.
    """

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._of = of

    def clean(self) -> None:
        kept = [form for form in self.forms if form.has_changed() and not _is_removed(form)]
        for problem in owner_problems([form.cleaned_data for form in kept], of=self._of):
            kept[problem.row].add_error(problem.field, problem.message)


def _is_removed(form: OwnerForm) -> bool:
    return bool(form.cleaned_data.get(DELETION_FIELD_NAME))


class OfficerForm(forms.ModelForm[Officer]):
    class Meta:
        model = Officer
        fields = ("name", "title", "nationality")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_choose_a_country(self)


AddressRows = rows_of_form(AddressForm, most=MOST_ROWS_OF_AN_ORGANIZATION)
OwnerRows = rows_of_form(OwnerForm, OwnerFormSet, most=MOST_ROWS_OF_AN_ORGANIZATION)
OfficerRows = rows_of_form(OfficerForm, most=MOST_ROWS_OF_AN_ORGANIZATION)


class PartForm(forms.Form):
    """Which colleague gets which part?"""

    email = field_of(
        User,
        "email",
        label="E-mail address of your colleague",
        help_text=(
            "Somebody with an account has the part at once. To any other address an invitation "
            "goes out."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    part = forms.ChoiceField(
        choices=[
            (Part.ADMIN, "Administrator: edits the organization, its people and its consortia"),
            (Part.SIGNATORY, "Signatory: signs certifications and submits proposals"),
            (Part.CONTRIBUTOR, "Contributor: writes proposals"),
        ],
        widget=forms.RadioSelect,
    )
