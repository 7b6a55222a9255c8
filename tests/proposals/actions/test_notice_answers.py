"""Who answers a notice, who reads it, and who is told?"""

from datetime import timedelta

import pytest
from django.utils import timezone

from exports_portal.accounts.roles import Part, Role
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import InvalidInput, NotPermitted, StepRefused
from exports_portal.mail.models import SentMail
from proposals.actions import notice_answers
from proposals.actions.notice_answers import answer, change_answer, reply, withdraw_answer
from proposals.actions.notices import change, close, take_down
from proposals.models import Notice, NoticeAnswer
from proposals.notifications import tell_of_answer
from proposals.tasks import deliver_due_mail
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.notices import notice_of, said

pytestmark = pytest.mark.django_db
TEXT = "We run open models in Nairobi."


@pytest.fixture
def seeker():
    return UserFactory()


@pytest.fixture
def notice(seeker):
    return notice_of(OrganizationFactory(legal_name="Harbor", admin=seeker), by=seeker)


@pytest.fixture
def provider():
    return UserFactory()


@pytest.fixture
def company(provider):
    return OrganizationFactory(legal_name="Tidal", admin=provider)


@pytest.fixture
def given(notice, company, provider):
    return answer(notice, organization=company, text=TEXT, by=provider)


def test_an_answer_is_read_by_the_people_of_the_two_organizations_alone(
    given, notice, company, seeker, provider
):
    colleagues = [
        MembershipFactory(organization=one, part=Part.CONTRIBUTOR).user
        for one in (notice.organization, company)
    ]
    for person in (seeker, provider, *colleagues):
        assert list(NoticeAnswer.objects.visible_to(person)) == [given]
    stranger = OrganizationFactory(admin=UserFactory()).memberships.first().user
    for person in (stranger, UserFactory(roles=[Role.POLICY_STEWARD])):
        assert list(NoticeAnswer.objects.visible_to(person)) == []


def test_an_organization_answers_once_whoever_of_its_people_does(given, notice, company):
    other = MembershipFactory(organization=company, part=Part.SIGNATORY).user
    with pytest.raises(StepRefused, match="Tidal answered this notice already"):
        answer(notice, organization=company, text="Again.", by=other)
    assert NoticeAnswer.objects.get().text == TEXT


def test_nobody_answers_for_others_or_their_own_notice_or_one_that_is_not_open(
    notice, company, provider, seeker
):
    contributor = MembershipFactory(organization=company, part=Part.CONTRIBUTOR).user
    for person in (contributor, seeker):
        with pytest.raises(NotPermitted):
            answer(notice, organization=company, text=TEXT, by=person)
    with pytest.raises(StepRefused, match="does not answer its own notice"):
        answer(notice, organization=notice.organization, text=TEXT, by=seeker)
    with pytest.raises(InvalidInput):
        answer(notice, organization=company, text="  ", by=provider)
    close(notice, by=seeker)
    with pytest.raises(StepRefused, match="closed"):
        answer(notice, organization=company, text=TEXT, by=provider)
    assert not NoticeAnswer.objects.exists()


def test_an_answer_is_changed_and_taken_back_until_it_is_replied_to(given, provider, seeker):
    assert change_answer(given, text="Better.", by=provider).text == "Better."
    withdraw_answer(given, by=provider)
    assert list(NoticeAnswer.objects.visible_to(seeker)) == []
    with pytest.raises(StepRefused, match="taken back"):
        reply(given, text="Thanks.", by=seeker)
    again = answer(given.notice, organization=given.organization, text="Anew.", by=provider)
    assert (again.pk, again.text, NoticeAnswer.objects.count()) == (given.pk, "Anew.", 1)
    reply(again, text="Thanks.", by=seeker)
    for attempt in (
        lambda: change_answer(again, text="Else.", by=provider),
        lambda: withdraw_answer(again, by=provider),
        lambda: reply(again, text="Once more.", by=seeker),
    ):
        with pytest.raises(StepRefused, match="replied to"):
            attempt()
    kept = NoticeAnswer.objects.get()
    assert (kept.text, kept.reply, kept.replied_by) == ("Anew.", "Thanks.", seeker)


def test_each_side_does_its_own_and_not_what_is_the_others(given, provider, seeker):
    with pytest.raises(NotPermitted):
        reply(given, text="I reply to myself.", by=provider)
    for attempt in (change_answer, withdraw_answer):
        words = {"text": "Hm"} if attempt is change_answer else {}
        with pytest.raises(NotPermitted):
            attempt(given, **words, by=seeker)


def test_a_notice_that_is_closed_can_still_be_replied_to_but_not_one_taken_down(given, seeker):
    close(given.notice, by=seeker)
    reply(given, text="Thanks.", by=seeker)
    NoticeAnswer.objects.update(reply="", replied_at=None)
    take_down(given.notice, reason="Bad.", by=UserFactory(roles=[Role.POLICY_STEWARD]))
    with pytest.raises(StepRefused, match="took this notice down"):
        reply(given, text="Thanks.", by=seeker)


def test_who_answered_sees_when_the_notice_was_changed_since(given, seeker):
    assert not given.is_older_than_notice
    change(given.notice, said=said(kind="OFFERS"), by=seeker, read_revision=1)
    assert NoticeAnswer.objects.select_related("notice").get().is_older_than_notice


def test_the_administrators_of_the_notice_are_told_once_and_the_text_stays_in_the_portal(
    notice, company, provider, seeker, django_capture_on_commit_callbacks
):
    MembershipFactory(organization=notice.organization, part=Part.CONTRIBUTOR)
    with django_capture_on_commit_callbacks(execute=True):
        given = answer(notice, organization=company, text=TEXT, by=provider)
        withdraw_answer(given, by=provider)
        answer(notice, organization=company, text=TEXT, by=provider)
    mail = SentMail.objects.get(template="notice_answered")
    assert mail.to == seeker.email
    assert f"/notices/{notice.pk}/answers/{given.pk}/" in mail.body
    assert TEXT not in mail.subject + mail.body
    with django_capture_on_commit_callbacks(execute=True):
        reply(given, text="Let us meet on Monday.", by=seeker)
    told = SentMail.objects.get(template="notice_replied")
    assert (told.to, "Monday" in told.body) == (provider.email, False)


def test_a_mail_that_was_lost_with_its_process_is_written_later_and_once(given, seeker):
    assert not SentMail.objects.exists()
    deliver_due_mail()
    assert not SentMail.objects.exists()  # the message may still be on its way
    NoticeAnswer.objects.update(written_at=timezone.now() - timedelta(minutes=3))
    for _ in range(2):
        deliver_due_mail()
    assert SentMail.objects.get().to == seeker.email


def test_an_answer_given_anew_on_another_day_is_told_of_and_one_taken_back_is_not(
    given, provider, seeker
):
    before = timezone.now() - timedelta(days=2)
    tell_of_answer(given)
    withdraw_answer(given, by=provider)
    NoticeAnswer.objects.update(written_at=timezone.now() - timedelta(minutes=3))
    SentMail.objects.update(created_at=before, key="notice_answered:earlier")
    deliver_due_mail()
    assert SentMail.objects.count() == 1
    answer(given.notice, organization=given.organization, text="Anew.", by=provider)
    NoticeAnswer.objects.update(written_at=timezone.now() - timedelta(minutes=3))
    for _ in range(2):
        deliver_due_mail()
    assert [mail.to for mail in SentMail.objects.all()] == [seeker.email] * 2


def test_a_person_and_an_organization_answer_so_many_in_a_day(
    company, provider, seeker, monkeypatch
):
    monkeypatch.setattr(notice_answers, "MOST_BY_PERSON", 1)
    monkeypatch.setattr(notice_answers, "MOST_BY_ORGANIZATION", 2)
    of_seeker = seeker_company = OrganizationFactory(admin=seeker)
    first, second, third = (notice_of(of_seeker, by=seeker) for _ in range(3))
    withdraw_answer(answer(first, organization=company, text=TEXT, by=provider), by=provider)
    with pytest.raises(InvalidInput, match="You answered 1 notices in 24 hours"):
        answer(second, organization=company, text=TEXT, by=provider)
    other, third_person = (MembershipFactory(organization=company).user for _ in range(2))
    answer(second, organization=company, text=TEXT, by=other)
    with pytest.raises(InvalidInput, match="This organization answered 2 notices"):
        answer(third, organization=company, text=TEXT, by=third_person)
    assert Notice.objects.filter(organization=seeker_company).count() == 3


def test_every_step_stands_in_the_trail_without_the_text(given, provider, seeker):
    change_answer(given, text="Better.", by=provider)
    reply(given, text="Thanks.", by=seeker)
    events = AuditEvent.objects.filter(verb__startswith="notice.").order_by("id")
    assert [(event.verb, event.actor_id) for event in events] == [
        ("notice.publish", seeker.pk),
        ("notice.answer", provider.pk),
        ("notice.change_answer", provider.pk),
        ("notice.reply", seeker.pk),
    ]
    assert not [event for event in events if "Thanks" in f"{event.summary}{event.data}"]
