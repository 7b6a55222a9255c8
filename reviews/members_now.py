"""What does a version say when its members are taken as they stand now?

A version is frozen, and what an organization says of itself is not (decision 12).
"""

from dataclasses import replace

from proposals.content import ProposalContent
from proposals.models import ProposalVersion
from proposals.snapshot import content_of
from proposals.states import EDITABLE, FINAL


def content_as_it_stands(version: ProposalVersion) -> ProposalContent | None:
    """None where nobody has to know: what the draft's own pages say stays out, as it is the
    applicant's until it is submitted, and a case that has ended is not looked at again.
    """
    if version.proposal.state in (*EDITABLE, *FINAL):
        return None
    now = {member.organization_id: member for member in content_of(version.proposal).members}
    content = version.content
    return replace(content, members=tuple(now.get(m.organization_id, m) for m in content.members))
