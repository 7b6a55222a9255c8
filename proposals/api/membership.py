"""How does a program join a consortium on an invitation, say who writes for a member, and leave?

The same forms and actions as the pages. What binds others takes a token that may submit.
"""

from functools import partial
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from exports_portal.accounts.api.person import OfPerson
from exports_portal.bounds import LARGEST_KEY
from exports_portal.web.refusals import require_valid
from exports_portal.web.strict import Strict, checked
from exports_portal.web.waiting import MOST_SHOWN
from proposals.actions.consortia import accept, accept_here, invitation_for, invitation_to
from proposals.actions.membership import end_membership, let_anchor_write
from proposals.api.consortia import ConsortiumForMember, MemberInConsortium, consortia_of
from proposals.forms.consortia import JoinForm
from proposals.models import Consortium, ConsortiumMember, Invitation

LONGEST_SECRET = 200  # characters; those of the portal have 43
OF_A_CONSORTIUM = OpenApiParameter(
    "consortium", int, OpenApiParameter.PATH, description="Id of the consortium."
)
OF_A_MEMBER = OpenApiParameter(
    "organization", int, OpenApiParameter.PATH, description="Id of the member's organization."
)


ONE_OF_TWO = "Send the secret of the link, or the id of the invitation: one of the two."


class Joining(Strict):
    """`secret` is the end of the link in the mail, for the person it was sent to. Without the mail
    `invitation` is the id of one that waits for your confirmed address.
    """

    secret = serializers.CharField(max_length=LONGEST_SECRET, required=False)
    invitation = serializers.IntegerField(min_value=1, max_value=LARGEST_KEY, required=False)
    organization = serializers.IntegerField(
        min_value=1, max_value=LARGEST_KEY, help_text="Which of your organizations joins."
    )
    confirmed = serializers.BooleanField(
        help_text="True: you may act for this organization, and it joins the consortium."
    )

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        if ("secret" in said) is ("invitation" in said):
            raise serializers.ValidationError({"secret": [ONE_OF_TWO]})
        return said


class WaitingInvitation(serializers.ModelSerializer[Invitation]):
    """Somebody asks you to bring an organization into a consortium."""

    consortium = serializers.CharField(source="consortium.name")

    class Meta:
        model = Invitation
        fields = ("id", "consortium", "email", "invited_at", "expires_at")
        read_only_fields = fields


class WhoWrites(Strict):
    anchor_writes = serializers.BooleanField(
        help_text="May the people of the anchor member write and read the records of this member?"
    )


@method_decorator(never_cache, name="dispatch")
class JoinConsortium(OfPerson):
    """404 for everybody but the person invited, and when the invitation is not open any more."""

    @extend_schema(
        summary="List the invitations to your address",
        description="Those that are open, to the confirmed e-mail address by which you sign in.",
        responses=WaitingInvitation(many=True),
        operation_id="consortia_invited",
    )
    def get(self, request: Request) -> Response:
        waiting = Invitation.objects.waiting_for(self.person).select_related("consortium")
        shown = waiting.order_by("expires_at")[:MOST_SHOWN]
        return Response(WaitingInvitation(shown, many=True).data)

    @extend_schema(
        summary="Accept an invitation",
        request=Joining,
        responses={201: ConsortiumForMember},
        operation_id="consortia_join",
    )
    def post(self, request: Request) -> Response:
        self.require_may_submit("join a consortium")
        said = checked(Joining(data=request.data))
        secret, number = said.pop("secret", None), said.pop("invitation", 0)
        person = self.person
        found = invitation_to(person, number) if number else invitation_for(secret, user=person)
        form = JoinForm(said, consortium=found.consortium, by=person)
        require_valid(form)
        accepted = partial(accept_here, number) if number else partial(accept, secret)
        accepted(organization=form.cleaned_data["organization"], by=person)
        body = ConsortiumForMember(consortia_of(person).get(pk=found.consortium_id)).data
        place = reverse("api-consortia-detail", [found.consortium_id], request=request)
        return Response(body, status=201, headers={"Location": place})


@extend_schema(parameters=[OF_A_CONSORTIUM, OF_A_MEMBER])
@method_decorator(never_cache, name="dispatch")
class OneMember(OfPerson):
    """A member of a consortium in which an organization of yours takes part."""

    def member(self) -> ConsortiumMember:
        visible = Consortium.objects.visible_to(self.person)
        consortium = get_object_or_404(visible, pk=self.kwargs["consortium"])
        members = consortium.current_members()
        return get_object_or_404(members, organization=self.kwargs["organization"])

    @extend_schema(
        summary="Let the anchor member write for a member",
        description="For whoever acts for that member: its administrators and signatories.",
        request=WhoWrites,
        responses=MemberInConsortium,
        operation_id="consortia_members_change",
    )
    def patch(self, request: Request, consortium: str, organization: str) -> Response:
        member = self.member()
        self.require_may_submit("say who writes for a member")
        said: dict[str, Any] = checked(WhoWrites(data=request.data))
        changed = let_anchor_write(member, allowed=said["anchor_writes"], by=self.person)
        return Response(MemberInConsortium(changed).data)

    @extend_schema(
        summary="End a membership",
        description="A member leaves, or the anchor member parts with it. Its records are taken "
        "out of the drafts and what it signed there is void. 409 while a proposal that names it is "
        "under review.",
        responses={204: None},
        operation_id="consortia_members_end",
    )
    def delete(self, request: Request, consortium: str, organization: str) -> Response:
        member = self.member()
        self.require_may_submit("end a membership")
        end_membership(member, by=self.person)
        return Response(status=204)
