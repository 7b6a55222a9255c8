"""How does a program ask for the license position of an item?"""

from typing import Any

from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from exports_portal.policy.countries import country_choices
from exports_portal.web.strict import asked
from reviews.destinations.position import Outcome
from reviews.destinations.table import plain
from reviews.forms.destinations import LONGEST_ITEM, LONGEST_PLACE, PositionForm
from reviews.licenses_today import licenses_in_force

CODES = [code for code, _ in country_choices()]
QUERY = [
    OpenApiParameter(
        "item",
        {"type": "string", "maxLength": LONGEST_ITEM},
        required=True,
        description="An ECCN with its paragraph, such as 4A090.a, or EAR99.",
    ),
    OpenApiParameter(
        "country",
        description="ISO 3166-1 alpha-2 code. Without country and bloc: every country.",
        enum=CODES,
    ),
    OpenApiParameter("bloc", description="Code of a bloc, judged member by member."),
    OpenApiParameter(
        "place",
        {"type": "string", "maxLength": LONGEST_PLACE},
        description="City or region within the country: some are under embargo.",
    ),
    OpenApiParameter(
        "headquarters",
        description="Where the party that gets the item has its headquarters.",
        enum=CODES,
    ),
    OpenApiParameter(
        "ultimate_parent",
        description="Where its ultimate parent has them; without a parent its own again.",
        enum=CODES,
    ),
]


class PolicyOut(serializers.Serializer[Any]):
    """A row of policy that the answer rests on."""

    kind = serializers.CharField()
    title = serializers.CharField()
    source_date = serializers.DateField()
    sha256 = serializers.CharField()


class PositionOut(serializers.Serializer[Any]):
    """`rule` and `citation` say why, `as_of` of which day the text is."""

    item = serializers.CharField()
    country = serializers.CharField()
    outcome = serializers.ChoiceField(choices=[outcome.value for outcome in Outcome])
    groups = serializers.ListField(child=serializers.CharField())
    rule = serializers.CharField()
    citation = serializers.CharField()
    as_of = serializers.DateField()


class PositionsOut(serializers.Serializer[Any]):
    """None of them is a permission: end use, end user and other controls are asked besides."""

    policies = PolicyOut(many=True)
    positions = PositionOut(many=True)


@method_decorator(conditional_page, name="dispatch")
class LicensePositions(APIView):
    """The same answers as on the page of license positions and on the command line."""

    authentication_classes = ()
    permission_classes = ()

    @extend_schema(
        summary="License positions of an item",
        parameters=QUERY,
        responses=PositionsOut,
        auth=[],
        operation_id="license_positions",
    )
    def get(self, request: Request) -> Response:
        in_force = licenses_in_force(timezone.localdate())
        form = asked(PositionForm(request.query_params, snapshot=in_force.snapshot), request)
        found = [plain(one.item, one.country, one.position) for one in form.found]
        answer = {"policies": in_force.snapshots, "positions": found}
        return Response(PositionsOut(answer).data)
