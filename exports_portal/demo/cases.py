"""How far has each case of the demonstration come? Each step is one of the portal's own actions."""

from datetime import timedelta

from django.utils import timezone

from exports_portal.accounts.roles import Agency
from exports_portal.demo import packages, people
from exports_portal.demo.security import attach_evidence
from exports_portal.demo.shared import write_together
from exports_portal.demo.stage import Stage
from exports_portal.policy.readers import certifications
from proposals.actions.advance import advance
from proposals.actions.certify import sign
from proposals.actions.drafts import save_section, start
from proposals.actions.submit import submit
from proposals.models import Proposal
from reviews.actions import case, steps
from reviews.actions.adjudicate import adjudicate
from reviews.actions.answers import Given
from reviews.actions.determine import ConditionText, designate
from reviews.actions.letters import issue_letter
from reviews.actions.screening import screen_parties
from reviews.answering import open_rows
from reviews.criteria.criterion import Row
from reviews.desk import latest_version
from reviews.models import Consultation, ReviewTrack, ScreeningHit
from reviews.states import (
    TIERS_FOR_TWO,
    AdjudicationCode,
    AdjudicationOutcome,
    ConditionCategory,
    ConsultationResponse,
    ContentBasis,
    RowFinding,
    TrackKind,
    TrackOutcome,
)

REVIEWERS = {
    TrackKind.COMPLETENESS: people.INTAKE,
    TrackKind.SECURITY: people.SECURITY,
    TrackKind.DESTINATION: people.DESTINATION,
    TrackKind.US_CONTENT: people.CONTENT,
    TrackKind.NATIONAL_INTEREST: people.LEAD,
}
COMMENTS = {
    TrackKind.COMPLETENESS: "All sections are answered and every member has signed.",
    TrackKind.SECURITY: "Key custody, attestation and limits against distillation are described.",
    TrackKind.DESTINATION: "Every hit is adjudicated; no market is in D:5, E:1, E:2 or Macau.",
    TrackKind.US_CONTENT: "The bill of materials supports the computed share.",
    TrackKind.NATIONAL_INTEREST: "The package serves the purposes of section 1 of E.O. 14320.",
}


# Criterion that is not met, or not known -> why the track is satisfied all the same.
READ = "Read the document: it shows what is claimed, and names who answers for it."
SHOWN = "Shown at the site; the document follows."
ANSWERS = {
    "DEST.HEADQUARTERS": "Asked by telephone; an extract of the register names no owner of half.",
    "CONTENT.CHIP_CLASS": "The manufacturer classified it; its letter was shown.",
}
REASONS = {
    people.DESTINATION: "Another party: different country, address and business register number.",
    people.LEAD: "Agreed: the register of companies names other owners and another address.",
}


def play(stage: Stage) -> None:
    """Two designated packages, one that awaits its determination, one in review, and a draft."""
    designated(stage, packages.HOSPITALS, conditions=_conditions())
    designated(stage, packages.FARMS, conditions=())
    awaiting_determination(stage, packages.SCHOOLS)
    in_review(stage, packages.PORTS)
    write_together(stage)


def in_review(stage: Stage, package: packages.Package) -> Proposal:
    """Submitted, screened and accepted; tracks assigned, hits waiting to be adjudicated."""
    proposal = _submitted(stage, package)
    version = latest_version(proposal)
    assert version is not None  # noqa: S101  submitted one line above
    screen_parties(case.receive(version))
    case.assign_lead(proposal, to=stage.user(people.LEAD), by=stage.user(people.INTAKE))
    _conclude(stage, proposal, TrackKind.COMPLETENESS)
    steps.accept(proposal, by=stage.user(people.INTAKE))
    for track in ReviewTrack.objects.filter(version=version, concluded_at=None):
        case.assign_track(
            track,
            to=stage.user(REVIEWERS[TrackKind(track.kind)]),
            due_on=timezone.localdate() + timedelta(days=21),
            by=stage.user(people.LEAD),
        )
    return proposal


def awaiting_determination(stage: Stage, package: packages.Package) -> Proposal:
    """Everything is examined and every agency has answered."""
    proposal = in_review(stage, package)
    _adjudicate_all(stage, proposal)
    for kind in set(TrackKind) - {TrackKind.COMPLETENESS}:
        _conclude(stage, proposal, kind)
    steps.consult(proposal, by=stage.user(people.LEAD))
    for agency, consultant in zip(Agency, people.CONSULTANTS, strict=True):
        steps.answer_consultation(
            Consultation.objects.get(version=latest_version(proposal), agency=agency),
            response=ConsultationResponse.CONCUR,
            comment="The agency concurs with the designation as proposed.",
            by=stage.user(consultant),
        )
    return advance(proposal, "complete", by=stage.user(people.LEAD))


def designated(
    stage: Stage, package: packages.Package, *, conditions: tuple[ConditionText, ...]
) -> Proposal:
    """Designated, in the catalog, with its letter."""
    proposal = awaiting_determination(stage, package)
    determination = designate(
        proposal,
        rationale=(
            "The package extends the use of American AI in a partner country, keeps its security "
            "in American and partner hands, and meets the criteria of section 3 of E.O. 14320."
        ),
        content_basis=ContentBasis.PRESUMPTION,
        conditions=conditions,
        by=stage.user(people.OFFICIAL),
    )
    issue_letter(determination)
    return proposal


def _submitted(stage: Stage, package: packages.Package) -> Proposal:
    applicant = stage.user(people.APPLICANT)
    proposal = start(
        consortium=stage.consortium, call=stage.call, title=package.title, by=applicant
    )
    for section, draft in package.sections(stage.anchor, stage.member).items():
        save_section(proposal, section, draft, by=applicant)
    for section, draft in package.sections_of_member().items():
        save_section(proposal, section, draft, by=stage.user(people.MEMBER))
    attach_evidence(proposal, by=applicant)
    codes = [item.code for item in certifications(timezone.localdate())]
    for organization, signer in ((stage.anchor, people.APPLICANT), (stage.member, people.MEMBER)):
        sign(
            proposal,
            organization=organization,
            codes=codes,
            signer_title=signer.title,
            by=stage.user(signer),
        )
    submit(proposal, by=applicant)
    return Proposal.objects.get(pk=proposal.pk)


def _conclude(stage: Stage, proposal: Proposal, kind: TrackKind) -> None:
    track = ReviewTrack.objects.get(version=latest_version(proposal), kind=kind)
    case.conclude_track(
        track,
        outcome=TrackOutcome.SATISFIED,
        comment=COMMENTS[kind],
        by=stage.user(REVIEWERS[kind]),
        answers={row.digest: _given(row) for row in open_rows(track)},
    )


def _given(row: Row) -> Given:
    finding = RowFinding.MET if row.asks_for_a_finding else ""
    return Given(ANSWERS.get(row.criterion.code, READ if finding else SHOWN), finding)


def _adjudicate_all(stage: Stage, proposal: Proposal) -> None:
    version = latest_version(proposal)
    hits = ScreeningHit.objects.filter(party__run__version=version).open_for(proposal)
    for hit in hits:
        for person in (people.DESTINATION, people.LEAD):  # a strong hit takes two
            adjudicate(
                hit,
                outcome=AdjudicationOutcome.FALSE_POSITIVE,
                code=AdjudicationCode.DIFFERENT_PLACE,
                reason=REASONS[person],
                by=stage.user(person),
            )
            if hit.tier not in TIERS_FOR_TWO:
                break


def _conditions() -> tuple[ConditionText, ...]:
    return (
        ConditionText(
            category=ConditionCategory.SECURITY,
            text="Show an independent test of the key custody before the first delivery.",
            due_on=timezone.localdate() + timedelta(days=90),
        ),
        ConditionText(
            category=ConditionCategory.REPORTING,
            text="Report deliveries, operators and incidents to the program office twice a year.",
        ),
    )
