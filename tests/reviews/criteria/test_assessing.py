"""Does every criterion say what it asks, and compute the same of the same facts?"""

import json
from dataclasses import replace

import pytest

from proposals.rules import LASTING, RULES
from proposals.rules.finding import Outcome as RuleOutcome
from reviews.criteria.assessing import CRITERIA, assess, plain
from reviews.criteria.by_rules import OUTCOMES as BY_RULES
from reviews.criteria.criterion import Outcome, Track, Weight, worst
from reviews.criteria.facts import OwnershipFact, PartyFacts
from reviews.states import ConsultationResponse, TrackKind
from tests.proposals.rules.contents import market, member
from tests.proposals.rules.models import CATALOG
from tests.proposals.rules.policy import context
from tests.reviews.criteria.cases import facts, outcomes_of, rows_of, screening

DOMAINS = [area.code for area in CATALOG.areas]


def test_every_criterion_asks_a_question_and_names_its_source():
    codes = [one.code for one in CRITERIA]
    assert len(set(codes)) == len(codes)
    for one in CRITERIA:
        assert one.question.endswith("?"), one.code
        assert one.source.strip(), one.code
    assert {one.track for one in CRITERIA} == set(Track)
    assert {kind.value for kind in TrackKind} <= {track.value for track in Track}


def test_every_readiness_rule_stands_behind_a_criterion():
    told = {
        finding["rule"]
        for row in assess(facts())
        for finding in row.computed.inputs.get("findings", ())
    }
    of_security = {"R31"}  # domain by domain
    every = {
        finding.rule_id for rule in RULES for finding in rule(facts().content, facts().context)
    }
    assert every - told == of_security


def test_what_cannot_be_waived_is_what_lasts_until_the_decision():
    """The guards of `complete` and `designate` judge these rules again: none is passed over."""
    of_law = {
        finding["rule"]
        for row in assess(facts())
        if row.criterion.weight is Weight.LAW
        for finding in row.computed.inputs.get("findings", ())
    }
    lasting = {finding.rule_id for rule in LASTING for finding in rule(facts().content, context())}
    assert of_law == lasting


def test_a_row_is_told_by_its_criterion_and_subject():
    rows = assess(facts(content={"markets": (market(kind="BLOC", code="EU"),)}))
    keys = [(row.criterion.code, row.subject.key) for row in rows]
    assert len(set(keys)) == len(keys)


def test_the_same_facts_give_the_same_bytes():
    def told():
        return json.dumps([plain(row) for row in assess(facts())], sort_keys=True)

    assert told() == told()


def test_a_rule_that_blocks_is_not_met_and_one_that_warns_is_for_a_person():
    assert BY_RULES == {
        RuleOutcome.PASS: Outcome.MET,
        RuleOutcome.WARN: Outcome.NEEDS_PERSON,
        RuleOutcome.NEEDS_HUMAN: Outcome.NEEDS_PERSON,
        RuleOutcome.BLOCK: Outcome.NOT_MET,
    }
    assert worst([]) is Outcome.UNKNOWN
    assert worst([Outcome.MET, Outcome.UNKNOWN, Outcome.NEEDS_PERSON]) is Outcome.UNKNOWN
    foreign = member(headquarters_country="DE")
    (row,) = rows_of("PARTY.ANCHOR", content={"members": (foreign,)})
    assert (row.computed.outcome, row.criterion.weight) == (Outcome.NOT_MET, Weight.LAW)
    assert row.computed.rule.partition(" ")[0] == "R02"


def test_nothing_computes_the_national_interest():
    (row,) = rows_of("NI.PURPOSES")
    assert row.computed.outcome is Outcome.NEEDS_PERSON


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("CONCUR", "MET"),
        ("NO_COMMENT", "MET"),
        ("CONCUR_WITH_CONDITIONS", "NEEDS_PERSON"),
        ("NON_CONCUR", "NOT_MET"),
        ("", "UNKNOWN"),
    ],
)
def test_an_agency_is_met_when_it_concurs_or_has_no_comment(answer, outcome):
    assert answer in {"", *ConsultationResponse.values}
    agencies = dict(facts().agencies) | {"STATE": answer}
    found = outcomes_of("AGENCY.ANSWER", agencies=agencies)
    assert found == {"STATE": outcome, "WAR": "MET", "ENERGY": "MET", "OSTP": "MET"}


def test_a_screening_with_a_gap_or_without_a_list_is_unknown():
    assert outcomes_of("PARTY.SCREENED") == {"": "MET"}
    for broken in ({"gaps": ("The list is old.",)}, {"list_version": ""}):
        assert outcomes_of("PARTY.SCREENED", screening=screening(**broken)) == {"": "UNKNOWN"}


def test_a_listed_party_is_not_met_and_an_open_hit_is_for_a_person():
    parties = (
        PartyFacts(name="Kestrel Trading", relation="Buyer", open_hits=2, true_matches=0),
        PartyFacts(name="Osprey Trading", relation="Buyer", open_hits=1, true_matches=1),
    )
    found = {
        row.subject.label: (row.computed.outcome, row.computed.said, row.criterion.weight)
        for row in rows_of("PARTY.LISTED", screening=screening(parties=parties))
    }
    assert found == {
        "Kestrel Trading (Buyer)": (
            Outcome.NEEDS_PERSON,
            "2 hits are not adjudicated.",
            Weight.LISTED,
        ),
        "Osprey Trading (Buyer)": (
            Outcome.NOT_MET,
            "1 hit is a true match: a listed party is named.",
            Weight.LISTED,
        ),
    }


@pytest.mark.parametrize(("blocks", "outcome"), [(True, "NOT_MET"), (False, "NEEDS_PERSON")])
def test_a_result_on_ownership_stands_until_it_is_resolved(blocks, outcome):
    result = OwnershipFact(
        key="abc", body="Kestrel", text="A listed party owns 60 %.", blocks=blocks
    )
    assert outcomes_of("PARTY.OWNERSHIP", ownership=(result,)) == {"abc": outcome}
    assert outcomes_of("PARTY.OWNERSHIP") == {}


def test_a_domain_with_a_gap_is_not_met_and_with_evidence_a_person_reads_it():
    whole = facts()
    (claim, *_) = [one for one in whole.content.security_claims if one.requirement]
    domain = claim.domain.value
    assert outcomes_of(f"SEC.{domain}") == {"": "NEEDS_PERSON"}
    without = tuple(one for one in whole.content.security_claims if one.domain != claim.domain)
    bare = replace(whole, content=replace(whole.content, security_claims=without))
    rows = {row.criterion.code: row for row in assess(bare)}
    row = rows[f"SEC.{domain}"]
    assert row.computed.outcome is Outcome.NOT_MET
    assert set(row.computed.inputs["requirements"].values()) == {"NO_CLAIM"}


def test_every_domain_of_the_catalog_has_its_criterion():
    assert {f"SEC.{domain}" for domain in DOMAINS} <= {one.code for one in CRITERIA}
