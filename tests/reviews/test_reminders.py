"""Is whoever owes something reminded on the days of the policy, once each, and nobody else?"""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from exports_portal.accounts.roles import Agency, Role
from exports_portal.mail.models import SentMail
from exports_portal.policy.models import Kind, PolicySnapshot
from exports_portal.policy.readers import reminders, snapshot_in_force
from exports_portal.policy.shapes import Reminders, parse_reminders
from proposals.actions.advance import advance
from reviews.actions import asking, steps
from reviews.actions import case as desk_work
from reviews.notifications import remind
from reviews.states import ConsultationResponse, TrackKind
from reviews.tasks import send_reminders
from tests.factories import reviews

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DUE = TODAY + timedelta(days=10)
QUESTION = "Who operates the site at the harbor of Mombasa?"


def mails():
    return SentMail.objects.filter(template="reminder").order_by("pk")


def told_on(*days):
    """Whom the reminders of these days went to, counted from the due date."""
    before = set(mails().values_list("pk", flat=True))
    for day in days:
        for _ in range(2):
            remind(DUE + timedelta(days=day))
    return sorted(mails().exclude(pk__in=before).values_list("to", flat=True))


def with_track(**fields):
    case = reviews.case_in_review()
    reviewer = reviews.officer(Role.SECURITY_REVIEWER, **fields)
    track = case.track(TrackKind.SECURITY)
    desk_work.assign_track(track, to=reviewer, due_on=DUE, by=case.lead)
    return case, reviewer


def test_the_shipped_days_are_a_labelled_default():
    assert reminders(TODAY) == Reminders(days_before=3, days_after=1, then_every_days=7)
    assert snapshot_in_force(Kind.REMINDERS, TODAY).is_program_default


@pytest.mark.parametrize("wrong", [0, -1, "3", True, None])
def test_a_number_of_days_is_a_number_of_at_least_one(wrong):
    with pytest.raises(ValueError, match="then_every_days must be a number of days"):
        parse_reminders({"days_before": 3, "days_after": 1, "then_every_days": wrong})


def test_each_day_has_its_number():
    policy, due = Reminders(days_before=3, days_after=1, then_every_days=7), date(2026, 12, 10)
    numbers = {day: policy.number_on(due + timedelta(days=day), due) for day in range(-5, 17)}
    expected = {-5: None, -4: None} | dict.fromkeys(range(-3, 1), 0)
    assert numbers == expected | dict.fromkeys(range(1, 8), 1) | dict.fromkeys(
        range(8, 15), 2
    ) | dict.fromkeys((15, 16), 3)


def test_an_assignee_is_reminded_before_and_after_and_then_weekly_until_it_is_concluded():
    case, reviewer = with_track()
    assert told_on(-4) == []
    assert told_on(-3, -2, 0) == [reviewer.email]
    assert told_on(1, 2, 7) == [reviewer.email]
    assert told_on(8, 14, 15) == [reviewer.email] * 2
    reviews.conclude(case, TrackKind.SECURITY)
    assert told_on(22, 29) == []


def test_a_day_that_was_left_out_is_made_up_for_and_a_new_date_begins_anew():
    case, reviewer = with_track()
    assert told_on(-1) == [reviewer.email]
    later = DUE + timedelta(days=30)
    desk_work.assign_track(case.track(TrackKind.SECURITY), to=reviewer, due_on=later, by=case.lead)
    assert told_on(1, 26) == []
    assert told_on(27) == [reviewer.email]


def test_the_mail_says_what_is_owed_since_when_and_by_when_and_leads_there():
    case, _ = with_track()
    told_on(-3, 1)
    before, after = mails()
    number, day = case.proposal.public_id, f"{DUE:%B} {DUE.day}, {DUE.year}"
    assert before.subject == f"{number}: the review track “Security protocols” is due on {day}"
    assert after.subject == f"{number}: the review track “Security protocols” was due on {day}"
    assert f"Open since: {TODAY:%B} {TODAY.day}, {TODAY.year}\nDue on: {day}\n" in before.body
    assert f"Due on: {day} (overdue)\n" in after.body
    assert f"/review/{number}/tracks/#track-SECURITY\n" in before.body


def test_the_anchor_s_people_who_may_answer_are_reminded_without_the_question():
    case = reviews.case_in_review()
    asking.ask(case.proposal, question=QUESTION, due_on=DUE, by=case.lead)
    people = sorted([case.ready.admin.email, case.ready.signatory.email])

    assert told_on(-3) == people
    for mail in mails():
        assert "Mombasa" not in mail.subject + mail.body
        assert case.proposal.title not in mail.subject + mail.body
        question = case.proposal.information_requests.get()
        assert f"/proposals/{case.proposal.pk}/questions/{question.pk}/\n" in mail.body
    asking.answer(case.proposal, text="The anchor does.", by=case.ready.admin)
    assert told_on(1) == []


def test_consultants_of_an_agency_that_has_not_answered_are_reminded_without_those_with_a_tie():
    case = reviews.case_in_review()
    steps.consult(case.proposal, due_on=DUE, by=case.lead)
    speaks, tied = reviews.consultant(Agency.WAR), reviews.consultant(Agency.WAR)
    reviews.consultant(Agency.WAR, is_active=False)
    energy = reviews.consultant(Agency.ENERGY)
    desk_work.declare_conflict(case.proposal, has_conflict=True, note="Shares.", by=tied)
    assert told_on(-3) == sorted([speaks.email, energy.email])

    steps.answer_consultation(
        case.version.consultations.get(agency=Agency.ENERGY),
        response=ConsultationResponse.CONCUR,
        comment="We concur.",
        by=energy,
    )
    assert told_on(1) == [speaks.email]
    assert f"/review/{case.proposal.public_id}/consultations/WAR/" in mails().last().body


def test_who_may_not_work_on_the_case_or_has_left_is_not_reminded():
    case, reviewer = with_track()
    desk_work.declare_conflict(case.proposal, has_conflict=True, note="Shares.", by=reviewer)
    gone_case, gone = with_track()
    gone.is_active = False
    gone.save()
    assert told_on(-3, 1) == []
    assert case != gone_case


def test_nobody_is_reminded_of_a_case_that_is_withdrawn():
    case, _ = with_track()
    asking.ask(case.proposal, question=QUESTION, due_on=DUE, by=case.lead)
    advance(case.proposal, "withdraw", by=case.ready.signatory)
    assert told_on(-3, 1, 8) == []


def test_nobody_is_reminded_of_a_case_that_is_decided():
    case = reviews.declined_case()
    case.version.tracks.update(due_on=DUE, assignee=case.lead, concluded_at=None)
    assert told_on(-3, 1, 8) == []


def test_the_task_reads_the_policy_of_the_day():
    _, reviewer = with_track()
    send_reminders()
    assert not mails()
    shipped = snapshot_in_force(Kind.REMINDERS, TODAY)
    PolicySnapshot.objects.create(
        kind=Kind.REMINDERS,
        title="Earlier",
        source="This test",
        source_date=TODAY,
        effective_from=TODAY,
        is_program_default=True,
        sha256="0" * 64,
        payload=shipped.payload | {"days_before": 10},
    )
    send_reminders()
    assert [mail.to for mail in mails()] == [reviewer.email]
