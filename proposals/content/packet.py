"""What exactly does a member sign, and does a signature still hold?"""

from dataclasses import replace

from exports_portal.canonical import answers, digest
from proposals.content.members import Member
from proposals.content.overview import Overview
from proposals.content.reading import Reader, for_reader
from proposals.content.whole import (
    ProposalContent,
    anchor_of,
    material_digest,
    parts,
    records_of,
    spoken_by,
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
    reader = signer(content, organization)
    own = content if reader.is_anchor else spoken_by(content, organization)
    spoken = for_reader(own, reader)
    signed = ProposalContent(
        call_code="",
        consortium_name="",
        overview=Overview(title=""),
        members=_members(spoken, organization, is_anchor=reader.is_anchor),
        layers=(),
    )
    kinds = [part.name for part in parts().values() if part.is_signed]
    return replace(signed, **{name: getattr(spoken, name) for name in kinds})


def _members(spoken: ProposalContent, organization: int, *, is_anchor: bool) -> tuple[Member, ...]:
    own = spoken.member(organization)
    if is_anchor:
        return spoken.members
    return (own,) if own else ()


def packet_digest(content: ProposalContent, organization: int) -> str:
    """sha256 over the canonical JSON of the packet, its records by their ids: to move a row changes
    nothing that it says.
    """
    signed = packet(content, organization)
    records = {
        part.name: sorted(records_of(signed, part), key=lambda record: record.id)
        for part in parts().values()
        if part.is_signed
    }
    return digest(answers(with_records(signed, records)))


def digests_by_member(content: ProposalContent) -> dict[int, frozenset[str]]:
    """For each member on what a signature of it holds: on its packet, or on the whole material
    content, which every member signed before there were packets.
    """
    before = material_digest(content)
    pks = [member.organization_id for member in content.members]
    return {pk: frozenset({packet_digest(content, pk), before}) for pk in pks}
