"""Who gives back a track or the lead of a case, and what becomes of it?"""

import pytest
from django.urls import reverse
from django.utils import timezone

from exports_portal.accounts.roles import Role
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import InvalidInput, NotPermitted, StepRefused
from exports_portal.mail.models import SentMail
from reviews.actions import case as desk_work
from reviews.actions.giving_back import give_back_lead, give_back_track
from reviews.models import ReviewCase
from reviews.states import TrackKind
from tests.factories.reviews import case_in_review, conclude, designated_case, officer
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
REASON = "On leave from Monday."
TODAY = timezone.localdate()


@pytest.fixture
def case():
    case = case_in_review()
    desk_work.assign_lead(case.proposal, to=case.lead, by=case.lead)
    return case


@pytest.fixture
def reviewer(case):
    reviewer = officer(Role.SECURITY_REVIEWER, full_name="Ravi Stone")
    desk_work.assign_track(case.track(TrackKind.SECURITY), to=reviewer, due_on=TODAY, by=case.lead)
    return reviewer


def give_back(case, by, reason=REASON):
    give_back_track(case.track(TrackKind.SECURITY), reason=reason, by=by)


def kept(case):
    return ReviewCase.objects.get(proposal=case.proposal)


def mails():
    return list(SentMail.objects.filter(template="work_given_back"))


def test_who_is_assigned_gives_a_track_back_with_a_reason_and_its_due_date_stays(case, reviewer):
    with pytest.raises(InvalidInput) as refused:
        give_back(case, reviewer, reason=" ")
    assert refused.value.fields.keys() == {"reason"}

    give_back(case, reviewer)

    track = case.track(TrackKind.SECURITY)
    assert (track.assignee, track.due_on) == (None, TODAY)
    assert (kept(case).assignees, kept(case).due_on) == ([], TODAY)
    event = AuditEvent.objects.get(verb="track.give_back")
    assert (event.actor, event.data) == (reviewer, {"track": "SECURITY", "reason": REASON})
    with pytest.raises(NotPermitted):
        give_back(case, reviewer)


def test_nobody_gives_back_for_somebody_else(case, reviewer):
    for person in (case.lead, officer(Role.INTAKE_OFFICER), officer(Role.SECURITY_REVIEWER)):
        with pytest.raises(NotPermitted, match="is not assigned to you"):
            give_back(case, person)
    for person in (officer(Role.CASE_LEAD), officer(Role.INTAKE_OFFICER), reviewer):
        with pytest.raises(NotPermitted, match="do not lead this case"):
            give_back_lead(case.proposal, reason=REASON, by=person)
    assert (kept(case).lead, kept(case).assignees) == (case.lead, [reviewer.pk])


def test_a_concluded_track_stays_as_it_is(case, reviewer):
    conclude(case, TrackKind.SECURITY)
    with pytest.raises(StepRefused, match="nothing to give back"):
        give_back(case, reviewer)
    decided = designated_case()
    track = decided.track(TrackKind.SECURITY)
    track.assignee = reviewer
    track.save()
    with pytest.raises(StepRefused, match="its tracks are not open"):
        give_back(decided, reviewer)


def test_who_has_a_conflict_may_give_back_what_they_have(case, reviewer):
    for person in (reviewer, case.lead):
        desk_work.declare_conflict(case.proposal, has_conflict=True, note="Shares.", by=person)
    give_back(case, reviewer)
    give_back_lead(case.proposal, reason=REASON, by=case.lead)
    assert (kept(case).lead, kept(case).assignees) == (None, [])


@pytest.mark.django_db(transaction=True)
def test_the_lead_hears_of_a_track_and_of_the_lead_everybody_who_assigns():
    case = case_in_review()
    desk_work.assign_lead(case.proposal, to=case.lead, by=case.lead)
    desk_work.assign_track(case.track(TrackKind.SECURITY), to=case.lead, due_on=None, by=case.lead)
    other, intake = officer(Role.CASE_LEAD), officer(Role.INTAKE_OFFICER)
    tied = officer(Role.INTAKE_OFFICER)
    desk_work.declare_conflict(case.proposal, has_conflict=True, note="Shares.", by=tied)
    give_back(case, case.lead)
    assert mails() == []  # it was the lead

    give_back_lead(case.proposal, reason=REASON, by=case.lead)

    assert sorted(mail.to for mail in mails()) == sorted([other.email, intake.email])
    assert all(REASON not in mail.body for mail in mails())
    assert all(f"/review/{case.proposal.public_id}/tracks/" in mail.body for mail in mails())


def test_the_pages_give_back_after_a_reason_is_given_and_show_the_way_to_nobody_else(
    case, reviewer
):
    number = case.proposal.public_id
    page, place = (
        reverse(f"reviews:{name}", args=args)
        for name, args in (("tracks", [number]), ("give_track_back", [number, "SECURITY"]))
    )
    of_lead = reverse("reviews:give_lead_back", args=[number])
    mine, lead = client_of(reviewer), client_of(case.lead)
    assert (place in mine.get(page).text, of_lead in mine.get(page).text) == (True, False)
    assert (place in lead.get(page).text, of_lead in lead.get(page).text) == (False, True)
    assert [lead.get(place).status_code, mine.get(of_lead).status_code] == [403, 403]

    assert mine.post(place, {"reason": ""}).status_code == 422
    assert mine.post(place, {"reason": REASON}, follow=True).redirect_chain == [(page, 302)]
    assert lead.post(of_lead, {"reason": REASON}, follow=True).redirect_chain == [(page, 302)]
    assert (kept(case).lead, kept(case).assignees) == (None, [])
    history = lead.get(reverse("reviews:history", args=[number])).text
    assert "Track given back" in history
    assert history.count(REASON) == 2
