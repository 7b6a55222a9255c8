"""How does a program read versions, amend what is under review, and withdraw?

The same actions as the pages. No program signs: people do, on the page, before a program hands in.
"""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from exports_portal.accounts.api.person import OfPerson
from exports_portal.bounds import LONGEST_NOTE
from exports_portal.canonical import plain
from exports_portal.errors import NotFound
from exports_portal.web.preconditions import etag, if_match, state_read
from exports_portal.web.strict import Strict, checked
from proposals.actions.advance import advance
from proposals.actions.amending import (
    amend,
    amendment_digest,
    drop_amendment,
    open_amendment,
)
from proposals.api.status import FindingForApplicant, FrozenVersion, StatusForApplicant
from proposals.content.changes import ChangeKind
from proposals.content.reading import for_reader
from proposals.formats import document_of
from proposals.models import Proposal
from proposals.models.amendment import LONGEST_REASON
from proposals.rules.places import Section
from proposals.views.amending import so_far
from proposals.views.reading import Reading, proposals_of, reading_of
from proposals.views.versions import compared, listed_versions

OF_A_PROPOSAL = OpenApiParameter(
    "proposal", type=int, location=OpenApiParameter.PATH, description="Id of the proposal."
)
OF_A_VERSION = OpenApiParameter(
    "number", type=int, location=OpenApiParameter.PATH, description="Number of the version."
)
WHAT = "the amendment"
IF_MATCH = if_match(WHAT)


class VersionInList(serializers.Serializer[Any]):
    """A version that was handed in. `changes` since the one before counts what you may read."""

    number = serializers.IntegerField(source="version.number")
    sha256 = serializers.CharField(source="version.sha256")
    frozen_at = serializers.DateTimeField(source="version.frozen_at")
    frozen_by = serializers.CharField(source="version.frozen_by.full_name")
    why = serializers.CharField()
    changes = serializers.IntegerField(allow_null=True)


class ChangeOut(serializers.Serializer[Any]):
    """A field that says something else, or a record that came or went (`field` is empty)."""

    section = serializers.ChoiceField([one.value for one in Section])
    kind = serializers.CharField(source="place.kind")
    record = serializers.UUIDField(source="place.record")
    field = serializers.CharField(source="place.name", allow_blank=True)
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # a field of that name
    what = serializers.ChoiceField([one.value for one in ChangeKind], source="kind")
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)


class VersionWhole(serializers.Serializer[Any]):
    """A version, with what you may read of it."""

    number = serializers.IntegerField()
    sha256 = serializers.CharField()
    frozen_at = serializers.DateTimeField()
    content = serializers.DictField()


class Comparison(serializers.Serializer[Any]):
    """What is different between two versions, the earlier first."""

    before = serializers.IntegerField(source="earlier.number")
    after = serializers.IntegerField(source="later.number")
    changes = ChangeOut(many=True)


class AmendmentOut(serializers.Serializer[Reading]):
    """The open amendment: what it changes so far, and what keeps it from being handed in."""

    reason = serializers.CharField(source="proposal.amendment.reason")
    opened_at = serializers.DateTimeField(source="proposal.amendment.opened_at")
    base = serializers.IntegerField(source="proposal.amendment.base.number")
    changes = serializers.SerializerMethodField()
    blocking = FindingForApplicant(many=True)

    @extend_schema_field(ChangeOut(many=True))
    def get_changes(self, reading: Reading) -> Any:
        return ChangeOut(so_far(reading), many=True).data


class Reason(Strict):
    reason = serializers.CharField(
        max_length=LONGEST_REASON, help_text="In one line, for every member: nothing confidential."
    )


class ReasonToWithdraw(Strict):
    reason = serializers.CharField(
        max_length=LONGEST_NOTE, help_text="The program office reads it."
    )


class OfOwnProposal(OfPerson):
    """Something of a proposal of yours; a 404 for anybody else."""

    def proposal(self) -> Proposal:
        return get_object_or_404(proposals_of(self.person), pk=self.kwargs["proposal"])

    def reading(self) -> Reading:
        return reading_of(self.proposal(), self.person)

    def read_digest(self) -> str:
        """What the caller read of the amendment, as its ETag."""
        return state_read(self.request, WHAT)


@extend_schema(parameters=[OF_A_PROPOSAL])
@method_decorator(never_cache, name="dispatch")
class ProposalVersions(OfOwnProposal):
    """Everything that was handed in, the newest first."""

    @extend_schema(
        summary="List the versions of a proposal",
        responses=VersionInList(many=True),
        operation_id="proposals_versions_list",
    )
    def get(self, request: Request, proposal: str) -> Response:
        reading = self.reading()
        found = listed_versions(reading.proposal, reading.reader)
        return Response(VersionInList(found, many=True).data)


@extend_schema(parameters=[OF_A_PROPOSAL, OF_A_VERSION])
@method_decorator(never_cache, name="dispatch")
class OneVersion(OfOwnProposal):
    """A version never changes. Its fingerprint is over all of it, also what you may not read."""

    @extend_schema(
        summary="Read a version",
        responses=VersionWhole,
        operation_id="proposals_versions_retrieve",
    )
    def get(self, request: Request, proposal: str, number: str) -> Response:
        reading = self.reading()
        version = get_object_or_404(reading.proposal.versions.all(), number=number)
        content = document_of(for_reader(version.content, reading.reader))
        return Response({**FrozenVersion(version).data, "content": plain(content)})


@extend_schema(
    parameters=[
        OF_A_PROPOSAL,
        OF_A_VERSION,
        OpenApiParameter(
            "with", type=OpenApiTypes.INT, description="Another version; else the one before."
        ),
    ]
)
@method_decorator(never_cache, name="dispatch")
class VersionComparison(OfOwnProposal):
    """The changes that you may read, the earlier version first."""

    @extend_schema(
        summary="Compare two versions",
        responses=Comparison,
        operation_id="proposals_versions_compare",
    )
    def get(self, request: Request, proposal: str, number: str) -> Response:
        reading, other = self.reading(), request.query_params.get("with", "")
        found = compared(reading.proposal, int(number), other, reading.reader)
        return Response(Comparison(found).data)


@extend_schema(parameters=[OF_A_PROPOSAL])
@method_decorator(never_cache, name="dispatch")
class ProposalAmendment(OfOwnProposal):
    """A draft on top of the last version, while the review goes on. Records are written as ever."""

    @extend_schema(
        summary="Read the open amendment",
        responses=AmendmentOut,
        operation_id="proposals_amendment_retrieve",
    )
    def get(self, request: Request, proposal: str) -> Response:
        return self._answer(200)

    @extend_schema(
        summary="Open an amendment",
        request=Reason,
        responses={201: AmendmentOut},
        operation_id="proposals_amendment_open",
    )
    def post(self, request: Request, proposal: str) -> Response:
        found = self.proposal()
        reason = checked(Reason(data=request.data))["reason"]
        open_amendment(found, reason=reason, by=self.person)
        return self._answer(201)

    @extend_schema(
        summary="Drop the open amendment",
        parameters=[IF_MATCH],
        responses={204: None},
        operation_id="proposals_amendment_drop",
    )
    def delete(self, request: Request, proposal: str) -> Response:
        found = self.proposal()
        drop_amendment(found, by=self.person, read_digest=self.read_digest())
        return Response(status=204)

    def _answer(self, status: int) -> Response:
        reading = self.reading()
        if not reading.proposal.is_amended:
            raise NotFound("No amendment is open.")
        headers = etag(amendment_digest(reading.proposal))
        return Response(AmendmentOut(reading).data, status=status, headers=headers)


@extend_schema(parameters=[OF_A_PROPOSAL])
@method_decorator(never_cache, name="dispatch")
class AmendmentSubmission(OfOwnProposal):
    """The next version is frozen, and the review goes on with it."""

    @extend_schema(
        summary="Hand in the open amendment",
        request=None,
        parameters=[IF_MATCH],
        responses={201: FrozenVersion},
        operation_id="proposals_amendment_submit",
    )
    def post(self, request: Request, proposal: str) -> Response:
        found = self.proposal()
        self.require_may_submit("hand in an amendment")
        version = amend(found, by=self.person, read_digest=self.read_digest())
        return Response(FrozenVersion(version).data, status=201)


@extend_schema(parameters=[OF_A_PROPOSAL])
@method_decorator(never_cache, name="dispatch")
class Withdrawal(OfOwnProposal):
    """A signatory of the anchor member closes the proposal."""

    @extend_schema(
        summary="Withdraw a proposal",
        request=ReasonToWithdraw,
        responses=StatusForApplicant,
        operation_id="proposals_withdraw",
    )
    def post(self, request: Request, proposal: str) -> Response:
        found = self.proposal()
        self.require_may_submit("withdraw a proposal")
        reason = checked(ReasonToWithdraw(data=request.data))["reason"]
        advance(found, "withdraw", by=self.person, note=reason)
        return Response(StatusForApplicant(self.reading(), context={"request": request}).data)
