"""Which codes does a payload use? Reference data in force today, with the texts to be signed."""

from typing import Any

from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from exports_portal.policy import readers as policy
from exports_portal.policy.countries import country_choices
from proposals.content import DELIVERY_MODES, LAYER_LABELS, PARTY_ROLE_LABELS
from proposals.content.schema import proposal_schema


class Titled(serializers.Serializer[Any]):
    code = serializers.CharField()
    title = serializers.CharField()


class BlocCode(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    members = serializers.ListField(child=serializers.CharField())


class InstrumentCode(Titled):
    agency = serializers.CharField()
    basis = serializers.CharField()


class StatementCode(Titled):
    statement = serializers.CharField()
    text_version = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment]  # a field of that name


class RequirementCode(serializers.Serializer[Any]):
    """What a security claim can answer. The wording is a program default, not published text."""

    code = serializers.CharField()
    text = serializers.CharField()
    why = serializers.CharField()
    draws_on = serializers.CharField()
    standing = serializers.CharField(help_text="How well the text that it draws on is known.")
    asked_of = serializers.CharField(source="situation_label")
    level = serializers.CharField(help_text="SL1 to SL5 (RAND, 2024), or empty.")
    mandatory = serializers.BooleanField()
    evidence = serializers.ListField(child=serializers.CharField())


class CodesInForce(serializers.Serializer[Any]):
    """Codes in force on the day of the answer."""

    as_of = serializers.DateField()
    layers = Titled(many=True)
    sectors = Titled(many=True)
    countries = Titled(many=True)
    blocs = BlocCode(many=True)
    delivery_modes = Titled(many=True)
    party_roles = Titled(many=True)
    support_instruments = InstrumentCode(many=True)
    certifications = StatementCode(many=True)
    security_requirements = RequirementCode(many=True)


@method_decorator(conditional_page, name="dispatch")
class Codes(APIView):
    authentication_classes = ()
    permission_classes = ()

    @extend_schema(
        summary="Codes that payloads use", responses=CodesInForce, auth=[], operation_id="codes"
    )
    def get(self, request: Request) -> Response:
        on = timezone.localdate()
        codes = {
            "as_of": on,
            "layers": _titled(LAYER_LABELS.items()),
            "sectors": policy.sectors(on),
            "countries": _titled(country_choices()),
            "blocs": policy.blocs(on),
            "delivery_modes": _titled(DELIVERY_MODES),
            "party_roles": _titled(PARTY_ROLE_LABELS.items()),
            "support_instruments": policy.support_instruments(on),
            "certifications": policy.certifications(on),
            "security_requirements": policy.control_catalog(on).requirements,
        }
        return Response(CodesInForce(codes).data)


def _titled(pairs: Any) -> list[dict[str, str]]:
    return [{"code": str(code), "title": str(title)} for code, title in pairs]


@method_decorator(conditional_page, name="dispatch")
class ProposalSchema(APIView):
    """What a version says, as JSON Schema 2020-12: read from the declarations."""

    authentication_classes = ()
    permission_classes = ()

    @extend_schema(
        summary="JSON Schema of a proposal",
        responses={(200, "application/schema+json"): OpenApiTypes.OBJECT},
        auth=[],
        operation_id="proposal_schema",
    )
    def get(self, request: Request) -> Response:
        return Response(proposal_schema(), content_type="application/schema+json")
