"""Can a version go on before everybody it names is screened?"""

import pytest

from exports_portal.canonical import plain
from exports_portal.errors import StepRefused
from proposals.actions.advance import advance
from proposals.actions.submit import submit
from reviews import desk, tasks
from reviews.actions import case as desk_work
from reviews.actions import steps
from reviews.actions.screening import queue_screening, screen_parties
from reviews.models import ScreenedParty, ScreeningRun
from reviews.parties import parties_of
from reviews.screening.parties import Party
from reviews.states import RunKind, TrackKind
from tests.factories.proposals_ready import BUYER, ready_proposal
from tests.factories.reviews import (
    case_awaiting_determination,
    conclude,
    fictional_list,
    submitted_case,
)

pytestmark = pytest.mark.django_db


def screen_but(case, spoil):
    """Screen the version anew; what was written down is spoiled before a worker sees it."""
    run = queue_screening(case.version, kind=RunKind.ON_REQUEST)
    spoil(run)
    assert screen_parties(run) is True
    return len(parties_of(case.version.content))


def without_the_buyer(run):
    run.parties.get(name=BUYER).delete()


def with_a_stranger(run):
    ScreenedParty.objects.create(
        run=run, position=999, kind="BUYER", name="Who", relation="", query=plain(Party(name="Who"))
    )


def under_another_name(run):
    party = run.parties.get(name=BUYER)
    party.query = party.query | {"name": "Somebody Else"}
    party.save()


SPOILED = {
    without_the_buyer: "{less} of {all} parties of this version are screened.",
    with_a_stranger: (
        "{all} of {all} parties of this version are screened, and 1 that it does not name."
    ),
    under_another_name: (
        "{less} of {all} parties of this version are screened, and 1 that it does not name."
    ),
}


def test_a_version_is_not_accepted_before_its_screening_is_finished():
    case = submitted_case(screened=False)
    conclude(case, TrackKind.COMPLETENESS)
    with pytest.raises(StepRefused, match="The screening of this version is not finished"):
        steps.accept(case.proposal, by=case.lead)

    screen_parties(case.run)

    assert steps.accept(case.proposal, by=case.lead).state == "IN_REVIEW"


@pytest.mark.parametrize("spoil", SPOILED)
def test_a_version_is_not_accepted_before_exactly_its_parties_are_screened(spoil):
    case = submitted_case()
    conclude(case, TrackKind.COMPLETENESS)
    named = screen_but(case, spoil)

    sentence = SPOILED[spoil].format(less=named - 1, all=named)
    assert desk.completeness_gaps(case.proposal) == [sentence]
    with pytest.raises(StepRefused, match="parties of this version are screened"):
        steps.accept(case.proposal, by=case.lead)


@pytest.mark.parametrize("spoil", SPOILED)
def test_nothing_is_designated_before_exactly_the_parties_of_the_version_are_screened(spoil):
    case = case_awaiting_determination()
    assert desk.decision_gaps(case.proposal) == []
    named = screen_but(case, spoil)

    sentence = SPOILED[spoil].format(less=named - 1, all=named)
    assert desk.decision_gaps(case.proposal) == [sentence]
    with pytest.raises(StepRefused) as refused:
        advance(case.proposal, "designate", by=case.decider)
    assert refused.value.reasons == (sentence,)


def test_a_submission_nobody_heard_of_is_screened_by_the_sweeper_with_all_its_parties():
    """The message after the submission is lost: whatever the queue holds, nobody takes it."""
    fictional_list()
    ready = ready_proposal()
    version = submit(ready.proposal, by=ready.signatory)
    assert not ScreeningRun.objects.exists()
    assert "The screening of this version is not finished." in desk.completeness_gaps(
        version.proposal
    )

    tasks.find_unfinished_work()
    tasks.receive_version(version.pk)
    run = ScreeningRun.objects.get()
    tasks.screen_run(run.pk)

    run.refresh_from_db()
    assert run.party_count == run.screened_count == len(parties_of(version.content))
    assert desk.completeness_gaps(version.proposal) == ["The completeness track is not concluded."]


def test_the_next_version_starts_unscreened_whatever_the_last_one_had():
    case = submitted_case()
    steps.return_incomplete(case.proposal, reason="A name is missing.", by=case.lead)
    desk_work.receive(submit(case.proposal, by=case.ready.signatory))
    conclude(case.now(), TrackKind.COMPLETENESS)

    assert desk.completeness_gaps(case.proposal) == [
        "The screening of this version is not finished."
    ]
