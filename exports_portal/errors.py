"""Which errors does the portal's own logic raise, and how do they reach a person or a program?

Actions raise these; `web.middleware` turns them into pages, `problem_response` into
problem+json (RFC 9457).
"""

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.views import exception_handler

PROBLEM_JSON = "application/problem+json"


class PortalError(Exception):
    """Something the portal refuses, with sentences that say why and what to do."""

    status = 400
    title = "The request cannot be carried out"

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons: Sequence[str] = reasons

    def __str__(self) -> str:
        return " ".join(self.reasons) or self.title


class NotPermitted(PortalError):
    """This person may not do this."""

    status = 403
    title = "You may not do this"


class NotFound(PortalError):
    """There is no such thing, or this person may not know of it."""

    status = 404
    title = "Not found"


class StepRefused(PortalError):
    """The step is not possible from here, now."""

    status = 409
    title = "This step is not possible now"


class EditConflict(PortalError):
    """Somebody else changed the same thing since it was read."""

    status = 409
    title = "Somebody else saved this in the meantime"


class LostUpdate(PortalError):
    """It was changed since it was read; the change would erase somebody else's (RFC 9110)."""

    status = 412
    title = "Somebody else saved this in the meantime"


class PreconditionMissing(PortalError):
    """A change that does not say what it is based on could erase somebody else's (RFC 6585)."""

    status = 428
    title = "Say what your change is based on"


class TooOften(PortalError):
    """More was asked in an hour than one address may."""

    status = 429
    title = "Too many requests"


class InvalidInput(PortalError):
    """A value is wrong. `fields` maps field name -> messages."""

    status = 422
    title = "Some answers need a correction"

    def __init__(self, *reasons: str, fields: dict[str, list[str]] | None = None) -> None:
        super().__init__(*reasons)
        self.fields = fields or {}


class BodyTooLarge(APIException):
    """Django refuses to read a body larger than DATA_UPLOAD_MAX_MEMORY_SIZE."""

    status_code = 413
    default_detail = "The body is larger than this API takes."


def problem(status: int, *, title: str, detail: str = "", instance: str = "") -> dict[str, Any]:
    """The members of RFC 9457. `type` stays about:blank: the status says what kind it is."""
    body = {"type": "about:blank", "title": title, "status": int(status)}
    return body | {k: v for k, v in (("detail", detail), ("instance", instance)) if v}


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """The exception handler of the API. None for a fault of ours: handler500 answers that."""
    instance = context["request"].path if context.get("request") else ""
    if isinstance(error, PortalError):
        body = problem(error.status, title=error.title, detail=str(error), instance=instance)
        if isinstance(error, InvalidInput) and (error.fields or len(error.reasons) > 1):
            body["errors"] = list(field_problems(error.fields or error.reasons))
        return Response(body, status=error.status, content_type=PROBLEM_JSON)
    if isinstance(error, RequestDataTooBig):
        error = BodyTooLarge()
    response = exception_handler(error, context)
    if response is not None:
        response.data = _problem_of(response, instance=instance)
        response.content_type = PROBLEM_JSON
    return response


def _problem_of(response: Response, *, instance: str) -> dict[str, Any]:
    """What DRF found: one sentence, or messages by field."""
    data, title = response.data, HTTPStatus(response.status_code).phrase
    if isinstance(data, dict) and set(data) <= {"detail", "code", "messages"}:
        detail = str(data.get("detail", ""))
        return problem(response.status_code, title=title, detail=detail, instance=instance)
    body = problem(
        response.status_code,
        title=InvalidInput.title,
        detail="See errors: each names the place in what was sent.",
        instance=instance,
    )
    return body | {"errors": list(field_problems(data))}


def field_problems(messages: Any, pointer: str = "#") -> Iterator[dict[str, str]]:
    """Nested messages, flattened: a JSON pointer (RFC 6901) and a sentence for each."""
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            yield from field_problems(inner, _step(pointer, str(name)))
    elif isinstance(messages, list | tuple):
        for index, inner in enumerate(messages):
            nested = isinstance(inner, Mapping | list | tuple)
            yield from field_problems(inner, f"{pointer}/{index}" if nested else pointer)
    else:
        yield {"pointer": pointer, "detail": str(messages)}


def _step(pointer: str, name: str) -> str:
    """`non_field_errors` belong to the whole, so they take no step down."""
    if name == "non_field_errors":
        return pointer
    return f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"
