"""What may a program write into a draft? Names and limits are those of the models."""

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework import serializers

from exports_portal.bounds import (
    MOST_CODES,
    MOST_MARKETS,
    MOST_REQUESTS,
    MOST_ROWS,
)
from exports_portal.web.fields import longest
from exports_portal.web.strict import ByCode, Strict, refuse_repeats, row_problems
from exports_portal.web.validators import no_control_characters
from proposals import models
from proposals.api.derived import Code, answers_of
from proposals.api.parties import PartyAnswers
from proposals.content import (
    Component,
    Hardware,
    Layer,
    Market,
    OperatingRole,
    Operations,
    Overview,
    Support,
    SupportRequest,
)

MOST_LAYERS = MOST_ROLES = 20
LONGEST_TITLE = longest(models.Proposal, "title")


class ComponentAnswers(answers_of(Component)):  # type: ignore[misc]  # made from the declaration
    """A row of the hardware bill of materials."""


class LayerAnswers(answers_of(Layer)):  # type: ignore[misc]  # as above
    """One of the five layers. `providers` are ids of members of the consortium."""


class MarketAnswers(answers_of(Market)):  # type: ignore[misc]  # as above
    """A country or a regional bloc."""


class RoleAnswers(answers_of(OperatingRole)):  # type: ignore[misc]  # as above
    """Who builds, owns or operates."""


class SupportAnswersRow(answers_of(SupportRequest)):  # type: ignore[misc]  # as above
    """A Federal instrument asked for."""


class OverviewAnswers(answers_of(Overview, leave_out=("title",))):  # type: ignore[misc]  # as above
    """The first page; the title stands outside of it."""


class HardwareAnswers(answers_of(Hardware)):  # type: ignore[misc]  # as above
    components = serializers.ListSerializer[Any](
        child=ComponentAnswers(), required=False, max_length=MOST_ROWS
    )


class OperationsAnswers(answers_of(Operations)):  # type: ignore[misc]  # as above
    operating_roles = serializers.ListSerializer[Any](
        child=RoleAnswers(), required=False, max_length=MOST_ROLES
    )

    def validate_operating_roles(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        refuse_repeats(rows, "role")
        return rows


class SupportAnswers(answers_of(Support)):  # type: ignore[misc]  # as above
    support_requests = serializers.ListSerializer[Any](
        child=SupportAnswersRow(), required=False, max_length=MOST_REQUESTS
    )

    def validate_support_requests(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        refuse_repeats(rows, "code")
        return rows


class DraftAnswers(Strict):
    """Sections of a draft. One that is left out stays as it is.

    In a section, a field that is left out stays; rows that are sent replace all rows of their
    kind, except layers: there are always five, and each is found by its code.
    """

    title = serializers.CharField(
        max_length=LONGEST_TITLE, required=False, validators=[no_control_characters]
    )
    overview = OverviewAnswers(required=False)
    layers = serializers.ListSerializer[Any](
        child=LayerAnswers(), required=False, max_length=MOST_LAYERS
    )
    hardware = HardwareAnswers(required=False)
    markets = serializers.ListSerializer[Any](
        child=MarketAnswers(), required=False, max_length=MOST_MARKETS
    )
    operations = OperationsAnswers(required=False)
    parties = serializers.ListSerializer[Any](
        child=PartyAnswers(), required=False, max_length=MOST_ROWS
    )
    support = SupportAnswers(required=False)

    def validate_layers(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        refuse_repeats(rows, "code")
        return rows

    def validate_markets(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        refuse_repeats(rows, "kind", "code")
        return rows

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        consortium = attrs.get("consortium") or self.context["consortium"]
        if layers := attrs.get("layers"):
            members = consortium.current_members().values_list("organization_id", flat=True)
            _check_providers(layers, set(members))
        return attrs


class Digests(serializers.DictField):
    def run_child_validation(self, data: Any) -> Any:
        if len(data) > MOST_CODES:
            raise serializers.ValidationError(f"Name no more than {MOST_CODES} sections.")
        return super().run_child_validation(data)


class DraftChanges(DraftAnswers):
    """Changes of a draft. `section_digests`, as you read them, keep somebody else's work: 428
    without them, 409 when one of the sections was saved since.
    """

    section_digests = Digests(
        child=Code(),
        required=False,
        help_text="The change is refused (409) when one of these sections was saved since it was"
        " read, and without them (428).",
    )


class NewDraft(DraftAnswers):
    """A new draft: title, consortium and call, and any sections."""

    title = serializers.CharField(max_length=LONGEST_TITLE, validators=[no_control_characters])
    consortium = serializers.PrimaryKeyRelatedField(queryset=models.Consortium.objects.none())
    call = ByCode(
        slug_field="code",
        queryset=models.CallForProposals.objects.none(),
        help_text="Code of a call that takes proposals now, see `/api/v1/calls/`.",
    )

    def get_fields(self) -> Any:
        """Only consortia this person knows of, and calls that are open."""
        fields: Any = super().get_fields()
        if user := self.context.get("user"):
            fields["consortium"].queryset = models.Consortium.objects.visible_to(user)
            fields["call"].queryset = models.CallForProposals.objects.taking_proposals()
        return fields


class Nothing(Strict):
    """No field at all."""


def _check_providers(layers: Sequence[Mapping[str, Any]], members: set[int]) -> None:
    problems = {
        number: {"providers": [f"Organization {pk} is no member of this consortium." for pk in bad]}
        for number, row in enumerate(layers)
        if (bad := [pk for pk in row.get("providers", ()) if pk not in members])
    }
    if problems:
        raise serializers.ValidationError({"layers": row_problems(layers, problems)})
