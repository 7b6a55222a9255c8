"""How is a version read that was frozen in an earlier format of the content?

Each format says how it becomes the next one. A frozen version itself is never rewritten.
"""

from collections.abc import Callable, Mapping
from typing import Any

from exports_portal.canonical import read_as
from proposals.content import CONTENT_FORMAT, ProposalContent


def content_from_json(data: Mapping[str, Any]) -> ProposalContent:
    """The content of a frozen version, of whichever format, as the present one has it.

    What stands in the version is not touched: its sha256 is over the document as it was frozen.
    Raises KeyError, TypeError or ValueError when it is no content.
    """
    while (number := data.get("content_format")) != CONTENT_FORMAT or type(number) is not int:
        if type(number) is not int or number not in _NEXT_FORMAT:
            raise ValueError(f"unknown content format {number!r}")
        data = _NEXT_FORMAT[number](data)
    return read_as(ProposalContent, data)


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
    return {
        **data,
        "members": members,
        "involved_parties": [],
        "content_format": 2,
    }


# format -> how it becomes the next one
_NEXT_FORMAT: dict[int, Callable[[Mapping[str, Any]], Mapping[str, Any]]] = {1: _from_format_1}
