"""Does somebody who wants one mail a day get exactly that, and nobody a value in it?"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from exports_portal.accounts.actions.profile import edit_profile
from exports_portal.mail.kinds import Way
from exports_portal.mail.models import SentMail
from exports_portal.mail.sending import deliver_what_is_due
from exports_portal.mail.waiting import health_report
from proposals.actions.membership import end_membership
from proposals.digest import send_digest, send_digests
from proposals.notifications import notify_applicant, tell_of_comment, tell_signers, untold_steps
from proposals.tasks import send_mail_digests
from tests.factories.comments import WORDS, commented, component_of, place_of
from tests.factories.proposals_ready import OVERVIEW, ready_proposal
from tests.factories.reviews import case_in_review

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 30, 17, tzinfo=UTC)


@pytest.fixture
def ready():
    return ready_proposal()


def wants(person, way):
    edit_profile(full_name=person.full_name, job_title="", mail_way=way, by=person)
    person.refresh_from_db()


def comment_for(ready, person, at="hardware"):
    thread = commented(ready.proposal, by=ready.admin, at=at, tell=(person,))
    tell_of_comment(thread.comments.get())
    return thread


def subjects(mailoutbox, person):
    return [mail.subject for mail in mailoutbox if mail.to == [person.email]]


def test_a_mention_comes_at_once_once_a_day_or_not_at_all(ready, mailoutbox):
    person = ready.signatory
    mention = "You were mentioned in the comments on Hardware and U.S. content"
    comment_for(ready, person)
    assert subjects(mailoutbox, person) == [mention]
    mailoutbox.clear()
    wants(person, Way.DAILY)
    comment_for(ready, person, place_of(component_of(ready.proposal)))
    comment_for(ready, person)
    comment_for(ready, person, "markets")
    assert subjects(mailoutbox, person) == []
    for _ in range(2):
        send_mail_digests()
    (digest,) = mailoutbox
    assert digest.subject == "What is new on your proposals"
    assert f"- {mention} (2 times)\n" in digest.body
    assert "- You were mentioned in the comments on Target markets\n" in digest.body
    assert f"/proposals/{ready.proposal.pk}/activity/" in digest.body
    mailoutbox.clear()
    wants(person, Way.NEVER)
    comment_for(ready, person)
    send_mail_digests()
    assert list(mailoutbox) == []


def test_the_digest_holds_nothing_that_was_said_or_is_confidential(ready, mailoutbox):
    wants(ready.signatory, Way.DAILY)
    comment_for(ready, ready.signatory, place_of(component_of(ready.proposal), "unit_value"))
    mailoutbox.clear()
    send_digests()
    (digest,) = mailoutbox
    for hidden in (WORDS, "Lumen L4", "31250", "Value of one", str(OVERVIEW["title"])):
        assert hidden not in digest.subject + digest.body


def test_there_is_one_digest_a_day_in_washington(ready, mailoutbox):
    wants(ready.signatory, Way.DAILY)
    # 11 p.m. in Washington is another day in Greenwich.
    moments = (NOON, NOON + timedelta(hours=11), NOON + timedelta(hours=13))
    sent = []
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            comment_for(ready, ready.signatory)
            mailoutbox.clear()
            send_digests()
            sent.append(len(mailoutbox))
    assert sent == [1, 0, 1]
    assert not SentMail.objects.for_digest().exists()


def test_what_asks_to_act_comes_at_once_whatever_was_chosen(ready, mailoutbox):
    wants(ready.signatory, Way.NEVER)
    wants(ready.admin, Way.DAILY)
    row = component_of(ready.proposal)
    row.data["quantity"] = 7
    row.save()
    mailoutbox.clear()
    tell_signers(ready.proposal)
    assert subjects(mailoutbox, ready.signatory) == ["Sign again for Lumen Harbor Systems"]


def test_the_lapse_of_another_member_can_wait_and_names_no_field(ready, mailoutbox):
    wants(ready.admin, Way.DAILY)
    ready.member.legal_name = "Juniper Data Works AB"
    ready.member.save()
    mailoutbox.clear()
    tell_signers(ready.proposal)
    told = "The signature of Juniper Data Works AB no longer holds"
    assert subjects(mailoutbox, ready.admin) == []
    assert told in subjects(mailoutbox, ready.signatory)
    assert subjects(mailoutbox, ready.member_signatory) == ["Sign again for Juniper Data Works AB"]
    mailoutbox.clear()
    send_digests()
    (digest,) = mailoutbox
    assert (digest.to, f"- {told}" in digest.body) == ([ready.admin.email], True)


def test_a_mail_that_waits_for_a_digest_is_not_stuck(ready):
    wants(ready.signatory, Way.DAILY)
    with time_machine.travel(NOON - timedelta(hours=20)):
        comment_for(ready, ready.signatory)
    deliver_what_is_due()
    assert health_report()["problems"] == []
    assert health_report()["oldest_unsent_mail_seconds"] == 0
    assert not SentMail.objects.unsent().exists()


def test_who_left_hears_nothing_more_and_nothing_waits_for_ever(ready, mailoutbox):
    wants(ready.member_signatory, Way.DAILY)
    comment_for(ready, ready.member_signatory)
    end_membership(ready.consortium.members.get(role="MEMBER"), by=ready.member_signatory)
    mailoutbox.clear()
    send_digests()
    assert list(mailoutbox) == []
    assert not SentMail.objects.for_digest().exists()


@pytest.mark.parametrize("gone", ["inactive", "never"])
def test_who_cannot_sign_in_or_wants_none_any_more_gets_none(ready, mailoutbox, gone):
    wants(ready.signatory, Way.DAILY)
    comment_for(ready, ready.signatory)
    if gone == "never":
        wants(ready.signatory, Way.NEVER)
    else:
        ready.signatory.is_active = False
        ready.signatory.save()
    mailoutbox.clear()
    send_digests()
    assert list(mailoutbox) == []
    assert not SentMail.objects.for_digest().exists()


def test_who_changed_their_address_gets_it_at_the_new_one(ready, mailoutbox):
    wants(ready.signatory, Way.DAILY)
    comment_for(ready, ready.signatory)
    ready.signatory.email = "silas@new.example"
    ready.signatory.save()
    mailoutbox.clear()
    send_digests()
    assert [mail.to for mail in mailoutbox] == [["silas@new.example"]]


def test_a_step_of_which_everybody_wants_no_mail_is_not_asked_for_again_and_again():
    case = case_in_review()
    for person in (case.ready.admin, case.ready.signatory):
        wants(person, Way.NEVER)
    now = timezone.now()
    lately = {"since": now - timedelta(days=1), "until": now + timedelta(days=1)}
    for event in untold_steps(**lately):
        notify_applicant(case.proposal, step=event.verb.removeprefix("proposal."), event=event)
    assert untold_steps(**lately) == []


def test_the_digest_costs_the_same_however_much_waits(ready, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(100) as counted:
            send_digest(ready.signatory)
        return len(counted)

    wants(ready.signatory, Way.DAILY)
    comment_for(ready, ready.signatory)
    few = queries()
    for _ in range(12):
        comment_for(ready, ready.signatory)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert queries() == few
    assert not connection.needs_rollback
