"""How does a program ask the members to sign? It signs nothing itself: a signatory does."""

from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from exports_portal.web.strict import checked
from proposals.actions.asking_to_sign import ask_to_sign
from proposals.api.amendments import OF_A_PROPOSAL, OfOwnProposal
from proposals.api.writing import Nothing


class AskedToSign(serializers.Serializer[Any]):
    """The members that have a statement to sign: their signatories get a mail, once a day."""

    members = serializers.ListField(child=serializers.IntegerField())


@extend_schema(parameters=[OF_A_PROPOSAL])
@method_decorator(never_cache, name="dispatch")
class AskToSign(OfOwnProposal):
    """For whoever writes for the anchor member. It takes a token that may submit."""

    @extend_schema(
        summary="Ask the members to sign",
        request=Nothing,
        responses=AskedToSign,
        operation_id="proposals_ask_to_sign",
    )
    def post(self, request: Request, proposal: str) -> Response:
        found = self.proposal()
        self.require_may_submit("ask the members to sign")
        checked(Nothing(data=request.data))
        return Response({"members": ask_to_sign(found, by=self.person)})
