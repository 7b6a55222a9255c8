"""How is a call for proposals opened, and how do its dates change?"""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from exports_portal.accounts.roles import Role
from exports_portal.audit.recording import record
from exports_portal.errors import InvalidInput, NotPermitted, StepRefused
from proposals.models import CallForProposals

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

# E.O. 14320 sec. 3(c): proposals are submitted no later than 90 days after the call.
LONGEST_CALL_DAYS = 90
LAST_SECOND = time(23, 59, 59)


@transaction.atomic
def open_call(
    *,
    code: str,
    title: str,
    document_number: str,
    opens_on: date,
    closes_on: date,
    allow_late: bool,
    by: "User",
) -> CallForProposals:
    """Announce a call. It opens at 12:00 a.m. of the first day and closes at 11:59 p.m. of the
    last one, in the program's time zone (Eastern).
    """
    _require_steward(by)
    _require_possible(opens_on, closes_on)
    call = CallForProposals(code=code, title=title, document_number=document_number)
    call.opens_at, call.closes_at = _first_moment(opens_on), _last_moment(closes_on)
    call.allow_late = allow_late
    call.full_clean()
    call.save(force_insert=True)
    record("call.open", by=by, subject=call, summary=title, **_dates(call))
    return call


@transaction.atomic
def change_call(
    call: CallForProposals,
    *,
    title: str,
    document_number: str,
    opens_on: date,
    closes_on: date,
    allow_late: bool,
    by: "User",
) -> None:
    """Change a call that has not closed. What has begun cannot be put off, and the last day is not
    in the past; both sets of dates stay in the audit trail.
    """
    _require_steward(by)
    _require_possible(opens_on, closes_on)
    held = CallForProposals.objects.select_for_update(no_key=True).get(pk=call.pk)
    now = timezone.now()
    if held.closes_at < now:
        raise StepRefused(f"This call closed on {_day(held.closes_at)}: announce another one.")
    if held.opens_at <= now and _first_moment(opens_on) != held.opens_at:
        sentence = f"The call opened on {_day(held.opens_at)}: that day stays."
        raise InvalidInput(sentence, fields={"opens_on": [sentence]})
    before = _dates(held)
    held.title, held.document_number, held.allow_late = title, document_number, allow_late
    held.opens_at, held.closes_at = _first_moment(opens_on), _last_moment(closes_on)
    held.full_clean()
    held.save()
    record("call.change", by=by, subject=held, summary=title, before=before, **_dates(held))


def _require_steward(user: "User") -> None:
    if not user.has_role(Role.POLICY_STEWARD):
        raise NotPermitted("Only a policy steward announces a call or changes its dates.")


def _require_possible(opens_on: date, closes_on: date) -> None:
    """At most 90 days, in the right order, and not over before it is announced."""
    problem = ""
    if closes_on < opens_on:
        problem = "The call closes before it opens: choose a later day."
    elif closes_on - opens_on > timedelta(days=LONGEST_CALL_DAYS):
        last = opens_on + timedelta(days=LONGEST_CALL_DAYS)
        problem = (
            f"A call may stay open for {LONGEST_CALL_DAYS} days at most (E.O. 14320 sec. 3(c)):"
            f" until {last:%B %-d, %Y}."
        )
    elif closes_on < timezone.localdate():
        problem = "This day is over: choose today or a later day."
    if problem:
        raise InvalidInput(problem, fields={"closes_on": [problem]})


def _first_moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _last_moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, LAST_SECOND))


def _day(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%B %-d, %Y}"


def _dates(call: CallForProposals) -> dict[str, object]:
    return {
        "opens_at": call.opens_at,
        "closes_at": call.closes_at,
        "allow_late": call.allow_late,
    }
