"""How does each domain of the security control catalog stand, and who can copy the models?"""

from collections.abc import Callable, Iterator

from exports_portal.canonical import answers, digest
from exports_portal.policy.controls import ControlArea
from proposals.content.security import DOMAIN_LABELS, ControlDomain
from proposals.rules.coverage import Standing
from proposals.rules.pd02_theft_protection import theft_protection
from proposals.rules.pd03_readable_evidence import readable_evidence
from proposals.rules.r28_remote_access import remote_access
from proposals.rules.r29_frontier_model import frontier_model
from proposals.rules.r30_letter_restricted import letter_restricted
from proposals.rules.r32_expired_claims import expired_claims
from reviews.criteria.by_rules import by_rules
from reviews.criteria.criterion import (
    WHOLE_CASE,
    Computed,
    Criterion,
    Outcome,
    Subject,
    Track,
    Weight,
)
from reviews.criteria.facts import CaseFacts

CATALOG = (
    "Security control catalog of the program, after E.O. 14320 sec. 3(b)(i)(D): each requirement "
    "names the text that it draws on. That it is asked is a program default, not published text."
)
# Standing of a mandatory requirement -> what it means for its domain. Evidence is read by a person.
OUTCOMES = {
    Standing.NO_CLAIM: Outcome.NOT_MET,
    Standing.UNSUPPORTED: Outcome.NOT_MET,
    Standing.PLANNED: Outcome.NOT_MET,
    Standing.NOT_APPLICABLE: Outcome.NEEDS_PERSON,
    Standing.SUPPORTED: Outcome.NEEDS_PERSON,
}
RULE = "R31"


def _of_domain(domain: ControlDomain) -> Criterion:
    return Criterion(
        code=f"SEC.{domain}",
        track=Track.SECURITY,
        question=f"{DOMAIN_LABELS[domain]}: does what is claimed, with its evidence, meet what the "
        "catalog asks of this package?",
        source=CATALOG,
        weight=Weight.JUDGMENT,
        subjects=_asked_of(domain),
        compute=_standing_of(domain),
        is_found=True,
        name=DOMAIN_LABELS[domain],
    )


def _asked_of(domain: ControlDomain) -> Callable[[CaseFacts], Iterator[Subject]]:
    """The whole case, where the domain asks anything of such a package."""

    def subjects(facts: CaseFacts) -> Iterator[Subject]:
        if domain in facts.areas:
            yield WHOLE_CASE

    return subjects


def _standing_of(domain: ControlDomain) -> Callable[[CaseFacts, Subject], Computed]:
    def compute(facts: CaseFacts, subject: Subject) -> Computed:
        found = facts.areas[domain]
        asked = {
            line.requirement.code: line.standing
            for line in found.lines
            if line.requirement.mandatory
        }
        return Computed(
            outcome=_outcome(asked),
            rule=RULE,
            said=_said(asked),
            citation=_sources(found.area),
            inputs={
                "requirements": {code: standing.value for code, standing in asked.items()},
                "claims": sorted(_claimed(facts, domain)),
            },
        )

    return compute


def _claimed(facts: CaseFacts, domain: ControlDomain) -> Iterator[str]:
    """The digest of each claim of the domain with its evidence: it changes with either."""
    content = facts.content
    for claim in content.security_claims:
        if claim.domain is domain:
            proof = sorted(one.sha256 for one in content.evidence if one.record == claim.id)
            yield digest([answers(claim), proof])


def _outcome(asked: dict[str, Standing]) -> Outcome:
    found = {OUTCOMES[standing] for standing in asked.values()}
    return Outcome.NOT_MET if Outcome.NOT_MET in found else Outcome.NEEDS_PERSON


def _said(asked: dict[str, Standing]) -> str:
    """Which requirements stand how, the ones with a gap first."""
    if not asked:
        return "The catalog asks nothing mandatory here; what is claimed is for a person to read."
    told = [
        f"{standing.label}: {', '.join(codes)}."
        for standing in Standing
        if (codes := [code for code, found in asked.items() if found is standing])
    ]
    return " ".join(told)


def _sources(area: ControlArea) -> str:
    return " ".join(dict.fromkeys(f"{row.draws_on}." for row in area.requirements))


SECURITY = (
    *(_of_domain(domain) for domain in ControlDomain),
    by_rules(
        "SEC.THEFT_ANSWERS",
        Track.SECURITY,
        "Are the questions about proxy accounts, jailbreaks, distillation and custody of weights "
        "answered, and are the answers good enough?",
        theft_protection,
    ),
    by_rules(
        "SEC.EVIDENCE",
        Track.SECURITY,
        "Can every document of evidence be opened, and has no assessment ended?",
        readable_evidence,
        expired_claims,
    ),
    by_rules(
        "SEC.REMOTE_TENANTS",
        Track.SECURITY,
        "Is it known who computes at each site from somewhere else?",
        remote_access,
    ),
    by_rules(
        "SEC.FRONTIER_MODELS",
        Track.SECURITY,
        "Are very large models known, and models that a letter of the Government restricts?",
        frontier_model,
        letter_restricted,
    ),
)
