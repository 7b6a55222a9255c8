"""What exactly does a member sign, and does a signature still hold?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from exports_portal.canonical import digest_of_answers
from proposals.content.material import material_digest
from proposals.content.members import Member
from proposals.content.overview import Overview
from proposals.content.reading import Reader, for_reader
from proposals.content.whole import (
    ProposalContent,
    anchor_of,
    parts,
    records_of,
    with_records,
)


def signer(content: ProposalContent, organization: int) -> Reader:
    """Whoever signs for this member reads what the member reads."""
    is_anchor = organization == anchor_of(content)
    return Reader(organizations=frozenset({organization}), is_anchor=is_anchor)


def packet(content: ProposalContent, organization: int) -> ProposalContent:
    """What this member signs: who it is, what it says, and what the anchor member says for all as
    far as the member may read it. The anchor member signs for everything that it may read.

    Left out is what can change without a new signature: no facts about who takes part and with
    what (domain.md R34). A field that is added later changes no packet that says nothing in it.
    """
    return _packet(content, organization, _said_by(content))


type SaidBy = Mapping[str, Mapping[int, Sequence[Any]]]


def _said_by(content: ProposalContent) -> SaidBy:
    """Kind by kind the records of each member, where each writes its own: looked for once."""
    found: dict[str, dict[int, list[Any]]] = {}
    for part in parts().values():
        if part.is_signed and part.is_of_each_member:
            of_kind = found.setdefault(part.name, {})
            for record in records_of(content, part):
                of_kind.setdefault(record.contributor, []).append(record)
    return found


def _packet(content: ProposalContent, organization: int, said_by: SaidBy) -> ProposalContent:
    """What is not signed is taken out before it is looked at who may read the rest."""
    # By the markings of everybody, also where they are no part of what this member signs.
    reader = replace(signer(content, organization), also_marked=content.markings)
    spoken: dict[str, Any] = {
        part.name: getattr(content, part.name) for part in parts().values() if part.is_signed
    }
    if not reader.is_anchor:
        for name, of_kind in said_by.items():
            spoken[name] = tuple(of_kind.get(organization, ()))
    signed = ProposalContent(
        call_code="",
        consortium_name="",
        overview=Overview(title=""),
        members=_members(content, organization, is_anchor=reader.is_anchor),
        **{"layers": (), **spoken},
    )
    return for_reader(signed, reader)


def _members(content: ProposalContent, organization: int, *, is_anchor: bool) -> tuple[Member, ...]:
    own = content.member(organization)
    if is_anchor:
        return content.members
    return (own,) if own else ()


def packet_digest(content: ProposalContent, organization: int) -> str:
    """sha256 over the canonical JSON of the packet, its records by their ids: to move a row changes
    nothing that it says.
    """
    return _packet_digest(packet(content, organization))


def _packet_digest(signed: ProposalContent) -> str:
    records = {
        part.name: sorted(records_of(signed, part), key=lambda record: record.id.int)
        for part in parts().values()
        if part.is_signed
    }
    return digest_of_answers(with_records(signed, records))


def digests_by_member(content: ProposalContent) -> dict[int, frozenset[str]]:
    """For each member that signed on what a signature of it holds: on its packet, or on the whole
    material content, which every member signed before there were packets. That one is looked at
    where a signature is on something else than the packet.
    """
    signed = {signature.organization_id for signature in content.certifications}
    said_by = _said_by(content)
    packets = {
        member.organization_id: _packet_digest(_packet(content, member.organization_id, said_by))
        for member in content.members
        if member.organization_id in signed
    }
    is_on_packets = all(
        signature.signed_digest == packets.get(signature.organization_id)
        for signature in content.certifications
    )
    before = [] if is_on_packets else [material_digest(content)]
    return {pk: frozenset({found, *before}) for pk, found in packets.items()}
