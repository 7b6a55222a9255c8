"""R08: does the call take proposals now?"""

from datetime import datetime

from proposals.content import ProposalContent
from proposals.rules import places
from proposals.rules.context import WASHINGTON, RuleContext
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule

RULE = Rule(
    rule_id="R08",
    version=2,
    title="The call is open",
    section=places.Section.SUBMIT,
    source=f"E.O. 14320 sec. 3(c): within 90 days of the call. Late proposals: {PROGRAM_DEFAULT}",
)


def call_window(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """The moment of judgment lies within the window of the call, both ends included.

    An amendment is judged at the moment at which the proposal was first submitted: it may come
    until the determination (program default).
    Inputs: `as_of` or `handed_in_at`, opening and closing of the call, whether late proposals are
    taken. Outcome: BLOCK before it opens; after it closes WARN where late proposals are taken and
    BLOCK where not; otherwise PASS.
    Source: E.O. 14320 sec. 3(c); taking late proposals is a program default, not published text
    (domain.md R08).
    """
    call, anchor = context.call, places.CALL_WINDOW
    if context.handed_in_at is not None:
        message = f"Handed in on {_moment(context.handed_in_at)}. It can be amended until the "
        return [RULE.passes(f"{message}determination.", anchor=anchor)]
    if context.as_of < call.opens_at:
        message = f"Wait until the call opens on {_moment(call.opens_at)}."
        return [RULE.blocks(message, anchor=anchor)]
    if context.as_of <= call.closes_at:
        message = f"The call is open until {_moment(call.closes_at)}."
        return [RULE.passes(message, anchor=anchor)]
    closed = f"The call closed on {_moment(call.closes_at)}"
    if call.allow_late:
        message = f"{closed}. Submit soon: your proposal will be marked as late."
        return [RULE.warns(message, anchor=anchor)]
    message = f"{closed} and takes no late proposals. Keep this draft for a later call."
    return [RULE.blocks(message, anchor=anchor)]


def _moment(at: datetime) -> str:
    """As people in Washington write it: June 30, 2026, 11:59 p.m. Eastern time."""
    local = at.astimezone(WASHINGTON)
    half = "a.m." if local.hour < 12 else "p.m."
    hour = local.hour % 12 or 12
    return f"{local:%B} {local.day}, {local.year}, {hour}:{local:%M} {half} Eastern time"
