"""PD03: can everybody who reads the evidence open it?"""

from proposals.content import ProposalContent
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule

RULE = Rule(
    rule_id="PD03",
    version=1,
    title="Evidence has been scanned for viruses",
    section=places.Section.EVIDENCE,
    source=f"Decision 22; {PROGRAM_DEFAULT}",
)


def readable_evidence(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """A scanner has passed each document that the proposal names.

    Inputs: the documents, the state of the scan of each. Outcome, for each: BLOCK where a virus was
    found or the file could not be scanned; WARN while it waits; otherwise PASS.
    Source: decision 22; program default, not published text.
    """
    found = []
    for document in content.evidence:
        match context.unread.get(document.id):
            case None:
                continue
            case "WAITING":
                message = f"Wait until {document.named} has been scanned: it counts from then on."
                found.append(RULE.warns(message, anchor=places.EVIDENCE))
            case _:
                message = f"Remove {document.named}, or upload it again: nobody can open it."
                found.append(RULE.blocks(message, anchor=places.EVIDENCE))
    message = "Every document that is attached can be opened."
    return found or [RULE.passes(message, anchor=places.EVIDENCE)]
