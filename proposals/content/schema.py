"""What does a proposal look like as JSON? JSON Schema 2020-12, from the declaration."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from proposals.content.meanings import Rows
from proposals.content.saying import Field, fields_of
from proposals.content.whole import CONTENT_FORMAT, ProposalContent, parts

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache
def proposal_schema() -> dict[str, Any]:
    """Of a version of the present format. A field that is left out says its default.

    Beside each property stand `title`, `description`, and what JSON Schema has no word for:
    `x-audience`, `x-unit` and `x-source`.
    """
    schema = TypeAdapter(ProposalContent).json_schema()
    for kind in _kinds():
        for field in fields_of(kind):
            schema["$defs"][kind.__name__]["properties"][field.name] |= _said(field)
    schema["properties"]["content_format"] = {"const": CONTENT_FORMAT}
    return {"$schema": DIALECT, "title": "Proposal", **schema}


def _kinds() -> Iterator[type]:
    """Every kind, and the kinds of the records within their records."""
    for part in parts().values():
        yield part.of
        for field in fields_of(part.of):
            if isinstance(field.meaning, Rows):
                yield field.meaning.of


def _said(field: Field) -> dict[str, Any]:
    said = field.said
    told = {
        "title": said.label,
        "description": said.help,
        "x-audience": said.audience.value,
        "x-unit": said.unit,
        "x-source": said.source,
    }
    return {name: value for name, value in told.items() if value}
