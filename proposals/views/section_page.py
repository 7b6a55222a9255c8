"""What stands on a page of a draft for one person, in the name of a member?"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from exports_portal.web.pagination import ROWS_PER_PAGE, page_of
from proposals.content import Component, Member, ProposalContent
from proposals.content.reading import shown_components
from proposals.content.sheet import Block, blocks_of, facts, row_of
from proposals.content.whole import (
    Part,
    anchor_of,
    parts,
    parts_of,
    parts_written,
    with_records,
)
from proposals.forms.section import SectionForms
from proposals.forms.sections import section_forms
from proposals.rules.content_by_category import CategoryContent, by_category
from proposals.rules.content_share import ContentShare, content_share
from proposals.rules.places import Section
from proposals.views.navigation import section_url
from proposals.views.reading import Reading
from proposals.views.rows import Records

# Rows that are typed on one page; with more each has a page of its own (program default).
MOST_ON_A_FORM = 20
ROWS_ON_A_SCREEN = ROWS_PER_PAGE  # that are read
CELLS = 6  # of a row of a long page


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of a draft as one person sees it, in the name of a member (None: they only read)."""

    reading: Reading
    key: Section
    member: Member | None

    @property
    def contributor(self) -> int:
        return self.member.organization_id if self.member else 0

    @property
    def is_of_the_anchor(self) -> bool:
        return self.member is not None and self.contributor == anchor_of(self.reading.frame)

    @property
    def is_of_a_member(self) -> bool:
        """Of one that is not the anchor member."""
        return self.member is not None and not self.is_of_the_anchor

    @cached_property
    def _without_rows(self) -> ProposalContent:
        """What is said on this page besides the rows that each member writes."""
        return self.reading.about(self.key, rows=False)

    @cached_property
    def _own_rows(self) -> dict[str, Records]:
        """Kind by kind those that the member writes."""
        kinds = parts_written(self.key, self.reading.frame, self.contributor)
        return {part.name: self._own(part) for part in kinds if part.has_rows}

    def _own(self, part: Part) -> Records:
        rows = self.reading.records(part)
        return rows.of(self.contributor) if part.is_of_each_member else rows

    @property
    def _row_kinds(self) -> list[Part]:
        """Of which each member writes its own."""
        return [part for part in parts_of(self.key) if part.is_of_each_member]

    @cached_property
    def own(self) -> ProposalContent:
        """What stands in the form. It must not reach a template."""
        kept = {name: () if is_many(rows) else rows[:] for name, rows in self._own_rows.items()}
        return with_records(self._without_rows, kept)

    @property
    def url(self) -> str:
        return self.address(self.key)

    @property
    def grid_url(self) -> str:
        return self.in_grid("grid")

    def in_grid(self, name: str) -> str:
        """The address of the grid of these rows, or of what its script asks, in the same name."""
        _, asked, query = self.url.partition("?")
        pk, key = self.reading.proposal.pk, self.key.value
        return f"{reverse(f'proposals:{name}', args=[pk, key])}{asked}{query}"

    def address(self, key: Section) -> str:
        """The address of a page, in the same name."""
        asked = [m.organization_id for m in self.reading.speakers(key)]
        is_needed = self.contributor in asked[1:]
        url = section_url(self.reading.proposal.pk, key)
        return f"{url}?for={self.contributor}" if is_needed else url

    def forms(self, data: QueryDict | None = None) -> SectionForms:
        """As typed, or as saved. Very many rows are no form of all of them, and a form that was
        opened without rows is read without them, however many there are now.
        """
        is_apart = self.is_long if data is None else f"{self.key}-TOTAL_FORMS" not in data
        return section_forms(
            self.key, self.own, data, contributor=self.contributor, without_rows=is_apart
        )

    @property
    def row_part(self) -> Part | None:
        """The kind of the rows that a person adds and removes here, each on a page of its own."""
        kinds = parts_written(self.key, self.reading.frame, self.contributor)
        return next((part for part in kinds if part.has_rows), None)

    @property
    def is_long(self) -> bool:
        part = self.row_part
        return part is not None and is_many(self._own_rows[part.name])

    def entries(self, request: HttpRequest) -> Any:
        """The own rows of a long page, one screen of them."""
        part = self.row_part
        if part is None or not self.is_long:
            return None
        found = page_of(request, self._own_rows[part.name], per_page=ROWS_ON_A_SCREEN)
        found.object_list = [self._entry(one) for one in found.object_list]
        return found

    def _entry(self, record: Any) -> dict[str, Any]:
        """A row of a long page: its record, and the first of what it says."""
        said = row_of(tuple(facts(record, self.reading.sight, self.reading.known)))
        return {"id": record.id, "heading": record.heading(), "cells": said.cells[1:CELLS]}

    def share(self, typed: Sequence[Component] | None = None) -> ContentShare:
        """The U.S. content of the hardware, with these rows of the member or those that are saved.

        For the anchor member, and nobody else, the saved rows of the others count as well.
        """
        rows = self.reading.records(parts()["components"])
        threshold = self.reading.context.content_threshold

        def added(own: Sequence[Component]) -> ContentShare:
            theirs = () if self.is_of_a_member else rows.but(self.contributor)[:]
            others = shown_components(theirs, self.reading.sight)
            return content_share([*own, *others], threshold)

        if typed is not None:
            return added(typed)
        of = (str(self.contributor), str(threshold))
        return self.reading.follows(
            lambda: added(rows.of(self.contributor)[:]), "content share", *of
        )

    def by_category(self) -> list[CategoryContent]:
        """Of the own rows alone: a category may hold a single row of another member."""
        rows = self.reading.records(parts()["components"]).of(self.contributor)
        of = str(self.contributor)
        return self.reading.follows(lambda: by_category(rows[:]), "content by category", of)

    @cached_property
    def _theirs(self) -> dict[Part, Records]:
        """What other members say on this page, as far as this person may know."""
        reading = self.reading
        return {part: reading.read(part).but(self.contributor) for part in self._row_kinds}

    @property
    def are_others_cut(self) -> bool:
        return any(rows.count() > ROWS_ON_A_SCREEN for rows in self._theirs.values())

    @property
    def others(self) -> list[Block]:
        """The first of what they say; all of it stands on a page to read."""
        reading, theirs = self.reading, self._theirs
        cut = {part.name: rows[:ROWS_ON_A_SCREEN] for part, rows in theirs.items()}
        content = with_records(self._without_rows, cut)
        return [
            block
            for block in blocks_of(theirs, content, reading.reader, reading.known)
            if block.facts or block.rows
        ]

    def one_screen(self, request: HttpRequest) -> tuple[ProposalContent, Any]:
        """What is read on this page, and the page of its rows where there are very many."""
        shown: dict[str, Sequence[Any]] = {}
        screen: Any = None
        for part in self._row_kinds:
            rows = self.reading.read(part)
            if screen is None and rows.count() > ROWS_ON_A_SCREEN:
                screen = page_of(request, rows, per_page=ROWS_ON_A_SCREEN)
                shown[part.name] = list(screen.object_list)
            else:
                shown[part.name] = rows[:] or self._first_hidden(part)
        return with_records(self._without_rows, shown), screen

    def _first_hidden(self, part: Part) -> Sequence[Any]:
        """The first of a kind that this person reads nothing of, to say that there is one."""
        return () if self.reading.is_read(part) else self.reading.records(part)[:1]


def is_many(rows: Records) -> bool:
    return rows.count() > MOST_ON_A_FORM
