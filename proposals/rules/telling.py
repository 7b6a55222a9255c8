"""What of a finding may a member read that is not the anchor member?

Pure. The words of a rule may repeat a confidential value, so they are told only where they cannot.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from proposals.rules.finding import Finding
from proposals.rules.places import certifications_of, member

# What these rules say is about public facts: the overview, the layers, the dates of the call, who
# has signed, and what is marked. The words of every other rule may repeat a confidential value.
READABLE_RULES = frozenset({"PD01", "R03", "R04", "R08", "R33", "R35"})
WITHHELD = "The anchor member sees what this finding says."
# To the anchor member itself, of what another member keeps from it.
WITHHELD_BY_MEMBER = "The member whose record it is sees what this finding says."


def findings_as_member(
    findings: Iterable[Finding],
    own: Collection[int],
    found_by_them: Collection[Finding],
    *,
    withheld: str = WITHHELD,
) -> list[Finding]:
    """Every rule and its outcome; the words only where they repeat nothing confidential.

    `found_by_them`: what the same rules find in what this person may read. What is found there
    word for word tells them nothing that they do not know.
    """
    theirs = {place(pk) for pk in own for place in (member, certifications_of)}
    return [
        finding
        if finding.rule_id in READABLE_RULES or finding.anchor in theirs or finding in found_by_them
        else replace(finding, message=withheld, explanation="")
        for finding in findings
    ]
