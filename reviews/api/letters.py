"""How does a program fetch the letter of a decision?"""

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from exports_portal.files.responses import download_response
from exports_portal.web.negotiation import AsItIs
from proposals.api.amendments import OF_A_PROPOSAL, OfOwnProposal
from proposals.api.files import RANGE, handed_out
from reviews.actions.letters import open_letter
from reviews.views.applicants import letters_for

OF_A_LETTER = OpenApiParameter(
    "letter", type=int, location=OpenApiParameter.PATH, description="Id of the letter."
)


@extend_schema(parameters=[OF_A_PROPOSAL, OF_A_LETTER, RANGE])
@method_decorator(never_cache, name="dispatch")
class LetterFile(OfOwnProposal):
    """For the people of the consortium. Who took it is written down."""

    content_negotiation_class = AsItIs

    @extend_schema(
        summary="Download the letter of a decision",
        responses={(status, "application/pdf"): OpenApiTypes.BINARY for status in (200, 206)},
        operation_id="proposals_letters_file",
    )
    def get(self, request: Request, proposal: str, letter: str) -> HttpResponseBase:
        letters = letters_for(self.person).filter(determination__proposal=self.proposal())
        stored = open_letter(get_object_or_404(letters, pk=letter), by=self.person)
        return handed_out(download_response(request, stored), request)
