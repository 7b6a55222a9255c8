"""How does a program find who seeks or offers a layer, publish a notice, and end it?

The same forms and actions as the pages. A notice speaks for an organization: it takes a token that
may submit.
"""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.viewsets import GenericViewSet

from exports_portal.accounts.api.person import OfPerson
from exports_portal.bounds import LARGEST_KEY, LONGEST_NOTICE, MOST_NOTICE_MARKETS
from exports_portal.errors import EditConflict, LostUpdate
from exports_portal.policy.markets import open_markets
from exports_portal.web.preconditions import etag, if_match, revision_read
from exports_portal.web.refusals import require_valid
from exports_portal.web.strict import ShortList, Strict, checked
from proposals.actions.notices import change, close, publish
from proposals.content import LayerCode
from proposals.forms.notices import NewNoticeForm, NoticeFilter, NoticeForm, last_day
from proposals.models import Notice
from proposals.models.notice import KINDS, LAYERS

WHAT = "the notice"
FILTERS = [
    OpenApiParameter("kind", str, enum=[code for code, _ in KINDS]),
    OpenApiParameter("layer", str, description="Code of a layer."),
    OpenApiParameter("market", str, description="COUNTRY:KE or BLOC:EU."),
    OpenApiParameter("call", str, description="Code of a call."),
    OpenApiParameter("whose", str, enum=["ours", "answered"], description="Without it: open ones."),
]


class NoticeOut(serializers.ModelSerializer[Notice]):
    """A notice. `taken_down_for` is told to its organization alone."""

    organization_id = serializers.IntegerField()
    legal_name = serializers.CharField(source="organization.legal_name")
    call = serializers.CharField(source="call.code", default=None, allow_null=True)
    standing = serializers.CharField()
    taken_down_for = serializers.SerializerMethodField()

    class Meta:
        model = Notice
        fields = (
            *("id", "organization_id", "legal_name", "kind", "layers", "markets", "call", "text"),
            *("ends_on", "published_at", "changed_at", "standing", "taken_down_for"),
        )
        read_only_fields = fields

    def get_taken_down_for(self, notice: Notice) -> str:
        ours = notice.organization_id in self.context["own"]
        return notice.taken_down_for if ours else ""


class NoticeIn(Strict):
    """Markets are codes with their kind: COUNTRY:KE, BLOC:EU. `ends_on`: 60 days without it."""

    kind = serializers.ChoiceField(KINDS)
    layers = ShortList(
        child=serializers.ChoiceField(LAYERS),
        min_length=1,
        max_length=len(LayerCode),
    )
    markets = ShortList(
        child=serializers.CharField(max_length=24), min_length=1, max_length=MOST_NOTICE_MARKETS
    )
    call = serializers.CharField(max_length=40, required=False, allow_blank=True)
    text = serializers.CharField(max_length=LONGEST_NOTICE)
    ends_on = serializers.DateField(required=False)


class NewNotice(NoticeIn):
    """`organization`: in whose name; you are its administrator or signatory."""

    organization = serializers.IntegerField(min_value=1, max_value=LARGEST_KEY)


@extend_schema_view(list=extend_schema(summary="List the notices", parameters=FILTERS))
@method_decorator(never_cache, name="dispatch")
class Notices(OfPerson, mixins.ListModelMixin, GenericViewSet[Notice]):
    """Who seeks a provider for a layer of the stack, and who offers one."""

    queryset = Notice.objects.none()
    serializer_class = NoticeOut
    lookup_value_regex = "[0-9]{1,18}"
    http_method_names = ("get", "post", "patch", "head")

    def get_queryset(self) -> QuerySet[Notice]:
        """In a list what is looked for; one by one whatever this person may see."""
        found = Notice.objects.visible_to(self.person)
        if self.action == "list":
            names = {
                name: self.request.query_params.get(name, "") for name in NoticeFilter.base_fields
            }
            form = NoticeFilter(names, markets=open_markets(timezone.localdate()))
            require_valid(form)
            found = form.found(self.person)
        return found.select_related("organization", "call")

    def get_serializer_context(self) -> dict[str, Any]:
        own = self.person.memberships.values_list("organization", flat=True)
        return {**super().get_serializer_context(), "own": set(own)}

    @extend_schema(summary="Read a notice")
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._answered(self.get_object())

    @extend_schema(summary="Publish a notice", request=NewNotice, responses={201: NoticeOut})
    def create(self, request: Request) -> Response:
        self.require_may_submit("publish a notice")
        form = NewNoticeForm(self._said(NewNotice), by=self.person)
        require_valid(form)
        made = publish(form.cleaned_data["organization"], said=form.said(), by=self.person)
        location = reverse("api-notices-detail", [made.pk], request=request)
        return self._answered(made, status=201, Location=location)

    @extend_schema(
        summary="Change a notice",
        description="Everything that it says, anew.",
        request=NoticeIn,
        responses=NoticeOut,
        parameters=[if_match(WHAT)],
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        found = self._ours(pk)
        self.require_may_submit("change a notice")
        read = revision_read(request, WHAT)
        form = NoticeForm(self._said(NoticeIn))
        require_valid(form)
        try:
            changed = change(found, said=form.said(), by=self.person, read_revision=read)
        except EditConflict as conflict:
            raise LostUpdate("Somebody changed this notice since you read it.") from conflict
        return self._answered(changed)

    @extend_schema(summary="Close a notice", request=None, responses=NoticeOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        found = self._ours(pk)
        self.require_may_submit("close a notice")
        return self._answered(close(found, by=self.person))

    def _ours(self, pk: str) -> Notice:
        """404 for whoever does not belong to its organization."""
        ours = Notice.objects.published_by(self.person).select_related("organization", "call")
        return get_object_or_404(ours, pk=pk)

    def _said(self, shape: type[NoticeIn]) -> dict[str, Any]:
        """As a form takes it: a day that is not said is the one that the form offers."""
        said = checked(shape(data=self.request.data))
        return {"ends_on": last_day(), **said}

    def _answered(self, notice: Notice, *, status: int = 200, **headers: str) -> Response:
        body = NoticeOut(notice, context=self.get_serializer_context()).data
        return Response(body, status=status, headers={**etag(notice.revision), **headers})
