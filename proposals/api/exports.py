"""How does a program take away what its person may read of a proposal? The bytes of the page."""

from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from exports_portal.web.negotiation import AsItIs
from proposals.api.amendments import OF_A_PROPOSAL, OF_A_VERSION, OfOwnProposal
from proposals.exchange.columns import many
from proposals.views.downloads import (
    CONTENT_TYPES,
    json_of,
    pdf_of,
    table_of,
    template_of,
    version_json_of,
    version_pdf_of,
)

OF_A_TABLE = OpenApiParameter(
    "table",
    enum=[part.name for part in many()],
    location=OpenApiParameter.PATH,
    description="The kind of the records.",
)
AS_TABLE = ("csv", "xlsx")
OF_A_FORM = OpenApiParameter("form", enum=AS_TABLE, location=OpenApiParameter.PATH)


def _file(*forms: str) -> dict[tuple[int, str], OpenApiTypes]:
    """What is answered: a file of one of these forms."""
    kinds = [CONTENT_TYPES[form].partition(";")[0] for form in forms]
    return {(200, kind): OpenApiTypes.BINARY for kind in kinds}


class Exported(OfOwnProposal):
    """A file with what you may read of a proposal, and nothing else."""

    content_negotiation_class = AsItIs


@extend_schema(parameters=[OF_A_PROPOSAL])
@method_decorator(never_cache, name="dispatch")
class ProposalJson(Exported):
    """The draft, or what was submitted last. An import takes it."""

    @extend_schema(
        summary="Download a proposal as JSON",
        responses={(200, "application/json"): OpenApiTypes.OBJECT},
        operation_id="proposals_export_json",
    )
    def get(self, request: Request, proposal: str) -> HttpResponse:
        return json_of(self.reading())


@extend_schema(parameters=[OF_A_PROPOSAL])
@method_decorator(never_cache, name="dispatch")
class ProposalPdf(Exported):
    """The draft, or what was submitted last, to read and to print."""

    @extend_schema(
        summary="Download a proposal as PDF",
        responses=_file("pdf"),
        operation_id="proposals_export_pdf",
    )
    def get(self, request: Request, proposal: str) -> HttpResponse:
        return pdf_of(self.reading())


@extend_schema(parameters=[OF_A_PROPOSAL, OF_A_VERSION])
@method_decorator(never_cache, name="dispatch")
class VersionJson(Exported):
    """What was submitted with a version, as an import takes it."""

    @extend_schema(
        summary="Download a version as JSON",
        responses={(200, "application/json"): OpenApiTypes.OBJECT},
        operation_id="proposals_versions_json",
    )
    def get(self, request: Request, proposal: str, number: str) -> HttpResponse:
        return version_json_of(self.reading(), int(number))


@extend_schema(parameters=[OF_A_PROPOSAL, OF_A_VERSION])
@method_decorator(never_cache, name="dispatch")
class VersionPdf(Exported):
    """What was submitted with a version, to read and to print."""

    @extend_schema(
        summary="Download a version as PDF",
        responses=_file("pdf"),
        operation_id="proposals_versions_pdf",
    )
    def get(self, request: Request, proposal: str, number: str) -> HttpResponse:
        return version_pdf_of(self.reading(), int(number))


@extend_schema(parameters=[OF_A_PROPOSAL, OF_A_TABLE, OF_A_FORM])
@method_decorator(never_cache, name="dispatch")
class ProposalTable(Exported):
    """The records of a kind as a table. An import takes it."""

    @extend_schema(
        summary="Download the records of a kind as CSV or XLSX",
        responses=_file(*AS_TABLE),
        operation_id="proposals_export_table",
    )
    def get(self, request: Request, proposal: str, table: str, form: str) -> HttpResponse:
        return table_of(self.reading(), table, form)


@extend_schema(parameters=[OF_A_PROPOSAL, OF_A_TABLE])
@method_decorator(never_cache, name="dispatch")
class TableTemplate(Exported):
    """An empty workbook to fill in and to import."""

    @extend_schema(
        summary="Download the template of a table",
        responses=_file("xlsx"),
        operation_id="proposals_export_template",
    )
    def get(self, request: Request, proposal: str, table: str) -> HttpResponse:
        return template_of(self.reading(), table)
