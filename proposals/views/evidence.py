"""How is evidence attached to a record, found, read, removed and put back?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exports_portal.accounts.views.way import signed_in
from exports_portal.errors import InvalidInput, NotFound, NotPermitted
from exports_portal.files.responses import download_response
from proposals.actions.evidence import attach, evidence_of, opened, put_back, remove, same_file
from proposals.content import EvidenceDocument, Record
from proposals.content.reading import for_reader
from proposals.content.saying import kind_of
from proposals.content.sheet import title_of
from proposals.content.whole import parts, records_of
from proposals.forms.evidence import EvidenceForm
from proposals.models import ContentRecord, RecordEvidence
from proposals.rules.places import Section
from proposals.views.navigation import TITLES, panel, steps
from proposals.views.reading import Reading, read

NOT_YOURS = "Only somebody who writes this record, while it is a draft, can do this."
MOST_SHOWN = 50  # records without evidence of one kind; the search finds the others


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """A record with its evidence, as far as the reader may know of both."""

    pk: UUID
    kind: str
    heading: str
    may_write: bool
    evidence: tuple[RecordEvidence, ...]


@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """All evidence of the dossier, record by record; and each record that can get some."""
    reading = read(request, pk)
    searched = request.GET.get("q", "").strip()[:200]
    records = list(proven_records(reading))
    words = searched.casefold()
    context = _context(reading) | {
        "q": searched,
        "proven": [record for record in records if record.evidence],
        "others": _others([r for r in records if r.may_write and not r.evidence], words),
        "writes": any(record.may_write for record in records),
        "removed": _removed(reading),
    }
    return render(request, "proposals/evidence.html", context)


@require_http_methods(["GET", "POST"])
def attach_evidence(request: HttpRequest, pk: int, record: UUID) -> HttpResponse:
    """The form of a file for one record."""
    reading = read(request, pk)
    about = next((found for found in proven_records(reading) if found.pk == record), None)
    if about is None:
        raise NotFound
    if not about.may_write:
        raise NotPermitted(NOT_YOURS)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            _attach(request, reading, record, form)
        except InvalidInput as refusal:
            form.add_error(None, list(refusal.reasons))
        else:
            return redirect("proposals:evidence", pk)
    context = _context(reading) | {"form": form, "about": about}
    status = 422 if form.is_bound else 200
    return render(request, "proposals/attach_evidence.html", context, status=status)


def _attach(request: HttpRequest, reading: Reading, record: UUID, form: EvidenceForm) -> None:
    user = signed_in(request)
    file = form.cleaned_data["file"]
    made = attach(reading.proposal, record, file=file, stated=form.stated, by=user)
    messages.success(request, f"{made.title}: attached. It can be opened when it has been scanned.")
    known = {document.id for document in reading.shown_frame.evidence}
    if same := same_file(made, among=known):
        messages.info(request, f"The same file is attached already, as “{same.title}”.")


@require_safe
def evidence_file(request: HttpRequest, pk: int, evidence: UUID) -> HttpResponseBase:
    """The file, for whoever may read the document now or in a version."""
    reading = read(request, pk)
    document = _document(reading, evidence)
    return download_response(request, opened(reading.proposal, document, by=reading.user))


def _document(reading: Reading, evidence: UUID) -> EvidenceDocument:
    for content in _contents(reading):
        for document in content.evidence:
            if document.id == evidence:
                return document
    raise NotFound


def _contents(reading: Reading) -> Iterator[Any]:
    """What they may read now, then what they may read of each version."""
    yield reading.content
    for version in reading.proposal.versions.all():
        yield for_reader(version.content, reading.reader)


@require_http_methods(["GET", "POST"])
def remove_evidence(request: HttpRequest, pk: int, evidence: UUID) -> HttpResponse:
    """Asks first. The page that follows can put it back."""
    reading = read(request, pk)
    found = _own(reading, evidence)
    if request.method == "POST":
        remove(reading.proposal, evidence, by=reading.user)
        messages.success(request, f"{found.title}: removed. You can put it back below.")
        return redirect("proposals:evidence", pk)
    context = {
        "heading": "Remove this evidence",
        "consequence": "The draft does not name it any more, and signatures that cover it lapse. "
        "A version that was submitted keeps it.",
        "summary": [("Title", found.title), ("File", found.file.name)],
        "submit_label": "Remove it",
        "cancel_url": reverse("proposals:evidence", args=[pk]),
    }
    return render(request, "components/confirm_page.html", context)


@require_POST
def put_back_evidence(request: HttpRequest, pk: int, evidence: UUID) -> HttpResponse:
    reading = read(request, pk)
    found = _own(reading, evidence)
    put_back(reading.proposal, evidence, by=reading.user)
    messages.success(request, f"{found.title}: attached again.")
    return redirect("proposals:evidence", pk)


def _own(reading: Reading, evidence: UUID) -> RecordEvidence:
    """One that they may read and, in a draft, change. Else a 404, or the reason."""
    found: RecordEvidence | None = evidence_of(reading.proposal).filter(pk=evidence).first()
    if found is None or not _is_readable(reading, found.said):
        raise NotFound
    if not _may_write(reading, found.record.contributor_id):
        raise NotPermitted(NOT_YOURS)
    return found


def _is_readable(reading: Reading, document: EvidenceDocument) -> bool:
    return reading.reader.may_read(document.marking.audience, document.contributor)


def proven_records(reading: Reading, section: Section | None = None) -> Iterator[Proven]:
    """Every record that this reader may know of, with the evidence that they may read."""
    files = {row.pk: row for row in evidence_of(reading.proposal)}
    by_record: dict[UUID, list[RecordEvidence]] = {}
    for document in reading.shown_frame.evidence:
        by_record.setdefault(document.record, []).append(files[document.id])
    whole = reading.about(section) if section else reading.whole
    content = for_reader(whole, reading.reader)
    for part in parts().values():
        if not part.is_written or (section and part.section is not section):
            continue
        for record in records_of(content, part):
            if part.is_many and record.id.int:
                yield Proven(
                    pk=record.id,
                    kind=kind_of(part.of).plural or part.section.label,
                    heading=_heading(record, reading),
                    may_write=_may_write(reading, record.contributor),
                    evidence=tuple(by_record.get(record.id, ())),
                )


def proven_record(reading: Reading, row: ContentRecord, heading: str) -> Proven:
    """One record of the draft with the evidence that this reader may read."""
    attached = evidence_of(reading.proposal).attached().filter(record=row)
    return Proven(
        pk=row.pk,
        kind=kind_of(row.part.of).plural,
        heading=heading,
        may_write=_may_write(reading, row.contributor_id),
        evidence=tuple(one for one in attached if _is_readable(reading, one.said)),
    )


def _heading(record: Record, reading: Reading) -> str:
    return title_of(record, reading.known) or kind_of(type(record)).legend


def _others(records: list[Proven], words: str) -> list[tuple[str, list[Proven], int]]:
    """Kind by kind the records that a search finds, and how many more there are."""
    kinds: dict[str, list[Proven]] = {}
    for record in records:
        if words in record.heading.casefold():
            kinds.setdefault(record.kind, []).append(record)
    return [(kind, rows[:MOST_SHOWN], len(rows[MOST_SHOWN:])) for kind, rows in kinds.items()]


def _removed(reading: Reading) -> list[RecordEvidence]:
    """What can be put back, for those who may."""
    rows = evidence_of(reading.proposal).exclude(removed_at=None).filter(record__removed_at=None)
    return [row for row in rows if _may_write(reading, row.record.contributor_id)]


def _may_write(reading: Reading, contributor: int) -> bool:
    """Evidence is attached and removed by whoever writes the record, while it is a draft."""
    return reading.proposal.is_editable and contributor in reading.writes_for


def _context(reading: Reading) -> dict[str, Any]:
    found = [finding for finding in reading.findings if finding.section is Section.EVIDENCE]
    return {
        "lines": panel(reading.proposal.pk, found) if reading.proposal.is_editable else [],
        "reading": reading,
        "proposal": reading.proposal,
        "title": TITLES[Section.EVIDENCE],
        "section": Section.EVIDENCE,
        "steps": steps(reading, Section.EVIDENCE),
    }
