"""Which criteria ask of completeness, destinations, content, the interest and the agencies?"""

from collections.abc import Iterator

from proposals.rules.pd01_overview import overview
from proposals.rules.r03_five_layers import five_layers
from proposals.rules.r04_us_manufacture import us_manufacture
from proposals.rules.r05_target_market import target_market
from proposals.rules.r06_build_own_operate import build_own_operate
from proposals.rules.r07_support import support
from proposals.rules.r08_call_window import call_window
from proposals.rules.r12_base_model import base_model
from proposals.rules.r13_content import us_content
from proposals.rules.r14_prc_origin import prc_origin
from proposals.rules.r15_national_champion import national_champion
from proposals.rules.r16_chip_class import chip_class
from proposals.rules.r17_destination_groups import destination_groups
from proposals.rules.r18_embargo import embargo
from proposals.rules.r19_barred_destinations import barred_destinations
from proposals.rules.r27_site_capacity import site_capacity
from proposals.rules.r33_certifications import certifications
from proposals.rules.r35_marked_information import marked_information
from proposals.rules.r36_public_leak import public_leak
from proposals.rules.r39_exclusivity import exclusivity
from proposals.rules.r40_financing_prerequisite import financing_prerequisite
from proposals.rules.r41_outbound_investment import outbound_investment
from proposals.rules.r42_bulk_data import bulk_data
from reviews.criteria.by_rules import by_rules
from reviews.criteria.criterion import Computed, Criterion, Outcome, Subject, Track, Weight
from reviews.criteria.facts import CaseFacts
from reviews.criteria.licenses import HEADQUARTERS, LICENSE

PURPOSES = (
    "Purposes of the program, E.O. 14320 sec. 1 and 2; standard of the call, E.O. 14320 3(d)."
)
CONSULTED = "E.O. 14320 sec. 3(d): Commerce consults State, Defense, Energy and OSTP (rule R37)."
# Answer of an agency -> what it means for the case. "" is no answer yet.
ANSWERS = {
    "CONCUR": (Outcome.MET, "The agency concurs."),
    "NO_COMMENT": (Outcome.MET, "The agency has no comment."),
    "CONCUR_WITH_CONDITIONS": (
        Outcome.NEEDS_PERSON,
        "The agency concurs with conditions: each is taken up, or refused in writing.",
    ),
    "NON_CONCUR": (Outcome.NOT_MET, "The agency does not concur."),
    "": (Outcome.UNKNOWN, "The agency has not answered."),
}

COMPLETENESS = (
    by_rules(
        "COMP.OVERVIEW",
        Track.COMPLETENESS,
        "Does the overview say what is proposed, and argue the national interest?",
        overview,
    ),
    by_rules(
        "COMP.LAYERS",
        Track.COMPLETENESS,
        "Are all five layers offered, and is the U.S. manufacture of the hardware described?",
        five_layers,
        us_manufacture,
    ),
    by_rules(
        "COMP.OPERATION",
        Track.COMPLETENESS,
        "Is it said who builds, owns and operates, and which Federal support is asked for?",
        build_own_operate,
        support,
    ),
    by_rules(
        "COMP.SIGNED",
        Track.COMPLETENESS,
        "Was it handed in while the call was open, with every certification signed?",
        call_window,
        certifications,
        at_submission=True,
    ),
    by_rules(
        "COMP.CONFIDENTIAL",
        Track.COMPLETENESS,
        "Is what is confidential marked with its basis, and does no public text repeat it?",
        marked_information,
        public_leak,
    ),
)
DESTINATION = (
    by_rules(
        "DEST.KNOWN",
        Track.DESTINATION,
        "Is there a market, and is every destination a country whose groups are known?",
        target_market,
        destination_groups,
        weight=Weight.LAW,
    ),
    by_rules(
        "DEST.EMBARGO",
        Track.DESTINATION,
        "Is nothing and nobody in a country or region under comprehensive embargo?",
        embargo,
        weight=Weight.LAW,
    ),
    by_rules(
        "DEST.BARRED",
        Track.DESTINATION,
        "Does the package go to no country of D:5, not to Macau, and to no country of concern?",
        barred_destinations,
        weight=Weight.LAW,
    ),
    LICENSE,
    HEADQUARTERS,
    by_rules(
        "DEST.CAPACITY",
        Track.DESTINATION,
        "Can each site power the accelerators that it is said to get?",
        site_capacity,
    ),
)
US_CONTENT = (
    by_rules(
        "CONTENT.PRESUMPTION",
        Track.US_CONTENT,
        "Is the U.S. content of the hardware presumed, or do other factors justify it?",
        us_content,
    ),
    by_rules(
        "CONTENT.CHIP_CLASS",
        Track.US_CONTENT,
        "Does the declared ECCN of each chip fit its numbers?",
        chip_class,
    ),
    by_rules(
        "CONTENT.CHINA",
        Track.US_CONTENT,
        "Is no hardware made in China?",
        prc_origin,
    ),
)
NATIONAL_INTEREST = (
    Criterion(
        code="NI.PURPOSES",
        track=Track.NATIONAL_INTEREST,
        question="Does the package serve the purposes of the program in these markets?",
        source=PURPOSES,
        weight=Weight.JUDGMENT,
    ),
    by_rules(
        "NI.BASE_MODELS",
        Track.NATIONAL_INTEREST,
        "Is no model made from one of a country of concern?",
        base_model,
        weight=Weight.LAW,
    ),
    by_rules(
        "NI.MEMBERS",
        Track.NATIONAL_INTEREST,
        "What do foreign members bring, and is nothing of it promised to others?",
        national_champion,
        exclusivity,
    ),
    by_rules(
        "NI.OTHER_REGIMES",
        Track.NATIONAL_INTEREST,
        "Do financing, outbound investment and bulk data keep to their own rules?",
        financing_prerequisite,
        outbound_investment,
        bulk_data,
    ),
)


def _agencies(facts: CaseFacts) -> Iterator[Subject]:
    for code in facts.agencies:
        yield Subject(key=code, label=facts.agency_names[code])


def _answered(facts: CaseFacts, subject: Subject) -> Computed:
    answer = facts.agencies[subject.key]
    outcome, said = ANSWERS[answer]
    return Computed(
        outcome=outcome, rule="R37", said=said, citation=CONSULTED, inputs={"answer": answer}
    )


CONSULTATION = (
    Criterion(
        code="AGENCY.ANSWER",
        track=Track.CONSULTATION,
        question="Does the agency concur?",
        source=CONSULTED,
        weight=Weight.JUDGMENT,
        subjects=_agencies,
        compute=_answered,
        is_settled_elsewhere=True,
    ),
)
