"""How does what a person may read of a proposal leave as a file?"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.defaultfilters import date
from django.utils import timezone
from django.utils.http import content_disposition_header

from proposals.content.reading import for_reader
from proposals.content.saying import kind_of
from proposals.content.whole import Part, parts, records_of
from proposals.documents import dossier_pdf
from proposals.exchange.columns import many
from proposals.exchange.own_json import json_file
from proposals.exchange.sheets import csv_file, template, xlsx_file
from proposals.snapshot import known_codes
from proposals.views.navigation import steps
from proposals.views.reading import Reading, read

CONTENT_TYPES = {
    "json": "application/json",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Every file that can be taken away."""
    reading = read(request, pk)
    context = {
        "reading": reading,
        "proposal": reading.proposal,
        "title": "Export",
        "steps": steps(reading),
        "tables": list(_tables(reading)),
        "versions": reading.proposal.versions.all(),
    }
    return render(request, "proposals/export.html", context)


def _tables(reading: Reading) -> Any:
    for part in many():
        yield part.name, kind_of(part.of).plural, len(records_of(reading.content, part))


def export_json(request: HttpRequest, pk: int) -> HttpResponse:
    return json_of(read(request, pk))


def export_version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    return version_json_of(read(request, pk), number)


def export_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    return pdf_of(read(request, pk))


def version_pdf(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    return version_pdf_of(read(request, pk), number)


def export_table(request: HttpRequest, pk: int, table: str, form: str) -> HttpResponse:
    return table_of(read(request, pk), table, form)


def export_template(request: HttpRequest, pk: int, table: str) -> HttpResponse:
    return template_of(read(request, pk), table)


def json_of(reading: Reading) -> HttpResponse:
    """The draft, or what was submitted last."""
    content = json_file(reading.whole, reading.reader)
    return _file(content, f"proposal-{reading.proposal.pk}", "json")


def version_json_of(reading: Reading, number: int) -> HttpResponse:
    version = get_object_or_404(reading.proposal.versions.all(), number=number)
    content = json_file(version.content, reading.reader)
    return _file(content, f"proposal-{reading.proposal.pk}-version-{number}", "json")


def pdf_of(reading: Reading) -> HttpResponse:
    """The draft, or what was submitted last, to read and to print."""
    proposal = reading.proposal
    is_draft = proposal.is_editable
    what = f"Draft of {date(timezone.localtime(reading.at), 'F j, Y, g:i a')}" if is_draft else ""
    content = dossier_pdf(
        reading.whole,
        reading.reader,
        reading.known,
        what=what or f"{proposal.public_id}, as submitted last",
        as_of=reading.at,
    )
    return _file(content, f"proposal-{proposal.pk}", "pdf")


def version_pdf_of(reading: Reading, number: int) -> HttpResponse:
    proposal = reading.proposal
    version = get_object_or_404(proposal.versions.all(), number=number)
    content = dossier_pdf(
        version.content,
        reading.reader,
        known_codes(version.content, timezone.localdate(version.frozen_at)),
        what=f"{proposal.public_id}, version {number}, sha256 {version.sha256}",
        as_of=version.frozen_at,
    )
    return _file(content, f"proposal-{proposal.pk}-version-{number}", "pdf")


def table_of(reading: Reading, table: str, form: str) -> HttpResponse:
    """The rows of a kind, as this person may read them."""
    part = _part(table)
    write = {"csv": csv_file, "xlsx": xlsx_file}.get(form)
    if write is None:
        raise Http404
    content = for_reader(reading.whole, reading.reader)
    known = known_codes(reading.whole, timezone.localdate(reading.at))
    name = f"proposal-{reading.proposal.pk}-{table}"
    return _file(write(content, part, reading.reader, known), name, form)


def template_of(reading: Reading, table: str) -> HttpResponse:
    """An empty workbook to fill in."""
    return _file(template(_part(table), reading.known), f"template-{table}", "xlsx")


def _part(name: str) -> Part:
    part = parts().get(name)
    if part is None or part not in many():
        raise Http404
    return part


def _file(content: bytes, name: str, form: str) -> HttpResponse:
    """Saved and never shown, in no cache."""
    headers = {
        "Content-Disposition": str(content_disposition_header(True, f"{name}.{form}")),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=CONTENT_TYPES[form], headers=headers)
