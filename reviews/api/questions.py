"""How does a program read what the program office asks, and answer it?"""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from exports_portal.accounts.roles import Part
from exports_portal.bounds import LONGEST_STATEMENT
from exports_portal.errors import NotFound, StepRefused
from exports_portal.web.strict import Strict, checked
from proposals.actions.amending import is_changed
from proposals.api.amendments import IF_MATCH, OF_A_PROPOSAL, ChangeOut, OfOwnProposal
from proposals.permissions import has_part_in_anchor
from reviews.actions.asking import answer
from reviews.models import InformationRequest
from reviews.views.answers import Answered, answered

OF_A_QUESTION = OpenApiParameter(
    "question", type=int, location=OpenApiParameter.PATH, description="Id of the question."
)


class QuestionOut(serializers.Serializer[Any]):
    """A question of the program office. `about` names places of version `asked_on`, `changes` what
    came with the answer: in those places, and elsewhere.
    """

    id = serializers.IntegerField(source="question.pk")
    question = serializers.CharField(source="question.question")
    about = serializers.ListField(child=serializers.CharField(), source="question.about")
    asked_at = serializers.DateTimeField(source="question.asked_at")
    due_on = serializers.DateField(source="question.due_on", allow_null=True)
    asked_on = serializers.IntegerField(source="question.asked_on.number", default=None)
    answer = serializers.CharField(source="question.answer", allow_blank=True)
    answered_at = serializers.DateTimeField(source="question.answered_at", allow_null=True)
    answered_on = serializers.IntegerField(source="question.answered_on.number", default=None)
    changes = ChangeOut(many=True, source="inside")
    changes_elsewhere = ChangeOut(many=True, source="outside")


class NewAnswer(Strict):
    answer = serializers.CharField(max_length=LONGEST_STATEMENT)


class OfQuestions(OfOwnProposal):
    """What the program office asks of a proposal of yours."""

    def questions(self) -> Any:
        proposal = self.proposal()
        if not has_part_in_anchor(proposal, self.person, *Part):
            raise NotFound
        return proposal.information_requests.select_related("asked_on", "answered_on", "proposal")

    def shown(self, row: InformationRequest) -> Answered:
        return answered(row, self.reading().reader)


@extend_schema(parameters=[OF_A_PROPOSAL])
@method_decorator(never_cache, name="dispatch")
class Questions(OfQuestions):
    """Questions may speak of what is confidential: for the people of the anchor member."""

    @extend_schema(
        summary="List the questions of the program office",
        responses=QuestionOut(many=True),
        operation_id="proposals_questions_list",
    )
    def get(self, request: Request, proposal: str) -> Response:
        rows = [self.shown(row) for row in self.questions()]
        return Response(QuestionOut(rows, many=True).data)


@extend_schema(parameters=[OF_A_PROPOSAL, OF_A_QUESTION])
@method_decorator(never_cache, name="dispatch")
class AnswerToQuestion(OfQuestions):
    """The review goes on where the question stopped it."""

    @extend_schema(
        summary="Answer a question",
        description="Where the question names places, what the open amendment changes is handed in "
        "with the answer: then send its ETag, with a token that may submit.",
        request=NewAnswer,
        parameters=[IF_MATCH],
        responses={200: QuestionOut},
        operation_id="proposals_questions_answer",
    )
    def post(self, request: Request, proposal: str, question: str) -> Response:
        row = get_object_or_404(self.questions(), pk=question)
        text = checked(NewAnswer(data=request.data))["answer"]
        if row.answered_at is not None:
            raise StepRefused("This question is answered already.")
        read_digest = None
        if row.about and is_changed(row.proposal):
            self.require_may_submit("hand in an amendment")
            read_digest = self.read_digest()
        answer(row.proposal, text=text, by=self.person, read_digest=read_digest)
        return Response(QuestionOut(self.shown(self.questions().get(pk=row.pk))).data)
