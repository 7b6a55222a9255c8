"""Where does the API begin, and where does it describe itself?"""

from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularYAMLAPIView
from rest_framework.routers import SimpleRouter

from catalog.api.viewsets import PublicCatalog
from exports_portal.web.openapi import Operation, operations
from proposals.api.codes import Codes, ProposalSchema
from proposals.api.consortia import OwnConsortia, PublicCalls
from proposals.api.records import ProposalRecords
from proposals.api.viewsets import OwnProposals

router = SimpleRouter()
router.register("catalog", PublicCatalog, basename="api-catalog")
router.register("proposals", OwnProposals, basename="api-proposals")
router.register(
    "proposals/(?P<proposal>[0-9]{1,18})/records", ProposalRecords, basename="api-records"
)
router.register("consortia", OwnConsortia, basename="api-consortia")
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

urlpatterns = [
    path("", include(router.urls)),
    path("codes/", Codes.as_view(), name="api-codes"),
    path("schemas/proposal/", ProposalSchema.as_view(), name="api-proposal-schema"),
    path("openapi.yaml", SpectacularYAMLAPIView.as_view(**OPEN), name="api-openapi"),
    path("openapi.json", SpectacularJSONAPIView.as_view(**OPEN), name="api-openapi-json"),
    path("docs/", docs, name="api-docs"),
]
