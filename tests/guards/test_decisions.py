"""What is decided, said and printed: in which ways is it not what the case holds?"""

import pytest
from django.urls import reverse
from django.utils import timezone

from exports_portal.accounts.roles import Role
from exports_portal.errors import InvalidInput, StepRefused
from proposals.actions.advance import advance, refusals
from reviews.actions import case as desk_work
from reviews.actions.adjudicate import adjudicate
from reviews.actions.determine import decline, reopen, supervise
from reviews.actions.steps import consult, send_back
from reviews.documents import ASK_ONCE, PROPOSE_AGAIN, letter_content, public_findings
from reviews.models import ReviewCase
from reviews.states import (
    AdjudicationCode,
    AdjudicationOutcome,
    ContentBasis,
    Severity,
    TrackKind,
    TrackOutcome,
)
from tests.factories.proposals_ready import ANCHOR_OWNER
from tests.factories.reviews import (
    case_awaiting_determination,
    designated_case,
    fictional_list,
    officer,
    suspended_case,
)
from tests.guards.test_destinations import barred_from_today
from tests.reviews.rescreening.following import follow_list_change
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
NO_LEAD = "Nobody leads the case: name a case lead."
RATIONALE = "No need for the package was shown."


def declined(case, basis=ContentBasis.PRESUMPTION):
    return decline(case.proposal, rationale=RATIONALE, content_basis=basis, by=case.decider)


def lift(case):
    supervise(case.proposal, "reinstate", reason="All is well.", by=case.decider)


def listed_since(case):
    """The anchor's owner comes onto the list."""
    fictional_list(listed=[ANCHOR_OWNER])
    follow_list_change()
    return case.now()


def test_not_met_against_the_figures():
    """Decline with "not met" though the figures reach the threshold and nobody found otherwise.

    Stopped by: the figures count until the track on U.S. content is concluded as not satisfied.
    """
    case = case_awaiting_determination()
    with pytest.raises(InvalidInput, match="reaches the threshold"):
        declined(case, ContentBasis.NOT_MET)
    analyst = officer(Role.CONTENT_ANALYST)
    desk_work.reopen_track(case.track(TrackKind.US_CONTENT), by=analyst)
    desk_work.conclude_track(
        case.track(TrackKind.US_CONTENT),
        outcome=TrackOutcome.NOT_SATISFIED,
        comment="The invoices show half of it.",
        by=analyst,
    )
    assert declined(case, ContentBasis.NOT_MET).content_basis == ContentBasis.NOT_MET


def test_a_reconsideration_that_is_used_up():
    """Decline a second time, with a letter that offers the reconsideration once more.

    Stopped by: the letter offers it once; the first letter still says what it said.
    """
    case = case_awaiting_determination()
    first = declined(case)
    reopen(case.proposal, reason="A new fact.", by=case.decider)
    second = declined(case)
    assert ASK_ONCE in letter_content(first).next_duties
    assert letter_content(second).next_duties == (PROPOSE_AGAIN,)


def test_the_list_in_the_annex():
    """Have the letter name the list of the last screening as the one in force.

    Stopped by: the determination keeps both, and the letter names each for what it is.
    """
    case = case_awaiting_determination()
    made_on = case.run.list_version
    fictional_list(listed=["Somebody Entirely Elsewhere"])
    follow_list_change()
    assert case.run.list_version == made_on
    found = declined(case)
    assert found.list_in_force != made_on
    lines = [line for line in letter_content(found).snapshot_lines if " list " in line.lower()]
    assert [line.split(":")[0] for line in lines][-2] == "Consolidated Screening List in force"
    assert lines[-1].startswith("Screening made on the list ")


def test_the_preview_of_a_decline():
    """Decline on a preview that leaves out the findings which the letter prints.

    Stopped by: the preview shows the very texts of the letter.
    """
    case = case_awaiting_determination()
    for public, internal in (("Name the operator.", ""), ("", "Their source smells.")):
        desk_work.raise_finding(
            case.proposal,
            track=None,
            severity=Severity.MINOR,
            text_public=public,
            text_internal=internal,
            by=case.lead,
        )
    place = reverse("reviews:step", args=[case.proposal.public_id, "decline"])
    typed = {"rationale": RATIONALE, "content_basis": "PRESUMPTION"}
    shown = client_of(case.decider).post(place, typed)
    assert "Name the operator." in shown.text
    assert "smells" not in shown.text
    assert letter_content(declined(case)).findings == shown.context["findings"]


def test_a_reason_that_was_not_meant_for_the_applicant():
    """Write down why a designation is suspended, "kept with the case", and have the applicant read
    it.

    Stopped by: two texts: one for officers, and one that the form says the applicant reads.
    """
    case = designated_case()
    place = reverse("reviews:step", args=[case.proposal.public_id, "suspend"])
    officers = client_of(case.decider)
    assert "The applicant does not." in officers.get(place).text
    officers.post(place, {"reason": "A tip about the owner.", "for_applicant": "We look at it."})
    page = reverse("proposals:detail", args=[case.proposal.pk])
    read = client_of(case.ready.admin).get(page).text
    assert ("We look at it." in read, "A tip about the owner." in read) == (True, False)
    history = reverse("reviews:history", args=[case.proposal.public_id])
    assert "A tip about the owner." in officers.get(history).text


@pytest.mark.parametrize("judged", [False, True])
def test_lifting_a_suspension_over_a_hit(judged):
    """Lift a suspension while a strong hit is open, or after it was found to be the listed party.

    Stopped by: `reinstate` asks what `designate` asks of hits, findings, ownership and rules.
    """
    case = listed_since(suspended_case())
    if judged:
        for hit in case.hits:
            adjudicate(
                hit,
                outcome=AdjudicationOutcome.TRUE_MATCH,
                code=AdjudicationCode.SAME_NAME_PLACE,
                reason="The same name and place.",
                by=case.lead,
            )
    with pytest.raises(StepRefused) as refused:
        lift(case)
    word = "finding" if judged else "not adjudicated"
    assert any(word in reason for reason in refused.value.reasons)


def test_lifting_a_suspension_over_a_refused_country():
    """Lift a suspension after the program has begun to refuse a market of the package.

    Stopped by: the rules that last are judged again before `reinstate`.
    """
    case = suspended_case()
    barred_from_today("KE")
    with pytest.raises(StepRefused, match="Rule R19 blocks"):
        lift(case)


def test_a_step_out_of_order():
    """Designate from review, from consultation, after a decline, or out of a suspension.

    Stopped by: the state table: a step starts only where it is written down.
    """
    case = suspended_case()
    for step in ("designate", "complete", "accept", "decline"):
        with pytest.raises(StepRefused, match="not possible from there"):
            advance(case.proposal, step, by=case.decider)


@pytest.mark.parametrize("step", ["complete", "designate", "decline"])
def test_a_case_that_nobody_leads(step):
    """Complete the review of a case that nobody leads, designate the package, or decline it.

    Stopped by: the case needs a lead before each of the three, and its page says so.
    """
    case = case_awaiting_determination()
    by = case.decider
    if step == "complete":
        send_back(case.proposal, reason="Look again.", by=by)
        consult(case.proposal, by=case.lead)
        by = case.lead
    ReviewCase.objects.filter(proposal=case.proposal).update(lead=None)
    with pytest.raises(StepRefused) as refused:
        advance(case.now().proposal, step, by=by)
    assert refused.value.reasons == (NO_LEAD,)
    page = client_of(by).get(reverse("reviews:case", args=[case.proposal.public_id]))
    assert NO_LEAD in page.text
    desk_work.assign_lead(case.proposal, to=case.lead, by=case.lead)
    assert refusals(case.now().proposal, step, by) == []


def test_a_finding_that_the_letter_must_not_repeat():
    """Put the confidential summary into a finding for the applicant, and decline.

    Stopped by: what the letter prints is checked for confidential values before it is decided.
    """
    case = case_awaiting_determination()
    desk_work.raise_finding(
        case.proposal,
        track=None,
        severity=Severity.MINOR,
        text_public=case.version.content.overview.confidential_summary,
        text_internal="",
        by=case.lead,
    )
    assert len(public_findings(case.proposal, at=timezone.now())) == 1
    with pytest.raises(StepRefused, match="repeats the confidential summary"):
        declined(case)
