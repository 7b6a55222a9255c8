"""What did a member sign last, and what is different from it now?"""

from dataclasses import dataclass, replace

from django.utils import timezone

from proposals.content import ProposalContent
from proposals.content.changes import Change, changes, named_in
from proposals.content.packet import digests_by_member, packet, signer
from proposals.content.reading import Reader
from proposals.models import Proposal, SignedPacket
from proposals.snapshot import content_of, known_codes


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSigned:
    """A signed packet, and the changes since as far as a reader may know them."""

    packet: SignedPacket
    changes: list[Change]

    @property
    def fields(self) -> list[str]:
        """Which fields changed, without what they say."""
        return named_in(self.changes)


def last_signed(
    proposal: Proposal,
    organization: int,
    content: ProposalContent,
    *,
    reader: Reader | None = None,
) -> LastSigned | None:
    """For the member itself without a `reader`. None where it has signed nothing that was kept."""
    found = SignedPacket.objects.filter(proposal=proposal, organization=organization).first()
    if found is None:
        return None
    now, known = packet(content, organization), known_codes(content, timezone.localdate())
    reads = replace(reader or signer(content, organization), also_marked=content.markings)
    return LastSigned(packet=found, changes=changes(found.content, now, reads, known))


def lapsed_packets(proposal: Proposal) -> list[LastSigned]:
    """Of each member that signed the packet that it signed last, where that no longer holds and
    nobody was told.
    """
    content = content_of(proposal)
    holding = digests_by_member(content)
    found = []
    for organization in {signature.organization_id for signature in content.certifications}:
        last = last_signed(proposal, organization, content) if organization in holding else None
        if (
            last is not None
            and last.packet.told_at is None
            and last.packet.digest not in holding[organization]
        ):
            found.append(last)
    return found
