"""What does the OpenAPI document say that no view says, and how is it read by a page?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from exports_portal.errors import PROBLEM_JSON

PROBLEM = {
    "type": "object",
    "description": "What went wrong (RFC 9457). `errors` names places in what was sent.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "pointer": {"type": "string", "description": "JSON pointer (RFC 6901)"},
                    "detail": {"type": "string"},
                },
                "required": ["pointer", "detail"],
            },
        },
    },
    "required": ["type", "title", "status"],
}
# Said here and not by http.HTTPStatus, whose words differ between versions of Python.
REFUSALS = {
    "400": "Cannot be read, or says a thing twice",
    "401": "No token, or one that ended",
    "403": "This person may not do this",
    "404": "Not there, or somebody else's",
    "406": "Only JSON is answered",
    "409": "Not possible now, or changed by somebody else since it was read",
    "412": "Changed since it was read: read it again",
    "413": "The body is too large",
    "415": "Another kind of body than is described here",
    "422": "Something sent is wrong: `errors` names each place",
    "428": "Without `If-Match`",
    "429": "Too many calls: `Retry-After` says when to come back",
    "default": "A problem",
}
ANSWERS = {"200": "What was asked for", "201": "Done", "206": "The part that was asked for"}
CHANGING = frozenset({"post", "patch"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One line of the reference: what can be asked, by whom, and what comes back."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    is_open: bool
    parameters: list[dict[str, Any]]
    body: str
    answers: list[tuple[str, str]]


def with_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Every operation may be refused: each refusal is a problem, and is said to be one."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM
    for path, item in result["paths"].items():
        for method, operation in item.items():
            for status in _refusals(path, method, operation):
                operation["responses"].setdefault(status, _problem(status))
    return result


def operations(document: dict[str, Any]) -> dict[str, list[Operation]]:
    """The operations of a document, by the first part of their path."""
    groups: dict[str, list[Operation]] = {}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            group = path.removeprefix("/api/v1/").split("/")[0]
            groups.setdefault(group, []).append(_operation(path, method, operation))
    return groups


def _refusals(path: str, method: str, operation: dict[str, Any]) -> Iterator[str]:
    if _needs_a_token(operation):
        yield from ("401", "403")
    if "{" in path:
        yield "404"
    if operation.get("parameters") or method in CHANGING:
        yield "422"
    if method in CHANGING:
        yield from ("400", "409", "413", "415")
    if any(each["name"] == "If-Match" for each in operation.get("parameters", ())):
        yield from ("412", "428")
    yield from ("406", "429", "default")


def _needs_a_token(operation: dict[str, Any]) -> bool:
    return any(operation.get("security", ()))


def _problem(status: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": REFUSALS[status], "content": {PROBLEM_JSON: {"schema": schema}}}


def _operation(path: str, method: str, operation: dict[str, Any]) -> Operation:
    return Operation(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        is_open=not _needs_a_token(operation),
        parameters=operation.get("parameters", []),
        body=_body(operation),
        answers=[
            (status, answer["description"] or (ANSWERS | REFUSALS)[status])
            for status, answer in sorted(operation["responses"].items())
            if status != "default"
        ],
    )


def _body(operation: dict[str, Any]) -> str:
    """The name of the schema that the body follows."""
    content: dict[str, Any] = operation.get("requestBody", {}).get("content", {})
    schema: dict[str, Any] = next((each["schema"] for each in content.values()), {})
    return str(schema.get("$ref", "")).rpartition("/")[2]
