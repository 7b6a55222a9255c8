"""How does a program read who changed which record, and undo it?"""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from exports_portal.web.preconditions import etag, if_match, revision_read
from exports_portal.web.strict import Strict, checked
from proposals.actions.one_record import restore_record
from proposals.api.amendments import OF_A_PROPOSAL, ChangeOut, OfOwnProposal
from proposals.api.evidence import OF_A_RECORD
from proposals.api.records import KIND_CHOICES, RecordOut, told
from proposals.content import Section
from proposals.content.whole import parts, parts_of
from proposals.models import ContentRecord, RecordRevision
from proposals.views.reading import Reading
from proposals.views.record_history import revisions_of, written

SECTIONS = list(dict.fromkeys(part.section.value for part in parts().values() if part.is_kept))
LARGEST_REVISION = 999_999_999
WHAT = "the record"
FILTERS = [
    OpenApiParameter("section", enum=SECTIONS, description="Records of this section alone."),
    OpenApiParameter("record", type=OpenApiTypes.UUID, description="This record alone."),
]


class RevisionOut(serializers.Serializer[Any]):
    """One change of a record: who made it, when, and what you may know of it.

    To the people of other members a writer is the member that they write for.
    """

    record = serializers.UUIDField(source="revision.record_id")
    kind = serializers.ChoiceField(KIND_CHOICES, source="revision.record.kind")
    contributor = serializers.IntegerField(source="revision.record.contributor_id")
    number = serializers.IntegerField(source="revision.number")
    at = serializers.DateTimeField()
    who = serializers.CharField()
    is_removal = serializers.BooleanField(source="revision.is_removal")
    changes = ChangeOut(many=True)
    may_restore = serializers.BooleanField(
        help_text="You may let the record be as it was before this change."
    )
    revision_now = serializers.IntegerField(
        source="revision.record.revision",
        help_text="At which revision the record is now: its ETag, also while it is removed.",
    )


class Earlier(Strict):
    revision = serializers.IntegerField(
        min_value=1,
        max_value=LARGEST_REVISION,
        help_text="The number of the revision that the record is to say again.",
    )


@extend_schema(parameters=[OF_A_PROPOSAL])
@method_decorator(never_cache, name="dispatch")
class ProposalRevisions(OfOwnProposal, GenericAPIView[RecordRevision]):
    """Every change of the records that you may read, also of those that were removed."""

    queryset = RecordRevision.objects.none()

    @extend_schema(
        summary="List the changes of records, the newest first",
        parameters=FILTERS,
        responses=RevisionOut(many=True),
        operation_id="proposals_revisions_list",
    )
    def get(self, request: Request, proposal: str) -> Response:
        reading = self.reading()
        page = self.paginate_queryset(revisions_of(self._rows(reading)))
        found = list(written(reading, page or []))
        return self.get_paginated_response(RevisionOut(found, many=True).data)

    def _rows(self, reading: Reading) -> QuerySet[ContentRecord]:
        rows = reading.rows(also_removed=True)
        asked = self.request.query_params
        if "section" in asked:
            known = asked["section"] in SECTIONS
            of_it = parts_of(Section(asked["section"])) if known else []
            rows = rows.filter(kind__in=[part.name for part in of_it])
        if "record" in asked:
            rows = rows.filter(pk__in=_ids(asked["record"]))
        return rows


@extend_schema(parameters=[OF_A_PROPOSAL, OF_A_RECORD])
@method_decorator(never_cache, name="dispatch")
class RestoreRecord(OfOwnProposal):
    """The record is again as it was at an earlier revision, or removed as it was then.

    That is a revision of its own, so it can be undone as well.
    """

    @extend_schema(
        summary="Let a record be again as it was",
        request=Earlier,
        parameters=[if_match(WHAT)],
        responses={200: RecordOut, 204: None},
        operation_id="proposals_records_restore",
    )
    def post(self, request: Request, proposal: str, record: str) -> Response:
        reading = self.reading()
        found = get_object_or_404(reading.rows(also_removed=True), pk=record)
        revision = revision_read(request, WHAT)
        number = checked(Earlier(data=request.data))["revision"]
        row = restore_record(reading.proposal, found.pk, number, by=self.person, revision=revision)
        if row.removed_at is not None:
            return Response(status=204)
        return Response(RecordOut(told(row, reading.sight)).data, headers=etag(row.revision))


def _ids(text: str) -> list[UUID]:
    """The id that this is; nothing for what is none."""
    try:
        return [UUID(text)]
    except ValueError:
        return []
