"""What does the script of a grid send, and what is it answered?

422 with what is wrong, by row and column; 409 with both values where somebody else changed the
same field. All that is sent at once is saved, or nothing of it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from pydantic import Field, TypeAdapter, ValidationError

from exports_portal.accounts.views.way import signed_in
from exports_portal.bounds import MOST_RECORDS, MOST_ROWS
from exports_portal.errors import InvalidInput, NotFound, NotPermitted, PortalError, problem
from exports_portal.web.scripts import clock
from exports_portal.web.typed import WRITTEN_BY, author_of
from proposals.actions.one_record import remove_record
from proposals.actions.refusals import RowsConflict, RowsRefused
from proposals.actions.table import ChangedRow, put_back_records, write_table
from proposals.content.merging import Conflict
from proposals.exchange.columns import Column
from proposals.exchange.grids import CellsWrong, values_typed
from proposals.exchange.tables import MOST_COLUMNS
from proposals.models import ContentRecord
from proposals.snapshot import record_of_row
from proposals.views.grid import Grid, grid_of, rows_told

INCOMPLETE = "The page is not complete. Open it again, then save."
SOMEBODY_ELSE = "Somebody else signed in on this browser. Sign in as before, then save again."
NOT_YOURS = "Only who writes for this member can change its rows, while it is a draft."

Revision = Annotated[int, Field(ge=0, le=2**31 - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRow:
    """A row with the texts of its cells, in the order of the columns; null was not touched.

    `revision` is the one that was read, 0 for a new row.
    """

    id: UUID
    revision: Revision
    cells: Annotated[list[str | None], Field(max_length=MOST_COLUMNS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentTable:
    written_by: str
    columns: Annotated[list[str], Field(max_length=MOST_COLUMNS)]
    rows: Annotated[list[SentRow], Field(min_length=1, max_length=MOST_RECORDS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRevision:
    id: UUID
    revision: Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRevisions:
    written_by: str
    rows: Annotated[list[SentRevision], Field(min_length=1, max_length=MOST_ROWS)]


TABLE: TypeAdapter[SentTable] = TypeAdapter(SentTable)
REVISIONS: TypeAdapter[SentRevisions] = TypeAdapter(SentRevisions)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def grid_rows(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """The next rows; or, sent with what was typed, those rows as they are saved now."""
    grid = grid_of(request, pk, section)
    if request.method != "POST":
        return JsonResponse(rows_told(grid, _row(request.GET.get("after", ""))))
    sent = _sent(request, grid, TABLE)
    return _answered(grid, lambda: _write(request, grid, sent))


@require_POST
def grid_remove(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """Take rows out. The answer says what undoes it."""
    grid = grid_of(request, pk, section)
    sent = _of_this_grid(grid, _sent(request, grid, REVISIONS))
    with transaction.atomic():
        for row in sent.rows:
            remove_record(
                grid.reading.proposal, row.id, revision=row.revision, by=signed_in(request)
            )
    return JsonResponse({"undo": [{"id": str(r.id), "revision": r.revision} for r in sent.rows]})


@require_POST
def grid_restore(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """Put back rows that were taken out, as they were at these revisions."""
    grid = grid_of(request, pk, section)
    sent = _of_this_grid(grid, _sent(request, grid, REVISIONS))
    numbers = {row.id: row.revision for row in sent.rows}
    return _saved(grid, put_back_records(grid.reading.proposal, numbers, by=signed_in(request)))


def _row(asked: str) -> UUID | None:
    """404 for what is no id."""
    try:
        return UUID(asked) if asked else None
    except ValueError as error:
        raise NotFound("There is no such row in this grid.") from error


def _sent[Sent: (SentTable, SentRevisions)](
    request: HttpRequest, grid: Grid, shape: TypeAdapter[Sent]
) -> Sent:
    """What the script sent, by whoever opened its page."""
    if not grid.may_write:
        raise NotPermitted(NOT_YOURS)
    try:
        sent = shape.validate_json(request.body)
    except ValidationError as error:
        raise InvalidInput(INCOMPLETE) from error
    if author_of({WRITTEN_BY: sent.written_by}) != str(request.user.pk):
        raise NotPermitted(SOMEBODY_ELSE)
    return sent


def _of_this_grid(grid: Grid, sent: SentRevisions) -> SentRevisions:
    """A marking, say, is taken back on its own page, which asks first."""
    asked = {row.id for row in sent.rows}
    rows = grid.reading.rows(also_removed=True).filter(kind=grid.part.name, pk__in=asked)
    if rows.count() < len(sent.rows):
        raise NotFound("There is no such row in this grid.")
    return sent


def _write(request: HttpRequest, grid: Grid, sent: SentTable) -> list[ContentRecord]:
    changed = [row for row in sent.rows if row.revision]
    added = [row for row in sent.rows if not row.revision]
    typed = _typed(grid, sent)
    return write_table(
        grid.reading.proposal,
        grid.part.name,
        changed_rows=[
            ChangedRow(pk=row.id, revision=row.revision, values=typed[row.id]) for row in changed
        ],
        added=[{**typed[row.id], "id": row.id} for row in added],
        contributor=grid.page.contributor,
        by=signed_in(request),
    )


def _typed(grid: Grid, sent: SentTable) -> dict[UUID, dict[str, Any]]:
    """Row by row what was typed. RowsRefused with every cell that is not understood."""
    known = {each.name: each.column for each in grid.columns}
    if not known.keys() >= set(sent.columns) or len(set(sent.columns)) < len(sent.columns):
        raise InvalidInput(INCOMPLETE)
    if any(len(row.cells) != len(sent.columns) for row in sent.rows):
        raise InvalidInput(INCOMPLETE)
    columns = [known[name] for name in sent.columns]
    before = _before(grid, sent)
    typed, wrong = dict[UUID, dict[str, Any]](), dict[UUID, Mapping[str, str]]()
    for row in sent.rows:
        try:
            typed[row.id] = _values(grid, columns, row, before.get(row.id))
        except CellsWrong as found:
            wrong[row.id] = found.cells
    if wrong:
        raise RowsRefused(wrong)
    return typed


def _before(grid: Grid, sent: SentTable) -> dict[UUID, Any]:
    """The records that are changed, where the cells of a row explain each other."""
    rows = grid.reading.rows().filter(
        kind=grid.part.name, pk__in=[row.id for row in sent.rows if row.revision]
    )
    return {row.pk: record_of_row(row) for row in rows}


def _values(grid: Grid, columns: Sequence[Column], row: SentRow, before: Any) -> dict[str, Any]:
    return values_typed(grid.part, columns, row.cells, grid.reading.known, before=before)


def _answered(grid: Grid, write: Callable[[], list[ContentRecord]]) -> HttpResponse:
    try:
        return _saved(grid, write())
    except RowsRefused as refusal:
        return _refused(refusal, wrong=list(_wrong(grid, refusal)))
    except RowsConflict as conflict:
        rows = [grid.told(conflict.rows[pk]) for pk in conflict.conflicts]
        return _refused(conflict, conflicts=list(_conflicts(conflict)), rows=rows)


def _saved(grid: Grid, rows: Sequence[ContentRecord]) -> HttpResponse:
    return JsonResponse({"rows": [grid.told(row) for row in rows], "at": clock()})


def _refused(refusal: PortalError, **details: Any) -> HttpResponse:
    body = problem(refusal.status, title=refusal.title, detail=str(refusal))
    return JsonResponse(body | details, status=refusal.status)


def _wrong(grid: Grid, refusal: RowsRefused) -> Iterator[dict[str, str]]:
    """Cell by cell; a whole row where no cell of it has that name."""
    headings = {each.name: each.heading for each in grid.columns}
    for pk, fields in refusal.rows.items():
        for name, text in fields.items():
            heading = headings.get(name, "")
            yield {"row": str(pk), "field": name, "heading": heading, "text": text}


def _conflicts(conflict: RowsConflict) -> Iterator[dict[str, str]]:
    for pk, found in conflict.conflicts.items():
        yield from (_told(pk, each) for each in found)


def _told(pk: UUID, each: Conflict) -> dict[str, str]:
    return {
        "row": str(pk),
        "field": each.name,
        "record": each.heading,
        "heading": each.label,
        "saved": each.saved,
        "typed": each.typed,
    }
