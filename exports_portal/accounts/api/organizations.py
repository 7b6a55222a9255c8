"""How does a program register an organization, and keep its addresses, owners and officers?

The same actions as the pages. Names and limits are those of the models.
"""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.viewsets import GenericViewSet

from exports_portal.accounts.actions.organizations import (
    ADDRESS,
    DETAILS,
    OFFICER,
    OWNER,
    edit_at_once,
    whole_digest,
)
from exports_portal.accounts.actions.register import register_at_once
from exports_portal.accounts.api.person import OfPerson
from exports_portal.accounts.models import (
    Officer,
    Organization,
    OrganizationAddress,
    OwnershipStake,
)
from exports_portal.accounts.permissions import require_edit
from exports_portal.bounds import MOST_NAMES, MOST_ROWS_OF_AN_ORGANIZATION
from exports_portal.policy.countries import country_choices
from exports_portal.web.preconditions import etag, if_match, state_read
from exports_portal.web.strict import ShortList, Strict, checked

WHAT = "the organization"


class AddressRow(Strict, serializers.ModelSerializer[OrganizationAddress]):
    """A place where the organization is. Each is screened."""

    class Meta:
        model = OrganizationAddress
        fields = ADDRESS


class OwnerRow(Strict, serializers.ModelSerializer[OwnershipStake]):
    """Who owns a part of it, or of another owner. `percent` is null while it is not known.

    Of a range `percent` is the least, and `percent_at_most` the most that it can be.
    """

    class Meta:
        model = OwnershipStake
        fields = OWNER


class OfficerRow(Strict, serializers.ModelSerializer[Officer]):
    """Who directs or manages it."""

    class Meta:
        model = Officer
        fields = OFFICER


def _rows(row: type[serializers.BaseSerializer[Any]]) -> serializers.ListSerializer[Any]:
    return serializers.ListSerializer(
        child=row(), required=False, max_length=MOST_ROWS_OF_AN_ORGANIZATION
    )


class OrganizationAnswers(Strict, serializers.ModelSerializer[Organization]):
    """What the portal is told of an organization."""

    other_names = ShortList(
        child=serializers.CharField(
            max_length=300, validators=Organization._meta.get_field("legal_name").validators
        ),
        required=False,
        max_length=MOST_NAMES,
    )
    addresses = _rows(AddressRow)
    owners = _rows(OwnerRow)
    officers = _rows(OfficerRow)

    class Meta:
        model = Organization
        fields = (*DETAILS, "addresses", "owners", "officers")


class OrganizationChanges(OrganizationAnswers):
    """What is to change. A list that is sent takes the place of the whole list."""

    # Not `partial`: that would let a row of a list be sent without its name.
    class Meta(OrganizationAnswers.Meta):
        extra_kwargs = {name: {"required": False} for name in DETAILS}


class OrganizationOut(serializers.ModelSerializer[Organization]):
    """An organization in which you have a part."""

    is_us_entity = serializers.BooleanField(
        help_text="Incorporated and with headquarters in the United States."
    )
    parent_country = serializers.ChoiceField(country_choices(), allow_blank=True)
    website = serializers.CharField(help_text="An address, or nothing.")
    addresses = AddressRow(many=True)
    owners = OwnerRow(many=True)
    officers = OfficerRow(many=True)

    class Meta:
        model = Organization
        fields = ("id", *DETAILS, "is_us_entity", "addresses", "owners", "officers")
        read_only_fields = fields


@extend_schema_view(
    list=extend_schema(summary="List your organizations"),
    retrieve=extend_schema(summary="Read one of your organizations"),
    create=extend_schema(
        summary="Register an organization",
        request=OrganizationAnswers,
        responses={201: OrganizationOut},
    ),
    partial_update=extend_schema(
        summary="Change an organization", request=OrganizationChanges, parameters=[if_match(WHAT)]
    ),
)
@method_decorator(never_cache, name="dispatch")
class OwnOrganizations(OfPerson, mixins.ListModelMixin, GenericViewSet[Organization]):
    """The organizations in which you have a part, with their addresses, owners and officers."""

    queryset = Organization.objects.none()
    serializer_class = OrganizationOut
    lookup_value_regex = "[0-9]{1,18}"
    http_method_names = ("get", "post", "patch", "head")

    def get_queryset(self) -> QuerySet[Organization]:
        own = Organization.objects.belonging_to(self.person)
        return own.prefetch_related("addresses", "owners", "officers")

    def retrieve(self, request: Request, pk: str) -> Response:
        return self._answer(get_object_or_404(self.get_queryset(), pk=pk))

    def create(self, request: Request) -> Response:
        said = checked(OrganizationAnswers(data=request.data))
        made = register_at_once(said=said, by=self.person)
        location = reverse("api-organizations-detail", [made.pk], request=request)
        return self._answer(made, status=201, Location=location)

    def partial_update(self, request: Request, pk: str) -> Response:
        organization = get_object_or_404(self.get_queryset(), pk=pk)
        require_edit(organization, self.person)
        read_digest = state_read(request, WHAT)
        said = checked(OrganizationChanges(data=request.data))
        edited = edit_at_once(organization, said=said, by=self.person, read_digest=read_digest)
        return self._answer(edited)

    def _answer(self, organization: Organization, *, status: int = 200, **headers: str) -> Response:
        said = {**etag(whole_digest(organization)), **headers}
        return Response(OrganizationOut(organization).data, status=status, headers=said)
