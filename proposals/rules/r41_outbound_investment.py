"""R41: does U.S. money go into somebody in a country of concern of the outbound rules?"""

from collections.abc import Iterator
from dataclasses import replace

from exports_portal.policy.countries import is_united_states
from proposals.content import InvolvedParty, Member, PartyRole, ProposalContent
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule
from proposals.rules.r09_member_location import locations

# 31 CFR 850.207: the People's Republic of China with Hong Kong and Macau. A set of its own, not
# that of the call (domain.md 4.8).
OUTBOUND_CONCERN = frozenset({"CN", "HK", "MO"})
RULE = Rule(
    rule_id="R41",
    version=1,
    title="No U.S. investment in a country of concern is part of the package",
    section=places.Section.PARTIES,
    source=(
        "31 CFR part 850 (country of concern: China with Hong Kong and Macau). What the dossier "
        f"shows of it: {PROGRAM_DEFAULT}"
    ),
)
MEMBER_RULE = replace(RULE, section=places.Section.MEMBERS)


def outbound_investment(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """No party there is owned or financed from the United States, as far as the dossier tells.

    Inputs: countries of members and their owners, of the parties to the transaction and their
    majority owners; lenders and investors. Outcome: NEEDS_HUMAN for a party or a member there with
    an owner from the United States, and for each party there, or whose country is not stated, while
    a lender or investor is from the United States or its country is not stated; WARN without a
    member or without a party; otherwise PASS.
    Source: 31 CFR part 850 (domain.md 4.8, R41).
    """
    if not content.members:
        message = "Add the members with their owners, so that investments can be judged."
        return [MEMBER_RULE.warns(message, anchor=places.MEMBER_ROWS)]
    if not content.involved_parties:
        message = "List the parties to the transaction, lenders and investors among them."
        return [RULE.warns(message, anchor=places.PARTY_ROWS)]
    found = [finding for member in content.members for finding in _of_member(member)]
    lenders = [p for p in content.involved_parties if p.role is PartyRole.FINANCIER]
    is_us_money = any(not p.country or is_united_states(p.country) for p in lenders)
    for party in content.involved_parties:
        found += _of_party(party, is_us_money=is_us_money)
    message = "No party in China is owned or financed from the United States."
    return found or [RULE.passes(message, anchor=places.PARTY_ROWS)]


def _of_member(member: Member) -> Iterator[Finding]:
    is_there = any(country in OUTBOUND_CONCERN for _, country in locations(member))
    owners = (member.parent_country, *(owner.country for owner in member.owners))
    if is_there and any(map(is_united_states, owners)):
        message = f"A person must look at {member.legal_name}: it is in China, with U.S. owners."
        yield MEMBER_RULE.needs_person(message, anchor=places.member(member.organization_id))


def _of_party(party: InvolvedParty, *, is_us_money: bool) -> Iterator[Finding]:
    stated = {country for country in (party.country, party.address_country) if country}
    if stated and not stated & OUTBOUND_CONCERN:
        return
    is_asked = is_us_money and party.role is not PartyRole.FINANCIER
    if stated and is_united_states(party.majority_owner_country):
        message = f"A person must look at {party.name}: it is in China, with a U.S. owner."
        yield RULE.needs_person(message, anchor=places.PARTY_ROWS)
    elif is_asked:
        where = "in China" if stated else "whose country is not stated"
        message = f"A person must ask whether U.S. money goes into {party.name}, {where}."
        yield RULE.needs_person(message, anchor=places.PARTY_ROWS)
