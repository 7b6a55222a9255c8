"""How does somebody import a file: choose it, see what it would change, apply it?"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from exports_portal.accounts.views.way import signed_in
from exports_portal.errors import (
    EditConflict,
    InvalidInput,
    NotFound,
    NotPermitted,
    PortalError,
    StepRefused,
)
from exports_portal.files.names import safe_name
from exports_portal.web.pagination import page_of
from proposals.actions.imports import GONE, add_answers, apply, let_wait
from proposals.actions.planning import Mode, Plan, Speaker, planned
from proposals.content import Member
from proposals.content.changes import Change, ChangeKind, changes
from proposals.content.whole import spoken_by
from proposals.exchange.asking import Question, questions
from proposals.exchange.found import Found, ImportRefused, as_found
from proposals.exchange.own_json import found_in_content
from proposals.exchange.recognizing import found_in
from proposals.forms.imports import AnswersForm, ImportForm, ModeForm
from proposals.models import PendingImport, Proposal
from proposals.views.navigation import steps
from proposals.views.reading import Reading, proposals_of, read, reading_of

LINES_PER_PAGE = 100
NOT_YOURS = "Only an administrator or contributor of a member can import in its name."


def import_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose what is imported. What is refused says why, row by row."""
    reading = to_import(read(request, pk))
    is_sent = request.method == "POST"
    form = import_form(reading, *((request.POST, request.FILES) if is_sent else ()))
    if is_sent and form.is_valid():
        try:
            pending = let_wait_checked(reading, form)
        except InvalidInput as refusal:
            form.add_error(None, list(refusal.reasons))
        else:
            return redirect("proposals:import_preview", pk, pending.pk)
    context = _context(reading, "Import") | {"form": form}
    return render(request, "proposals/import.html", context, status=422 if form.errors else 200)


def import_form(reading: Reading, *data: Any) -> ImportForm:
    return ImportForm(*data, earlier=_earlier(reading), speakers=_speakers(reading))


def let_wait_checked(reading: Reading, form: ImportForm) -> PendingImport:
    """InvalidInput where the file can neither be added nor take the place of what is there."""
    member = form.cleaned_data["member"]
    name, found = _found(reading, form)
    _plan_of_either(reading, found, member)
    return let_wait(reading.proposal, found, contributor=member, name=name, by=reading.user)


def import_preview(request: HttpRequest, pk: int, pending: UUID) -> HttpResponse:
    """What would change, then the button that changes it."""
    reading = to_import(read(request, pk))
    found = waiting_for(reading, pending)
    if asked := questions(as_found(found.found)):
        return _ask(request, reading, found, asked)
    if request.method == "POST":
        return _apply(request, reading, found)
    return _preview(request, reading, found, _mode(request.GET.get("mode", "")))


def waiting_for(reading: Reading, pending: UUID) -> PendingImport:
    """What this person may still apply; a 404 where it does not wait any more."""
    waiting = PendingImport.objects.waiting(reading.proposal, reading.user).filter(pk=pending)
    found = waiting.first()
    if found is None or found.contributor_id not in reading.writes_for:
        raise NotFound(GONE)
    return found


def _ask(
    request: HttpRequest, reading: Reading, pending: PendingImport, asked: list[Question]
) -> HttpResponse:
    """What the file does not say and the records need."""
    data = request.POST if request.method == "POST" else None
    form = AnswersForm(data, asked=asked, known=reading.known)
    if data is not None and form.is_valid():
        add_answers(pending, form.cleaned_data)
        return redirect(request.path)
    context = _context(reading, "What the file does not say") | {
        "form": form,
        "pending": pending,
        "found": as_found(pending.found),
    }
    status = 422 if form.errors else 200
    return render(request, "proposals/import_questions.html", context, status=status)


def _apply(request: HttpRequest, reading: Reading, pending: PendingImport) -> HttpResponse:
    mode = _mode(request.POST.get("mode", ""))
    try:
        digest = request.POST.get("read", "")
        apply(pending, mode, reader=reading.reader, read_digest=digest, by=signed_in(request))
    except EditConflict as conflict:
        fresh = reading_of(reading.proposal, reading.user)
        return _preview(request, fresh, pending, mode, refusal=conflict)
    except InvalidInput as refusal:
        return _preview(request, reading, pending, mode, refusal=refusal)
    messages.success(request, f"{pending.name}: imported.")
    return redirect("proposals:detail", reading.proposal.pk)


def _preview(
    request: HttpRequest,
    reading: Reading,
    pending: PendingImport,
    mode: Mode,
    refusal: PortalError | None = None,
) -> HttpResponse:
    found = as_found(pending.found)
    context = _context(reading, "What would change") | {
        "pending": pending,
        "found": found,
        "mode": mode,
        "mode_form": ModeForm(initial={"mode": mode.value}),
        "working": _working(found),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    try:
        plan = plan_of(reading, found, mode, pending.contributor_id)
    except ImportRefused as problems:
        context["refusal"] = refusal or problems
        return render(request, "proposals/import_preview.html", context, status=problems.status)
    context |= _what_changes(request, reading, plan)
    return render(request, "proposals/import_preview.html", context, status=status)


def _working(found: Found) -> str:
    """What stands there while it is applied."""
    count = sum(map(len, found.rows.values()))
    return "Applying 1 row…" if count == 1 else f"Applying {count:,} rows…"


def _what_changes(request: HttpRequest, reading: Reading, plan: Plan) -> dict[str, Any]:
    lines = lines_of(reading, plan)
    counts = [(kind.label, sum(line.kind is kind for line in lines)) for kind in ChangeKind]
    page = page_of(request, lines, per_page=LINES_PER_PAGE)
    return {"page": page, "counts": counts, "plan": plan, "has_changes": bool(plan.drafts)}


def lines_of(reading: Reading, plan: Plan) -> list[Change]:
    """What would say something else, as far as this person may know."""
    return changes(plan.before, plan.after, reading.reader, reading.known)


def _found(reading: Reading, form: ImportForm) -> tuple[str, Found]:
    """Of an earlier proposal what the same member said there."""
    earlier = form.cleaned_data.get("earlier")
    if earlier is not None:
        other = reading_of(earlier, reading.user)
        theirs = spoken_by(other.whole, form.cleaned_data["member"])
        return str(earlier.title), found_in_content(theirs, other.reader, reading.known)
    return safe_name(form.name), found_in(form.content, form.part, reading.known)


def plan_of(reading: Reading, found: Found, mode: Mode, member: int) -> Plan:
    speaker = Speaker(contributor=member, reader=reading.reader)
    return planned(reading.whole, found, mode, speaker, reading.known)


def _plan_of_either(reading: Reading, found: Found, member: int) -> None:
    if questions(found):
        return  # judged when they are answered
    try:
        plan_of(reading, found, Mode.ADD, member)
    except ImportRefused as refusal:
        try:
            plan_of(reading, found, Mode.REPLACE, member)
        except ImportRefused:
            raise refusal from None


def _speakers(reading: Reading) -> list[Member]:
    return [m for m in reading.whole.members if m.organization_id in reading.writes_for]


def _earlier(reading: Reading) -> QuerySet[Proposal]:
    own = proposals_of(reading.user).filter(consortium=reading.proposal.consortium_id)
    return own.exclude(pk=reading.proposal.pk)


def _mode(typed: str) -> Mode:
    return Mode.REPLACE if typed == Mode.REPLACE else Mode.ADD


def to_import(reading: Reading) -> Reading:
    """Of somebody who can import into it now. Else the reason."""
    if not reading.proposal.is_editable:
        raise StepRefused("This proposal cannot be edited now, so nothing can be imported into it.")
    if not reading.writes_for:
        raise NotPermitted(NOT_YOURS)
    return reading


def _context(reading: Reading, title: str) -> dict[str, Any]:
    return {
        "reading": reading,
        "proposal": reading.proposal,
        "title": title,
        "steps": steps(reading),
    }
