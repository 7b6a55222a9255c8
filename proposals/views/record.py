"""How is one record of a draft read, written, removed and brought back?

A page with many rows is no form of all of them: each has a page of its own.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from exports_portal.accounts.views.way import signed_in
from exports_portal.errors import InvalidInput, LostUpdate, NotPermitted, PortalError
from exports_portal.web.forms import corrections
from exports_portal.web.formsets import without_message
from exports_portal.web.scripts import asks_for_json
from exports_portal.web.typed import keeps_typed, take, take_to_read
from proposals.actions.one_record import (
    add_records,
    merge_record,
    remove_record,
    restore_record,
)
from proposals.actions.refusals import RecordConflict, UsedBefore
from proposals.content.sheet import Block, facts
from proposals.content.whole import Part, parts
from proposals.content.writing import record_of_data, shallow
from proposals.forms.section import form_of_row
from proposals.models import ContentRecord
from proposals.views.autosave import IS_SIGNED, is_saved_by_itself, save_by_itself
from proposals.views.evidence import proven_record
from proposals.views.navigation import section_url, steps
from proposals.views.presence import Presence, present_at
from proposals.views.reading import Reading, read
from proposals.views.sent import id_sent, revision_sent
from proposals.views.threads import counted, lies_in, named_record, open_threads, place_url

ADDED, SAVED = "Added.", "Saved."
SENT_BEFORE = (
    "A record was added with this form before, and it says something else now. Save again to add "
    "what stands here as another record."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """One record as one person sees it; `row` is None for a new one."""

    reading: Reading
    part: Part
    contributor: int
    row: ContentRecord | None = None

    @property
    def record(self) -> Any:
        """What is saved now, None for a new one."""
        if self.row is None:
            return None
        identity = {"id": self.row.pk, "contributor": self.row.contributor_id}
        return record_of_data(self.part.of, self.row.data, **identity)

    @property
    def may_write(self) -> bool:
        reading = self.reading
        return reading.proposal.is_editable and self.contributor in reading.writes_for

    @property
    def url(self) -> str:
        """The page on which it stands among the others."""
        pk, theirs = self.reading.proposal.pk, self.reading.speakers(self.part.section)
        is_named = self.contributor in [one.organization_id for one in theirs[1:]]
        return section_url(pk, self.part.section) + (f"?for={self.contributor}" if is_named else "")

    def form(self, data: Any = None, record: Any = None) -> Form:
        shown = record or self.record
        made: Form = form_of_row(self.part, self.reading.known)(
            data, initial=shallow(shown) if shown else None
        )
        return made


@keeps_typed
def new_record(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A form for another record. Pressed twice, it is one record."""
    reading, part = read(request, pk), _row_kind(kind)
    member = reading.speaker(part.section, _asked(request))
    if member is None or not reading.proposal.is_editable:
        raise NotPermitted("Only who writes for a member can add a record to a draft.")
    page = RecordPage(reading=reading, part=part, contributor=member.organization_id)
    if request.method != "POST":
        return _again(request, page) or _page(request, page, page.form(), base=str(uuid4()))
    form, named = page.form(request.POST), request.POST.get("base", "")
    if not form.is_valid():
        return _page(request, page, form, base=named, status=422)
    row = {**form.cleaned_data, "id": id_sent(named)}
    try:
        by, speaker = signed_in(request), page.contributor
        add_records(reading.proposal, kind, [row], by=by, contributor=speaker)
    except UsedBefore:
        again, anew = InvalidInput(SENT_BEFORE), str(uuid4())
        return _page(request, page, form, base=anew, refusal=again, status=422)
    except InvalidInput as refusal:
        return _page(request, page, form, base=named, refusal=refusal, status=422)
    messages.success(request, ADDED)
    return redirect(page.url)


@keeps_typed
def record(request: HttpRequest, pk: int, record: UUID) -> HttpResponse:
    """The form for those who may write it now, the answers for the others."""
    page = _existing(read(request, pk), record)
    if not page.may_write:
        if request.method == "POST":
            raise NotPermitted("This record is another member's, or not with the applicant now.")
        return _answers(request, page)
    if request.method != "POST":
        saved_at = str(page.row and page.row.revision)
        return _again(request, page) or _page(request, page, page.form(), base=saved_at)
    save = save_by_itself if asks_for_json(request) else _save
    return save(request, page, record)


def _again(request: HttpRequest, page: RecordPage) -> HttpResponse | None:
    """As typed before the session ended, on the revision of then. Nothing is saved."""
    kept = take(request)
    if kept is None:
        return None
    data, why = kept
    form = page.form(data)
    without_message(form)
    messages.warning(request, why)
    return _page(request, page, form, base=data.get("base", ""))


def _save(request: HttpRequest, page: RecordPage, record: UUID) -> HttpResponse:
    form, base = page.form(request.POST), request.POST.get("base", "")
    if not form.is_valid():
        return _page(request, page, form, base=base, status=422)
    draft, number = page.reading.proposal, revision_sent(base)
    try:
        merge_record(draft, record, form.cleaned_data, base=number, by=signed_in(request))
    except RecordConflict as conflict:
        both, now = page.form(record=conflict.record), str(conflict.base)
        return _page(request, page, both, base=now, refusal=conflict, status=409)
    except InvalidInput as refusal:
        return _page(request, page, form, base=base, refusal=refusal, status=422)
    messages.success(request, SAVED)
    return redirect(page.url)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int, record: UUID) -> HttpResponse:
    """The confirmation, then the removal, which the history can undo."""
    page = _existing(read(request, pk), record)
    if not page.may_write or page.row is None:
        raise NotPermitted("Only who writes for this member can remove it from a draft.")
    if request.method == "POST":
        read_at = revision_sent(request.POST.get("base", ""))
        try:
            remove_record(page.reading.proposal, record, revision=read_at, by=signed_in(request))
        except LostUpdate as late:
            messages.error(request, f"{late} Nothing was removed.")
            return redirect("proposals:record", pk, record)
        messages.success(request, "Removed. The history of the page can bring it back.")
        return redirect(page.url)
    return render(request, "components/confirm_page.html", _removal(page))


def _removal(page: RecordPage) -> dict[str, Any]:
    legend, pk = page.part.legend.lower(), page.reading.proposal.pk
    return {
        "heading": f"Remove this {legend}",
        "consequence": f"The {legend} is taken out of the draft. The history can bring it back.",
        "summary": [(page.part.legend, page.record.heading())],
        "hidden": {"base": page.row.revision if page.row else 0},
        "submit_label": "Remove it",
        "cancel_url": reverse("proposals:record", args=[pk, page.record.id]),
    }


@require_POST
def restore(request: HttpRequest, pk: int, record: UUID, number: int) -> HttpResponse:
    """Let a record be again as it was."""
    reading = read(request, pk)
    row = get_object_or_404(reading.rows(also_removed=True), pk=record)
    restore_record(reading.proposal, record, number, by=signed_in(request))
    messages.success(request, "It is again as it was then.")
    return redirect(f"proposals:{row.part.section.value}_history", pk)


def _existing(reading: Reading, pk: UUID) -> RecordPage:
    row = get_object_or_404(reading.rows(), pk=pk)
    part = _row_kind(row.kind)
    return RecordPage(reading=reading, part=part, contributor=row.contributor_id, row=row)


def _row_kind(name: str) -> Part:
    """A kind of which each record has a page: rows that a member adds and removes."""
    part = parts().get(name)
    if part is None or not part.has_rows:
        raise Http404
    return part


def _asked(request: HttpRequest) -> str:
    return request.POST.get("for") or request.GET.get("for") or ""


def _page(
    request: HttpRequest,
    page: RecordPage,
    form: Form,
    *,
    base: str,
    refusal: PortalError | None = None,
    status: int = 200,
) -> HttpResponse:
    by_itself = page.row is not None and is_saved_by_itself(page)
    context = _context(page) | {
        "form": form,
        "is_saved_by_itself": by_itself,
        "why_not": "" if by_itself or page.row is None else IS_SIGNED,
        "base": base,
        "corrections": corrections([form]),
        "refusal": refusal,
        "conflicts": getattr(refusal, "conflicts", ()),
    }
    return render(request, "proposals/record.html", context, status=status)


def _answers(request: HttpRequest, page: RecordPage) -> HttpResponse:
    reading = page.reading
    said = tuple(facts(page.record, reading.sight, reading.known))
    context = _context(page) | {
        "blocks": [Block(heading="", facts=said)],
        "unsaved": take_to_read(request),
    }
    return render(request, "proposals/record.html", context)


def presence_in(reading: Reading, row: ContentRecord) -> Presence:
    """Who else has the page of this record open."""
    address = reverse("proposals:record_presence", args=[reading.proposal.pk, row.pk])
    return present_at(reading, str(row.pk), place="record", address=address)


def _context(page: RecordPage) -> dict[str, Any]:
    legend = page.part.legend
    heading = page.record.heading() if page.row else f"Another {legend.lower()}"
    return {
        "reading": page.reading,
        "proposal": page.reading.proposal,
        "page": page,
        "title": f"{legend}: {heading}" if page.row else heading,
        "steps": steps(page.reading, page.part.section, is_judged=False),
        "row": page.row,
        "presence": presence_in(page.reading, page.row) if page.row else None,
        "proven": [proven_record(page.reading, page.row, heading)] if page.row else [],
        "contributor": page.contributor,
        **(_comments(page.reading, page.row) if page.row else {}),
    }


def _comments(reading: Reading, row: ContentRecord) -> dict[str, Any]:
    """How many are open on it, and where they stand."""
    here = named_record(row)
    found = [one for one in open_threads(reading) if lies_in(one, here)]
    return {
        "comments_url": place_url(reading.proposal.pk, here),
        "comments": counted(len(found)),
    }
