"""How does a program read the comments on a draft, and take part?

The same actions as the pages. Who reads a comment follows from its place, each time anew.
"""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from exports_portal.bounds import LARGEST_KEY, LONGEST_NOTE
from exports_portal.web.strict import PAGING, ShortList, Strict, asked, checked
from proposals.actions.comments import (
    MOST_MENTIONED,
    Said,
    delete_comment,
    edit_comment,
    open_thread,
    reply,
    settle,
)
from proposals.api.amendments import OF_A_PROPOSAL, OfOwnProposal
from proposals.content import Section
from proposals.content.naming import LONGEST_NAMED
from proposals.forms.comments import ShownForm
from proposals.models import Comment, CommentThread
from proposals.readers import Colleague
from proposals.views.reading import Reading
from proposals.views.threads import (
    lies_in,
    place_for,
    place_name,
    readable,
    readers_of,
    thread_for,
)

OF_A_THREAD = OpenApiParameter(
    "thread", OpenApiTypes.UUID, OpenApiParameter.PATH, description="Id of the thread."
)
OF_A_COMMENT = OpenApiParameter(
    "comment", OpenApiTypes.UUID, OpenApiParameter.PATH, description="Id of the comment."
)
PLACE = (
    "A page (`hardware`), one of its records (`hardware:components:<id>`), or one field of that "
    "(`hardware:components:<id>:unit_value`)."
)
AT = OpenApiParameter("at", str, description=PLACE)
FILTERS = [
    OpenApiParameter("show", enum=["open", "resolved"], description="These alone."),
    AT,
]


class CommentOut(serializers.ModelSerializer[Comment]):
    """What somebody said; of a deleted comment the text is empty."""

    author = serializers.CharField(source="author.full_name")
    organization = serializers.CharField(source="organization.legal_name")
    told = serializers.SerializerMethodField(help_text="The names of those whom it mentions.")

    class Meta:
        model = Comment
        fields = (
            *("id", "author", "organization", "text", "told"),
            *("written_at", "edited_at", "deleted_at"),
        )
        read_only_fields = fields

    def get_told(self, comment: Comment) -> list[str]:
        return [str(mention.person) for mention in comment.mentions.all()]


class ThreadOut(serializers.Serializer[Any]):
    """A thread of comments on one place, `label` as you may know it."""

    id = serializers.UUIDField()
    at = serializers.CharField(source="named", max_length=LONGEST_NAMED)
    label = serializers.SerializerMethodField()  # type: ignore[assignment]  # a field of that name
    section = serializers.ChoiceField([one.value for one in Section])
    is_resolved = serializers.SerializerMethodField()
    resolved_at = serializers.DateTimeField(allow_null=True)
    comments = CommentOut(source="told", many=True)

    def get_label(self, thread: CommentThread) -> str:
        return place_name(self.context["reading"], thread)

    def get_is_resolved(self, thread: CommentThread) -> bool:
        return thread.resolved_at is not None


class PersonToTell(serializers.Serializer[Any]):
    """Somebody of the consortium who may read a place."""

    id = serializers.IntegerField(source="person.pk")
    name = serializers.CharField(source="person.full_name")
    organizations = serializers.SerializerMethodField()

    def get_organizations(self, one: Colleague) -> list[str]:
        return [str(member) for member in one.organizations]


class NewReply(Strict):
    """`tell`: ids of people who may read the place. With an `id` of yours, sent twice it is one."""

    id = serializers.UUIDField(required=False)
    text = serializers.CharField(max_length=LONGEST_NOTE)
    tell = ShortList(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_KEY),
        max_length=MOST_MENTIONED,
        required=False,
    )


class NewComment(NewReply):
    at = serializers.CharField(max_length=LONGEST_NAMED, help_text=PLACE)


class Words(Strict):
    text = serializers.CharField(max_length=LONGEST_NOTE)


class Settled(Strict):
    is_resolved = serializers.BooleanField(help_text="False opens the thread again.")


class OfComments(OfOwnProposal, GenericAPIView[CommentThread]):
    queryset = CommentThread.objects.none()

    def thread(self) -> CommentThread:
        return thread_for(self.reading(), UUID(self.kwargs["thread"]))

    def own(self) -> Comment:
        thread = self.thread()
        return get_object_or_404(thread.comments, pk=self.kwargs["comment"])

    def told(self, reading: Reading, *threads: CommentThread) -> Any:
        """Each with all of its comments, however many in three queries."""
        keys = [one.pk for one in threads]
        rows = Comment.objects.filter(thread__in=keys).select_related("author", "organization")
        said: dict[UUID, list[Comment]] = {key: [] for key in keys}
        for comment in rows.prefetch_related("mentions__person"):
            said[comment.thread_id].append(comment)
        for one in threads:
            vars(one)["told"] = said[one.pk]
        return ThreadOut(threads, many=True, context={"reading": reading}).data

    def answer(self, thread: CommentThread, status: int = 200) -> Response:
        return Response(self.told(self.reading(), thread)[0], status=status)


def sent(data: dict[str, Any]) -> Said:
    return Said(text=data["text"], tell=data.get("tell", ()), pk=data.get("id"))


@extend_schema(parameters=[OF_A_PROPOSAL])
@method_decorator(never_cache, name="dispatch")
class ProposalComments(OfComments):
    """What people of the consortium say to each other about the draft. No officer reads it."""

    @extend_schema(
        summary="List the comments that you may read",
        parameters=FILTERS,
        responses=ThreadOut(many=True),
        operation_id="proposals_comments_list",
    )
    def get(self, request: Request, proposal: str) -> Response:
        reading = self.reading()
        given = asked(ShownForm(request.query_params), request, besides=PAGING).cleaned_data
        rows = reading.proposal.threads.all()
        if given["show"]:
            rows = rows.filter(resolved_at__isnull=given["show"] == "open")
        place = place_for(reading, given["at"]).named if given["at"] else None
        found = [one for one in readable(reading, rows) if place is None or lies_in(one, place)]
        page = self.paginate_queryset(found)
        return self.get_paginated_response(self.told(reading, *page or ()))

    @extend_schema(
        summary="Comment on a place",
        request=NewComment,
        responses={201: ThreadOut},
        operation_id="proposals_comments_create",
    )
    def post(self, request: Request, proposal: str) -> Response:
        reading = self.reading()
        data = checked(NewComment(data=request.data))
        at = data.pop("at")
        place_for(reading, at)
        return self.answer(open_thread(reading.proposal, at, sent(data), by=self.person), 201)


@extend_schema(parameters=[OF_A_PROPOSAL])
@method_decorator(never_cache, name="dispatch")
class PeopleToTell(OfComments):
    """Who may be mentioned in a comment on a place: whoever may read it."""

    @extend_schema(
        summary="List who may be told of a comment on a place",
        parameters=[OpenApiParameter("at", str, required=True, description=PLACE)],
        responses=PersonToTell(many=True),
        operation_id="proposals_comments_people_list",
    )
    def get(self, request: Request, proposal: str) -> Response:
        reading = self.reading()
        people = readers_of(reading, place_for(reading, request.query_params.get("at", "")))
        page = self.paginate_queryset(people)
        return self.get_paginated_response(PersonToTell(page, many=True).data)


@extend_schema(parameters=[OF_A_PROPOSAL, OF_A_THREAD])
@method_decorator(never_cache, name="dispatch")
class OneThread(OfComments):
    @extend_schema(
        summary="Read a thread of comments",
        responses=ThreadOut,
        operation_id="proposals_comments_retrieve",
    )
    def get(self, request: Request, proposal: str, thread: str) -> Response:
        return self.answer(self.thread())

    @extend_schema(
        summary="Resolve a thread, or open it again",
        request=Settled,
        responses=ThreadOut,
        operation_id="proposals_comments_settle",
    )
    def patch(self, request: Request, proposal: str, thread: str) -> Response:
        found = self.thread()
        is_resolved = checked(Settled(data=request.data))["is_resolved"]
        settle(found, is_resolved=is_resolved, by=self.person)
        return self.answer(self.thread())


@extend_schema(parameters=[OF_A_PROPOSAL, OF_A_THREAD])
@method_decorator(never_cache, name="dispatch")
class Replies(OfComments):
    @extend_schema(
        summary="Answer in a thread",
        request=NewReply,
        responses={201: CommentOut},
        operation_id="proposals_comments_reply",
    )
    def post(self, request: Request, proposal: str, thread: str) -> Response:
        found = self.thread()
        made = reply(found, sent(checked(NewReply(data=request.data))), by=self.person)
        return Response(CommentOut(made).data, status=201)


@extend_schema(parameters=[OF_A_PROPOSAL, OF_A_THREAD, OF_A_COMMENT])
@method_decorator(never_cache, name="dispatch")
class OneComment(OfComments):
    """A comment of yours."""

    @extend_schema(
        summary="Change your comment, for 15 minutes",
        request=Words,
        responses=CommentOut,
        operation_id="proposals_comments_change",
    )
    def patch(self, request: Request, proposal: str, thread: str, comment: str) -> Response:
        found = self.own()
        text = checked(Words(data=request.data))["text"]
        return Response(CommentOut(edit_comment(found, text, by=self.person)).data)

    @extend_schema(
        summary="Delete your comment",
        description="Also where you may no longer read the other comments.",
        responses={204: None},
        operation_id="proposals_comments_delete",
    )
    def delete(self, request: Request, proposal: str, thread: str, comment: str) -> Response:
        theirs = self.proposal().threads.filter(pk=self.kwargs["thread"])
        found = Comment.objects.filter(thread__in=theirs, author=self.person, pk=comment).first()
        delete_comment(found or self.own(), by=self.person)
        return Response(status=204)
