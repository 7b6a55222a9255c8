"""A criterion that is not met: how is a track concluded as satisfied over it all the same?"""

import pytest

from exports_portal.accounts.roles import Role
from exports_portal.errors import EditConflict, InvalidInput, StepRefused
from proposals.actions.advance import advance
from proposals.models import Proposal
from proposals.states import ProposalState
from reviews.actions import case as desk_work
from reviews.actions.answers import Given
from reviews.answering import open_rows
from reviews.leaks import leaks_to_applicant, leaks_to_public
from reviews.models import TrackAnswer
from reviews.states import TrackKind, TrackOutcome
from tests.factories.reviews import (
    answered,
    case_awaiting_determination,
    case_in_review,
    officer,
)
from tests.guards.test_destinations import barred_from_today, reasons

pytestmark = pytest.mark.django_db
SECURITY = TrackKind.SECURITY
CHANGED = "The track “Security protocols” was concluded on something else."


def conclude(track, by, answers, outcome=TrackOutcome.SATISFIED):
    said = {"comment": "Examined.", "outcome": outcome, "answers": answers}
    desk_work.conclude_track(track, **said, by=by)


def test_satisfied_without_a_word_about_what_is_not_met():
    """Conclude the security track as satisfied while domains have no claim, and answer none.

    Stopped by: each row that is not met, or not known, asks for an answer of its own.
    """
    case = case_in_review()
    reviewer = officer(Role.SECURITY_REVIEWER)
    track = case.track(SECURITY)
    asking = {f"answer-{row.digest}" for row in open_rows(track) if row.stands_against}
    assert asking, "the case has no claims"
    with pytest.raises(InvalidInput) as refused:
        conclude(track, reviewer, {})
    assert refused.value.fields.keys() >= asking
    assert not case.track(SECURITY).is_concluded
    conclude(track, reviewer, answered(track))
    assert set(TrackAnswer.objects.values_list("answer", flat=True)) == {
        "Asked and shown at the site."
    }


def test_blank_answers_and_an_answer_to_something_else():
    """Type a blank into each answer, or send an answer to a row that is not there.

    Stopped by: an answer belongs to exactly what is computed now, and a blank is none.
    """
    case = case_in_review()
    track = case.track(SECURITY)
    blank = dict.fromkeys(answered(track), Given("  "))
    with pytest.raises(InvalidInput):
        conclude(track, case.lead, blank)
    with pytest.raises(InvalidInput):
        conclude(track, case.lead, {"0" * 64: Given("All is well.")})
    assert not TrackAnswer.objects.exists()


def test_not_satisfied_needs_no_answer():
    """Conclude as not satisfied: nothing is passed over, so nothing has to be answered.

    Stopped by: nothing. The case cannot be designated on it.
    """
    case = case_in_review()
    track = case.track(SECURITY)
    conclude(track, case.lead, {}, outcome=TrackOutcome.NOT_SATISFIED)
    assert not track.answers.exists()
    assert case.track(SECURITY).outcome == TrackOutcome.NOT_SATISFIED


def test_a_refused_country_is_argued_away():
    """Answer in writing that the country which the program refuses is no problem.

    Stopped by: what cannot be waived takes no answer; the way out is another version.
    """
    case = case_in_review()
    barred_from_today("KE")
    track = case.track(TrackKind.DESTINATION)
    with pytest.raises(StepRefused, match="cannot be waived here"):
        conclude(track, case.lead, answered(track))
    assert not case.track(TrackKind.DESTINATION).is_concluded


@pytest.mark.parametrize("step", ["complete", "designate"])
def test_the_answer_was_given_to_something_else(step):
    """Conclude the security track, and let something else be computed before the decision.

    Stopped by: an answer counts while the same is computed; `complete` and `designate` look again.
    """
    case = case_awaiting_determination()
    if step == "complete":
        Proposal.objects.filter(pk=case.proposal.pk).update(state=ProposalState.IN_CONSULTATION)
    by = case.lead if step == "complete" else case.decider
    TrackAnswer.objects.filter(track__kind=SECURITY).first().delete()
    found = reasons(lambda: advance(case.proposal, step, by=by))
    assert all(reason.startswith(CHANGED) for reason in found)
    assert len(found) == 1


def test_an_answer_that_is_kept_is_offered_again():
    """Open a track again and conclude it with the answers of before, unread.

    Stopped by: nothing, where the same is computed: they are offered, and the person who concludes
    answers for them.
    """
    case = case_awaiting_determination()
    track = case.track(SECURITY)
    before = {one.digest: Given(one.answer, one.finding) for one in track.answers.all()}
    desk_work.reopen_track(track, by=case.lead)
    colleague = officer(Role.SECURITY_REVIEWER)
    conclude(case.track(SECURITY), colleague, before)
    assert set(track.answers.that_count().values_list("by", flat=True)) == {colleague.pk}
    replaced = track.answers.exclude(replaced_at=None)
    assert {one.digest: Given(one.answer, one.finding) for one in replaced} == before


def test_a_no_after_an_answer():
    """Answer, open the track again and find it not satisfied: the old answers stand beside the no.

    Stopped by: answers count only on a track that is satisfied.
    """
    case = case_awaiting_determination()
    track = case.track(SECURITY)
    desk_work.reopen_track(track, by=case.lead)
    conclude(case.track(SECURITY), case.lead, {}, outcome=TrackOutcome.NOT_SATISFIED)
    assert not track.answers.that_count().exists()
    assert track.answers.exists()


def test_concluding_what_nobody_read():
    """Keep the page of a track open while another version arrives, and conclude it then.

    Stopped by: the page says which version it was about.
    """
    case = case_in_review()
    track = case.track(SECURITY)
    with pytest.raises(EditConflict, match="another version"):
        desk_work.conclude_track(
            track,
            outcome=TrackOutcome.NOT_SATISFIED,
            comment="Examined.",
            by=case.lead,
            version=track.version.number - 1,
        )
    assert not case.track(SECURITY).is_concluded


def test_an_answer_in_a_letter():
    """Paste what a reviewer answered into the rationale, which stands in the letter.

    Stopped by: what officers write for each other is looked for in every text that leaves.
    """
    case = case_in_review()
    track = case.track(SECURITY)
    weak = "The custody of the weights is weak but the buyer watches it day and night."
    written = {key: Given(weak, given.finding) for key, given in answered(track).items()}
    conclude(track, case.lead, written)
    assert leaks_to_public(f"We note: {weak}", case.version)
    assert leaks_to_applicant(weak, case.version)
