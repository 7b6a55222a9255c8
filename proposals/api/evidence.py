"""How does a program attach evidence to a record, read it, take it away and put it back?

The form, the limits and the sentences are those of the page. A document is never changed: another
file, or something else that is said of it, is another document.
"""

from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from exports_portal.files.kinds import KINDS
from exports_portal.files.models import ScanState
from exports_portal.files.responses import download_response
from exports_portal.web.negotiation import AsItIs
from exports_portal.web.parsers import form_sent
from exports_portal.web.refusals import require_valid
from proposals.actions.evidence import evidence_of, opened, put_back, remove
from proposals.api.amendments import OF_A_PROPOSAL, OfOwnProposal
from proposals.api.derived import answers_of
from proposals.api.files import RANGE, handed_out
from proposals.attached import document_of_row
from proposals.content import EvidenceDocument
from proposals.content.evidence import Marking
from proposals.content.reading import whole_marking
from proposals.content.saying import Audience
from proposals.forms.evidence import EvidenceForm
from proposals.models import RecordEvidence
from proposals.views.evidence import (
    attach_checked,
    document_of,
    own_evidence,
    record_to_prove,
    removed_evidence,
)
from proposals.views.reading import Reading

OF_A_RECORD = OpenApiParameter(
    "record", type=OpenApiTypes.UUID, location=OpenApiParameter.PATH, description="Its id."
)
OF_EVIDENCE = OpenApiParameter(
    "evidence", type=OpenApiTypes.UUID, location=OpenApiParameter.PATH, description="Its id."
)
REMOVED = OpenApiParameter(
    "removed", enum=["true"], description="Instead, what was removed and you may put back."
)
OF_THE_FILE = ("record", "file_name", "size", "sha256")
BYTES = {(200, kind.content_type.partition(";")[0]): OpenApiTypes.BINARY for kind in KINDS}
SAID = ("title", "proves", "issuer", "issued_on", "expires_on", "file_name", "size", "sha256")
MARKINGS = [(marking.value, marking.label) for marking in Marking]


class EvidenceOut(serializers.Serializer[Any]):
    """A file at a record. Nobody opens it before it was checked for viruses: `scan` says how far
    that is. `read_by` says who reads it now, besides its member and the program office.
    """

    id = serializers.UUIDField()
    record = serializers.UUIDField()
    contributor = serializers.IntegerField(help_text="The member whose record it is.")
    title = serializers.CharField()
    proves = serializers.CharField(allow_blank=True)
    issuer = serializers.CharField(allow_blank=True)
    issued_on = serializers.DateField(allow_null=True)
    expires_on = serializers.DateField(allow_null=True)
    marking = serializers.ChoiceField(MARKINGS)
    read_by = serializers.ChoiceField([one.value for one in Audience])
    file_name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    scan = serializers.ChoiceField(ScanState.choices)
    scan_words = serializers.CharField(allow_blank=True)
    can_be_opened = serializers.BooleanField()
    added_at = serializers.DateTimeField()
    removed_at = serializers.DateTimeField(allow_null=True)


class SameFile(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()


class Attached(EvidenceOut):
    """What was attached. `same_file`: other evidence of this proposal with the same bytes."""

    same_file = SameFile(allow_null=True)


class NewEvidence(answers_of(EvidenceDocument, leave_out=OF_THE_FILE)):  # type: ignore[misc]  # made from the declaration
    """A file and what is said of it."""

    file = serializers.FileField(help_text=EvidenceForm.base_fields["file"].help_text)


@extend_schema(parameters=[OF_A_PROPOSAL])
@method_decorator(never_cache, name="dispatch")
class ProposalEvidence(OfOwnProposal):
    """The files that prove what a proposal says, as far as you may know of them."""

    @extend_schema(
        summary="List the evidence of a proposal",
        parameters=[REMOVED],
        responses=EvidenceOut(many=True),
        operation_id="proposals_evidence_list",
    )
    def get(self, request: Request, proposal: str) -> Response:
        reading = self.reading()
        if request.query_params.get("removed") == "true":
            gone = [told(reading, document_of_row(row), row) for row in removed_evidence(reading)]
            return Response(EvidenceOut(gone, many=True).data)
        rows = {row.pk: row for row in evidence_of(reading.proposal)}
        shown = [told(reading, one, rows[one.id]) for one in reading.shown_frame.evidence]
        return Response(EvidenceOut(shown, many=True).data)


@extend_schema(parameters=[OF_A_PROPOSAL, OF_A_RECORD])
@method_decorator(never_cache, name="dispatch")
class EvidenceOfRecord(OfOwnProposal):
    """Whoever writes a record attaches its evidence, while it is a draft."""

    parser_classes = (MultiPartParser,)

    @extend_schema(
        summary="Attach a file to a record",
        description="The same file at the same record again is one. It can be opened when it was "
        "checked for viruses.",
        request={"multipart/form-data": NewEvidence},
        responses={201: Attached},
        operation_id="proposals_evidence_attach",
    )
    def post(self, request: Request, proposal: str, record: str) -> Response:
        reading = self.reading()
        record_to_prove(reading, UUID(record))
        form = EvidenceForm(*form_sent(request))
        require_valid(form)
        made, same = attach_checked(reading, UUID(record), form)
        row = evidence_of(reading.proposal).get(pk=made.pk)
        same_file = same and {"id": same.pk, "title": same.title}
        body = Attached(told(reading, document_of_row(row), row) | {"same_file": same_file}).data
        place = reverse("api-evidence-one", [reading.proposal.pk, made.pk], request=request)
        return Response(body, status=201, headers={"Location": place})


@extend_schema(parameters=[OF_A_PROPOSAL, OF_EVIDENCE])
@method_decorator(never_cache, name="dispatch")
class OneEvidence(OfOwnProposal):
    """What you may read of it now, or in a version."""

    @extend_schema(
        summary="Read what is said of a file",
        responses=EvidenceOut,
        operation_id="proposals_evidence_retrieve",
    )
    def get(self, request: Request, proposal: str, evidence: str) -> Response:
        reading = self.reading()
        document = document_of(reading, UUID(evidence))
        row = evidence_of(reading.proposal).get(pk=document.id)
        return Response(EvidenceOut(told(reading, document, row)).data)

    @extend_schema(
        summary="Remove evidence",
        description="The draft does not name it any more, and signatures that cover it lapse. A "
        "version that was submitted keeps it, and it can be put back.",
        responses={204: None},
        operation_id="proposals_evidence_remove",
    )
    def delete(self, request: Request, proposal: str, evidence: str) -> Response:
        reading = self.reading()
        found = own_evidence(reading, UUID(evidence))
        remove(reading.proposal, found.pk, by=self.person)
        return Response(status=204)


@extend_schema(parameters=[OF_A_PROPOSAL, OF_EVIDENCE])
@method_decorator(never_cache, name="dispatch")
class EvidencePutBack(OfOwnProposal):
    """Undoes a removal."""

    @extend_schema(
        summary="Put removed evidence back",
        request=None,
        responses=EvidenceOut,
        operation_id="proposals_evidence_put_back",
    )
    def post(self, request: Request, proposal: str, evidence: str) -> Response:
        reading = self.reading()
        found = own_evidence(reading, UUID(evidence))
        row = put_back(reading.proposal, found.pk, by=self.person)
        return Response(EvidenceOut(told(reading, document_of_row(row), row)).data)


@extend_schema(parameters=[OF_A_PROPOSAL, OF_EVIDENCE, RANGE])
@method_decorator(never_cache, name="dispatch")
class EvidenceFile(OfOwnProposal):
    """The bytes, once no virus was found in them (409 before). Who took them is written down."""

    content_negotiation_class = AsItIs

    @extend_schema(
        summary="Download a file of evidence",
        responses=BYTES | {(206, "*/*"): OpenApiTypes.BINARY},
        operation_id="proposals_evidence_file",
    )
    def get(self, request: Request, proposal: str, evidence: str) -> HttpResponseBase:
        reading = self.reading()
        document = document_of(reading, UUID(evidence))
        stored = opened(reading.proposal, document, by=self.person)
        return handed_out(download_response(request, stored), request)


def told(reading: Reading, document: EvidenceDocument, row: RecordEvidence) -> dict[str, Any]:
    """What this reader may know: `document` is as they read it."""
    file = row.file
    return {
        "id": document.id,
        "record": document.record,
        "contributor": document.contributor,
        **{name: getattr(document, name) for name in SAID},
        "marking": document.marking.value,
        "read_by": whole_marking(document_of_row(row), reading.sight)[1].value,
        "content_type": file.content_type,
        "scan": file.scan_state,
        "scan_words": file.scan_words,
        "can_be_opened": file.is_readable,
        "added_at": row.added_at,
        "removed_at": row.removed_at,
    }
