"""Which parts of a proposal are public, and which may a member read that is not its anchor?

Pure. The one list of what may be seen: a field that is not named here is confidential, whoever
added it and whatever its type. The leak check (confidential.py) and a member's reading (sharing.py)
both follow from it, and a test holds the catalog's own list against it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from types import MappingProxyType
from typing import Any

from proposals.content import Certification, Layer, Market, Member, ProposalContent

# What designation may copy to the catalog, and so what every member may read.
PUBLIC: Mapping[type, frozenset[str]] = MappingProxyType(
    {
        ProposalContent: frozenset(
            {
                "call_code",
                "consortium_name",
                "title",
                "executive_summary",
                "sectors",
                "members",
                "layers",
                "markets",
                "delivery_mode",
                "content_format",
            }
        ),
        Member: frozenset({"organization_id", "role", "legal_name"}),
        Layer: frozenset({"code", "description", "us_manufacture_statement", "providers"}),
        Market: frozenset({"kind", "code"}),
    }
)
# Records that the organization named in this field may read whole.
OWN: Mapping[type, str] = MappingProxyType(
    {Member: "organization_id", Certification: "organization_id"}
)


def is_public(record: object, field: str) -> bool:
    return field in PUBLIC.get(type(record), frozenset())


@dataclass(frozen=True, slots=True)
class Confidential:
    """A value that is not public: its field, the record it stands in, and whose record that is."""

    record: Any
    field: str
    value: Any
    owner: Any


def confidential_values(record: Any, owner: Any = None) -> Iterator[Confidential]:
    """Everything that is not public, record by record: texts, numbers, whatever a field holds."""
    for field in fields(record):
        yield from _values(record, field.name, getattr(record, field.name), owner)


def _values(record: Any, field: str, value: Any, owner: Any) -> Iterator[Confidential]:
    if is_dataclass(value):
        yield from confidential_values(value, record)
    elif isinstance(value, tuple):
        for item in value:
            yield from _values(record, field, item, owner)
    elif not is_public(record, field):
        yield Confidential(record, field, value, owner)
