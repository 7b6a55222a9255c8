"""Is a proposal ready to be submitted? Every readiness rule, in the order of the panel.

A rule is a pure function of the content and the context, in a file of its own. To add one, write
the file, add the function to RULES, and write its test file.
"""

from collections.abc import Callable

from proposals.content import ProposalContent
from proposals.rules.context import RuleContext
from proposals.rules.finding import WORST_FIRST, Finding, Outcome
from proposals.rules.pd01_overview import overview
from proposals.rules.pd02_theft_protection import theft_protection
from proposals.rules.pd03_readable_evidence import readable_evidence
from proposals.rules.r01_one_anchor import one_anchor
from proposals.rules.r02_us_anchor import us_anchor
from proposals.rules.r03_five_layers import five_layers
from proposals.rules.r04_us_manufacture import us_manufacture
from proposals.rules.r05_target_market import target_market
from proposals.rules.r06_build_own_operate import build_own_operate
from proposals.rules.r07_support import support
from proposals.rules.r08_call_window import call_window
from proposals.rules.r09_member_location import member_location
from proposals.rules.r10_member_control import member_control
from proposals.rules.r11_provider_location import provider_location
from proposals.rules.r12_base_model import base_model
from proposals.rules.r13_content import us_content
from proposals.rules.r14_prc_origin import prc_origin
from proposals.rules.r15_national_champion import national_champion
from proposals.rules.r16_chip_class import chip_class
from proposals.rules.r17_destination_groups import destination_groups
from proposals.rules.r18_embargo import embargo
from proposals.rules.r19_barred_destinations import barred_destinations
from proposals.rules.r22_parties import parties
from proposals.rules.r27_site_capacity import site_capacity
from proposals.rules.r28_remote_access import remote_access
from proposals.rules.r29_frontier_model import frontier_model
from proposals.rules.r30_letter_restricted import letter_restricted
from proposals.rules.r31_security_coverage import security_coverage
from proposals.rules.r32_expired_claims import expired_claims
from proposals.rules.r33_certifications import certifications
from proposals.rules.r35_marked_information import marked_information
from proposals.rules.r36_public_leak import public_leak
from proposals.rules.r39_exclusivity import exclusivity
from proposals.rules.r40_financing_prerequisite import financing_prerequisite
from proposals.rules.r41_outbound_investment import outbound_investment
from proposals.rules.r42_bulk_data import bulk_data

__all__ = ["LASTING", "RULES", "WORST_FIRST", "Finding", "Outcome", "evaluate", "lasting_blocks"]

RULES: tuple[Callable[[ProposalContent, RuleContext], list[Finding]], ...] = (
    one_anchor,
    us_anchor,
    five_layers,
    us_manufacture,
    target_market,
    destination_groups,
    embargo,
    barred_destinations,
    build_own_operate,
    support,
    financing_prerequisite,
    call_window,
    member_location,
    member_control,
    provider_location,
    national_champion,
    exclusivity,
    base_model,
    us_content,
    prc_origin,
    chip_class,
    parties,
    site_capacity,
    remote_access,
    frontier_model,
    letter_restricted,
    bulk_data,
    outbound_investment,
    security_coverage,
    expired_claims,
    theft_protection,
    readable_evidence,
    certifications,
    marked_information,
    public_leak,
    overview,
)

# What must hold until the decision, by the policy of that day and whatever was true at submission.
LASTING = (
    one_anchor,
    us_anchor,
    member_location,
    member_control,
    provider_location,
    base_model,
    target_market,
    destination_groups,
    embargo,
    barred_destinations,
)


def evaluate(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """At least one finding of each rule, in the order of the rules."""
    return [finding for rule in RULES for finding in rule(content, context)]


def lasting_blocks(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """What keeps a submitted case from being decided in its favor, by the lasting rules alone."""
    found = [finding for rule in LASTING for finding in rule(content, context)]
    return [finding for finding in found if finding.outcome is Outcome.BLOCK]
