"""How is a record saved by the script of its page, while somebody still types in it?

The same merge as with the button (record.py); the answer is for the script, which shows it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.forms import BoundField, CheckboxInput, Form
from django.http import HttpRequest, HttpResponse, JsonResponse

from exports_portal.accounts.views.way import signed_in
from exports_portal.errors import InvalidInput, NotPermitted, PortalError, StepRefused, problem
from exports_portal.web.scripts import clock
from exports_portal.web.typed import author_of
from proposals.actions.one_record import merge_record
from proposals.actions.refusals import RecordConflict
from proposals.content.merging import Conflict
from proposals.content.whole import Part, anchor_of
from proposals.snapshot import record_of_row
from proposals.views.reading import Reading
from proposals.views.sent import revision_sent

if TYPE_CHECKING:
    from proposals.views.record import RecordPage

SOMEBODY_ELSE = "Somebody else signed in on this browser. Sign in as before, then press Save."
IS_SIGNED = (
    "This is signed. Nothing is saved by itself then: press Save, and what you changed must be "
    "signed again."
)
COMPARE = "Press Save to compare."


def is_signed(reading: Reading, part: Part, contributor: int) -> bool:
    """Does a signature hold that a change of such a record of this member would end? One that ended
    is known by its `told_at`.
    """
    if not part.is_signed:
        return False
    members = {contributor, anchor_of(reading.frame)}
    packets = reading.proposal.packets.filter(organization__in=members)
    latest = packets.order_by("organization_id", "-signed_at").distinct("organization_id")
    return not all(latest.values_list("told_at", flat=True))


def is_saved_by_itself(page: "RecordPage") -> bool:
    """Not what is signed: a key that is pressed by mistake must not end a signature."""
    return not is_signed(page.reading, page.part, page.contributor)


def save_by_itself(request: HttpRequest, page: "RecordPage", record: UUID) -> HttpResponse:
    """422 with what is wrong at each field, 409 where somebody else changed the same; else the
    revision that is saved now, and what stands there otherwise than it was sent.
    """
    if author_of(request.POST) != str(request.user.pk):
        raise NotPermitted(SOMEBODY_ELSE)
    if not is_saved_by_itself(page):
        raise StepRefused(IS_SIGNED)
    form, base = page.form(request.POST), revision_sent(request.POST.get("base", ""))
    if not form.is_valid():
        return _refused(InvalidInput("Some answers need a correction."), fields=dict(form.errors))
    draft, values = page.reading.proposal, form.cleaned_data
    try:
        row = merge_record(draft, record, values, base=base, by=signed_in(request))
    except RecordConflict as conflict:
        return _refused(conflict, detail=_both(conflict.conflicts))
    except InvalidInput as refusal:
        answers: Any = refusal.fields.get("answers", {})
        return _refused(refusal, **({"fields": answers} if answers else {}))
    saved = page.form(record=record_of_row(row))
    return JsonResponse(
        {"base": str(row.revision), "at": clock(), "fields": _otherwise(form, saved)}
    )


def _refused(refusal: PortalError, **details: Any) -> HttpResponse:
    body = problem(refusal.status, title=refusal.title, detail=str(refusal))
    return JsonResponse(body | details, status=refusal.status)


def _both(conflicts: Sequence[Conflict]) -> str:
    labels = ", ".join(each.label for each in conflicts)
    return f"somebody else changed this as well: {labels}. {COMPARE}"


def _otherwise(typed: Form, saved: Form) -> dict[str, list[str]]:
    """What another person changed meanwhile, field by field as the form shows it."""
    found = {bound.name: _shown(bound) for bound in saved}
    return {name: values for name, values in found.items() if values != _shown(typed[name])}


def _shown(bound: BoundField) -> list[str]:
    """The values that the field sends as it stands."""
    value = bound.value()
    if isinstance(bound.field.widget, CheckboxInput):
        return ["on"] if value else []
    shown = bound.field.widget.format_value(value)
    several = shown if isinstance(shown, list | tuple) else [shown]
    return [str(each) for each in several if each not in (None, "")]
