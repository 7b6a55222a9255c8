"""How does a program import a file: send it, read what it would change, apply it whole or drop it?

The form, the reading of the file and the plan are those of the pages.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from exports_portal.bounds import LARGEST_KEY, LONGEST_STATEMENT
from exports_portal.errors import EditConflict, LostUpdate
from exports_portal.web.parsers import form_sent
from exports_portal.web.preconditions import etag, if_match, state_read
from exports_portal.web.refusals import require_valid
from exports_portal.web.strict import Strict, checked
from proposals.actions.imports import add_answers, apply, drop
from proposals.actions.planning import Mode
from proposals.api.amendments import OF_A_PROPOSAL, ChangeOut, OfOwnProposal
from proposals.content.changes import ChangeKind
from proposals.exchange.asking import questions
from proposals.exchange.columns import many
from proposals.exchange.found import as_found
from proposals.forms.imports import LONGEST_PASTED, MODES, AnswersForm, ImportForm
from proposals.models import PendingImport
from proposals.views.imports import (
    import_form,
    let_wait_checked,
    lines_of,
    plan_of,
    to_import,
    waiting_for,
)
from proposals.views.reading import Reading

WHAT = "what the file would change"
MODE_CHOICES = [(mode.value, text) for mode, text in MODES.items()]
TABLES = [part.name for part in many()]
CHANGED = (
    "The proposal was changed since you read what the file would change. Nothing was imported. "
    "Read that again, then apply the file."
)
OF_AN_IMPORT = OpenApiParameter(
    "pending", type=OpenApiTypes.UUID, location=OpenApiParameter.PATH, description="Its id."
)
IN_MODE = OpenApiParameter(
    "mode", enum=[mode.value for mode in Mode], description="ADD, unless it is said."
)


class NewImport(Strict):
    """One source: a file, a text, or an earlier proposal of the same consortium."""

    file = serializers.FileField(required=False, help_text=ImportForm.base_fields["file"].help_text)
    text = serializers.CharField(
        required=False,
        max_length=LONGEST_PASTED,
        help_text=ImportForm.base_fields["text"].help_text,
    )
    earlier = serializers.IntegerField(
        required=False, max_value=LARGEST_KEY, help_text="Id of the earlier proposal."
    )
    member = serializers.IntegerField(
        required=False,
        max_value=LARGEST_KEY,
        help_text="In the name of which member; left out, the first for which you write.",
    )
    table = serializers.ChoiceField(
        TABLES, required=False, help_text=ImportForm.base_fields["table"].help_text
    )


class AskedFor(serializers.Serializer[Any]):
    """Something that the records need and the file does not say. `choices`: the codes it takes."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field of that name
    choices = serializers.ListField(child=serializers.CharField())


class WaitingImport(serializers.Serializer[Any]):
    """A file that was read and waits, for you alone. Another one takes its place."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    found = serializers.CharField(help_text="What the file is, in words.")
    contributor = serializers.IntegerField(help_text="The member in whose name it is imported.")
    expires_at = serializers.DateTimeField()
    left_out = serializers.ListField(
        child=serializers.CharField(), help_text="What of the file is not imported, and why."
    )
    questions = AskedFor(
        many=True, help_text="What is to be answered before it can be seen what would change."
    )


class ImportPreview(WaitingImport):
    """What the file would change, as far as you may know of it. Nothing is changed yet."""

    mode = serializers.ChoiceField(MODE_CHOICES)
    added = serializers.IntegerField()
    removed = serializers.IntegerField()
    changed = serializers.IntegerField()
    changes = ChangeOut(many=True)


class ImportAnswers(Strict):
    """By the name of the question. A record that is not answered for is left out."""

    answers = serializers.DictField(
        child=serializers.CharField(allow_blank=True, max_length=LONGEST_STATEMENT)
    )


class HowToApply(Strict):
    mode = serializers.ChoiceField(MODE_CHOICES)


class OfImport(OfOwnProposal):
    """An import into a draft of yours."""

    def to_import(self) -> Reading:
        return to_import(self.reading())

    def waiting(self, reading: Reading) -> PendingImport:
        return waiting_for(reading, UUID(self.kwargs["pending"]))


@extend_schema(parameters=[OF_A_PROPOSAL])
@method_decorator(never_cache, name="dispatch")
class ProposalImport(OfImport):
    """A file is read and kept for an hour. It changes nothing before it is applied."""

    parser_classes = (MultiPartParser,)

    @extend_schema(
        summary="Send a file to import",
        request={"multipart/form-data": NewImport},
        responses={201: WaitingImport},
        operation_id="proposals_import_send",
    )
    def post(self, request: Request, proposal: str) -> Response:
        reading = self.to_import()
        texts, files = form_sent(request)
        texts = texts.copy()
        texts.setdefault("member", str(import_form(reading).fields["member"].initial))
        form = import_form(reading, texts, files)
        require_valid(form)
        waiting = let_wait_checked(reading, form)
        place = reverse("api-import-one", [reading.proposal.pk, waiting.pk], request=request)
        body = WaitingImport(told(reading, waiting)).data
        return Response(body, status=201, headers={"Location": place})


@extend_schema(parameters=[OF_A_PROPOSAL, OF_AN_IMPORT])
@method_decorator(never_cache, name="dispatch")
class OneImport(OfImport):
    """A file that waits, and what it would change."""

    @extend_schema(
        summary="Read what a file would change",
        description="Its ETag is what applying takes. 422 with every reason where the file cannot "
        "be imported in this mode.",
        parameters=[IN_MODE],
        responses=ImportPreview,
        operation_id="proposals_import_preview",
    )
    def get(self, request: Request, proposal: str, pending: str) -> Response:
        reading = self.to_import()
        waiting = self.waiting(reading)
        mode = checked(HowToApply(data={"mode": request.query_params.get("mode", Mode.ADD)}))[
            "mode"
        ]
        body, headers = previewed(reading, waiting, Mode(mode))
        return Response(ImportPreview(body).data, headers=headers)

    @extend_schema(
        summary="Answer what a file does not say",
        request=ImportAnswers,
        responses=WaitingImport,
        operation_id="proposals_import_answer",
    )
    def patch(self, request: Request, proposal: str, pending: str) -> Response:
        reading = self.to_import()
        waiting = self.waiting(reading)
        answers = checked(ImportAnswers(data=request.data))["answers"]
        form = answers_form(reading, waiting, answers)
        require_valid(form)
        add_answers(waiting, form.cleaned_data)
        return Response(WaitingImport(told(reading, self.waiting(reading))).data)

    @extend_schema(
        summary="Drop a file that waits",
        responses={204: None},
        operation_id="proposals_import_drop",
    )
    def delete(self, request: Request, proposal: str, pending: str) -> Response:
        drop(self.waiting(self.to_import()))
        return Response(status=204)


@extend_schema(parameters=[OF_A_PROPOSAL, OF_AN_IMPORT])
@method_decorator(never_cache, name="dispatch")
class ApplyImport(OfImport):
    """Every page that the file changes is saved, or none."""

    @extend_schema(
        summary="Apply a file that waits",
        request=HowToApply,
        parameters=[if_match(WHAT)],
        responses={204: None},
        operation_id="proposals_import_apply",
    )
    def post(self, request: Request, proposal: str, pending: str) -> Response:
        reading = self.to_import()
        waiting = self.waiting(reading)
        sent = state_read(request, WHAT)
        mode = Mode(checked(HowToApply(data=request.data))["mode"])
        read_digest = sent.removeprefix(_read("", mode))
        reader, by = reading.reader, self.person
        try:
            apply(waiting, mode, reader=reader, read_digest=read_digest, by=by)
        except EditConflict as conflict:
            raise LostUpdate(CHANGED) from conflict
        return Response(status=204)


def told(reading: Reading, waiting: PendingImport) -> dict[str, Any]:
    found = as_found(waiting.found)
    form = answers_form(reading, waiting)
    return {
        "id": waiting.pk,
        "name": waiting.name,
        "found": found.source,
        "contributor": waiting.contributor_id,
        "expires_at": waiting.expires_at,
        "left_out": found.left_out,
        "questions": [
            {"name": name, "label": field.label, "choices": list(_codes(field))}
            for name, field in form.fields.items()
        ],
    }


def previewed(
    reading: Reading, waiting: PendingImport, mode: Mode
) -> tuple[dict[str, Any], dict[str, str]]:
    """What would change, and the ETag of that; nothing while something is to be answered."""
    said, nothing = told(reading, waiting), {"added": 0, "removed": 0, "changed": 0, "changes": ()}
    if said["questions"]:
        return said | nothing | {"mode": mode}, {}
    plan = plan_of(reading, as_found(waiting.found), mode, waiting.contributor_id)
    lines = lines_of(reading, plan)
    counts = {kind.value.lower(): sum(one.kind is kind for one in lines) for kind in ChangeKind}
    left_out = [*said["left_out"], *plan.left_out]
    shown = said | counts | {"mode": mode, "changes": lines, "left_out": left_out}
    return shown, dict(etag(_read(plan.read_digest, mode)))


def _read(digest: str, mode: Mode) -> str:
    """What was read is read in one mode: adding is no leave to replace."""
    return f"{mode.value}-{digest}"


def answers_form(reading: Reading, waiting: PendingImport, answers: Any = None) -> AnswersForm:
    asked = questions(as_found(waiting.found))
    return AnswersForm(answers, asked=asked, known=reading.known)


def _codes(field: forms.Field) -> Iterator[str]:
    """What a choice takes, also where the choices stand in groups."""
    for value, label in getattr(field, "choices", ()):
        inner = label if isinstance(label, (list, tuple)) else [(value, label)]
        yield from (str(code) for code, _ in inner if code)
