"""How does a program read what happened on a proposal?"""

from typing import Any

from django import forms
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from exports_portal.bounds import LARGEST_KEY
from exports_portal.web.strict import PAGING, asked
from proposals.api.amendments import OF_A_PROPOSAL, OfOwnProposal
from proposals.models import Proposal
from proposals.views.feed import EVENTS, Asked, feed, rows_of
from proposals.views.feed_words import Page

FILTERS = [
    OpenApiParameter("event", enum=list(EVENTS), description="These alone."),
    OpenApiParameter("member", type=int, description="What was done for this member."),
    OpenApiParameter("person", type=int, description="What this person did, where you know it."),
]


class ActivityOut(serializers.Serializer[Any]):
    """What one person did at one place within an hour. `at`: the last time.

    To the people of other members a writer is the member that they write for. `records` and
    `fields` count what you may read of them; 0 where nothing is counted.
    """

    at = serializers.DateTimeField()
    event = serializers.ChoiceField(list(EVENTS.items()))
    who = serializers.CharField()
    member = serializers.CharField(source="whose", allow_blank=True)
    what = serializers.CharField(help_text="In words.")
    records = serializers.IntegerField()
    number_of_fields = serializers.IntegerField(source="fields")


class Filters(forms.Form):
    event = forms.ChoiceField(choices=list(EVENTS.items()), required=False)
    member = forms.IntegerField(min_value=1, max_value=LARGEST_KEY, required=False)
    person = forms.IntegerField(min_value=1, max_value=LARGEST_KEY, required=False)


@extend_schema(parameters=[OF_A_PROPOSAL])
@method_decorator(never_cache, name="dispatch")
class ProposalActivity(OfOwnProposal, GenericAPIView[Proposal]):
    """What happened on a proposal, the newest first, as you may know it."""

    queryset = Proposal.objects.none()

    @extend_schema(
        summary="List what happened on a proposal",
        parameters=FILTERS,
        responses=ActivityOut(many=True),
        operation_id="proposals_activity_list",
    )
    def get(self, request: Request, proposal: str) -> Response:
        reading = self.reading()
        given = asked(Filters(request.query_params), request, besides=PAGING).cleaned_data
        found = feed(reading, Asked(**{name: said for name, said in given.items() if said}))
        page: Any = self.paginate_queryset(found)
        lines = Page(reading=reading, rows=rows_of(page or ())).lines()
        return self.get_paginated_response(ActivityOut(lines, many=True).data)
