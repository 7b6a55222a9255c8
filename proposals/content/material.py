"""What did every member sign before each signed a packet of its own (packet.py)?"""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from types import MappingProxyType
from typing import Any

from exports_portal.canonical import digest, plain
from proposals.content.whole import Part, ProposalContent, parts, records_of

# What a signature covered before format 3, and in which shape (`material_digest`).
_SIGNED_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "layers": (
            *("code", "description", "confidential_detail"),
            *("us_manufacture_statement", "providers"),
        ),
        "components": (
            *("name", "category", "manufacturer", "quantity", "unit_value"),
            *("us_origin_percent", "origin_country", "eccn"),
        ),
        "operating_roles": ("role", "name", "country", "to_be_decided", "explanation"),
        "involved_parties": (
            *("role", "name", "country", "address"),
            *("majority_owner_name", "majority_owner_country", "note"),
        ),
    }
)
# Flat since format 3; `address` says the same.
_IN_THE_ADDRESS = frozenset({"street", "city", "region", "postal_code", "address_country"})
# What a format after the first asks besides, and a signature on an older draft could not know of.
_ASKED_LATER = frozenset({"officers", "holds_shares_in", "percent_at_most", "involved_parties"})


def material_digest(content: ProposalContent) -> str:
    """What every member signed before each signed its own packet (packet.py).

    What a later format asks counts from the moment it is answered, so that a signature from before
    holds for as long as nothing was added.
    """
    material: dict[str, Any] = {"members": content.members}
    for part in parts().values():
        if part.is_signed:
            said = (_signed(record, part) for record in records_of(content, part))
            material[part.name] = [answers for answers in said if answers]
    return digest(_answered(plain(material)))


def _signed(record: Any, part: Part) -> dict[str, Any]:
    """The fields of a record as they were signed before, and those since that are answered."""
    of: Any = type(record)
    before, later = _signed_of(part.name, of)
    said = {name: getattr(record, name) for name in before}
    for name, default in later:
        if (value := getattr(record, name)) != default:
            said[name] = value
    return said


@cache
def _signed_of(part: str, of: Any) -> tuple[tuple[str, ...], tuple[tuple[str, Any], ...]]:
    """The fields of a kind that were signed before, and those since with their defaults."""
    before = _SIGNED_FIELDS.get(part, ())
    known = {"id", "contributor", *before, *_IN_THE_ADDRESS}
    return before, tuple((f.name, f.default) for f in fields(of) if f.name not in known)


def _answered(value: Any) -> Any:
    if isinstance(value, list):
        return [_answered(item) for item in value]
    if not isinstance(value, dict):
        return value
    later = _asked_later()
    return {name: _answered(item) for name, item in value.items() if item or name not in later}


@cache
def _asked_later() -> frozenset[str]:
    return frozenset({*_ASKED_LATER, *(set(parts()) - {"members", *_SIGNED_FIELDS})})
