"""Who changed which record of a page, and how is that undone?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Window
from django.db.models.functions import Lag
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from exports_portal.web.pagination import page_of
from proposals.content import Section
from proposals.content.changes import Change, changes
from proposals.content.whole import parts_of, with_records
from proposals.content.writing import record_of_data
from proposals.models import RecordRevision
from proposals.views.navigation import TITLES, section_url, steps
from proposals.views.reading import Reading, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One revision: what changed with it, as far as this person may know. `may_restore`: they can
    let the record say again what it said before.
    """

    number: int
    revision: RecordRevision
    at: datetime
    who: str
    changes: list[Change]
    may_restore: bool

    @property
    def caption(self) -> str:
        return f"Change {self.number} on this page"

    @property
    def before(self) -> int:
        """The revision that undoing goes back to."""
        return self.revision.number - 1


def record_history(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """The revisions of the records of a page, the newest first."""
    reading, key = read(request, pk), Section(section)
    kinds = [part.name for part in parts_of(key)]
    rows = reading.rows(also_removed=True).filter(kind__in=kinds)
    before = {
        name: Window(Lag(name), partition_by="record", order_by="number")
        for name in ("data", "is_removal")
    }
    revisions = RecordRevision.objects.filter(record__in=rows.order_by())
    revisions = revisions.select_related("record", "by").annotate(
        before=before["data"], was_removed=before["is_removal"]
    )
    page = page_of(request, revisions.order_by("-at", "-pk"))
    context = {
        "reading": reading,
        "proposal": reading.proposal,
        "title": f"History: {TITLES[key]}",
        "section_url": section_url(pk, key),
        "steps": steps(reading, key, is_judged=False),
        "page": page,
        "written": list(_written(reading, list(page.object_list))),
    }
    return render(request, "proposals/record_history.html", context)


def _written(reading: Reading, revisions: Sequence[Any]) -> Iterator[Written]:
    # To the people of other members a writer is the member that they write for.
    names = {one.organization_id: one.legal_name for one in reading.frame.members}
    for number, revision in enumerate(revisions, start=1):
        row = revision.record
        is_own = row.contributor_id in reading.writes_for
        yield Written(
            number=number,
            revision=revision,
            at=revision.at,
            who=str(revision.by) if is_own else names.get(row.contributor_id, "A former member"),
            changes=_changes(reading, revision),
            may_restore=is_own and reading.proposal.is_editable and revision.number > 1,
        )


def _changes(reading: Reading, revision: Any) -> list[Change]:
    """What a revision changed, in words."""
    row = revision.record
    identity = {"id": row.pk, "contributor": row.contributor_id}
    came, went = revision.before is None or revision.was_removed, revision.is_removal
    before = [] if came else [record_of_data(row.part.of, revision.before, **identity)]
    after = [] if went else [record_of_data(row.part.of, revision.data, **identity)]
    nothing = reading.frame
    return changes(
        with_records(nothing, {row.kind: before}),
        with_records(nothing, {row.kind: after}),
        reading.reader,
        reading.known,
    )
