"""Where does the API begin, and where does it describe itself?"""

from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path, re_path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularYAMLAPIView
from rest_framework.routers import SimpleRouter

from catalog.api.viewsets import PublicCatalog
from exports_portal.accounts.api.organizations import OwnOrganizations
from exports_portal.web.openapi import Operation, operations
from proposals.api.activity import ProposalActivity
from proposals.api.amendments import (
    AmendmentSubmission,
    OneVersion,
    ProposalAmendment,
    ProposalVersions,
    VersionComparison,
    Withdrawal,
)
from proposals.api.codes import Codes, ProposalSchema
from proposals.api.comments import (
    OneComment,
    OneThread,
    PeopleToTell,
    ProposalComments,
    Replies,
)
from proposals.api.consortia import Invitations, OwnConsortia, PublicCalls
from proposals.api.evidence import (
    EvidenceFile,
    EvidenceOfRecord,
    EvidencePutBack,
    OneEvidence,
    ProposalEvidence,
)
from proposals.api.exports import (
    ProposalJson,
    ProposalPdf,
    ProposalTable,
    TableTemplate,
    VersionJson,
    VersionPdf,
)
from proposals.api.history import ProposalRevisions, RestoreRecord
from proposals.api.imports import ApplyImport, OneImport, ProposalImport
from proposals.api.membership import JoinConsortium, OneMember
from proposals.api.notice_answers import NoticeAnswers
from proposals.api.notices import Notices
from proposals.api.records import ProposalRecords
from proposals.api.signing import AskToSign
from proposals.api.viewsets import OwnProposals
from reviews.api.destinations import LicensePositions
from reviews.api.letters import LetterFile
from reviews.api.questions import AnswerToQuestion, Questions

router = SimpleRouter()
router.register("catalog", PublicCatalog, basename="api-catalog")
router.register("proposals", OwnProposals, basename="api-proposals")
router.register(
    "proposals/(?P<proposal>[0-9]{1,18})/records", ProposalRecords, basename="api-records"
)
router.register("organizations", OwnOrganizations, basename="api-organizations")
router.register("consortia", OwnConsortia, basename="api-consortia")
router.register(
    "consortia/(?P<consortium>[0-9]{1,18})/invitations", Invitations, basename="api-invitations"
)
router.register("notices", Notices, basename="api-notices")
router.register(
    "notices/(?P<notice>[0-9]{1,18})/answers", NoticeAnswers, basename="api-notice-answers"
)
router.register("calls", PublicCalls, basename="api-calls")


@login_not_required
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation, readable without JavaScript; with it one can also try them."""
    return render(request, "api/docs.html", {"groups": _operations()})


@cache
def _operations() -> dict[str, list[Operation]]:
    document: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return operations(document)


OPEN = {"authentication_classes": (), "permission_classes": ()}

ONE = r"^proposals/(?P<proposal>[0-9]{1,18})/"
VERSION = ONE + "versions/(?P<number>[0-9]{1,9})/"
UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
RECORD = ONE + f"records/(?P<record>{UUID})/"
EVIDENCE = ONE + f"evidence/(?P<evidence>{UUID})/"
THREAD = ONE + f"comments/(?P<thread>{UUID})/"
IMPORT = ONE + f"import/(?P<pending>{UUID})/"
TABLE = "(?P<table>[a-z_]{1,64})/"
MEMBER = "^consortia/(?P<consortium>[0-9]{1,18})/members/(?P<organization>[0-9]{1,18})/$"

urlpatterns = [
    path("", include(router.urls)),
    re_path(ONE + "versions/$", ProposalVersions.as_view(), name="api-versions"),
    re_path(VERSION + "$", OneVersion.as_view(), name="api-version"),
    re_path(VERSION + "changes/$", VersionComparison.as_view(), name="api-version-changes"),
    re_path(ONE + "amendment/$", ProposalAmendment.as_view(), name="api-amendment"),
    re_path(ONE + "amendment/submit/$", AmendmentSubmission.as_view(), name="api-amendment-submit"),
    re_path(ONE + "withdraw/$", Withdrawal.as_view(), name="api-withdraw"),
    re_path(ONE + "questions/$", Questions.as_view(), name="api-questions"),
    re_path(
        ONE + "questions/(?P<question>[0-9]{1,18})/answer/$",
        AnswerToQuestion.as_view(),
        name="api-answer",
    ),
    re_path(ONE + "revisions/$", ProposalRevisions.as_view(), name="api-revisions"),
    re_path(RECORD + "restore/$", RestoreRecord.as_view(), name="api-restore"),
    re_path(RECORD + "evidence/$", EvidenceOfRecord.as_view(), name="api-evidence-attach"),
    re_path(ONE + "evidence/$", ProposalEvidence.as_view(), name="api-evidence"),
    re_path(EVIDENCE + "$", OneEvidence.as_view(), name="api-evidence-one"),
    re_path(EVIDENCE + "file/$", EvidenceFile.as_view(), name="api-evidence-file"),
    re_path(EVIDENCE + "put-back/$", EvidencePutBack.as_view(), name="api-evidence-put-back"),
    re_path(ONE + "ask-to-sign/$", AskToSign.as_view(), name="api-ask-to-sign"),
    re_path(ONE + "activity/$", ProposalActivity.as_view(), name="api-activity"),
    re_path(ONE + "comments/$", ProposalComments.as_view(), name="api-comments"),
    re_path(ONE + "comments/people/$", PeopleToTell.as_view(), name="api-comments-people"),
    re_path(THREAD + "$", OneThread.as_view(), name="api-thread"),
    re_path(THREAD + "replies/$", Replies.as_view(), name="api-replies"),
    re_path(THREAD + f"replies/(?P<comment>{UUID})/$", OneComment.as_view(), name="api-comment"),
    re_path(ONE + "import/$", ProposalImport.as_view(), name="api-import"),
    re_path(IMPORT + "$", OneImport.as_view(), name="api-import-one"),
    re_path(IMPORT + "apply/$", ApplyImport.as_view(), name="api-import-apply"),
    re_path(ONE + "exports/json/$", ProposalJson.as_view(), name="api-export-json"),
    re_path(ONE + "exports/pdf/$", ProposalPdf.as_view(), name="api-export-pdf"),
    re_path(
        ONE + f"exports/tables/{TABLE}(?P<form>[a-z]{{1,9}})/$",
        ProposalTable.as_view(),
        name="api-export-table",
    ),
    re_path(
        ONE + f"exports/templates/{TABLE}$", TableTemplate.as_view(), name="api-export-template"
    ),
    re_path(VERSION + "json/$", VersionJson.as_view(), name="api-version-json"),
    re_path(VERSION + "pdf/$", VersionPdf.as_view(), name="api-version-pdf"),
    re_path(ONE + "letters/(?P<letter>[0-9]{1,18})/$", LetterFile.as_view(), name="api-letter"),
    path("consortia/join/", JoinConsortium.as_view(), name="api-join"),
    re_path(MEMBER, OneMember.as_view(), name="api-member"),
    path("codes/", Codes.as_view(), name="api-codes"),
    path("license-positions/", LicensePositions.as_view(), name="api-license-positions"),
    path("schemas/proposal/", ProposalSchema.as_view(), name="api-proposal-schema"),
    path("openapi.yaml", SpectacularYAMLAPIView.as_view(**OPEN), name="api-openapi"),
    path("openapi.json", SpectacularJSONAPIView.as_view(**OPEN), name="api-openapi-json"),
    path("docs/", docs, name="api-docs"),
]
