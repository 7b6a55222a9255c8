"""How does a program read, write and submit the proposals of its person?

The same actions as the pages, the same refusals. No program signs: a signatory does, on the page.
An officer finds no case here: only proposals of consortia in which their own organization takes
part.
"""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.viewsets import GenericViewSet

from exports_portal.accounts.api.person import OfPerson
from exports_portal.errors import (
    PROBLEM_JSON,
    PreconditionMissing,
    StepRefused,
    problem,
)
from exports_portal.web.strict import checked
from proposals.actions.at_once import Repeatable, once, save_sections, start_with_sections
from proposals.actions.submit import submit
from proposals.api.describing import described
from proposals.api.drafting import repeatable, sections_of
from proposals.api.reading import ProposalInList, proposal_for_reader
from proposals.api.status import (
    FindingForApplicant,
    FrozenVersion,
    ReadinessForApplicant,
    StatusForApplicant,
)
from proposals.api.writing import DraftChanges, NewDraft, Nothing
from proposals.models import Proposal
from proposals.permissions import may_edit
from proposals.views.reading import Reading, proposals_of, reading_of


@described
@method_decorator(never_cache, name="dispatch")
class OwnProposals(OfPerson, mixins.ListModelMixin, GenericViewSet[Proposal]):
    """Proposals of the consortia in which an organization of yours takes part."""

    queryset = Proposal.objects.none()
    serializer_class = ProposalInList
    lookup_value_regex = "[0-9]{1,18}"
    http_method_names = ("get", "post", "patch", "head")

    def get_queryset(self) -> QuerySet[Proposal]:
        return proposals_of(self.person)

    def retrieve(self, request: Request, pk: str) -> Response:
        return self._whole(self._reading().proposal)

    def create(self, request: Request) -> Response:
        """201 when it was made just now, 200 when this Idempotency-Key made it before."""
        data = self._checked(NewDraft, user=self.person)
        asked = repeatable(request)
        proposal, is_new = self._started(data, asked)
        headers = {"Location": reverse("api-proposals-detail", [proposal.pk], request=request)}
        return self._whole(proposal, status=201 if is_new else 200, headers=headers)

    def _started(self, data: dict[str, Any], asked: Repeatable | None) -> tuple[Proposal, bool]:
        def start() -> Proposal:
            return start_with_sections(
                consortium=data["consortium"],
                call=data["call"],
                title=data["title"],
                sections=sections_of(data, with_title=False),
                by=self.person,
            )

        return once(asked, start, by=self.person) if asked else (start(), True)

    def partial_update(self, request: Request, pk: str) -> Response:
        proposal = self.get_object()
        data = self._checked(DraftChanges, consortium=proposal.consortium)
        digests, sections = data.get("section_digests") or {}, sections_of(data)
        unsaid = [section for section in sections if section not in digests]
        if unsaid and may_edit(proposal, self.person):
            raise PreconditionMissing(
                "Send section_digests as you read them: missing for " + ", ".join(unsaid) + "."
            )
        save_sections(proposal, sections, by=self.person, read_digests=digests)
        return self._whole(proposal)

    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        """The receipt, or what blocks. A second time is refused, and changes nothing."""
        proposal = self.get_object()
        self.require_may_submit("submit")
        self._checked(Nothing)
        try:
            version = submit(proposal, by=self.person)
        except StepRefused as refusal:
            return self._not_submitted(refusal)
        receipt = {"number": version.proposal.public_id, "version": FrozenVersion(version).data}
        return Response(receipt, status=201)

    def _not_submitted(self, refusal: StepRefused) -> Response:
        reading = self._reading()
        findings = reading.blocking if reading.proposal.is_editable else []
        path = self.request.path
        # The refusal is told as this reader may know it: a rule judges what they may not read too.
        detail = " ".join(finding.message for finding in findings) or str(refusal)
        body = problem(refusal.status, title=refusal.title, detail=detail, instance=path)
        body["findings"] = FindingForApplicant(findings, many=True).data
        return Response(body, status=refusal.status, content_type=PROBLEM_JSON)

    @action(detail=True)
    def status(self, request: Request, pk: str) -> Response:
        return Response(StatusForApplicant(self._reading(), context={"request": request}).data)

    @action(detail=True)
    def readiness(self, request: Request, pk: str) -> Response:
        return Response(ReadinessForApplicant(self._reading()).data)

    def _checked(self, serializer: Any, **context: Any) -> dict[str, Any]:
        return checked(serializer(data=self.request.data, context=context))

    def _reading(self) -> Reading:
        return reading_of(self.get_object(), self.person)

    def _whole(self, proposal: Proposal, **answer: Any) -> Response:
        fresh = get_object_or_404(self.get_queryset(), pk=proposal.pk)
        reading = reading_of(fresh, self.person)
        return Response(proposal_for_reader(reading, {"request": self.request}), **answer)
