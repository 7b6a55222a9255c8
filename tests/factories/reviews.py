"""How does a test get a case at any place of its life? Built by the portal's own actions.

`case_in_review(listed=["Harbor Founders Holding"])` puts that name on the list first, so that the
screening finds it; without it no party of a case resembles an entry of the fictional list.
"""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.accounts.roles import Agency, Role
from proposals.actions.advance import advance
from proposals.actions.submit import submit
from proposals.models import Proposal, ProposalVersion
from proposals.states import ProposalState
from reviews.actions import asking, determine, steps
from reviews.actions import case as desk_work
from reviews.actions.adjudicate import adjudicate
from reviews.actions.answers import Given
from reviews.actions.lists import take_in
from reviews.actions.screening import screen_parties
from reviews.answering import open_rows
from reviews.desk import latest_version
from reviews.models import Adjudication, ListVersion, ReviewTrack, ScreeningHit, ScreeningRun
from reviews.states import (
    TIERS_FOR_TWO,
    TIERS_ON_REQUEST,
    AdjudicationCode,
    AdjudicationOutcome,
    ConsultationResponse,
    ContentBasis,
    RowFinding,
    TrackKind,
    TrackOutcome,
)
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.kept import kept
from tests.factories.proposals_ready import Ready, ready_proposal

FICTIONAL_LIST = Path(__file__).parents[1] / "data" / "fictional-list.json"
Row = Mapping[str, object]
COLLEAGUE = "Noor Castellan"
CLEARED = "Another company, in another country."
RATIONALE = "The package meets the criteria of section 3(d) of E.O. 14320."


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case with its people: the applicants, the lead who reviewed it, and who may decide it."""

    ready: Ready
    proposal: Proposal
    lead: User
    decider: User

    @property
    def version(self) -> ProposalVersion:
        version = latest_version(self.proposal)
        assert version is not None
        return version

    @property
    def run(self) -> ScreeningRun:
        run = ScreeningRun.objects.latest_of(self.version)
        assert run is not None
        return run

    @property
    def hits(self) -> list[ScreeningHit]:
        return list(ScreeningHit.objects.filter(party__run=self.run).order_by("-score", "pk"))

    def track(self, kind: TrackKind) -> ReviewTrack:
        return ReviewTrack.objects.get(version=self.version, kind=kind)

    def now(self) -> "Case":
        """The same case as the database has it now."""
        return replace(self, proposal=Proposal.objects.get(pk=self.proposal.pk))


def officer(*roles: Role, **fields: object) -> User:
    """Somebody of the program office with these roles."""
    return UserFactory(roles=roles, **fields)


def consultant(agency: Agency, **fields: object) -> User:
    """Somebody who answers for an agency."""
    user = UserFactory(**fields)
    RoleGrantFactory(user=user, role=Role.AGENCY_CONSULTANT, agency=agency)
    return user


@kept
def fictional_list(
    *, listed: Sequence[str | Row] = (), changes: Row = MappingProxyType({})
) -> ListVersion:
    """Put the fictional list in force, with an entry for each of these names besides.

    Instead of a name it can be the fields of an entry; `changes` are fields of all of them.
    """
    document = json.loads(FICTIONAL_LIST.read_text())
    template = document["results"][0]
    for number, entry in enumerate(listed, start=1):
        given = {"name": entry} if isinstance(entry, str) else entry
        blank = {"id": f"listed-{number}", "alt_names": [], "addresses": []}
        document["results"].append({**template, **blank, **given, **changes})
    del document["total"], document["sources"]
    # An old publication holds decisions; of one day the file is the same.
    document["search_performed_at"] = f"{timezone.localdate()}T06:00:00+00:00"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "fictional-list.json"
        file.write_text(json.dumps(document))
        return take_in(file, release="The list that this test needs.").version


@kept
def submitted_case(
    *, listed: Sequence[str | Row] = (), screened: bool = True, ready: Ready | None = None
) -> Case:
    """Submitted and received. `screened=False` leaves the screening for a worker."""
    fictional_list(listed=listed)
    ready = ready or ready_proposal()
    version = submit(ready.proposal, by=ready.signatory)
    run = desk_work.receive(version)
    if screened:
        screen_parties(run)
    lead = officer(Role.CASE_LEAD, full_name="Lena Marsh")
    decider = officer(Role.DECIDING_OFFICIAL, full_name="Dario Okafor")
    return Case(ready=ready, proposal=version.proposal, lead=lead, decider=decider).now()


@kept
def case_in_review(*, listed: Sequence[str | Row] = (), ready: Ready | None = None) -> Case:
    """Accepted by the lead, with every track open but completeness."""
    case = submitted_case(listed=listed, ready=ready)
    conclude(case, TrackKind.COMPLETENESS)
    steps.accept(case.proposal, by=case.lead)
    return case.now()


@kept
def case_with_question(*, question: str = "Who operates the site?") -> Case:
    """In review, with a question to the applicant that is not answered."""
    case = case_in_review()
    asking.ask(case.proposal, question=question, due_on=None, by=case.lead)
    return case.now()


@kept
def case_in_consultation(*, listed: Sequence[str | Row] = (), ready: Ready | None = None) -> Case:
    """Led; the four agencies are asked, none has answered, and the tracks are open."""
    case = case_in_review(listed=listed, ready=ready)
    desk_work.assign_lead(case.proposal, to=case.lead, by=case.lead)
    steps.consult(case.proposal, by=case.lead)
    return case.now()


@kept
def case_awaiting_determination(
    *, listed: Sequence[str | Row] = (), ready: Ready | None = None
) -> Case:
    """Everything is done that a determination needs."""
    case = case_in_consultation(listed=listed, ready=ready)
    for kind in TrackKind:
        if kind != TrackKind.COMPLETENESS:
            conclude(case, kind)
    for hit in case.hits:
        if hit.tier not in TIERS_ON_REQUEST:
            settle(case, hit)
    for consultation in case.version.consultations.all():
        steps.answer_consultation(
            consultation,
            response=ConsultationResponse.CONCUR,
            comment="We concur.",
            by=consultant(consultation.agency),
        )
    advance(case.proposal, "complete", by=case.lead)
    return case.now()


@kept
def designated_case(
    *,
    conditions: Sequence[determine.ConditionText] = (),
    rationale: str = RATIONALE,
    ready: Ready | None = None,
) -> Case:
    """Designated; its public half is in the catalog."""
    case = case_awaiting_determination(ready=ready)
    determine.designate(
        case.proposal,
        rationale=rationale,
        content_basis=ContentBasis.PRESUMPTION,
        conditions=conditions,
        by=case.decider,
    )
    return case.now()


def declined_case(*, ready: Ready | None = None) -> Case:
    case = case_awaiting_determination(ready=ready)
    determine.decline(
        case.proposal, rationale=RATIONALE, content_basis=ContentBasis.PRESUMPTION, by=case.decider
    )
    return case.now()


def suspended_case() -> Case:
    case = designated_case()
    determine.supervise(case.proposal, "suspend", reason="A member left.", by=case.decider)
    return case.now()


def conclude(case: Case, kind: TrackKind) -> None:
    """The lead concludes a track as satisfied."""
    track = case.track(kind)
    desk_work.conclude_track(
        track,
        outcome=TrackOutcome.SATISFIED,
        comment="Examined.",
        by=case.lead,
        answers=answered(track),
    )


def answered(track: ReviewTrack) -> dict[str, Given]:
    """An answer to each row of a track that asks for one, and a finding where one is due."""
    return {
        row.digest: Given(
            "Asked and shown at the site.", RowFinding.MET if row.asks_for_a_finding else ""
        )
        for row in open_rows(track)
    }


def settle(case: Case, hit: ScreeningHit) -> None:
    """The lead finds that a hit is another party; where it takes two, a colleague agrees."""
    clear(hit, by=case.lead)
    if hit.tier in TIERS_FOR_TWO:
        clear(hit, by=colleague())


def clear(hit: ScreeningHit, *, by: User, reason: str = CLEARED) -> Adjudication:
    """One person finds that a hit is another party."""
    return adjudicate(
        hit,
        outcome=AdjudicationOutcome.FALSE_POSITIVE,
        code=AdjudicationCode.DIFFERENT_PLACE,
        reason=reason,
        by=by,
    )


def colleague() -> User:
    """The destination reviewer who looks at what the lead has cleared. One per test."""
    existing = User.objects.filter(full_name=COLLEAGUE).first()
    return existing or officer(Role.DESTINATION_REVIEWER, full_name=COLLEAGUE)


def shelf_of_cases(count: int, *, like: Case) -> list[Proposal]:
    """Many cases with the content of one, for lists: rows alone, without their actions."""
    first = Proposal.objects.count()
    proposals = Proposal.objects.bulk_create(
        Proposal(
            consortium=like.proposal.consortium,
            call=like.proposal.call,
            created_by=like.proposal.created_by,
            title=f"Shelf package {number}",
            public_id=f"AAEP-25-{number:05d}",
            state=ProposalState.IN_REVIEW,
            submitted_at=like.proposal.submitted_at - timedelta(days=number % 300),
        )
        for number in range(first, first + count)
    )
    frozen = like.version
    ProposalVersion.objects.bulk_create(
        ProposalVersion(
            proposal=proposal,
            number=1,
            document=frozen.document
            | {"overview": frozen.document["overview"] | {"title": proposal.title}},
            sha256=frozen.sha256,
            frozen_by=frozen.frozen_by,
        )
        for proposal in proposals
    )
    return proposals
