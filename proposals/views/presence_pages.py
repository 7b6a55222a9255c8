"""Who is here now, asked by a page that is open? Nobody needs to sit in front of it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from proposals.views.grid import grid_of
from proposals.views.presence import presence_told
from proposals.views.reading import read
from proposals.views.record import presence_in


@never_cache
@require_safe
def record_presence(request: HttpRequest, pk: int, record: UUID) -> HttpResponse:
    reading = read(request, pk)
    row = get_object_or_404(reading.rows(), pk=record)
    return presence_told(request, presence_in(reading, row))


@never_cache
@require_safe
def grid_presence(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """Of those who write the rows of one member. Others meet nobody there."""
    presence = grid_of(request, pk, section).presence
    if presence is None:
        raise Http404
    return presence_told(request, presence)
