"""What is confidential in this dossier, what is missing, and how is a value marked?"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from exports_portal.errors import InvalidInput, LostUpdate, NotPermitted, PortalError
from exports_portal.web.forms import corrections
from exports_portal.web.formsets import without_message
from exports_portal.web.pagination import page_showing
from exports_portal.web.typed import keeps_typed, take
from proposals.actions.one_record import add_records, merge_record, remove_record
from proposals.content import Audience, ConfidentialityMarking, Section
from proposals.content.markable import field_of, markable_values
from proposals.content.marked import declared_audience
from proposals.content.saying import Field, fields_of
from proposals.content.writing import shallow
from proposals.forms.confidential import WideningForm, marking_form
from proposals.models import ContentRecord
from proposals.rules import places
from proposals.views.marked_values import (
    list_of,
    markings_in_order,
    own_record,
    shown,
    title_of_value,
    values_of,
)
from proposals.views.navigation import TITLES, panel, steps
from proposals.views.previews import PREVIEWS
from proposals.views.reading import Reading, read
from proposals.views.sent import id_sent, revision_sent

KIND = "markings"
MARKINGS_PER_PAGE = 10  # each has five lines
NOT_YOURS = "Only who writes for the member whose record it is can mark it, while it is a draft."


@require_safe
def confidential(request: HttpRequest, pk: int) -> HttpResponse:
    """What is marked, what each marking lacks, and every record that can be marked."""
    reading = read(request, pk)
    searched = request.GET.get("q", "").strip()[:200]
    found = [finding for finding in reading.findings if finding.section is Section.CONFIDENTIAL]
    markings = markings_in_order(reading)
    page = page_showing(
        request, markings, lambda one: places.marking(one.id), per_page=MARKINGS_PER_PAGE
    )
    page.object_list = shown(reading, list(page))
    context = _context(reading, TITLES[Section.CONFIDENTIAL]) | {
        "lines": panel(pk, found) if reading.proposal.is_editable else [],
        "anchor": places.MARKINGS,
        "page": page,
        "q": searched,
        "records": list_of(reading, searched.casefold()),
        "previews": [(who, preview.label) for who, preview in PREVIEWS.items()],
        "is_draft": reading.proposal.is_editable,
    }
    return render(request, "proposals/confidential.html", context)


@require_safe
def confidential_record(request: HttpRequest, pk: int, record: UUID) -> HttpResponse:
    """The values of one record: who reads each now, and what is marked."""
    reading = read(request, pk)
    found = own_record(reading, record)
    heading, values = values_of(reading, found)
    context = _context(reading, heading) | {"values": values, "record": found, "heading": heading}
    return render(request, "proposals/confidential_record.html", context)


@keeps_typed
@require_http_methods(["GET", "POST"])
def mark(request: HttpRequest, pk: int, record: UUID) -> HttpResponse:
    """The form of a new marking. Pressed twice, it is one."""
    reading = read(request, pk)
    marked = _Marked.of(reading, own_record(reading, record), request.GET.get("value", ""))
    if request.method != "POST":
        fresh = str(uuid4())
        return _again(request, marked) or _page(request, marked, marked.form(), base=fresh)
    form, named = marked.form(request.POST), request.POST.get("base", "")
    if not form.is_valid():
        return _page(request, marked, form, base=named, status=422)
    row = {**form.answers, "id": id_sent(named), "record": record, "value": marked.code}
    try:
        by, contributor = reading.user, marked.record.contributor
        add_records(reading.proposal, KIND, [row], by=by, contributor=contributor)
    except InvalidInput as refusal:
        _tell(form, refusal.fields.get("records"))
        return _page(request, marked, form, base=named, refusal=refusal, status=422)
    messages.success(request, f"{marked.title}: marked.")
    return redirect("proposals:confidential", pk)


@keeps_typed
@require_http_methods(["GET", "POST"])
def marking(request: HttpRequest, pk: int, marking: UUID) -> HttpResponse:
    """Change who reads it, or on which basis; what somebody else changed meanwhile stays."""
    reading = read(request, pk)
    row, said = _row(reading, marking)
    marked = _Marked.of(reading, own_record(reading, said.record), said.value)
    if request.method != "POST":
        form, base = marked.form(initial=shallow(said)), str(row.revision)
        return _again(request, marked, row) or _page(request, marked, form, base=base, row=row)
    form, base = marked.form(request.POST), request.POST.get("base", "")
    if not form.is_valid():
        return _page(request, marked, form, base=base, row=row, status=422)
    try:
        answers = form.answers
        merge_record(reading.proposal, marking, answers, base=revision_sent(base), by=reading.user)
    except PortalError as refusal:
        _tell(form, [getattr(refusal, "fields", {}).get("answers")])
        now, status = str(row.revision), refusal.status
        return _page(request, marked, form, base=now, row=row, refusal=refusal, status=status)
    messages.success(request, f"{marked.title}: saved.")
    return redirect("proposals:confidential", pk)


@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, pk: int, marking: UUID) -> HttpResponse:
    """Asks first, and says who reads the value then."""
    reading = read(request, pk)
    row, said = _row(reading, marking)
    if request.method == "POST":
        read_at = revision_sent(request.POST.get("base", ""))
        try:
            remove_record(reading.proposal, marking, revision=read_at, by=reading.user)
        except LostUpdate as late:
            messages.error(request, f"{late} Nothing was taken back.")
            return redirect("proposals:marking", pk, marking)
        messages.success(request, "The marking is taken back. The history can bring it back.")
        return redirect("proposals:confidential", pk)
    context = _taking_back(reading, said) | {"hidden": {"base": row.revision}}
    return render(request, "components/confirm_page.html", context)


def _again(
    request: HttpRequest, marked: "_Marked", row: ContentRecord | None = None
) -> HttpResponse | None:
    """As typed before the session ended, on the revision of then. Nothing is saved."""
    kept = take(request)
    if kept is None:
        return None
    data, why = kept
    form = marked.form(data)
    without_message(form)
    messages.warning(request, why)
    return _page(request, marked, form, base=data.get("base", ""), row=row)


def _taking_back(reading: Reading, said: ConfidentialityMarking) -> dict[str, Any]:
    pk = reading.proposal.pk
    target = next(iter(_there(reading, said)), None)
    then = ""
    if target is not None:
        declared = declared_audience(target, field_of(said.value) or fields_of(type(target))[0])
        then = WHO_READS[declared]
    return {
        "heading": "Take back this marking",
        "consequence": f"{then} What it said before can be read in the history and in submitted "
        "versions too. Signatures that cover it lapse.".strip(),
        "summary": [
            ("What is marked", markable_values().get(said.value, "")),
            ("Public substitute", said.public_substitute or "None"),
        ],
        "submit_label": "Take it back",
        "cancel_url": reverse("proposals:confidential", args=[pk]),
    }


WHO_READS = {
    Audience.PUBLIC: "Everybody can read it then, in the catalog too.",
    Audience.CONSORTIUM: "Every member can read it then.",
    Audience.ANCHOR: "The anchor member can read it then.",
    Audience.PROGRAM: "Only you and the program office can read it then, if it was shared.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marked:
    """What is to be marked: a record, and one of its values or all of it."""

    reading: Reading
    record: Any
    code: str
    field: Field

    @classmethod
    def of(cls, reading: Reading, record: Any, code: str) -> "_Marked":
        if not reading.proposal.is_editable:
            raise NotPermitted(NOT_YOURS)
        if code not in {value.code for value in values_of(reading, record)[1]}:
            raise Http404
        field = field_of(code) or fields_of(type(record))[0]
        return cls(reading=reading, record=record, code=code, field=field)

    @property
    def title(self) -> str:
        return title_of_value(self.reading, self.record, self.code)

    def form(self, data: Any = None, initial: Any = None) -> WideningForm:
        declared = declared_audience(self.record, self.field)
        now = self.reading.sight.marked.audience(self.record, self.field)
        return marking_form(declared, now, data, initial)


def _row(reading: Reading, pk: UUID) -> tuple[ContentRecord, ConfidentialityMarking]:
    """One of their own. Else a 404, or the reason."""
    said = next((one for one in reading.reader.also_marked if one.id == pk), None)
    if said is None or said.contributor not in reading.writes_for:
        raise Http404
    if not reading.proposal.is_editable:
        raise NotPermitted(NOT_YOURS)
    return reading.proposal.records.get(pk=pk), said


def _there(reading: Reading, said: ConfidentialityMarking) -> list[Any]:
    try:
        return [own_record(reading, said.record)]
    except Http404:
        return []


def _tell(form: Form, refused: Any) -> None:
    """Each message at its field."""
    for fields in refused or ():
        for name, texts in (fields or {}).items():
            form.add_error(name if name in form.fields else None, texts)


def _page(
    request: HttpRequest,
    marked: _Marked,
    form: Form,
    *,
    base: str,
    row: ContentRecord | None = None,
    refusal: PortalError | None = None,
    status: int = 200,
) -> HttpResponse:
    context = _context(marked.reading, f"Mark: {marked.title}") | {
        "form": form,
        "base": base,
        "row": row,
        "is_public": marked.field.said.audience is Audience.PUBLIC,
        "corrections": corrections([form]),
        "refusal": refusal if refusal and not form.errors else None,
        "conflicts": getattr(refusal, "conflicts", ()),
    }
    return render(request, "proposals/marking.html", context, status=status)


def _context(reading: Reading, title: str) -> dict[str, Any]:
    return {
        "reading": reading,
        "proposal": reading.proposal,
        "title": title,
        "section": Section.CONFIDENTIAL,
        "section_history": "proposals:confidential_history",
        "steps": steps(reading, Section.CONFIDENTIAL),
    }
