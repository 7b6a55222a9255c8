"""Who changed which record of a page, and how is that undone?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from exports_portal.web.pagination import page_of
from proposals.content import Section
from proposals.content.changes import Change, changes
from proposals.content.saying import kind_of
from proposals.content.whole import parts_of, with_records
from proposals.content.writing import record_of_data
from proposals.models import ContentRecord, RecordRevision
from proposals.views.navigation import TITLES, section_url, steps
from proposals.views.reading import Reading, read

SAVES_PER_PAGE = 12


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
    page = page_of(request, revisions_of(rows), per_page=SAVES_PER_PAGE)
    context = {
        "reading": reading,
        "proposal": reading.proposal,
        "title": f"History: {TITLES[key]}",
        "section_url": section_url(pk, key),
        "steps": steps(reading, key, is_judged=False),
        "page": page,
        "written": list(written(reading, list(page.object_list))),
    }
    return render(request, "proposals/record_history.html", context)


def revisions_of(rows: QuerySet[ContentRecord]) -> QuerySet[RecordRevision]:
    """Of these records, the newest first, each with what the record said before."""
    before = RecordRevision.objects.filter(record=OuterRef("record"), number=OuterRef("number") - 1)
    revisions = RecordRevision.objects.filter(record__in=rows.order_by())
    revisions = revisions.select_related("record", "by").annotate(
        before=Subquery(before.values("data")), was_removed=Subquery(before.values("is_removal"))
    )
    return revisions.order_by("-at", "-pk")


def written(reading: Reading, revisions: Sequence[Any]) -> Iterator[Written]:
    """Revisions as this reader may know them."""
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
            may_restore=is_own
            and reading.proposal.is_editable
            and revision.number > 1
            and (revision.is_removal or not kind_of(row.part.of).is_apart),
        )


def _changes(reading: Reading, revision: Any) -> list[Change]:
    """What a revision changed, in words."""
    row = revision.record
    identity = {"id": row.pk, "contributor": row.contributor_id}
    came, went = revision.before is None or revision.was_removed, revision.is_removal
    before = [] if came else [record_of_data(row.part.of, revision.before, **identity)]
    after = [] if went else [record_of_data(row.part.of, revision.data, **identity)]
    # What is marked counts all the same: the reader knows it (`also_marked`).
    nothing = replace(reading.frame, members=(), certifications=(), evidence=(), markings=())
    return changes(
        with_records(nothing, {row.kind: before}),
        with_records(nothing, {row.kind: after}),
        reading.reader,
        reading.known,
    )
