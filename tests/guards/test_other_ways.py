"""Around the pages: another role, the model itself, the administration, two roles in one person."""

import pytest
from django.contrib import admin
from django.test import Client
from django_fsm import TransitionNotAllowed

from exports_portal.accounts.actions.roles import grant_role
from exports_portal.accounts.actions.tokens import create_token
from exports_portal.accounts.models import User
from exports_portal.accounts.roles import Agency, Role
from exports_portal.errors import NotPermitted
from proposals.actions.advance import advance, refusals
from proposals.models import Proposal, ProposalVersion
from proposals.states import ProposalState
from reviews import models as reviewed
from reviews.actions import case as desk_work
from reviews.actions.resolving import resolve_finding
from reviews.states import ResolutionCode, Severity, TrackKind, TrackOutcome
from tests.factories.accounts import UserFactory
from tests.factories.ownership import judge, owned_case
from tests.factories.reviews import (
    answered,
    case_awaiting_determination,
    case_in_review,
    consultant,
    officer,
)

pytestmark = pytest.mark.django_db
REVIEWED = "You have reviewed a part of this case; somebody else has to decide it."


def with_a_no():
    case = case_awaiting_determination()
    reviewer = officer(Role.SECURITY_REVIEWER)
    desk_work.reopen_track(case.track(TrackKind.SECURITY), by=reviewer)
    desk_work.conclude_track(
        case.track(TrackKind.SECURITY),
        outcome=TrackOutcome.NOT_SATISFIED,
        comment="Nobody holds the keys.",
        by=reviewer,
    )
    return case


def also_official(person):
    person.role_grants.create(role=Role.DECIDING_OFFICIAL)
    return User.objects.get(pk=person.pk)


def test_the_model_itself():
    """Call the transition on the model, past the action and its permissions.

    Stopped by: the guards stand on the transition.
    """
    case = with_a_no()
    with pytest.raises(TransitionNotAllowed):
        case.now().proposal.designate()


def test_writing_the_state():
    """Write the state into the proposal.

    Stopped by: the field is protected; only a transition sets it.
    """
    proposal = case_in_review().proposal
    with pytest.raises(AttributeError):
        proposal.state = ProposalState.DESIGNATED


def test_the_administration():
    """Change a case, a finding, a track or an answer in the administration.

    Stopped by: it has no page for any of them.
    """
    changeable = {
        Proposal,
        ProposalVersion,
        reviewed.Finding,
        reviewed.ReviewTrack,
        reviewed.Consultation,
        reviewed.Adjudication,
        reviewed.Determination,
        reviewed.ScreeningHit,
        reviewed.ConflictDeclaration,
    }
    assert changeable.isdisjoint(admin.site._registry)


def test_a_system_administrator():
    """Designate as the person who runs the machine, or grant oneself the role.

    Stopped by: a system administrator has no role in a case, and grants none to themselves.
    """
    case = case_awaiting_determination()
    root = UserFactory(is_staff=True, is_superuser=True)
    with pytest.raises(NotPermitted):
        advance(case.proposal, "designate", by=root)
    with pytest.raises(NotPermitted):
        grant_role(root, role=Role.DECIDING_OFFICIAL, by=root)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DECIDING_OFFICIAL])
def test_another_role(role):
    """Designate as anybody but a deciding official.

    Stopped by: the permission of the transition.
    """
    case = case_awaiting_determination()
    person = consultant(Agency.STATE) if role == Role.AGENCY_CONSULTANT else officer(role)
    with pytest.raises(NotPermitted):
        advance(case.proposal, "designate", by=person)


def test_an_officers_token():
    """Take a step of the review over the API with an officer's token.

    Stopped by: the API has no step of the review, and shows an officer no draft and no case.
    """
    case = case_awaiting_determination()
    _, token = create_token(name="Test", days=1, by=case.decider)
    program = Client(headers={"authorization": f"Token {token}"})
    place = f"/api/v1/proposals/{case.proposal.pk}/"
    answers = [
        program.post(f"{place}{step}/", {}, content_type="application/json").status_code
        for step in ("designate", "complete", "submit")
    ]
    assert set(answers) <= {403, 404}
    assert case.now().proposal.state == ProposalState.AWAITING_DETERMINATION


def test_two_roles_in_one_person():
    """Conclude a track as case lead, and decide as deciding official.

    Stopped by: whoever reviewed a part of the case does not decide it.
    """
    case = case_awaiting_determination()
    assert refusals(case.proposal, "designate", also_official(case.lead)) == [REVIEWED]


def test_two_roles_and_a_track_opened_again():
    """The same, after opening the own conclusion again and having a colleague conclude it.

    Stopped by: who opened a track is kept with it.
    """
    case = case_awaiting_determination()
    person = officer(Role.SECURITY_REVIEWER)
    desk_work.reopen_track(case.track(TrackKind.SECURITY), by=person)
    desk_work.conclude_track(
        case.track(TrackKind.SECURITY),
        outcome=TrackOutcome.SATISFIED,
        comment="Examined.",
        by=officer(Role.SECURITY_REVIEWER),
        answers=answered(case.track(TrackKind.SECURITY)),
    )
    assert refusals(case.proposal, "designate", also_official(person)) == [REVIEWED]


def test_two_roles_and_a_finding():
    """Resolve the blocking finding as case lead, and decide as deciding official.

    Stopped by: resolving a finding is a part of the review.
    """
    case = case_awaiting_determination()
    person = officer(Role.CASE_LEAD)
    finding = desk_work.raise_finding(
        case.proposal,
        track=None,
        severity=Severity.BLOCKING,
        text_public="",
        text_internal="The share is not shown.",
        by=person,
    )
    resolve_finding(finding, resolution="Shown now.", by=person)
    assert refusals(case.proposal, "designate", also_official(person)) == [REVIEWED]


def test_the_official_closes_the_match():
    """A deciding official resolves the finding of a true match, and designates.

    Stopped by: deciding officials do not adjudicate, and so do not close what adjudication raised.
    """
    case = owned_case([("Grimspire Holding", "50", "")], listed=["Grimspire Holding"])
    judge(case, "Grimspire Holding")
    for finding in reviewed.Finding.objects.all():
        with pytest.raises(NotPermitted):
            resolve_finding(
                finding, resolution="A license.", code=ResolutionCode.AUTHORIZED, by=case.decider
            )
