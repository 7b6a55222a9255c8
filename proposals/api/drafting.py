"""How does a checked payload become sections to save?"""

from typing import Any

from rest_framework.request import Request

from exports_portal.canonical import digest
from exports_portal.errors import InvalidInput
from proposals.actions.at_once import Repeatable
from proposals.actions.drafts import SectionDraft
from proposals.api.parties import as_row

LONGEST_KEY = 200
# section -> the name under which its rows are sent; layers and markets are rows and nothing else
ROWS = {
    "hardware": "components",
    "operations": "operating_roles",
    "support": "support_requests",
}


def sections_of(data: dict[str, Any], *, with_title: bool = True) -> dict[str, SectionDraft]:
    """The sections that were sent, in the order of the pages."""
    sections = {}
    title = {"title": data["title"]} if with_title and "title" in data else {}
    if title or "overview" in data:
        sections["overview"] = SectionDraft(values=title | dict(data.get("overview", {})))
    for name in ("layers", "markets"):
        if name in data:
            sections[name] = SectionDraft(values={}, rows=data[name])
    if "parties" in data:
        rows = [as_row(party) for party in data["parties"]]
        sections["parties"] = SectionDraft(values={}, rows=rows)
    for name, rows_name in ROWS.items():
        if name in data:
            values = dict(data[name])
            sections[name] = SectionDraft(rows=values.pop(rows_name, None), values=values)
    return sections


def repeatable(request: Request) -> Repeatable | None:
    """What the `Idempotency-Key` header says, if there is one."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not (key.isascii() and key.isprintable() and 0 < len(key) <= LONGEST_KEY):
        message = f"Send 1 to {LONGEST_KEY} printable ASCII characters as Idempotency-Key."
        raise InvalidInput(message)
    return Repeatable(key=key, payload_digest=digest(request.data))
