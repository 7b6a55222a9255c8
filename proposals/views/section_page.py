"""What stands on a page of a draft for one person, in the name of a member?"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, QueryDict

from exports_portal.web.pagination import page_of
from proposals.content import Member, ProposalContent
from proposals.content.reading import for_reader
from proposals.content.sheet import Block, blocks_of, facts, row_of
from proposals.content.whole import (
    Part,
    anchor_of,
    parts_of,
    parts_written,
    records_of,
    said_by_others,
    spoken_by,
    with_records,
)
from proposals.forms.section import SectionForms
from proposals.forms.sections import section_forms
from proposals.rules.places import Section
from proposals.views.navigation import section_url
from proposals.views.reading import Reading

# Rows that are typed on one page; with more each has a page of its own (program default).
MOST_ON_A_FORM = 40
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
    def whole(self) -> ProposalContent:
        """What is said on this page. It must not reach a template."""
        return self.reading.about(self.key)

    @cached_property
    def content(self) -> ProposalContent:
        """Of that, what this person may read."""
        return for_reader(self.whole, self.reading.reader)

    @property
    def own(self) -> ProposalContent:
        """What stands in the form."""
        return spoken_by(self.whole, self.contributor)

    @property
    def url(self) -> str:
        return self.address(self.key)

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
        return next((part for part in kinds if part.is_of_each_member), None)

    @property
    def is_long(self) -> bool:
        part = self.row_part
        return part is not None and len(records_of(self.own, part)) > MOST_ON_A_FORM

    def entries(self, request: HttpRequest) -> Any:
        """The own rows of a long page, one screen of them."""
        part = self.row_part
        if part is None or not self.is_long:
            return None
        found = page_of(request, records_of(self.own, part), per_page=MOST_ON_A_FORM)
        found.object_list = [self._entry(one) for one in found.object_list]
        return found

    def _entry(self, record: Any) -> dict[str, Any]:
        """A row of a long page: its record, and the first of what it says."""
        said = row_of(tuple(facts(record, self.reading.reader, self.reading.known)))
        return {"id": record.id, "heading": record.heading(), "cells": said.cells[1:CELLS]}

    @property
    def _theirs(self) -> dict[Part, tuple[Any, ...]]:
        """What other members say on this page, as far as this person may know."""
        content = said_by_others(self.content, self.contributor)
        kinds = [part for part in parts_of(self.key) if part.is_of_each_member]
        return {part: records_of(content, part) for part in kinds}

    @property
    def are_others_cut(self) -> bool:
        return any(len(records) > MOST_ON_A_FORM for records in self._theirs.values())

    @property
    def others(self) -> list[Block]:
        """The first of what they say; all of it stands on a page to read."""
        reading, theirs = self.reading, self._theirs
        cut = {part.name: records[:MOST_ON_A_FORM] for part, records in theirs.items()}
        content = with_records(self.whole, cut)
        return [
            block
            for block in blocks_of(theirs, content, reading.reader, reading.known)
            if block.facts or block.rows
        ]

    def one_screen(self, request: HttpRequest) -> tuple[ProposalContent, Any]:
        """What is read on this page, and the page of its rows where there are very many."""
        for part in parts_of(self.key):
            records = records_of(self.content, part)
            if part.is_of_each_member and len(records) > MOST_ON_A_FORM:
                page = page_of(request, records, per_page=MOST_ON_A_FORM)
                return with_records(self.whole, {part.name: list(page.object_list)}), page
        return self.whole, None
