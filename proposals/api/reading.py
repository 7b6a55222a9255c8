"""What does a program read of a proposal? The anchor's people all of it, a member's the rest.

The instance is a `Reading`: what one person may know of one proposal.
"""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from proposals.api.parties import PartyAnswers
from proposals.api.writing import (
    ComponentAnswers,
    LayerAnswers,
    MarketAnswers,
    OverviewAnswers,
    RoleAnswers,
    SupportAnswersRow,
)
from proposals.content.whole import section_digest, written_sections
from proposals.models import Proposal
from proposals.states import ProposalState
from proposals.views.reading import Reading

ANCHOR, MEMBER = "ANCHOR", "MEMBER"


class ProposalInList(serializers.ModelSerializer[Proposal]):
    """Where a proposal of yours stands."""

    api_url = serializers.HyperlinkedIdentityField(view_name="api-proposals-detail")
    number = serializers.CharField(
        source="public_id", allow_null=True, help_text="Given at the first submission."
    )
    applicant_label = serializers.CharField()
    consortium_name = serializers.CharField(source="consortium.name")
    call = serializers.SlugRelatedField[Any](slug_field="code", read_only=True)

    class Meta:
        model = Proposal
        fields = (
            "id",
            "api_url",
            "number",
            "title",
            "state",
            "applicant_label",
            "consortium",
            "consortium_name",
            "call",
            "created_at",
            "submitted_at",
        )
        read_only_fields = fields


class MemberOfConsortium(serializers.Serializer[Any]):
    organization_id = serializers.IntegerField(help_text="What `providers` and `organization` take")
    legal_name = serializers.CharField()
    role = serializers.CharField()


class Signed(serializers.Serializer[Any]):
    organization_id = serializers.IntegerField()
    code = serializers.CharField()
    text_version = serializers.CharField()
    signer_name = serializers.CharField()
    signer_title = serializers.CharField()
    signed_at = serializers.DateTimeField()


class PublicOverview(serializers.Serializer[Any]):
    executive_summary = serializers.CharField()
    sectors = serializers.ListField(child=serializers.CharField())


class PublicHalfLayer(serializers.Serializer[Any]):
    code = serializers.CharField()
    description = serializers.CharField()
    us_manufacture_statement = serializers.CharField()
    providers = serializers.ListField(child=serializers.IntegerField())


class PublicHalfMarket(serializers.Serializer[Any]):
    kind = serializers.CharField()
    code = serializers.CharField()


class PublicOperations(serializers.Serializer[Any]):
    delivery_mode = serializers.CharField()


class HardwareForApplicant(serializers.Serializer[Any]):
    content_justification = serializers.CharField(source="hardware.content_justification")
    components = ComponentAnswers(many=True)


class OperationsForApplicant(serializers.Serializer[Any]):
    delivery_mode = serializers.CharField(source="operations.delivery_mode")
    operating_roles = RoleAnswers(many=True)


class SupportForApplicant(serializers.Serializer[Any]):
    no_support_requested = serializers.BooleanField(source="support.no_support_requested")
    support_requests = SupportAnswersRow(many=True)


class _Head(serializers.Serializer[Reading]):
    """What both readers are told first."""

    id = serializers.IntegerField(source="proposal.pk")
    number = serializers.CharField(source="proposal.public_id", allow_null=True)
    title = serializers.CharField(source="content.title")
    state = serializers.ChoiceField(ProposalState.choices, source="proposal.state")
    applicant_label = serializers.CharField(source="proposal.applicant_label")
    is_editable = serializers.BooleanField(source="proposal.is_editable")
    consortium = serializers.IntegerField(source="proposal.consortium_id")
    consortium_name = serializers.CharField(source="content.consortium_name")
    call = serializers.CharField(source="content.call_code")
    created_at = serializers.DateTimeField(source="proposal.created_at")
    submitted_at = serializers.DateTimeField(source="proposal.submitted_at", allow_null=True)
    status_url = serializers.SerializerMethodField()
    members = MemberOfConsortium(source="content.members", many=True)
    certifications = Signed(source="content.certifications", many=True)

    def get_status_url(self, reading: Reading) -> str:
        url = reverse("api-proposals-status", args=[reading.proposal.pk])
        address: str = self.context["request"].build_absolute_uri(url)
        return address


class ProposalForApplicant(_Head):
    """The whole proposal, for the people of its anchor member.

    The draft while it can be edited, else what was submitted last. Hardware and parties are those
    that the anchor member says, as a change takes them; the records of every member are at
    `/api/v1/proposals/{id}/records/`.
    """

    reader = serializers.SerializerMethodField()
    overview = OverviewAnswers(source="content.overview")
    layers = LayerAnswers(source="content.layers", many=True)
    hardware = HardwareForApplicant(source="said_by_anchor")
    markets = MarketAnswers(source="content.markets", many=True)
    operations = OperationsForApplicant(source="content")
    parties = PartyAnswers(source="said_by_anchor.involved_parties", many=True)
    support = SupportForApplicant(source="content")
    section_digests = serializers.SerializerMethodField(
        help_text="Send them back with a change, so that it cannot undo somebody else's."
    )

    @extend_schema_field({"type": "string", "enum": [ANCHOR]})
    def get_reader(self, reading: Reading) -> str:
        return ANCHOR

    def get_section_digests(self, reading: Reading) -> dict[str, str]:
        own = reading.said_by_anchor
        return {section: section_digest(own, section) for section in written_sections()}


class ProposalForMember(_Head):
    """The public half, and what your own organization signed. The rest is the anchor's."""

    reader = serializers.SerializerMethodField()
    overview = PublicOverview(source="content.overview")
    layers = PublicHalfLayer(source="content.layers", many=True)
    markets = PublicHalfMarket(source="content.markets", many=True)
    operations = PublicOperations(source="content.operations")

    @extend_schema_field({"type": "string", "enum": [MEMBER]})
    def get_reader(self, reading: Reading) -> str:
        return MEMBER


def proposal_for_reader(reading: Reading, context: dict[str, Any]) -> dict[str, Any]:
    serializer = ProposalForApplicant if reading.is_anchor else ProposalForMember
    return dict(serializer(reading, context=context).data)
