"""Who is told of a comment, how many are written, and is a lost message found?"""

from datetime import timedelta

import pytest
from django.utils import timezone

from exports_portal.errors import InvalidInput
from exports_portal.mail.models import SentMail
from proposals.actions import comments
from proposals.actions.comments import Said, delete_comment, reply
from proposals.models import Comment
from proposals.notifications import tell_of_comment, untold_comments
from tests.factories.accounts import UserFactory
from tests.factories.comments import WORDS, commented, component_of, place_of
from tests.factories.markings import marked
from tests.factories.proposals_ready import ready_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready():
    return ready_proposal()


def test_a_mention_tells_only_who_may_read_the_place_and_not_what_was_said(ready, mailoutbox):
    component = place_of(component_of(ready.proposal))
    with pytest.raises(InvalidInput) as refused:
        commented(ready.proposal, by=ready.admin, at=component, tell=(ready.member_signatory,))
    assert list(refused.value.fields) == ["tell"]
    with pytest.raises(InvalidInput):
        commented(ready.proposal, by=ready.admin, tell=(UserFactory(),))
    mailoutbox.clear()
    thread = commented(
        ready.proposal, by=ready.admin, at=component, tell=(ready.signatory, ready.admin)
    )
    for _ in range(2):
        tell_of_comment(thread.comments.get())
    (mail,) = mailoutbox
    assert mail.to == [ready.signatory.email]
    assert mail.subject == "You were mentioned in the comments on Hardware and U.S. content"
    assert f"/proposals/{ready.proposal.pk}/comments/{thread.pk}/" in mail.body
    for hidden in (WORDS, "Lumen L4 accelerator", "31250"):
        assert hidden not in mail.subject + mail.body


def test_who_may_not_read_the_place_any_more_gets_no_mail(ready, mailoutbox):
    model = ready.proposal.records.get(kind="models")
    thread = commented(
        ready.proposal, by=ready.admin, at=place_of(model), tell=(ready.member_signatory,)
    )
    marked(ready.proposal, by=ready.admin, value="models", readers="ANCHOR")
    mailoutbox.clear()
    tell_of_comment(thread.comments.get())
    assert list(mailoutbox) == []


def test_an_answer_tells_those_who_spoke_before_and_a_deleted_comment_nobody(ready, mailoutbox):
    thread = commented(ready.proposal, by=ready.member_signatory)
    mailoutbox.clear()
    tell_of_comment(reply(thread, Said(text="No"), by=ready.admin))
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (
            [ready.member_signatory.email],
            "An answer in the comments on Hardware and U.S. content",
        )
    ]
    gone = reply(thread, Said(text="Sorry", tell=[ready.signatory.pk]), by=ready.admin)
    delete_comment(gone, by=ready.admin)
    tell_of_comment(gone)
    assert SentMail.objects.filter(template__startswith="comment").count() == 1


def test_a_lost_message_is_found_again(ready):
    comment = commented(ready.proposal, by=ready.admin, tell=(ready.signatory,)).comments.get()
    now = timezone.now()
    lately = {"since": now - timedelta(days=2), "until": now}
    assert list(untold_comments(**lately)) == [comment]
    tell_of_comment(comment)
    assert list(untold_comments(**lately)) == []


def test_a_person_and_a_proposal_write_so_many_in_a_day_and_deleting_gives_none_back(
    ready, monkeypatch
):
    monkeypatch.setattr(comments, "MOST_BY_PERSON", 2)
    monkeypatch.setattr(comments, "MOST_IN_PROPOSAL", 3)
    for _ in range(2):
        thread = commented(ready.proposal, by=ready.admin)
        delete_comment(thread.comments.get(), by=ready.admin)
    with pytest.raises(InvalidInput, match="You wrote 2 comments in 24 hours"):
        commented(ready.proposal, by=ready.admin)
    commented(ready.proposal, by=ready.signatory)
    with pytest.raises(InvalidInput, match="3 comments were written on this proposal"):
        reply(thread, Said(text="More"), by=ready.signatory)
    Comment.objects.update(written_at=timezone.now() - timedelta(hours=25))
    commented(ready.proposal, by=ready.admin)


def test_mentions_threads_and_answers_have_their_bounds(ready, monkeypatch):
    for name in ("MOST_MENTIONED", "MOST_THREADS", "MOST_IN_THREAD", "MOST_MENTIONS_BY_PERSON"):
        monkeypatch.setattr(comments, name, 1)
    both = (ready.signatory, ready.member_signatory)
    with pytest.raises(InvalidInput, match="tells 1 people at most"):
        commented(ready.proposal, by=ready.admin, tell=both)
    thread = commented(ready.proposal, by=ready.admin, tell=both[:1])
    with pytest.raises(InvalidInput, match="1 threads"):
        commented(ready.proposal, by=ready.admin)
    with pytest.raises(InvalidInput, match="1 comments"):
        reply(thread, Said(text="More"), by=ready.admin)
    monkeypatch.setattr(comments, "MOST_IN_THREAD", 9)
    with pytest.raises(InvalidInput, match="You told 1 people"):
        reply(thread, Said(text="More", tell=[ready.signatory.pk]), by=ready.admin)
