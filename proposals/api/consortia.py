"""Under which ids does a program find the consortia of its person, and the calls?"""

from datetime import datetime
from typing import Any, cast

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from exports_portal.accounts.models import User
from proposals.models import CallForProposals, Consortium, ConsortiumMember


class MemberInConsortium(serializers.ModelSerializer[ConsortiumMember]):
    organization_id = serializers.IntegerField()
    legal_name = serializers.CharField(source="organization.legal_name")

    class Meta:
        model = ConsortiumMember
        fields = ("organization_id", "legal_name", "role")
        read_only_fields = fields


class ConsortiumForMember(serializers.ModelSerializer[Consortium]):
    """A consortium in which an organization of yours takes part."""

    members = MemberInConsortium(source="current", many=True)

    class Meta:
        model = Consortium
        fields = ("id", "name", "members")
        read_only_fields = fields


class PublicCall(serializers.ModelSerializer[CallForProposals]):
    """A call for proposals. `code` is what a new draft names."""

    takes_proposals = serializers.SerializerMethodField()

    class Meta:
        model = CallForProposals
        fields = ("code", "title", "document_number", "opens_at", "closes_at", "takes_proposals")
        read_only_fields = fields

    def get_takes_proposals(self, call: CallForProposals) -> bool:
        now: datetime = timezone.now()
        return call.opens_at <= now and (now <= call.closes_at or call.allow_late)


@extend_schema_view(
    list=extend_schema(summary="List your consortia"),
    retrieve=extend_schema(summary="Read one of your consortia"),
)
@method_decorator(never_cache, name="dispatch")
class OwnConsortia(ReadOnlyModelViewSet[Consortium]):
    queryset = Consortium.objects.none()
    serializer_class = ConsortiumForMember
    lookup_value_regex = "[0-9]{1,18}"

    def get_queryset(self) -> QuerySet[Consortium]:
        current = ConsortiumMember.objects.filter(left_at=None).select_related("organization")
        members: Prefetch[Any] = Prefetch(
            "members", current.order_by("role", "pk"), to_attr="current"
        )
        person = cast(User, self.request.user)
        return Consortium.objects.visible_to(person).prefetch_related(members)


@extend_schema_view(
    list=extend_schema(summary="List the calls for proposals", auth=[]),
    retrieve=extend_schema(summary="Read one call", auth=[]),
)
class PublicCalls(ReadOnlyModelViewSet[CallForProposals]):
    queryset = CallForProposals.objects.all()
    serializer_class = PublicCall
    lookup_field = "code"
    lookup_value_regex = r"[^/\x00]+"
    authentication_classes = ()
    permission_classes = ()
