"""R22: is everybody named who will be screened, and can each name be screened at all?"""

from collections.abc import Iterator
from dataclasses import replace

from exports_portal.web.names import is_readable
from exports_portal.web.placeholders import is_placeholder
from proposals.content import Member, PartyRole, ProposalContent
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
HARDWARE_RULE = replace(RULE, section=places.Section.HARDWARE)
OPERATIONS_RULE = replace(RULE, section=places.Section.OPERATIONS)

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
    facility, no buyer or end user, or no officer of a member is named; otherwise PASS.
    Source: domain.md R22, program default, not published text.
    """
    found = [
        rule.blocks(
            f"Nobody can be screened under the name “{name}”: write the full name.",
            anchor=anchor,
        )
        for rule, anchor, name in _names(content)
        if name and (not is_readable(name) or is_placeholder(name))
    ]
    found += _not_named(content)
    message = "Members with their officers, facilities and buyers are named."
    return found or [RULE.passes(message, anchor=places.PARTY_ROWS)]


def _not_named(content: ProposalContent) -> Iterator[Finding]:
    for member in content.members:
        if not member.officers:
            message = f"State who directs and manages {member.legal_name}."
            yield MEMBER_RULE.warns(message, anchor=places.member(member.organization_id))
    roles = {party.role for party in content.involved_parties}
    for expected, message in EXPECTED:
        if not roles & expected:
            yield RULE.warns(message, anchor=places.PARTY_ROWS)


def _names(content: ProposalContent) -> Iterator[Named]:
    """(the rule with its page, the place, the name) of everybody who is named."""
    for member in content.members:
        anchor = places.member(member.organization_id)
        for name in _names_of(member):
            yield MEMBER_RULE, anchor, name
    for component in content.components:
        yield HARDWARE_RULE, places.HARDWARE_ROWS, component.manufacturer
    for answer in content.operating_roles:
        yield OPERATIONS_RULE, places.operating_role(answer.role), answer.name
    for party in content.involved_parties:
        for name in (party.name, party.majority_owner_name):
            yield RULE, places.PARTY_ROWS, name
    for signed in content.certifications:
        anchor = places.certifications_of(signed.organization_id)
        yield replace(RULE, section=places.Section.CERTIFICATIONS), anchor, signed.signer_name


def _names_of(member: Member) -> Iterator[str]:
    yield member.legal_name
    yield from member.other_names
    yield member.parent_name
    for owner in member.owners:
        yield owner.name
    for officer in member.officers:
        yield officer.name
