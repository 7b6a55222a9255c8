"""What does a program ask of the catalog, and how does it keep a copy true?"""

from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from catalog.api.serializers import PublicEntry
from catalog.forms import LONGEST_SEARCH, ProgramSearchForm
from catalog.models import CatalogEntry
from catalog.queries import MOST_RANKED, Search
from catalog.stamp import CountedSinceChange, of_success, stamp
from exports_portal.policy.countries import country_choices
from exports_portal.web.strict import PAGING, asked
from proposals.content import LayerCode

FILTERS = [
    OpenApiParameter(
        "q",
        {"type": "string", "maxLength": LONGEST_SEARCH},
        description="Words, as on the page of the catalog. The best match comes first. Of more "
        f"than {MOST_RANKED} matches the newest {MOST_RANKED} are compared; the others follow, "
        "newest first.",
    ),
    OpenApiParameter(
        "country",
        description="ISO 3166-1 alpha-2 code; the countries of regional blocs are found too.",
        enum=[code for code, _ in country_choices()],
    ),
    OpenApiParameter(
        "layer",
        description="Code of one of the five layers.",
        enum=[code.value for code in LayerCode],
    ),
    OpenApiParameter("sector", description="Code of a sector, see `/api/v1/codes/`."),
    OpenApiParameter(
        "include_withdrawn",
        OpenApiTypes.BOOL,
        description="Also packages that are no longer designated. The default is false.",
    ),
    OpenApiParameter(
        "updated_since",
        OpenApiTypes.DATETIME,
        description="Only what changed at or after this moment, oldest change first. Includes what "
        "is no longer designated, so that a copy learns of it.",
    ),
]


@extend_schema_view(
    list=extend_schema(summary="Search the catalog", parameters=FILTERS, auth=[]),
    retrieve=extend_schema(summary="Read one designated package", auth=[]),
)
@method_decorator(
    [of_success, condition(stamp), cache_control(public=True, no_cache=True)], name="dispatch"
)
class PublicCatalog(ReadOnlyModelViewSet[CatalogEntry]):
    """Designated packages, for everybody.

    Every answer with status 200 has an ETag: send it back in `If-None-Match`, and what has not
    changed is answered with 304 and no body.
    """

    queryset = CatalogEntry.objects.all()
    serializer_class = PublicEntry
    lookup_field = "slug"
    lookup_value_regex = "[-a-zA-Z0-9_]+"
    authentication_classes = ()
    permission_classes = ()

    def list(self, request: Request, *_: Any, **__: Any) -> Response:
        found: Any = CountedSinceChange(_search(request), request.catalog_changes)  # type: ignore[attr-defined]  # set by stamp
        page = self.paginate_queryset(found)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


def _search(request: Request) -> Search:
    return asked(ProgramSearchForm(request.query_params), request, besides=PAGING).search()
