"""How does an organization say what it seeks or offers, and how does that end?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from exports_portal.accounts.models import Organization
from exports_portal.accounts.roles import Part, Role
from exports_portal.audit.recording import record
from exports_portal.errors import EditConflict, InvalidInput, NotPermitted, StepRefused
from exports_portal.policy.markets import open_markets
from proposals.actions.disclosing import refuse_confidential
from proposals.models import CallForProposals, Notice, NoticeAnswer
from proposals.signals import notice_taken_down

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from exports_portal.accounts.models import User

# Program defaults, not published text.
NOTICE_DAYS = 60
MOST_NOTICE_DAYS = 180
# Within 24 hours.
MOST_BY_PERSON = 10
MOST_BY_ORGANIZATION = 15
# Who speaks to other organizations in the name of one.
SPEAKING = (Part.ADMIN, Part.SIGNATORY)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeText:
    """What a notice says."""

    kind: str
    layers: Sequence[str]
    markets: Sequence[str]
    text: str
    ends_on: date
    call: CallForProposals | None = None


def publish(organization: Organization, *, said: NoticeText, by: "User") -> Notice:
    """Tell all organizations what this one seeks or offers. Who speaks for it may."""
    require_speaker(organization, by)
    refuse_confidential(by, text=said.text)
    return _published(organization, said, by)


@transaction.atomic
def _published(organization: Organization, said: NoticeText, by: "User") -> Notice:
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    lately = Notice.objects.filter(published_at__gt=timezone.now() - timedelta(days=1))
    refuse_too_many(
        "text",
        (lately.filter(published_by=by), MOST_BY_PERSON, "You published {} notices"),
        (
            lately.filter(organization=organization),
            MOST_BY_ORGANIZATION,
            "This organization published {} notices",
        ),
    )
    notice = Notice(organization=organization, published_by=by)
    _write(notice, said)
    record("notice.publish", by=by, subject=notice, organization=organization.pk)
    return notice


def change(notice: Notice, *, said: NoticeText, by: "User", read_revision: int) -> Notice:
    """Say it anew. Who answered before sees that it was changed since.

    EditConflict when somebody else changed it since `read_revision`.
    """
    require_speaker(notice.organization, by)
    refuse_confidential(by, text=said.text)
    with transaction.atomic():
        held = _held_open(notice)
        if held.revision != read_revision:
            raise EditConflict(
                "Somebody else changed this notice after you opened it. What you typed is still "
                "here: compare it with the notice, then save again."
            )
        held.revision, held.changed_at = held.revision + 1, timezone.now()
        _write(held, said)
        record("notice.change", by=by, subject=held, revision=held.revision)
    return held


@transaction.atomic
def close(notice: Notice, *, by: "User") -> Notice:
    """Nobody can answer any more; what was answered stays, and can be replied to."""
    require_speaker(notice.organization, by)
    held = _held_open(notice)
    held.closed_at = timezone.now()
    held.save(update_fields=["closed_at"])
    record("notice.close", by=by, subject=held)
    return held


@transaction.atomic
def take_down(notice: Notice, *, reason: str, by: "User") -> Notice:
    """The program office takes a notice off the list, and tells its organization why."""
    if not by.has_role(Role.POLICY_STEWARD):
        raise NotPermitted("Only a policy steward takes a notice down.")
    held = Notice.objects.select_for_update(no_key=True).get(pk=notice.pk)
    if held.taken_down_at is not None:
        raise StepRefused("This notice is taken down already.")
    if not (kept := reason.strip()):
        raise InvalidInput(fields={"reason": ["Say why: the organization reads it."]})
    held.taken_down_at, held.taken_down_by, held.taken_down_for = timezone.now(), by, kept
    held.save(update_fields=["taken_down_at", "taken_down_by", "taken_down_for"])
    record("notice.take_down", by=by, subject=held, summary=kept)
    transaction.on_commit(lambda: notice_taken_down.send_robust(Notice, notice=held))
    return held


def speaks_for(organization: Organization, user: "User") -> bool:
    speaking = Organization.objects.with_part(user, *SPEAKING)
    return user.is_active and speaking.filter(pk=organization.pk).exists()


def require_speaker(organization: Organization, user: "User") -> None:
    if not speaks_for(organization, user):
        raise NotPermitted(f"Only an administrator or a signatory of {organization} can do this.")


def refuse_too_many(field: str, *counted: "tuple[QuerySet[Any], int, str]") -> None:
    """So that nobody fills the list or the mailboxes of others. InvalidInput beside the field."""
    for rows, most, sentence in counted:
        if rows.count() >= most:
            message = f"{sentence.format(most)} in 24 hours, which is the limit. Try again later."
            raise InvalidInput(message, fields={field: [message]})


def problems_of(row: Notice | NoticeAnswer) -> dict[str, list[str]]:
    """What the model refuses, by field, whoever writes."""
    try:
        row.full_clean(validate_constraints=False)
    except ValidationError as error:
        return dict(error.message_dict)
    return {}


def _held_open(notice: Notice) -> Notice:
    held = Notice.objects.select_for_update(no_key=True).get(pk=notice.pk)
    if not held.is_open:
        raise StepRefused(f"This notice is {held.standing.lower()}: publish another one.")
    return held


def _write(notice: Notice, said: NoticeText) -> None:
    today = timezone.localdate()
    notice.kind, notice.call, notice.text = said.kind, said.call, said.text.strip()
    notice.layers = list(dict.fromkeys(said.layers))
    notice.markets = list(dict.fromkeys(said.markets))
    notice.ends_on = said.ends_on
    problems = {"markets": _refused_markets(notice.markets, today)}
    problems["ends_on"] = _wrong_end(said.ends_on, today)
    problems = problems_of(notice) | {name: texts for name, texts in problems.items() if texts}
    if problems:
        raise InvalidInput("Some answers need a correction.", fields=problems)
    notice.save()


def _refused_markets(markets: Sequence[str], today: date) -> list[str]:
    offered = open_markets(today)
    refused = [offered.name(code) for code in markets if code not in offered]
    return [f"Not a market that the program takes: {', '.join(refused)}."] if refused else []


def _wrong_end(ends_on: date, today: date) -> list[str]:
    if ends_on < today:
        return ["This day is over: choose today or a later day."]
    last = today + timedelta(days=MOST_NOTICE_DAYS)
    if ends_on > last:
        return [f"A notice stands for {MOST_NOTICE_DAYS} days at most: until {last:%B %-d, %Y}."]
    return []
