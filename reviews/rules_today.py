"""Do the readiness rules that must hold until the decision still hold for a submitted version?

A version is frozen, the policy of the day is not, and neither is what its members say.
"""

from collections.abc import Iterator

from django.utils import timezone

from proposals.models import ProposalVersion
from proposals.rules import lasting_blocks
from proposals.snapshot import context_of
from reviews.members_now import content_as_it_stands


def rule_gaps(version: ProposalVersion) -> Iterator[str]:
    """A sentence for each rule that blocks, by today's policy, naming the rule."""
    context = context_of(version.proposal, as_of=timezone.now())
    said = lasting_blocks(version.content, context)
    for finding in said:
        yield f"Rule {finding.rule_id} blocks. {finding.message}"
    content = content_as_it_stands(version)
    if content is None or content == version.content:
        return
    for finding in lasting_blocks(content, context):
        if finding not in said:
            yield f"Rule {finding.rule_id} blocks since submission. {finding.message}"
