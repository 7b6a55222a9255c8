"""Is it a script of one of our pages that asks, and can it do anything with a whole page?"""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateformat import format as formatted

KINDS = ["text/html", "application/json"]  # what it is where both would do: a page
# A page that is open asks with this header whether anything is new. Nobody needs to be there.
UNATTENDED = "X-Unattended"

# A script sends the file of a form with this header, and tells how far it is.
UPLOAD = "X-Upload"


def asks_for_json(request: HttpRequest) -> bool:
    """What it wants are facts, and the page that is open shows them."""
    return request.get_preferred_type(KINDS) == "application/json"


def is_by_script(request: HttpRequest) -> bool:
    """By htmx, which puts the answer into the page, or by a script of our own."""
    return "HX-Request" in request.headers or asks_for_json(request) or is_upload(request)


def is_upload(request: HttpRequest) -> bool:
    return UPLOAD in request.headers


def is_unattended(request: HttpRequest) -> bool:
    return UNATTENDED in request.headers


def clock() -> str:
    """The time of now as pages write it, for "Saved 2:14 p.m."."""
    return formatted(timezone.localtime(), "g:i a")
