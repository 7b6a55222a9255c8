"""How does an organization answer a notice, and how is it answered in turn?

One answer of each organization. The text is read by the two organizations alone, and stands in no
mail.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from exports_portal.accounts.models import Organization
from exports_portal.audit.recording import record
from exports_portal.errors import EditConflict, InvalidInput, StepRefused
from proposals.actions.disclosing import refuse_confidential
from proposals.actions.notices import problems_of, refuse_too_many, require_speaker
from proposals.models import Notice, NoticeAnswer
from proposals.signals import notice_answered, notice_replied

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

# Within 24 hours (program default).
MOST_BY_PERSON = 20
MOST_BY_ORGANIZATION = 30


def answer(notice: Notice, *, organization: Organization, text: str, by: "User") -> NoticeAnswer:
    """Answer in the name of an organization, once. One that was taken back is given anew."""
    require_speaker(organization, by)
    kept = _something(text)
    refuse_confidential(by, text=kept)
    return _answered(notice, organization, kept, by)


@transaction.atomic
def _answered(notice: Notice, organization: Organization, text: str, by: "User") -> NoticeAnswer:
    held = Notice.objects.select_for_update(no_key=True).get(pk=notice.pk)
    if not held.is_open:
        raise StepRefused(f"This notice is {held.standing.lower()}: nobody can answer it now.")
    if held.organization_id == organization.pk:
        raise StepRefused("An organization does not answer its own notice.")
    given = held.answers.filter(organization=organization).first()
    if given is not None and given.withdrawn_at is None:
        raise StepRefused(f"{organization} answered this notice already: change that answer.")
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    _refuse_too_many(organization, by)
    written = given or NoticeAnswer(notice=held, organization=organization)
    written.text, written.written_by, written.withdrawn_at = text, by, None
    written.written_at = written.changed_at = timezone.now()
    _require_valid(written)
    written.save()
    _record("notice.answer", written, by)
    transaction.on_commit(lambda: notice_answered.send_robust(NoticeAnswer, answer=written))
    return written


def change_answer(
    given: NoticeAnswer, *, text: str, by: "User", read_changed_at: datetime | None = None
) -> NoticeAnswer:
    """Write it anew, as long as nobody replied.

    EditConflict when it was changed since `read_changed_at`.
    """
    require_speaker(given.organization, by)
    kept = _something(text)
    refuse_confidential(by, text=kept)
    with transaction.atomic():
        held = _held_unanswered(given)
        _require_read(held, read_changed_at)
        held.text, held.written_by, held.changed_at = kept, by, timezone.now()
        _require_valid(held)
        held.save(update_fields=["text", "written_by", "changed_at"])
        record(
            "notice.change_answer", by=by, subject=held.notice, organization=held.organization_id
        )
    return held


@transaction.atomic
def withdraw_answer(given: NoticeAnswer, *, by: "User") -> NoticeAnswer:
    """Take it back, as long as nobody replied: the other organization no longer sees it."""
    require_speaker(given.organization, by)
    held = _held_unanswered(given)
    held.withdrawn_at = timezone.now()
    held.save(update_fields=["withdrawn_at"])
    _record("notice.withdraw_answer", held, by)
    return held


def reply(
    given: NoticeAnswer, *, text: str, by: "User", read_changed_at: datetime | None = None
) -> NoticeAnswer:
    """The organization of the notice replies, once, to what it read. EditConflict as above."""
    require_speaker(given.notice.organization, by)
    kept = _something(text)
    refuse_confidential(by, text=kept)
    with transaction.atomic():
        held = _held_unanswered(given)
        _require_read(held, read_changed_at)
        held.reply, held.replied_by, held.replied_at = kept, by, timezone.now()
        _require_valid(held)
        held.save(update_fields=["reply", "replied_by", "replied_at"])
        _record("notice.reply", held, by)
        transaction.on_commit(lambda: notice_replied.send_robust(NoticeAnswer, answer=held))
    return held


def _held_unanswered(given: NoticeAnswer) -> NoticeAnswer:
    """The notice first, as when it is answered: the order in which rows are locked."""
    notice = Notice.objects.select_for_update(no_key=True).get(pk=given.notice_id)
    held = NoticeAnswer.objects.select_for_update(no_key=True).get(pk=given.pk)
    held.notice = notice
    if notice.taken_down_at is not None:
        raise StepRefused("The program office took this notice down.")
    if held.withdrawn_at is not None:
        raise StepRefused("This answer was taken back.")
    if held.replied_at is not None:
        raise StepRefused("This answer was replied to, so it stays as it is.")
    return held


def _require_read(held: NoticeAnswer, read_changed_at: datetime | None) -> None:
    if read_changed_at is not None and read_changed_at != held.changed_at:
        raise EditConflict(
            "This answer was changed after you opened it. What you typed is still here: read the "
            "answer again, then send."
        )


def _record(verb: str, given: NoticeAnswer, by: "User") -> None:
    record(verb, by=by, subject=given.notice, organization=given.organization_id)


def _require_valid(given: NoticeAnswer) -> None:
    """Beside the text, whichever of the two it is."""
    if found := problems_of(given):
        raise InvalidInput(fields={"text": [text for texts in found.values() for text in texts]})


def _something(text: str) -> str:
    if not (kept := text.strip()):
        raise InvalidInput(fields={"text": ["Write something."]})
    return kept


def _refuse_too_many(organization: Organization, by: "User") -> None:
    lately = NoticeAnswer.objects.filter(written_at__gt=timezone.now() - timedelta(days=1))
    refuse_too_many(
        "text",
        (lately.filter(written_by=by), MOST_BY_PERSON, "You answered {} notices"),
        (
            lately.filter(organization=organization),
            MOST_BY_ORGANIZATION,
            "This organization answered {} notices",
        ),
    )
