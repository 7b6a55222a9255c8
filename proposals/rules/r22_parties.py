"""R22: is everybody named who will be screened, and can each name be screened at all?"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from exports_portal.web.names import is_readable
from exports_portal.web.placeholders import is_placeholder
from proposals.content import Certification, Member, PartyRole, ProposalContent
from proposals.content.walk import names_in
from proposals.content.whole import Part, parts, records_of
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule

RULE = Rule(
    rule_id="R22",
    version=2,
    title="Whoever takes part is named and can be screened",
    section=places.Section.PARTIES,
    source=f"Who is screened, and who is expected to be named: {PROGRAM_DEFAULT}",
)
MEMBER_RULE = replace(RULE, section=places.Section.MEMBERS)

# Roles of which at least one is expected, and what to write when there is none.
EXPECTED: tuple[tuple[frozenset[PartyRole], str], ...] = (
    (frozenset({PartyRole.FACILITY}), "Name the facility where the hardware will stand, if known."),
    (
        frozenset({PartyRole.BUYER, PartyRole.END_USER}),
        "Name the buyer or the end user, if one is known.",
    ),
)
Named = tuple[Rule, str, str]


def parties(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """Every party has a name that can be read, and the parties one expects are named.

    Inputs: every name of a party in the content. Outcome: BLOCK for a name without a letter or
    digit and for a placeholder ("TBD"), for such a party could not be screened; WARN when no
    facility or site, no buyer or end user, or no officer of a member is named; otherwise PASS.
    Source: domain.md R22, program default, not published text.
    """
    found = [
        rule.blocks(
            f"Nobody can be screened under the name “{name}”: write the full name.",
            anchor=anchor,
        )
        for rule, anchor, name in _names(content)
        if name and not _can_be_screened(name)
    ]
    found += _not_named(content)
    message = "Members with their officers, facilities and buyers are named."
    return found or [RULE.passes(message, anchor=places.PARTY_ROWS)]


@lru_cache(maxsize=10_000)
def _can_be_screened(name: str) -> bool:
    """A manufacturer is named in thousands of rows."""
    return is_readable(name) and not is_placeholder(name)


def _not_named(content: ProposalContent) -> Iterator[Finding]:
    for member in content.members:
        if not member.officers:
            message = f"State who directs and manages {member.legal_name}."
            yield MEMBER_RULE.warns(message, anchor=places.member(member.organization_id))
    roles = {party.role for party in content.involved_parties}
    if content.sites:
        roles.add(PartyRole.FACILITY)
    for expected, message in EXPECTED:
        if not roles & expected:
            yield RULE.warns(message, anchor=places.PARTY_ROWS)


def _names(content: ProposalContent) -> Iterator[Named]:
    """(the rule with its page, the place, the name) of everybody who is named."""
    for part in parts().values():
        rule = replace(RULE, section=part.section)
        for record in records_of(content, part):
            for name in names_in(record):
                yield rule, _place(part, record), name


def _place(part: Part, record: Any) -> str:
    """Where on its page a record is read."""
    if isinstance(record, Member):
        return places.member(record.organization_id)
    if isinstance(record, Certification):
        return places.certifications_of(record.organization_id)
    return record.anchor() or f"{part.section}-rows"
