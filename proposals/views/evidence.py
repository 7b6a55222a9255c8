"""How is evidence attached to a record, found, read, removed and put back?"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exports_portal.errors import InvalidInput, NotFound, NotPermitted
from exports_portal.files.responses import download_response
from exports_portal.web.pagination import page_of
from proposals.actions.evidence import attach, evidence_of, opened, put_back, remove, same_file
from proposals.attached import document_of_row
from proposals.content import EvidenceDocument
from proposals.content.reading import for_reader, sight_of, whole_marking
from proposals.content.saying import kind_of
from proposals.forms.evidence import EvidenceForm
from proposals.models import ContentRecord, RecordEvidence
from proposals.rules.places import Section
from proposals.views.directory import Listed, directory_of
from proposals.views.navigation import TITLES, panel, steps
from proposals.views.reading import Reading, read

NOT_YOURS = "Only somebody who writes this record, while it is a draft, can do this."
RECORDS_PER_PAGE = 10  # with their files
MOST_SHOWN = 15  # records without evidence of one kind; the search finds the others


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
    records = [one for one in directory_of(reading) if one.part.is_many]
    with_files = {document.record.hex for document in _known(reading)}
    proven = [record for record in records if record.hex in with_files]
    page = page_of(request, proven, per_page=RECORDS_PER_PAGE)
    page.object_list = list(_proven(reading, list(page)))
    writes_for = reading.writes_for if reading.proposal.is_editable else ()
    written = [record for record in records if record.contributor in writes_for]
    others = [record for record in written if record.hex not in with_files]
    context = _context(reading) | {
        "q": searched,
        "page": page,
        "others": _others(others, searched.casefold()),
        "writes": bool(written),
        "removed": removed_evidence(reading),
    }
    return render(request, "proposals/evidence.html", context)


@require_http_methods(["GET", "POST"])
def attach_evidence(request: HttpRequest, pk: int, record: UUID) -> HttpResponse:
    """The form of a file for one record."""
    reading = read(request, pk)
    about = record_to_prove(reading, record)
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
    made, same = attach_checked(reading, record, form)
    messages.success(request, f"{made.title}: attached. It can be opened when it has been scanned.")
    if same:
        messages.info(request, f"The same file is attached already, as “{same.title}”.")


def record_to_prove(reading: Reading, record: UUID) -> Proven:
    """A record that a file can be attached to. Else a 404, or the reason."""
    row = reading.rows().filter(pk=record).first()
    found = proven_records(reading, row.part.section) if row else ()
    about = next((one for one in found if one.pk == record), None)
    if about is None:
        raise NotFound
    if not about.may_write:
        raise NotPermitted(NOT_YOURS)
    return about


def attach_checked(
    reading: Reading, record: UUID, form: EvidenceForm
) -> tuple[RecordEvidence, RecordEvidence | None]:
    """What was attached, and other evidence with the same file that this person knows of."""
    file = form.cleaned_data["file"]
    known = {document.id for document in reading.shown_frame.evidence}
    made = attach(reading.proposal, record, file=file, stated=form.stated, by=reading.user)
    return made, same_file(made, among=known)


@require_safe
def evidence_file(request: HttpRequest, pk: int, evidence: UUID) -> HttpResponseBase:
    """The file, for whoever may read the document now or in a version."""
    reading = read(request, pk)
    document = document_of(reading, evidence)
    return download_response(request, opened(reading.proposal, document, by=reading.user))


def document_of(reading: Reading, evidence: UUID) -> EvidenceDocument:
    """What a person reads of it now or in a version; a 404 where that is nothing."""
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
    found = own_evidence(reading, evidence)
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
    found = own_evidence(reading, evidence)
    put_back(reading.proposal, evidence, by=reading.user)
    messages.success(request, f"{found.title}: attached again.")
    return redirect("proposals:evidence", pk)


def own_evidence(reading: Reading, evidence: UUID) -> RecordEvidence:
    """One that they may read and, in a draft, change. Else a 404, or the reason."""
    found: RecordEvidence | None = evidence_of(reading.proposal).filter(pk=evidence).first()
    if found is None or not _is_readable(reading, document_of_row(found)):
        raise NotFound
    if not _may_write(reading, found.record.contributor_id):
        raise NotPermitted(NOT_YOURS)
    return found


def _is_readable(reading: Reading, document: EvidenceDocument) -> bool:
    return reading.sight.knows(document)


def proven_records(reading: Reading, section: Section | None = None) -> Iterator[Proven]:
    """Every record that this reader may know of, with the evidence that they may read."""
    return _proven(reading, [one for one in directory_of(reading, section) if one.part.is_many])


def _proven(reading: Reading, records: Sequence[Listed]) -> Iterator[Proven]:
    files = _files_by_record(reading, {record.pk for record in records})
    for record in records:
        yield Proven(
            pk=record.pk,
            kind=record.heading,
            heading=record.title,
            may_write=_may_write(reading, record.contributor),
            evidence=tuple(files.get(record.pk, ())),
        )


def _files_by_record(
    reading: Reading, records: Collection[UUID]
) -> dict[UUID, list[RecordEvidence]]:
    """What this reader may read of the evidence of these records, in its order."""
    shown = _known(reading, records)
    rows = evidence_of(reading.proposal).in_bulk([one.id for one in shown]) if shown else {}
    found: dict[UUID, list[RecordEvidence]] = {}
    for document in shown:
        row = _as_read(rows[document.id], reading)
        found.setdefault(document.record, []).append(row)
    return found


def _known(reading: Reading, records: Collection[UUID] | None = None) -> list[EvidenceDocument]:
    """The evidence of which this reader may know, or that of these records alone."""
    sight = sight_of(reading.reader, reading.frame)
    every = reading.frame.evidence
    found = [one for one in every if records is None or one.record in records]
    return [one for one in found if sight.knows(one)]


def proven_record(reading: Reading, row: ContentRecord, heading: str) -> Proven:
    """One record of the draft with the evidence that this reader may read."""
    attached = evidence_of(reading.proposal).attached().filter(record=row)
    return Proven(
        pk=row.pk,
        kind=kind_of(row.part.of).plural,
        heading=heading,
        may_write=_may_write(reading, row.contributor_id),
        evidence=tuple(
            _as_read(o, reading) for o in attached if _is_readable(reading, document_of_row(o))
        ),
    )


def _as_read(row: RecordEvidence, reading: Reading) -> RecordEvidence:
    """With who reads it now."""
    row.read_by = whole_marking(document_of_row(row), reading.sight)[1]
    return row


def _others(records: list[Listed], words: str) -> list[tuple[str, list[Listed], int]]:
    """Kind by kind the records that a search finds, and how many more there are."""
    kinds: dict[str, list[Listed]] = {}
    for record in records:
        if words in record.title.casefold():
            kinds.setdefault(record.heading, []).append(record)
    return [(kind, rows[:MOST_SHOWN], len(rows[MOST_SHOWN:])) for kind, rows in kinds.items()]


def removed_evidence(reading: Reading) -> list[RecordEvidence]:
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
