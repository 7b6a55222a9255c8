"""What does the OpenAPI document say of each operation on proposals?"""

from drf_spectacular.utils import (
    OpenApiParameter,
    PolymorphicProxySerializer,
    extend_schema,
    extend_schema_view,
    inline_serializer,
)
from rest_framework import serializers

from proposals.api.reading import (
    ANCHOR,
    MEMBER,
    ProposalForApplicant,
    ProposalForMember,
)
from proposals.api.status import (
    FindingForApplicant,
    FrozenVersion,
    ReadinessForApplicant,
    StatusForApplicant,
)
from proposals.api.writing import DraftChanges, NewDraft, Nothing

WHOLE_OR_PUBLIC_HALF = PolymorphicProxySerializer(
    component_name="ProposalForReader",
    serializers={ANCHOR: ProposalForApplicant, MEMBER: ProposalForMember},
    resource_type_field_name="reader",
)
RECEIPT = inline_serializer(
    "SubmissionReceipt", {"number": serializers.CharField(), "version": FrozenVersion()}
)
NOT_SUBMITTED = inline_serializer(
    "NotSubmitted",
    {
        "type": serializers.CharField(),
        "title": serializers.CharField(),
        "status": serializers.IntegerField(),
        "detail": serializers.CharField(),
        "instance": serializers.CharField(),
        "findings": FindingForApplicant(many=True),
    },
)
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    location=OpenApiParameter.HEADER,
    description="A text of your own, 1 to 200 ASCII characters. The same key from the same person "
    "gives the same proposal (200 instead of 201), so a call can be repeated safely.",
)

described = extend_schema_view(
    list=extend_schema(summary="List your proposals"),
    retrieve=extend_schema(
        summary="Read a proposal",
        responses=WHOLE_OR_PUBLIC_HALF,
    ),
    create=extend_schema(
        summary="Start a draft",
        request=NewDraft,
        responses={201: ProposalForApplicant, 200: ProposalForApplicant},
        parameters=[IDEMPOTENCY_KEY],
    ),
    partial_update=extend_schema(
        summary="Change sections of a draft", request=DraftChanges, responses=ProposalForApplicant
    ),
    submit=extend_schema(
        summary="Submit",
        request=Nothing,
        responses={201: RECEIPT, (409, "application/problem+json"): NOT_SUBMITTED},
    ),
    status=extend_schema(summary="Where a proposal stands", responses=StatusForApplicant),
    readiness=extend_schema(summary="Every readiness rule", responses=ReadinessForApplicant),
)
