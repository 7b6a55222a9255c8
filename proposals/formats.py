"""How is a version written, and how is one read that was frozen in an earlier format?

Format 3 leaves out what equals its default, so that a new field needs no new format. An earlier
format says how it becomes the next one. A frozen version itself is never rewritten.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from exports_portal.canonical import answers, read_as
from proposals.content import CONTENT_FORMAT, ProposalContent

FORMAT = "content_format"
# The ids of records that were frozen before records had ids.
_BEFORE_IDS = UUID("6f1c9a52-0d6a-5c8e-9a3b-3f2f0f5f7a01")


def document_of(content: ProposalContent) -> dict[str, Any]:
    """The content as JSON has it. A version's sha256 is over exactly this."""
    return {**answers(content), FORMAT: CONTENT_FORMAT}


def content_from_json(data: Mapping[str, Any]) -> ProposalContent:
    """The content of a frozen version, of whichever format, as the present one has it.

    What stands in the version is not touched: its sha256 is over the document as it was frozen.
    Raises KeyError, TypeError or ValueError when it is no content.
    """
    return read_as(ProposalContent, as_present(data))


def as_present(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The document as the present format has it. Raises as above."""
    while (number := data.get(FORMAT)) != CONTENT_FORMAT or type(number) is not int:
        if type(number) is not int or number not in _NEXT_FORMAT:
            raise ValueError(f"unknown content format {number!r}")
        data = _NEXT_FORMAT[number](data)
    return data


def _from_format_1(data: Mapping[str, Any]) -> dict[str, Any]:
    """Format 1 asked for no officers, no chains of owners and no parties besides the members."""
    members = [
        {
            **member,
            "officers": [],
            "owners": [{**owner, "holds_shares_in": ""} for owner in member["owners"]],
        }
        for member in data["members"]
    ]
    return {**data, "members": members, "involved_parties": [], FORMAT: 2}


# What stood in the proposal itself before format 3: kind -> its fields.
_OF_THE_WHOLE = {
    "overview": (
        *("title", "executive_summary", "confidential_summary"),
        *("national_interest_statement", "sectors"),
    ),
    "hardware": ("content_justification",),
    "operations": ("delivery_mode",),
    "support": ("no_support_requested",),
}
# kind -> by which of its fields a row is called
_ROWS = {
    "layers": ("code",),
    "components": ("name",),
    "markets": ("kind", "code"),
    "operating_roles": ("role",),
    "involved_parties": ("name",),
    "support_requests": ("code",),
}


def _from_format_2(data: Mapping[str, Any]) -> dict[str, Any]:
    """Format 2 had no records: no ids, no contributors, and some fields in the proposal itself."""
    anchor = next((m["organization_id"] for m in data["members"] if m["role"] == "ANCHOR"), 0)
    rest = {
        name: data[name] for name in ("call_code", "consortium_name", "members", "certifications")
    }
    ones = {
        kind: {name: data[name] for name in names} | _identity(kind, anchor)
        for kind, names in _OF_THE_WHOLE.items()
    }
    rows = {kind: list(_rows(kind, data[kind], anchor)) for kind in _ROWS}
    return {**rest, **ones, **rows, FORMAT: 3}


def _rows(kind: str, rows: Sequence[Mapping[str, Any]], anchor: int) -> Iterator[dict[str, Any]]:
    """Each with an id from what it is called, so that two versions know it by the same."""
    seen: Counter[str] = Counter()
    for row in rows:
        called = "/".join((kind, *(str(row[name]) for name in _ROWS[kind])))
        yield _flat(row) | _identity(f"{called}/{seen[called]}", anchor)
        seen[called] += 1


def _identity(called: str, anchor: int) -> dict[str, Any]:
    return {"id": str(uuid5(_BEFORE_IDS, called)), "contributor": anchor}


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """The address of a party stands in the party itself."""
    flat = dict(row)
    if address := flat.pop("address", None):
        flat |= {name: address[name] for name in ("street", "city", "region", "postal_code")}
        flat["address_country"] = address["country"]
    return flat


# format -> how it becomes the next one
_NEXT_FORMAT: dict[int, Callable[[Mapping[str, Any]], Mapping[str, Any]]] = {
    1: _from_format_1,
    2: _from_format_2,
}
