"""How does somebody read and write the many rows of a page in a grid, as in a spreadsheet?

The grid is drawn by a script from the answers of `grid_rows`; what it sends is in grid_writing.py.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from exports_portal.bounds import MOST_RECORDS, MOST_ROWS
from exports_portal.web.typed import mark_of
from proposals.content import Section
from proposals.content.whole import Part, anchor_of, parts_of
from proposals.exchange.formulas import TRIGGERS
from proposals.exchange.grids import GridColumn, grid_columns, texts_of_row
from proposals.models import ContentRecord
from proposals.snapshot import record_of_row
from proposals.views.autosave import is_signed
from proposals.views.navigation import TITLES, steps
from proposals.views.presence import Presence, present_at
from proposals.views.reading import Reading, read
from proposals.views.section_page import Page

ROWS_AT_FIRST = 60  # so that a large grid opens as quickly as a small one
ROWS_AT_ONCE = 800  # then; as many as are told in a quarter of a second
ORDER = ("is_of_others", "contributor_id", "position", "id")
MOST_NAMED = 12  # choices of a column that the page lists


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The rows of a page as one person sees them, in the name of a member, or only to read."""

    page: Page
    part: Part

    @property
    def reading(self) -> Reading:
        return self.page.reading

    @property
    def may_write(self) -> bool:
        if self.page.member is None or not self.reading.proposal.is_editable:
            return False
        return self.part.is_written_by(self.page.contributor, anchor_of(self.reading.frame))

    @cached_property
    def columns(self) -> list[GridColumn]:
        return grid_columns(self.part, self.reading.known)

    @property
    def presence(self) -> Presence | None:
        """Those who write the same rows meet here; a reader of all rows meets nobody."""
        if not self.may_write:
            return None
        key, address = (
            f"{self.part.name}:{self.page.contributor}",
            self.page.in_grid("grid_presence"),
        )
        return present_at(self.reading, key, place="grid", address=address)

    def is_own(self, row: ContentRecord) -> bool:
        is_of_member = row.contributor_id == self.page.contributor
        return self.may_write and (is_of_member or not self.part.is_of_each_member)

    def told(self, row: ContentRecord) -> list[Any]:
        """A row as the script takes it: what this reader may not read of it is null."""
        sight, known = self.reading.sight, self.reading.known
        texts = texts_of_row(record_of_row(row), self.columns, sight, known)
        return [str(row.pk), row.contributor_id, row.revision, texts]


def grid_of(request: HttpRequest, pk: int, section: str) -> Grid:
    """Of a page on which a person adds and removes rows; else a 404."""
    reading, key = read(request, pk), _section(section)
    part = next((one for one in parts_of(key) if one.has_rows), None)
    if part is None:
        raise Http404
    member = reading.speaker(key, request.GET.get("for", ""))
    return Grid(page=Page(reading=reading, key=key, member=member), part=part)


def _section(name: str) -> Section:
    try:
        return Section(name)
    except ValueError as error:
        raise Http404 from error


@require_safe
def grid(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """The page around the grid. Without JavaScript it leads to the forms and to the import."""
    found = grid_of(request, pk, section)
    reading, page = found.reading, found.page
    context = {
        "reading": reading,
        "proposal": reading.proposal,
        "title": f"{TITLES[page.key]} in a grid",
        "page": page,
        "part": found.part,
        "grid": found,
        "section": page.key,
        "speakers": reading.speakers(page.key),
        "steps": steps(reading, page.key, is_judged=False),
        "settings": _settings(request, found),
        "most_named": MOST_NAMED,
        "presence": found.presence,
        "is_signed": found.may_write and is_signed(reading, found.part, page.contributor),
        "content_share": page.share() if page.key is Section.HARDWARE and page.member else None,
    }
    return render(request, "proposals/grid.html", context)


def _settings(request: HttpRequest, found: Grid) -> dict[str, Any]:
    """What the script needs to know, besides the rows."""
    return {
        "rows": found.page.in_grid("grid_rows"),
        "remove": found.page.in_grid("grid_remove"),
        "restore": found.page.in_grid("grid_restore"),
        "written_by": mark_of(request.user),
        "contributor": found.page.contributor,
        "mayWrite": found.may_write,
        "legend": found.part.legend,
        "most": MOST_RECORDS,
        "mostRemoved": MOST_ROWS,
        "triggers": "".join(sorted(TRIGGERS)),
        "columns": [_column(each) for each in found.columns],
    }


def _column(each: GridColumn) -> dict[str, Any]:
    return {
        "name": each.name,
        "heading": each.heading,
        "editor": each.editor,
        "choices": each.choices,
        "isRequired": each.is_required,
    }


def rows_told(grid: Grid, after: UUID | None) -> dict[str, Any]:
    """The next rows of which this person may read anything, those that they write first.

    `after` is the last row that was told, None at the beginning; `next` in the answer is the one
    to ask with, None at the end.
    """
    rows = _in_order(grid)
    if after is not None:
        rows = rows.filter(_beyond(get_object_or_404(_in_order(grid, also_removed=True), pk=after)))
    most = ROWS_AT_FIRST if after is None else ROWS_AT_ONCE
    found = list(rows[: most + 1])
    told, more = found[:most], found[most:]
    return {
        "rows": [[*grid.told(row), grid.is_own(row)] for row in told],
        "members": {one.organization_id: one.legal_name for one in grid.reading.frame.members},
        "next": str(told[-1].pk) if more else None,
    }


def _in_order(grid: Grid, *, also_removed: bool = False) -> QuerySet[ContentRecord]:
    """A writer's own first; who only reads has none."""
    rows = grid.reading.rows(also_removed=also_removed).filter(kind=grid.part.name)
    others = ~Q(contributor=grid.page.contributor) if grid.may_write else Value(value=False)
    return rows.annotate(is_of_others=others).order_by(*ORDER)


def _beyond(last: ContentRecord) -> Q:
    """What stands behind that row: equal in the first of the columns of the order, and greater in
    the next one.
    """
    behind, equal = Q(), Q()
    for name in ORDER:
        behind |= equal & Q(**{f"{name}__gt": getattr(last, name)})
        equal &= Q(**{name: getattr(last, name)})
    return behind
