"""What does a program write, and read, of the parties to the transaction?"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from rest_framework import serializers

from exports_portal.policy.countries import country_choices
from proposals import models
from proposals.api.strict import Strict

# field of the model -> its name inside the address of the payload
ADDRESS = {
    "street": "street",
    "city": "city",
    "region": "region",
    "postal_code": "postal_code",
    "address_country": "country",
}


class AddressAnswers(Strict, serializers.ModelSerializer[models.InvolvedParty]):
    """Where a party is. A facility needs street, city and country."""

    country = serializers.ChoiceField(country_choices(), required=False, allow_blank=True)

    class Meta:
        model = models.InvolvedParty
        fields = tuple(ADDRESS.values())


class PartyAnswers(Strict, serializers.ModelSerializer[models.InvolvedParty]):
    """A party to the transaction that is no member. Business confidential as a whole."""

    address = AddressAnswers(required=False)

    class Meta:
        model = models.InvolvedParty
        fields = (
            "role",
            "name",
            "country",
            "address",
            "majority_owner_name",
            "majority_owner_country",
            "note",
        )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        try:
            models.InvolvedParty(**as_row(attrs)).clean()
        except ValidationError as error:
            raise serializers.ValidationError(_as_sent(error.message_dict)) from error
        return attrs


def as_row(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as the model has them: the address beside the rest."""
    row = dict(answers)
    address = row.pop("address", {})
    return row | {field: address[name] for field, name in ADDRESS.items() if name in address}


def _as_sent(problems: Mapping[str, list[str]]) -> dict[str, Any]:
    """The messages where the payload has the fields."""
    own: dict[str, Any] = {name: texts for name, texts in problems.items() if name not in ADDRESS}
    inner = {ADDRESS[name]: texts for name, texts in problems.items() if name in ADDRESS}
    return own | ({"address": inner} if inner else {})
