"""How does a program find the calls, and found a consortium and invite its members?"""

from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.viewsets import GenericViewSet, ReadOnlyModelViewSet

from exports_portal.accounts.api.person import OfPerson
from exports_portal.accounts.models import Organization, User
from exports_portal.accounts.permissions import require_edit
from exports_portal.bounds import LARGEST_KEY
from exports_portal.errors import InvalidInput
from exports_portal.web.strict import Strict, checked
from proposals.actions.consortia import found, invite, revoke
from proposals.models import CallForProposals, Consortium, ConsortiumMember, Invitation


class MemberInConsortium(serializers.ModelSerializer[ConsortiumMember]):
    organization_id = serializers.IntegerField()
    legal_name = serializers.CharField(source="organization.legal_name")

    class Meta:
        model = ConsortiumMember
        fields = ("organization_id", "legal_name", "role", "joined_at", "anchor_writes")
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


class NewConsortium(Strict, serializers.ModelSerializer[Consortium]):
    """`anchor` is the organization that leads it: you are its administrator."""

    anchor = serializers.IntegerField(min_value=1, max_value=LARGEST_KEY)

    class Meta:
        model = Consortium
        fields = ("name", "anchor")


class InvitationOut(serializers.ModelSerializer[Invitation]):
    """An invitation. Its link is known in the mail alone."""

    is_open = serializers.BooleanField(help_text="It can still be accepted.")
    accepted = serializers.SerializerMethodField()

    class Meta:
        model = Invitation
        fields = ("id", "email", "invited_at", "expires_at", "is_open", "accepted")
        read_only_fields = fields

    def get_accepted(self, invitation: Invitation) -> bool:
        return invitation.accepted_as_id is not None


class NewInvitation(Strict, serializers.ModelSerializer[Invitation]):
    """Whom to invite. The mail goes out at once."""

    class Meta:
        model = Invitation
        fields = ("email",)


def consortia_of(person: User) -> QuerySet[Consortium]:
    """Those of which this person may know, each with its members of now."""
    current = ConsortiumMember.objects.filter(left_at=None).select_related("organization")
    members: Prefetch[Any] = Prefetch("members", current.order_by("role", "pk"), to_attr="current")
    return Consortium.objects.visible_to(person).prefetch_related(members)


@extend_schema_view(
    list=extend_schema(summary="List your consortia"),
    retrieve=extend_schema(summary="Read one of your consortia"),
    create=extend_schema(
        summary="Found a consortium", request=NewConsortium, responses={201: ConsortiumForMember}
    ),
)
@method_decorator(never_cache, name="dispatch")
class OwnConsortia(OfPerson, ReadOnlyModelViewSet[Consortium]):
    """The consortia in which an organization of yours takes part, with their members."""

    queryset = Consortium.objects.none()
    serializer_class = ConsortiumForMember
    lookup_value_regex = "[0-9]{1,18}"

    def get_queryset(self) -> QuerySet[Consortium]:
        return consortia_of(self.person)

    def create(self, request: Request) -> Response:
        said = checked(NewConsortium(data=request.data))
        own = Organization.objects.belonging_to(self.person)
        anchor = own.filter(pk=said["anchor"]).first()
        if anchor is None:
            message = "You have no part in an organization with this id."
            raise InvalidInput(message, fields={"anchor": [message]})
        made = found(name=said["name"], anchor=anchor, by=self.person)
        body = ConsortiumForMember(self.get_queryset().get(pk=made.pk)).data
        location = reverse("api-consortia-detail", [made.pk], request=request)
        return Response(body, status=201, headers={"Location": location})


@extend_schema_view(
    list=extend_schema(summary="List the invitations into a consortium"),
    create=extend_schema(
        summary="Invite somebody", request=NewInvitation, responses={201: InvitationOut}
    ),
    destroy=extend_schema(summary="Take an invitation back"),
)
@extend_schema(
    parameters=[
        OpenApiParameter("consortium", int, OpenApiParameter.PATH, description="Its id."),
    ]
)
@method_decorator(never_cache, name="dispatch")
class Invitations(OfPerson, mixins.ListModelMixin, GenericViewSet[Invitation]):
    """Who is invited into a consortium that you lead."""

    queryset = Invitation.objects.none()
    serializer_class = InvitationOut
    lookup_value_regex = "[0-9]{1,18}"
    http_method_names = ("get", "post", "delete", "head")

    def get_queryset(self) -> QuerySet[Invitation]:
        return self._led().invitations.all()

    def _led(self) -> Consortium:
        """404 for a stranger; 403 for a member that does not lead."""
        visible = Consortium.objects.visible_to(self.person)
        consortium = get_object_or_404(visible, pk=self.kwargs["consortium"])
        require_edit(consortium.anchor, self.person)
        return consortium

    def create(self, request: Request, consortium: str) -> Response:
        led = self._led()
        email = checked(NewInvitation(data=request.data))["email"]
        invitation, _ = invite(led, email=email, by=self.person)
        return Response(InvitationOut(invitation).data, status=201)

    def destroy(self, request: Request, consortium: str, pk: str) -> Response:
        revoke(get_object_or_404(self.get_queryset(), pk=pk), by=self.person)
        return Response(status=204)


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
