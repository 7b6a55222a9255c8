"""How do the people of a consortium comment on a draft, answer, and settle what was said?

Only while there is a draft. A comment is none of what the draft says, so the trail, which officers
read, does not tell of it: its own rows say who wrote it, and when.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from exports_portal.errors import InvalidInput, NotFound, NotPermitted, StepRefused
from proposals.content import Section
from proposals.content.naming import Named, NoSuchPlace, read_name
from proposals.models import Comment, CommentThread, ContentRecord, Mention, Proposal
from proposals.readers import Colleague, colleagues_of
from proposals.signals import comment_written

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

# Program defaults. The first three are of one proposal, one thread and one comment,
MOST_THREADS = 2_000
MOST_IN_THREAD = 200
MOST_MENTIONED = 20
# and these count within 24 hours.
MOST_BY_PERSON = 100
MOST_IN_PROPOSAL = 500
MOST_MENTIONS_BY_PERSON = 100

NO_DRAFT = "Comments are written while there is a draft. This proposal is {} now."
NOT_YOURS = "Only who wrote a comment changes it."
TOO_LATE = "A comment can be changed for 15 minutes. Delete it, or write another one."
COMMENTED = tuple(one for one in Section if one is not Section.SUBMIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A comment as it was sent. `tell`: keys of people. With a `pk`, sent twice it is one."""

    text: str
    tell: Collection[int] = ()
    pk: UUID | None = None


@transaction.atomic
def open_thread(proposal: Proposal, place: str, said: Said, *, by: "User") -> CommentThread:
    """Comment on a place (`content/naming.py`). NotFound where this person may not read it;
    StepRefused without a draft; InvalidInput.
    """
    locked = _held(proposal)
    sent = locked.threads.filter(comments__pk=F("pk"), comments__author=by)
    if said.pk is not None and (there := sent.filter(pk=said.pk).first()):
        return there
    thread = thread_at(locked, place)
    people = colleagues_of(locked)
    writer = _reading(people, thread, by)
    if locked.threads.count() >= MOST_THREADS:
        raise InvalidInput(f"A proposal takes {MOST_THREADS:,} threads of comments.")
    thread.pk = said.pk or uuid4()
    _require_new(thread.pk)
    thread.save(force_insert=True)
    _say(thread, Said(text=said.text, tell=said.tell, pk=thread.pk), writer, people)
    return thread


@transaction.atomic
def reply(thread: CommentThread, said: Said, *, by: "User") -> Comment:
    """Answer in a thread. As above."""
    locked = _held(thread.proposal)
    sent = thread.comments.filter(author=by)
    if said.pk is not None and (there := sent.filter(pk=said.pk).first()):
        return there
    people = colleagues_of(locked)
    writer = _reading(people, thread, by)
    if thread.comments.count() >= MOST_IN_THREAD:
        raise InvalidInput(f"A thread takes {MOST_IN_THREAD} comments. Open another one.")
    if said.pk is not None:
        _require_new(said.pk)
    return _say(thread, said, writer, people)


@transaction.atomic
def edit_comment(comment: Comment, text: str, *, by: "User") -> Comment:
    """Change one's own words, for a while. Who is mentioned stays."""
    locked = _own(comment, by)
    _reading(colleagues_of(_held(locked.thread.proposal)), locked.thread, by)
    if timezone.now() > locked.may_be_edited_until:
        raise StepRefused(TOO_LATE)
    words = _words(text)
    if words != locked.text:
        locked.text, locked.edited_at = words, timezone.now()
        locked.save(update_fields=["text", "edited_at"])
    return locked


@transaction.atomic
def delete_comment(comment: Comment, *, by: "User") -> Comment:
    """Take one's own words out, whenever: that something stood there, and until when, is kept."""
    locked = _own(comment, by, also_deleted=True)
    if locked.deleted_at is None:
        locked.text, locked.deleted_at = "", timezone.now()
        locked.save(update_fields=["text", "deleted_at"])
    return locked


@transaction.atomic
def settle(thread: CommentThread, *, is_resolved: bool, by: "User") -> CommentThread:
    """Resolve a thread, or open it again. Whoever may read it may."""
    locked = _held(thread.proposal)
    _reading(colleagues_of(locked), thread, by)
    found = locked.threads.select_for_update(no_key=True).get(pk=thread.pk)
    if is_resolved is (found.resolved_at is None):
        found.resolved_at = timezone.now() if is_resolved else None
        found.resolved_by = by if is_resolved else None
        found.save(update_fields=["resolved_at", "resolved_by"])
    return found


def thread_at(proposal: Proposal, place: str) -> CommentThread:
    """A thread at this place that is not saved yet. NotFound where there is no such place."""
    try:
        found = read_name(place, COMMENTED)
    except NoSuchPlace as error:
        raise NotFound("There is no such place in this proposal.") from error
    return CommentThread(
        proposal=proposal,
        section=found.section.value,
        record=_record(proposal, found) if found.kind else None,
        field=found.name,
    )


def _record(proposal: Proposal, found: Named) -> ContentRecord:
    """Of a kind that is written on its page: markings and files are no places of their own."""
    row = proposal.records.filter(pk=found.record, kind=found.kind, removed_at=None).first()
    if row is None or not row.part.is_written:
        raise NotFound("There is no such record in this proposal.")
    return row


def _held(proposal: Proposal) -> Proposal:
    locked = Proposal.objects.held(proposal.pk)
    if not locked.is_editable:
        raise StepRefused(NO_DRAFT.format(locked.get_state_display().lower()))
    return locked


def _reading(people: Iterable[Colleague], thread: CommentThread, by: "User") -> Colleague:
    found = next((one for one in people if one.person == by), None)
    if found is None or not found.reads(thread):
        raise NotFound
    return found


def _own(comment: Comment, by: "User", *, also_deleted: bool = False) -> Comment:
    found = Comment.objects.select_for_update(no_key=True, of=("self",)).get(pk=comment.pk)
    if found.author_id != by.pk:
        raise NotPermitted(NOT_YOURS)
    if found.deleted_at is not None and not also_deleted:
        raise StepRefused("This comment is deleted.")
    return found


def _require_new(pk: UUID) -> None:
    if Comment.objects.filter(pk=pk).exists() or CommentThread.objects.filter(pk=pk).exists():
        raise InvalidInput("Give each new comment an id of its own, or none.")


def _words(text: str) -> str:
    words = text.replace("\r\n", "\n").strip()
    if not words:
        message = "Write the comment."
        raise InvalidInput(message, fields={"text": [message]})
    try:
        Comment._meta.get_field("text").run_validators(words)
    except ValidationError as error:
        raise InvalidInput(*error.messages, fields={"text": list(error.messages)}) from error
    return words


def _say(
    thread: CommentThread, said: Said, writer: Colleague, people: Iterable[Colleague]
) -> Comment:
    words = _words(said.text)
    told = _mentioned(thread, said.tell, writer, people)
    _refuse_too_many(thread.proposal, len(told), writer.person)
    comment = Comment.objects.create(
        pk=said.pk or uuid4(),
        thread=thread,
        author=writer.person,
        organization=writer.speaks_for(thread),
        text=words,
    )
    Mention.objects.bulk_create(Mention(comment=comment, person=one.person) for one in told)
    transaction.on_commit(lambda: comment_written.send_robust(Comment, comment=comment))
    return comment


def _mentioned(
    thread: CommentThread, tell: Collection[int], writer: Colleague, people: Iterable[Colleague]
) -> list[Colleague]:
    """Those of them who may read the place. The writer knows already."""
    asked = set(tell) - {writer.person.pk}
    found = [one for one in people if one.person.pk in asked and one.reads(thread)]
    problem = ""
    if len(found) < len(asked):
        problem = "Choose people of the consortium who may read this place."
    elif len(found) > MOST_MENTIONED:
        problem = f"A comment tells {MOST_MENTIONED} people at most."
    if problem:
        raise InvalidInput(problem, fields={"tell": [problem]})
    return found


def _refuse_too_many(proposal: Proposal, mentions: int, by: "User") -> None:
    """So that nobody drowns the others, nor their mail. Counted whatever became of them."""
    since = timezone.now() - timedelta(days=1)
    lately = Comment.objects.filter(written_at__gt=since)
    of_theirs = Mention.objects.filter(comment__author=by, comment__written_at__gt=since)
    counted = (
        (lately.filter(author=by).count() + 1, MOST_BY_PERSON, "You wrote {} comments"),
        (
            lately.filter(thread__proposal=proposal).count() + 1,
            MOST_IN_PROPOSAL,
            "{} comments were written on this proposal",
        ),
        (of_theirs.count() + mentions, MOST_MENTIONS_BY_PERSON, "You told {} people"),
    )
    for found, most, sentence in counted:
        if found > most:
            raise InvalidInput(
                f"{sentence.format(most)} in 24 hours, which is the limit. Try again tomorrow."
            )
