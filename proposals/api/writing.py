"""What may a program write into a draft? Names and limits are those of the models."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from exports_portal.bounds import (
    LARGEST_KEY,
    LONGEST_DIGEST,
    MOST_CODES,
    MOST_MARKETS,
    MOST_REQUESTS,
    MOST_ROWS,
)
from exports_portal.policy import readers as policy
from exports_portal.policy.countries import is_country
from exports_portal.web.fields import longest
from exports_portal.web.validators import no_control_characters
from proposals import models
from proposals.api.parties import PartyAnswers
from proposals.api.strict import ByCode, ShortList, Strict, refuse_repeats, row_problems
from proposals.content import LayerCode

MOST_LAYERS = MOST_ROLES = 20
LONGEST_CODE = 64  # characters
LONGEST_TITLE = longest(models.Proposal, "title")
ONLY_HARDWARE = "Only the hardware layer has this statement."


class Code(serializers.CharField):
    """The code of a sector, a statement or a section; a digest of one."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": LONGEST_CODE, **options})


class ComponentAnswers(Strict, serializers.ModelSerializer[models.Component]):
    class Meta:
        model = models.Component
        fields = (
            "name",
            "category",
            "manufacturer",
            "quantity",
            "unit_value",
            "us_origin_percent",
            "origin_country",
            "eccn",
        )


class LayerAnswers(Strict, serializers.ModelSerializer[models.LayerOffering]):
    providers = ShortList(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_KEY),
        max_length=MOST_CODES,
        required=False,
        help_text="Ids of the organizations, members of the consortium, that provide this layer.",
    )

    class Meta:
        model = models.LayerOffering
        fields = (
            "code",
            "description",
            "us_manufacture_statement",
            "confidential_detail",
            "providers",
        )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["code"] != LayerCode.L1_HARDWARE and attrs.get("us_manufacture_statement"):
            raise serializers.ValidationError({"us_manufacture_statement": [ONLY_HARDWARE]})
        return attrs


class MarketAnswers(Strict, serializers.ModelSerializer[models.TargetMarket]):
    class Meta:
        model = models.TargetMarket
        fields = ("kind", "code", "rationale")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        code = attrs["code"]
        if attrs["kind"] == models.TargetMarket.Kind.COUNTRY and not is_country(code):
            raise serializers.ValidationError(
                {"code": [f"“{code}” is not an ISO 3166-1 alpha-2 code."]}
            )
        if attrs["kind"] == models.TargetMarket.Kind.BLOC and code not in _bloc_codes():
            raise serializers.ValidationError({"code": [f"There is no bloc “{code}”."]})
        return attrs


class RoleAnswers(Strict, serializers.ModelSerializer[models.OperatingRole]):
    class Meta:
        model = models.OperatingRole
        fields = ("role", "name", "country", "to_be_decided", "explanation")


class SupportAnswersRow(Strict, serializers.ModelSerializer[models.SupportRequest]):
    class Meta:
        model = models.SupportRequest
        fields = ("code", "amount", "purpose")

    def validate_code(self, code: str) -> str:
        on = timezone.localdate()
        if code not in {item.code for item in policy.support_instruments(on)}:
            raise serializers.ValidationError(f"There is no instrument “{code}”.")
        return code


class OverviewAnswers(Strict, serializers.ModelSerializer[models.Proposal]):
    sectors = ShortList(child=Code(), max_length=MOST_CODES, required=False)

    class Meta:
        model = models.Proposal
        fields = (
            "executive_summary",
            "confidential_summary",
            "national_interest_statement",
            "sectors",
        )

    def validate_sectors(self, codes: list[str]) -> list[str]:
        known = {item.code for item in policy.sectors(timezone.localdate())}
        if unknown := [code for code in codes if code not in known]:
            raise serializers.ValidationError([f"There is no sector “{c}”." for c in unknown])
        return list(dict.fromkeys(codes))


class HardwareAnswers(Strict, serializers.ModelSerializer[models.Proposal]):
    components = serializers.ListSerializer[Any](
        child=ComponentAnswers(), required=False, max_length=MOST_ROWS
    )

    class Meta:
        model = models.Proposal
        fields = ("content_justification", "components")


class OperationsAnswers(Strict, serializers.ModelSerializer[models.Proposal]):
    operating_roles = serializers.ListSerializer[Any](
        child=RoleAnswers(), required=False, max_length=MOST_ROLES
    )

    class Meta:
        model = models.Proposal
        fields = ("delivery_mode", "operating_roles")

    def validate_operating_roles(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        refuse_repeats(rows, "role")
        return rows


class SupportAnswers(Strict, serializers.ModelSerializer[models.Proposal]):
    support_requests = serializers.ListSerializer[Any](
        child=SupportAnswersRow(), required=False, max_length=MOST_REQUESTS
    )

    class Meta:
        model = models.Proposal
        fields = ("no_support_requested", "support_requests")

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


class Signatures(Strict):
    """Statements signed for a member by one of its signatories: you."""

    organization = serializers.IntegerField(
        min_value=1, max_value=LARGEST_KEY, help_text="Id of the member."
    )
    codes = ShortList(child=Code(), max_length=MOST_CODES, allow_empty=False)
    signer_title = serializers.CharField(
        max_length=longest(models.CertificationSignature, "signer_title")
    )
    read_digest = serializers.CharField(
        max_length=LONGEST_DIGEST,
        required=False,
        help_text="`material_digest` as you read it: 409 when the proposal changed since.",
    )

    def validate_codes(self, codes: list[str]) -> list[str]:
        known = {item.code for item in policy.certifications(timezone.localdate())}
        if unknown := [code for code in codes if code not in known]:
            raise serializers.ValidationError([f"There is no statement “{c}”." for c in unknown])
        return codes


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


def _bloc_codes() -> set[str]:
    return {bloc.code for bloc in policy.blocs(timezone.localdate())}
