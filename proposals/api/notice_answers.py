"""How does a program answer a notice, and read what was answered?

Read by the people of the two organizations. What speaks for one takes a token that may submit.
"""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from exports_portal.accounts.api.person import OfPerson
from exports_portal.accounts.models import Organization
from exports_portal.bounds import LARGEST_KEY, LONGEST_NOTICE
from exports_portal.web.refusals import require_valid
from exports_portal.web.strict import Strict, checked
from proposals.actions.notice_answers import answer, change_answer, reply, withdraw_answer
from proposals.forms.notices import AnswerForm, TextForm
from proposals.models import Notice, NoticeAnswer


class NoticeAnswerOut(serializers.ModelSerializer[NoticeAnswer]):
    """An answer with its reply. Who wrote them is told so that they can be invited."""

    organization_id = serializers.IntegerField()
    legal_name = serializers.CharField(source="organization.legal_name")
    written_by = serializers.EmailField(source="written_by.email")
    replied_by = serializers.EmailField(source="replied_by.email", default=None, allow_null=True)
    notice_changed_since = serializers.BooleanField(source="is_older_than_notice")

    class Meta:
        model = NoticeAnswer
        fields = (
            *("id", "organization_id", "legal_name", "text", "written_by", "written_at"),
            *("changed_at", "notice_changed_since", "withdrawn_at"),
            *("reply", "replied_by", "replied_at"),
        )
        read_only_fields = fields


class AnswerText(Strict):
    text = serializers.CharField(max_length=LONGEST_NOTICE)


class WordsOnAnswer(AnswerText):
    """`changed_at`: of the answer as you read it. 409 when it was changed since."""

    changed_at = serializers.DateTimeField()


class NewAnswerToNotice(AnswerText):
    """`organization`: in whose name; you are its administrator or signatory."""

    organization = serializers.IntegerField(min_value=1, max_value=LARGEST_KEY)


@extend_schema(
    parameters=[OpenApiParameter("notice", int, OpenApiParameter.PATH, description="Its id.")]
)
@extend_schema_view(list=extend_schema(summary="List the answers to a notice"))
@method_decorator(never_cache, name="dispatch")
class NoticeAnswers(OfPerson, mixins.ListModelMixin, GenericViewSet[NoticeAnswer]):
    """For the notice's people every answer, for others that of their own organization."""

    queryset = NoticeAnswer.objects.none()
    serializer_class = NoticeAnswerOut
    lookup_value_regex = "[0-9]{1,18}"
    http_method_names = ("get", "post", "patch", "delete", "head")

    def get_queryset(self) -> QuerySet[NoticeAnswer]:
        """Also of a notice that was taken down since: what one wrote stays readable."""
        answers = NoticeAnswer.objects.visible_to(self.person).filter(notice=self.kwargs["notice"])
        if not answers.exists():
            self._notice()
        return answers.select_related(
            "organization", "notice__organization", "written_by", "replied_by"
        )

    def _notice(self) -> Notice:
        visible = Notice.objects.visible_to(self.person).select_related("organization")
        return get_object_or_404(visible, pk=self.kwargs["notice"])

    @extend_schema(
        summary="Answer a notice",
        request=NewAnswerToNotice,
        responses={201: NoticeAnswerOut},
    )
    def create(self, request: Request, notice: str) -> Response:
        found = self._notice()
        self.require_may_submit("answer a notice")
        form = AnswerForm(
            checked(NewAnswerToNotice(data=request.data)), notice=found, by=self.person
        )
        require_valid(form)
        given = answer(found, **form.cleaned_data, by=self.person)
        return Response(NoticeAnswerOut(given).data, status=201)

    @extend_schema(
        summary="Change your answer to a notice", request=WordsOnAnswer, responses=NoticeAnswerOut
    )
    def partial_update(self, request: Request, notice: str, pk: str) -> Response:
        given = self._own(pk)
        self.require_may_submit("change an answer")
        said = self._said(request)
        return Response(NoticeAnswerOut(change_answer(given, **said, by=self.person)).data)

    @extend_schema(summary="Take your answer back")
    def destroy(self, request: Request, notice: str, pk: str) -> Response:
        given = self._own(pk)
        self.require_may_submit("take an answer back")
        withdraw_answer(given, by=self.person)
        return Response(status=204)

    @extend_schema(summary="Reply to an answer", request=WordsOnAnswer, responses=NoticeAnswerOut)
    @action(detail=True, methods=["post"])
    def reply(self, request: Request, notice: str, pk: str) -> Response:
        given = self.get_object()
        self.require_may_submit("reply to an answer")
        said = self._said(request)
        return Response(NoticeAnswerOut(reply(given, **said, by=self.person)).data)

    def _own(self, pk: str) -> NoticeAnswer:
        """404 for whoever does not belong to the organization that answered."""
        own = Organization.objects.belonging_to(self.person)
        return get_object_or_404(self.get_queryset().filter(organization__in=own), pk=pk)

    def _said(self, request: Request) -> dict[str, Any]:
        sent = checked(WordsOnAnswer(data=request.data))
        form = TextForm({"text": sent["text"]})
        require_valid(form)
        return form.cleaned_data | {"read_changed_at": sent["changed_at"]}
