"""What does a person, or a program, see when something cannot be done?"""

from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.template.loader import get_template
from django.utils.http import url_has_allowed_host_and_scheme

from exports_portal.bounds import LARGEST_FORM_BYTES, LARGEST_TYPED_BYTES, MOST_FIELDS
from exports_portal.errors import PROBLEM_JSON, InvalidInput, PortalError, field_problems, problem
from exports_portal.web import typed
from exports_portal.web.scripts import asks_for_json

API_PREFIX = "/api/"
GO_BACK = "Go back: your browser has kept what you typed."
RELOAD = "Go back, reload the page and send it again."
SIGN_IN_FIRST = "Sign in in another tab. Then come back here, go back, and press Save again."
PAGES = frozenset({400, 403, 404, 409, 422, 500})


def refusal(request: HttpRequest, error: PortalError) -> HttpResponse:
    """The page for an error of our own, with its reasons and a way back."""
    fields = error.fields if isinstance(error, InvalidInput) else {}
    if request.path.startswith(API_PREFIX):
        return problem_page(request, error.status, error.title, str(error), fields)
    reasons = [*error.reasons, *(text for texts in fields.values() for text in texts)]
    return error_page(request, error.status, title=error.title, reasons=reasons)


def error_page(
    request: HttpRequest, status: int, *, title: str = "", reasons: list[str] | None = None
) -> HttpResponse:
    if asks_for_json(request):
        return problem_page(request, status, title, " ".join(reasons or []))
    template = f"errors/{status if status in PAGES else 400}.html"
    context = {"error_title": title, "reasons": reasons or [], "back_url": way_back(request)}
    return render(request, template, context, status=status)


def problem_page(
    request: HttpRequest, status: int, title: str, detail: str = "", fields: object = None
) -> JsonResponse:
    body = problem(status, title=title, detail=detail, instance=request.path)
    if fields:
        body["errors"] = list(field_problems(fields))
    return JsonResponse(body, status=status, content_type=PROBLEM_JSON)


def way_back(request: HttpRequest) -> str:
    """The page the person came from, if it is one of ours; not the address that just failed."""
    came_from = request.META.get("HTTP_REFERER", "")
    is_ours = url_has_allowed_host_and_scheme(
        came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    is_this = request.method == "GET" and came_from == request.build_absolute_uri()
    return came_from if is_ours and not is_this else ""


def _answer(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    if request.path.startswith(API_PREFIX):
        return problem_page(request, status, status.phrase)
    return error_page(request, status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    # The host itself may be what is wrong, so nothing here may ask for it.
    if isinstance(exception, RequestDataTooBig):
        return body_too_large(request, LARGEST_FORM_BYTES)
    if isinstance(exception, TooManyFieldsSent):
        return _too_much(request, f"At most {MOST_FIELDS:,} fields can be sent at once. {GO_BACK}")
    if request.path.startswith(API_PREFIX):
        return _answer(request, HTTPStatus.BAD_REQUEST)
    return HttpResponse(get_template("errors/400.html").render(), status=HTTPStatus.BAD_REQUEST)


def body_too_large(request: HttpRequest, most: int) -> HttpResponse:
    return _too_much(request, f"At most {filesizeformat(most)} can be sent at once. {GO_BACK}")


def too_large_without_session(request: HttpRequest) -> HttpResponse:
    """More was typed than is kept for somebody whose session ended."""
    most = filesizeformat(LARGEST_TYPED_BYTES)
    return _too_much(request, f"Your session ended, and more than {most} was sent. {SIGN_IN_FIRST}")


def too_busy(request: HttpRequest) -> HttpResponse:
    """The database did not answer in time, mostly because somebody else is at the same case."""
    status = HTTPStatus.SERVICE_UNAVAILABLE
    sentence = "Nothing was changed. Go back and try again in a moment."
    if request.path.startswith(API_PREFIX) or asks_for_json(request):
        return problem_page(request, status, status.phrase, sentence)
    context = {"error_title": "The portal is busy", "reasons": [sentence]}
    return HttpResponse(get_template("errors/400.html").render(context), status=status)


def length_required(request: HttpRequest) -> HttpResponse:
    """The client did not say how much it sends."""
    status = HTTPStatus.LENGTH_REQUIRED
    return problem_page(request, status, status.phrase, "Send the Content-Length of the body.")


def _too_much(request: HttpRequest, sentence: str) -> HttpResponse:
    """Answered before sessions and sign-in, so without request context."""
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    if request.path.startswith(API_PREFIX) or asks_for_json(request):
        return problem_page(request, status, status.phrase, sentence)
    context = {"error_title": "Too much was sent at once", "reasons": [sentence]}
    return HttpResponse(get_template("errors/400.html").render(context), status=status)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, HTTPStatus.FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without request context: whatever broke may break the navigation as well."""
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    if request.path.startswith(API_PREFIX):
        return problem_page(request, status, status.phrase)
    return HttpResponse(get_template("errors/500.html").render(), status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was older than the sign-in, or cookies are off."""
    is_kept = typed.is_kept_at(request) and not asks_for_json(request)
    if is_kept and (author := typed.author_of(request.POST)) == str(request.user.pk):
        typed.keep(request, by=author, why=typed.Why.STALE)
        return redirect(request.get_full_path())
    sentences = [
        "The page was open for a long time, or you signed in or out in another tab.",
        SIGN_IN_FIRST if is_kept else RELOAD,
        "Cookies must be allowed for this site.",
    ]
    return error_page(request, 403, title="This form has expired", reasons=sentences)
