"""State x step x role, written out: what the state table allows, and nothing else."""

from dataclasses import dataclass

import pytest
from django.db import transaction

from exports_portal.accounts.models import User
from exports_portal.accounts.roles import Agency, Part, Role
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import NotPermitted, StepRefused
from proposals.actions.advance import advance
from proposals.models import Proposal
from proposals.states import ProposalState as S
from tests.factories import amendments as change
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.proposals_ready import sign_everything
from tests.factories.reviews import Case, case_awaiting_determination, consultant, officer

pytestmark = pytest.mark.django_db

ANCHOR_ADMIN, ANCHOR_SIGNATORY = "anchor administrator", "anchor signatory"


@dataclass(frozen=True)
class Row:
    """`target` is "" for a step that leads nowhere else."""

    sources: set[str]
    target: str
    actors: set[str]


REVIEWERS = {
    Role.INTAKE_OFFICER,
    Role.SECURITY_REVIEWER,
    Role.DESTINATION_REVIEWER,
    Role.CONTENT_ANALYST,
    Role.CASE_LEAD,
}
OFFICIAL = {Role.DECIDING_OFFICIAL}
OPEN = {
    S.DRAFT,
    S.RETURNED,
    S.SUBMITTED,
    S.IN_REVIEW,
    S.INFO_REQUESTED,
    S.IN_CONSULTATION,
    S.AWAITING_DETERMINATION,
}
UNDER_REVIEW = OPEN - {S.DRAFT, S.RETURNED}
TABLE = {
    "submit": Row({S.DRAFT, S.RETURNED}, S.SUBMITTED, {ANCHOR_SIGNATORY}),
    "amend": Row(UNDER_REVIEW, "", {ANCHOR_SIGNATORY}),
    "accept": Row({S.SUBMITTED}, S.IN_REVIEW, {Role.INTAKE_OFFICER, Role.CASE_LEAD}),
    "return_incomplete": Row({S.SUBMITTED}, S.RETURNED, {Role.INTAKE_OFFICER, Role.CASE_LEAD}),
    "ask": Row({S.IN_REVIEW, S.IN_CONSULTATION}, S.INFO_REQUESTED, REVIEWERS),
    "answer": Row({S.INFO_REQUESTED}, S.IN_CONSULTATION, {ANCHOR_ADMIN, ANCHOR_SIGNATORY}),
    "consult": Row({S.IN_REVIEW}, S.IN_CONSULTATION, {Role.CASE_LEAD}),
    "complete": Row({S.IN_CONSULTATION}, S.AWAITING_DETERMINATION, {Role.CASE_LEAD}),
    "send_back": Row({S.AWAITING_DETERMINATION}, S.IN_REVIEW, {Role.CASE_LEAD, *OFFICIAL}),
    "designate": Row({S.AWAITING_DETERMINATION}, S.DESIGNATED, OFFICIAL),
    "decline": Row({S.AWAITING_DETERMINATION}, S.DECLINED, OFFICIAL),
    "reopen": Row({S.DECLINED}, S.AWAITING_DETERMINATION, OFFICIAL),
    "withdraw": Row(OPEN, S.WITHDRAWN, {ANCHOR_SIGNATORY}),
    "suspend": Row({S.DESIGNATED}, S.SUSPENDED, OFFICIAL),
    "reinstate": Row({S.SUSPENDED}, S.DESIGNATED, OFFICIAL),
    "terminate": Row({S.DESIGNATED, S.SUSPENDED}, S.TERMINATED, OFFICIAL),
    "lapse": Row({S.DESIGNATED}, S.LAPSED, OFFICIAL),
}


def actors_of(case: Case) -> dict[str, User]:
    """One person for every role and part there is, and three who have none."""
    actors: dict[str, User] = {role: officer(role) for role in Role if role != "AGENCY_CONSULTANT"}
    actors[Role.AGENCY_CONSULTANT] = consultant(Agency.STATE)
    actors |= {ANCHOR_ADMIN: case.ready.admin, ANCHOR_SIGNATORY: case.ready.signatory}
    actors["anchor contributor"] = UserFactory()
    MembershipFactory(
        organization=case.ready.anchor, user=actors["anchor contributor"], part=Part.CONTRIBUTOR
    )
    actors["member signatory"] = case.ready.member_signatory
    actors["stranger"] = UserFactory()
    actors["system administrator"] = UserFactory(is_staff=True, is_superuser=True)
    return actors


def outcome(proposal: Proposal, step: str, by: User) -> str:
    """Where the step leads, or the name of the refusal. Leaves everything as it was."""
    try:
        with transaction.atomic():
            moved = advance(proposal, step, by=by)
            transaction.set_rollback(True)
    except (StepRefused, NotPermitted) as refusal:
        return type(refusal).__name__
    return moved.state


@pytest.mark.parametrize("step", TABLE)
def test_each_step_is_possible_from_the_listed_states_for_the_listed_people_alone(step):
    case = case_awaiting_determination()
    if step == "amend":  # it takes an amendment that changes something, and is signed
        change.opened(case)
        change.change_value(case)
        sign_everything(case.ready)
    row, actors = TABLE[step], actors_of(case)
    found, expected = {}, {}
    for state in S:
        Proposal.objects.filter(pk=case.proposal.pk).update(
            state=state, resume_state=S.IN_CONSULTATION
        )
        for name, person in actors.items():
            found[state, name] = outcome(case.proposal, step, person)
            allowed = (row.target or state) if name in row.actors else "NotPermitted"
            expected[state, name] = allowed if state in row.sources else "StepRefused"
    assert found == expected


def test_the_table_names_every_step_there_is():
    steps = Proposal().get_all_state_transitions()
    assert {step.name for step in steps} == TABLE.keys()


@pytest.mark.parametrize("resume_state", [S.IN_REVIEW, S.IN_CONSULTATION])
def test_an_answer_leads_back_to_where_the_question_interrupted(resume_state):
    case = case_awaiting_determination()
    Proposal.objects.filter(pk=case.proposal.pk).update(
        state=S.INFO_REQUESTED, resume_state=resume_state
    )
    assert outcome(case.proposal, "answer", case.ready.admin) == resume_state


def test_a_refused_step_leaves_no_trace():
    case = case_awaiting_determination()
    before = AuditEvent.objects.count()
    with pytest.raises(NotPermitted):
        advance(case.proposal, "designate", by=case.lead)
    with pytest.raises(StepRefused):
        advance(case.proposal, "accept", by=case.lead)
    assert AuditEvent.objects.count() == before
    assert case.now().proposal.state == S.AWAITING_DETERMINATION


def test_a_declined_proposal_is_reopened_once():
    case = case_awaiting_determination()
    Proposal.objects.filter(pk=case.proposal.pk).update(state=S.DECLINED)
    advance(case.proposal, "reopen", by=case.decider)
    Proposal.objects.filter(pk=case.proposal.pk).update(state=S.DECLINED)
    with pytest.raises(StepRefused, match="reopened once"):
        advance(case.proposal, "reopen", by=case.decider)


def test_an_unknown_step_is_refused_in_words():
    case = case_awaiting_determination()
    with pytest.raises(StepRefused, match="not possible from there"):
        advance(case.proposal, "fly", by=case.lead)
