"""Does the review go on with an amended version, and open again only what changed?"""

import pytest

from exports_portal.accounts.roles import Agency, Role
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import InvalidInput, NotPermitted, StepRefused
from proposals.actions.advance import advance
from proposals.content.whole import parts
from proposals.states import ProposalState as S
from reviews.actions import asking, steps
from reviews.actions import case as desk_work
from reviews.models import ReviewTrack, ScreenedParty
from reviews.reopening import SUBJECTS
from reviews.states import ConsultationResponse, TrackKind, TrackOutcome
from tests.factories import amendments as change
from tests.factories.accounts import UserFactory
from tests.factories.proposals_ready import sign_everything
from tests.factories.reviews import (
    case_awaiting_determination,
    case_in_review,
    consultant,
    officer,
    submitted_case,
)

pytestmark = pytest.mark.django_db
ITEM = "Hardware and U.S. content: Value of one"


def standing(case):
    """Track -> whether it is concluded, on the latest version."""
    rows = ReviewTrack.objects.filter(version=case.version)
    return {TrackKind(row.kind): row.is_concluded for row in rows}


def test_every_kind_of_record_has_its_tracks():
    said = {name for name, part in parts().items() if part.is_written} | {"members"}
    assert SUBJECTS.keys() == said


def test_only_the_track_that_examines_what_changed_is_open_again():
    case = change.amended(case_awaiting_determination())
    assert case.version.number == 2
    assert {kind for kind, is_done in standing(case).items() if not is_done} == {
        TrackKind.US_CONTENT
    }
    track = case.track(TrackKind.US_CONTENT)
    assert track.reopened_for == ITEM
    assert track.comment == "Examined."
    kept = case.track(TrackKind.SECURITY)
    assert (kept.outcome, kept.reopened_for) == (TrackOutcome.SATISFIED, "")
    assert kept.carried_from.version.number == 1


def test_a_case_that_awaited_its_determination_goes_back_to_the_review():
    case = change.amended(case_awaiting_determination())
    assert case.proposal.state == S.IN_REVIEW
    verbs = AuditEvent.objects.about(case.proposal).order_by("-id").values_list("verb", flat=True)
    assert "proposal.send_back" in verbs[:8]
    steps.consult(case.proposal, by=case.lead)
    with pytest.raises(StepRefused, match=r"“U\.S\. content” is not concluded"):
        advance(case.proposal, "complete", by=case.lead)


@pytest.mark.parametrize("place", [submitted_case, case_in_review])
def test_a_case_stays_where_it_was(place):
    case = place()
    before = case.proposal.state
    assert change.amended(case).proposal.state == before


def test_what_the_agencies_were_not_asked_on_leaves_their_answers():
    case = change.amended(case_awaiting_determination())
    answers = {one.agency: one for one in case.version.consultations.all()}
    assert answers[Agency.STATE].response == ConsultationResponse.CONCUR
    assert answers[Agency.STATE].reopened_for == ""
    assert answers[Agency.ENERGY].response == ""
    assert answers[Agency.ENERGY].reopened_for == ITEM
    assert answers[Agency.ENERGY].requested_at > answers[Agency.STATE].requested_at


def test_an_agency_may_answer_anew_what_it_answered_before_an_amendment():
    case = change.amended(case_awaiting_determination())
    asked = case.version.consultations.get(agency=Agency.STATE)
    steps.answer_consultation(
        asked,
        response=ConsultationResponse.NON_CONCUR,
        comment="The value matters to us.",
        by=consultant(Agency.STATE),
    )
    assert case.version.consultations.get(agency=Agency.STATE).comment == "The value matters to us."


def test_only_whoever_is_new_is_screened_and_judgments_stay():
    case = case_awaiting_determination()
    before = case.run.parties.count()
    change.opened(case)
    change.add_supplier(case)
    change.hand_in(case)
    case = case.now()
    anew = ScreenedParty.objects.filter(run=case.run, carried_from=None)
    assert [party.name for party in anew] == [change.SUPPLIER]
    assert case.run.parties.count() == before + 1
    assert not standing(case)[TrackKind.DESTINATION]


def test_completeness_is_checked_again_where_a_rule_finds_something_else():
    case = case_in_review()
    change.opened(case)
    change.change(case, "components", us_origin_percent=1)
    change.hand_in(case)
    case = case.now()
    track = case.track(TrackKind.COMPLETENESS)
    assert not track.is_concluded
    assert "Finding: R13" in track.reopened_for


def test_an_open_finding_goes_with_its_track():
    case = case_awaiting_determination()
    finding = desk_work.raise_finding(
        case.proposal,
        track=case.track(TrackKind.US_CONTENT),
        severity="BLOCKING",
        text_public="",
        text_internal="The figures do not add up.",
        by=case.lead,
    )
    case = change.amended(case)
    finding.refresh_from_db()
    assert finding.track == case.track(TrackKind.US_CONTENT)
    assert finding.resolved_at is None


def test_what_the_queue_keeps_is_counted_for_the_new_version():
    case = case_in_review()
    analyst = officer(Role.CONTENT_ANALYST)
    desk_work.assign_track(case.track(TrackKind.US_CONTENT), to=analyst, due_on=None, by=case.lead)
    case = change.amended(case)
    assert case.proposal.case.assignees == [analyst.pk]


# --- questions that name fields ---------------------------------------------------------------


def asked_about(case, *about):
    asking.ask(case.proposal, question="What is it worth?", due_on=None, about=about, by=case.lead)
    return case.now()


def place_of(case, name="unit_value"):
    return f"hardware:components:{change.record_of(case, 'components').pk}:{name}"


def test_a_question_about_fields_opens_them_and_the_answer_is_the_next_version():
    case = case_in_review()
    case = asked_about(case, place_of(case))
    assert case.proposal.is_editable
    change.change_value(case)
    sign_everything(case.ready)
    answered = asking.answer(case.proposal, text="The price fell.", by=case.ready.signatory)
    assert answered.state == S.IN_REVIEW
    question = case.proposal.information_requests.get()
    assert (question.asked_on.number, question.answered_on.number) == (1, 2)
    assert not case.now().proposal.is_editable


def test_an_answer_in_words_alone_makes_no_version():
    case = case_in_review()
    case = asked_about(case, "hardware")
    asking.answer(case.proposal, text="It is right as it stands.", by=case.ready.admin)
    case = case.now()
    assert (case.version.number, case.proposal.amendment) == (1, None)


def test_an_answer_with_changes_takes_signatures_and_a_signatory():
    case = case_in_review()
    case = asked_about(case, place_of(case))
    change.change_value(case)
    with pytest.raises(NotPermitted, match="signatory of the anchor member sends both"):
        asking.answer(case.proposal, text="The price fell.", by=case.ready.admin)
    with pytest.raises(StepRefused, match="sign"):
        asking.answer(case.proposal, text="The price fell.", by=case.ready.signatory)
    question = case.proposal.information_requests.get()
    assert (question.answer, case.now().version.number) == ("", 1)


@pytest.mark.parametrize(
    "about",
    [
        "nowhere",
        "hardware:markets",
        "hardware:components:00000000-0000-4000-8000-000000000000",
        "hardware:components::no_such_field",
        "hardware:components:not-an-id",
        "hardware:::unit_value",
        "members",
    ],
)
def test_what_is_not_in_the_version_cannot_be_asked_about(about):
    case = case_in_review()
    with pytest.raises(InvalidInput):
        asked_about(case, about)
    assert case.now().proposal.state == S.IN_REVIEW


def test_a_stranger_can_neither_open_nor_drop_nor_hand_in():
    case = case_in_review()
    from proposals.actions.amending import amend, drop_amendment, open_amendment  # noqa: PLC0415

    stranger = UserFactory()
    with pytest.raises(NotPermitted):
        open_amendment(case.proposal, reason="Mine", by=stranger)
    change.opened(case)
    for act in (drop_amendment, amend):
        with pytest.raises(NotPermitted):
            act(case.proposal, by=stranger)
