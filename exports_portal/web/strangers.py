"""Which page takes a file from somebody who is not signed in, and how large may it be?"""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from exports_portal.bounds import LARGEST_ANONYMOUS_BYTES


def takes_file_of_strangers[V: Callable[..., HttpResponse]](most: int) -> Callable[[V], V]:
    """The view reads one file of at most so many bytes; what else is in its form stays small."""

    def marked(view: V) -> V:
        cast("Any", view).largest_of_strangers = LARGEST_ANONYMOUS_BYTES + most
        return view

    return marked


def most_of_strangers(request: HttpRequest) -> int:
    """How many bytes this page takes from somebody who is not signed in."""
    try:
        view: Any = resolve(request.path_info).func
    except Resolver404:
        return LARGEST_ANONYMOUS_BYTES
    return int(getattr(view, "largest_of_strangers", LARGEST_ANONYMOUS_BYTES))
