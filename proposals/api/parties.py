"""What does a program write, and read, of the parties to the transaction?"""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from exports_portal.web.strict import Strict
from proposals.api.derived import answers_of, serializer_field
from proposals.content import InvolvedParty
from proposals.content.saying import fields_by_name

# field of the record -> its name inside the address of the payload
ADDRESS = {
    "street": "street",
    "city": "city",
    "region": "region",
    "postal_code": "postal_code",
    "address_country": "country",
}


class AddressAnswers(Strict):
    """Where a party is. A facility needs street, city and country."""

    def get_fields(self) -> Any:
        declared = fields_by_name(InvolvedParty)
        return {sent: serializer_field(declared[name]) for name, sent in ADDRESS.items()}


class PartyAnswers(answers_of(InvolvedParty, leave_out=tuple(ADDRESS))):  # type: ignore[misc]  # made from the declaration
    """A party to the transaction that is no member. Business confidential as a whole."""

    address = AddressAnswers(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        try:
            super().validate(as_row(attrs))
        except serializers.ValidationError as error:
            raise serializers.ValidationError(_as_sent(error.detail)) from error  # type: ignore[arg-type]  # by field
        return attrs


def as_row(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as the record has them: the address beside the rest."""
    row = dict(answers)
    address = row.pop("address", {})
    return row | {field: address[name] for field, name in ADDRESS.items() if name in address}


def _as_sent(problems: Mapping[str, Any]) -> dict[str, Any]:
    """The messages where the payload has the fields."""
    own: dict[str, Any] = {name: texts for name, texts in problems.items() if name not in ADDRESS}
    inner = {ADDRESS[name]: texts for name, texts in problems.items() if name in ADDRESS}
    return own | ({"address": inner} if inner else {})
