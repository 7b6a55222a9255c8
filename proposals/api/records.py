"""How does a program read and write the records of a proposal, one by one?

Each member writes its own; what a reader may not know of a record is not in the answer.
"""

import re
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from exports_portal.accounts.api.person import OfPerson
from exports_portal.bounds import LARGEST_KEY, MOST_ROWS
from exports_portal.canonical import plain
from exports_portal.web.preconditions import etag, if_match, revision_read
from exports_portal.web.strict import Strict, checked
from proposals.actions.one_record import add_records, change_record, remove_record
from proposals.content.reading import Sight
from proposals.content.saying import fields_of
from proposals.content.whole import parts
from proposals.content.writing import record_of_data
from proposals.models import ContentRecord, Proposal
from proposals.views.reading import Reading, proposals_of, reading_of

# (value, label): the label is that of a row, or of the page where there is only one.
KIND_CHOICES = tuple((part.name, part.legend) for part in parts().values() if part.is_kept)
KINDS = tuple(value for value, _ in KIND_CHOICES)
WHAT = "the record"
IF_MATCH = if_match(WHAT)
OF_A_PROPOSAL = OpenApiParameter(
    "proposal", type=int, location=OpenApiParameter.PATH, description="Id of the proposal."
)
FILTERS = [
    OpenApiParameter("kind", enum=KINDS, description="Records of this kind alone."),
    OpenApiParameter("contributor", type=int, description="Records of this member alone."),
]


class RecordOut(serializers.Serializer[Any]):
    """A record. `answers` holds its fields by name, as far as you may read them: see the schema at
    `/api/v1/schemas/proposal/`.
    """

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(KIND_CHOICES)
    contributor = serializers.IntegerField(help_text="The member whose record it is.")
    revision = serializers.IntegerField()
    updated_at = serializers.DateTimeField()
    answers = serializers.DictField()


class NewRecords(Strict):
    """Records of one kind, all kept or none."""

    kind = serializers.ChoiceField(KIND_CHOICES)
    contributor = serializers.IntegerField(
        min_value=1,
        max_value=LARGEST_KEY,
        required=False,
        help_text="The member in whose name you write; left out, the anchor member where you may "
        "write for it.",
    )
    records = serializers.ListField(
        child=serializers.DictField(), allow_empty=False, max_length=MOST_ROWS
    )


class RecordChanges(Strict):
    """The fields to change; the others stay."""

    answers = serializers.DictField()


@extend_schema_view(
    list=extend_schema(summary="List the records of a proposal", parameters=FILTERS),
    retrieve=extend_schema(summary="Read a record"),
    create=extend_schema(
        summary="Add records", request=NewRecords, responses={201: RecordOut(many=True)}
    ),
    partial_update=extend_schema(
        summary="Change a record", request=RecordChanges, parameters=[IF_MATCH]
    ),
    destroy=extend_schema(summary="Remove a record", parameters=[IF_MATCH]),
)
@extend_schema(parameters=[OF_A_PROPOSAL])
@method_decorator(never_cache, name="dispatch")
class ProposalRecords(OfPerson, mixins.ListModelMixin, GenericViewSet[ContentRecord]):
    """The records of a proposal of yours, kind by kind."""

    queryset = ContentRecord.objects.none()
    serializer_class = RecordOut
    lookup_url_kwarg = "record"
    lookup_value_regex = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    http_method_names = ("get", "post", "patch", "delete", "head")

    def proposal(self) -> Proposal:
        return get_object_or_404(proposals_of(self.person), pk=self.kwargs["proposal"])

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        reading = reading_of(self.proposal(), self.person)
        page = self.paginate_queryset(self._asked(reading.rows()))
        rows = [told(row, reading.sight) for row in page or ()]
        return self.get_paginated_response(RecordOut(rows, many=True).data)

    def _asked(self, rows: QuerySet[ContentRecord]) -> QuerySet[ContentRecord]:
        kind, contributor = (self.request.query_params.get(n) for n in ("kind", "contributor"))
        if kind is not None:
            rows = rows.filter(kind=kind if kind in KINDS else None)
        if contributor is not None:
            is_key = re.fullmatch("[0-9]{1,18}", contributor)
            rows = rows.filter(contributor=int(contributor)) if is_key else rows.none()
        return rows

    def retrieve(self, request: Request, proposal: str, record: str) -> Response:
        reading = reading_of(self.proposal(), self.person)
        return self._answer(get_object_or_404(reading.rows(), pk=record), reading)

    def create(self, request: Request, proposal: str) -> Response:
        sent = checked(NewRecords(data=request.data))
        made = add_records(
            self.proposal(),
            sent["kind"],
            sent["records"],
            by=self.person,
            contributor=sent.get("contributor"),
        )
        reading = reading_of(self.proposal(), self.person)
        rows = [told(row, reading.sight) for row in made]
        return Response(RecordOut(rows, many=True).data, status=201)

    def partial_update(self, request: Request, proposal: str, record: str) -> Response:
        found = self.proposal()
        reading = reading_of(found, self.person)
        get_object_or_404(reading.rows(), pk=record)
        revision = revision_read(request, WHAT)
        values = checked(RecordChanges(data=request.data))["answers"]
        row = change_record(found, UUID(record), values, revision=revision, by=self.person)
        return self._answer(row, reading)

    def destroy(self, request: Request, proposal: str, record: str) -> Response:
        found = self.proposal()
        get_object_or_404(reading_of(found, self.person).rows(), pk=record)
        revision = revision_read(request, WHAT)
        remove_record(found, UUID(record), revision=revision, by=self.person)
        return Response(status=204)

    def _answer(self, row: ContentRecord, reading: Reading) -> Response:
        return Response(RecordOut(told(row, reading.sight)).data, headers=etag(row.revision))


def told(row: ContentRecord, sight: Sight) -> dict[str, Any]:
    """A record as this reader may know it: an allow-list of its fields."""
    record: Any = record_of_data(row.part.of, row.data, id=row.pk, contributor=row.contributor_id)
    answers = {
        field.name: getattr(record, field.name)
        for field in fields_of(row.part.of)
        if sight.reads(record, field)
    }
    return {
        "id": row.pk,
        "kind": row.kind,
        "contributor": row.contributor_id,
        "revision": row.revision,
        "updated_at": row.updated_at,
        "answers": plain(answers),
    }
