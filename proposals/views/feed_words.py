"""How is a row of the activity told, and where does it lead?"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse

from exports_portal.accounts.models import User
from proposals.content import Section
from proposals.content.naming import Named, called
from proposals.content.saying import NO_ID, fields_by_name, kind_of
from proposals.content.whole import Part, parts
from proposals.models import ContentRecord
from proposals.snapshot import record_of_row
from proposals.views.feed import EVENTS, Row, key_of, only_record, revisions_of_row
from proposals.views.history import PROGRAM_OFFICE
from proposals.views.reading import Reading
from proposals.views.threads import place_url

MOST_LOOKED_AT = 1_000  # revisions on one page; with more the number of fields is left out
OF_RECORDS = ("saved", "added", "removed", "restored", "marked")
DID = {
    "saved": "changed",
    "added": "added",
    "removed": "removed",
    "restored": "brought back",
    "marked": "changed",
}
FORMER = "A former member"
# verb of the trail -> what somebody did
DONE = {
    "proposal.start": "started the draft",
    "proposal.import": "imported a file",
    "proposal.ask_to_sign": "asked the members to sign",
    "proposal.certify": "signed the certifications",
    "evidence.attach": "attached evidence",
    "evidence.remove": "removed evidence",
    "evidence.put_back": "put evidence back",
    "proposal.submit": "submitted the proposal",
    "amendment.open": "opened an amendment",
    "amendment.drop": "dropped the amendment",
    "proposal.amend": "handed in the amendment",
    "proposal.answer": "answered the question",
    "proposal.withdraw": "withdrew the proposal",
    "proposal.accept": "accepted the proposal for review",
    "proposal.return_incomplete": "returned the proposal as incomplete",
    "proposal.ask": "asked for information",
    "proposal.complete": "finished the review",
    "proposal.designate": "designated the package",
    "proposal.decline": "did not designate the package",
    "proposal.reopen": "opened the determination again",
    "proposal.suspend": "suspended the designation",
    "proposal.reinstate": "lifted the suspension",
    "proposal.terminate": "terminated the designation",
    "proposal.lapse": "let the designation lapse",
    "letter.issue": "issued the determination letter",
}
# verb of the trail -> the page that it is about; the others lead to the proposal
PAGES = {
    "proposal.ask_to_sign": "certifications",
    "proposal.certify": "certifications",
    "evidence.attach": "evidence",
    "evidence.remove": "evidence",
    "evidence.put_back": "evidence",
    "proposal.submit": "versions",
    "proposal.amend": "versions",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row in words. `whose`: the member for which it was done, where it was for one."""

    at: datetime
    event: str
    who: str
    whose: str
    what: str
    url: str
    records: int
    fields: int

    @property
    def label(self) -> str:
        return EVENTS[self.event]


@dataclass(frozen=True, kw_only=True)
class Page:
    """The rows of one page, with everything that their words need: four queries."""

    reading: Reading
    rows: Collection[Row]

    def lines(self) -> list[Line]:
        return [self._line(row) for row in self.rows]

    def _line(self, row: Row) -> Line:
        whose = self._members.get(row.speaker, FORMER) if row.speaker is not None else ""
        is_record = row.event in OF_RECORDS
        changed = len(self._fields.get(key_of(row), ())) if row.event == "saved" else 0
        return Line(
            at=row.last,
            event=row.event,
            who=self._who(row, whose),
            whose="" if row.where == "proposal.certify" else whose,
            what=self._record_words(row, changed) if is_record else _other_words(row, whose),
            url=self._url(row),
            records=row.records if is_record else 0,
            fields=changed,
        )

    def _who(self, row: Row, whose: str) -> str:
        """To the people of other members a writer is the member that they write for."""
        if row.person is not None:
            return str(self._people.get(row.person, FORMER))
        return whose if row.event in (*OF_RECORDS, "lapsed") else PROGRAM_OFFICE

    def _record_words(self, row: Row, fields: int) -> str:
        part = parts()[row.where]
        did = DID[row.event] if part.is_many or row.event == "saved" else "wrote on"
        counted = f"{fields} field{'' if fields == 1 else 's'} of " if fields else ""
        return f"{did} {counted}{self._records_in_words(row, part)}"

    def _records_in_words(self, row: Row, part: Part) -> str:
        if not part.is_many:
            return f"the page “{part.section.label}”"
        if row.records > 1:
            return f"{row.records:,} {_several(part.legend.lower())}"
        said = self._said.get(only_record(row) or NO_ID)
        name = ""
        if said is not None and not kind_of(part.of).is_apart:
            name = called(said, part, self.reading.sight, self.reading.known)
        return f"the {part.legend.lower()} “{name}”" if name else f"a {part.legend.lower()}"

    def _url(self, row: Row) -> str:
        pk = self.reading.proposal.pk
        if row.event in OF_RECORDS:
            return self._record_url(row)
        if row.event == "commented":
            if row.records == 1:
                return reverse("proposals:thread", args=[pk, row.record])
            return place_url(pk, Named(section=Section(row.where)))
        page = "certifications" if row.event == "lapsed" else PAGES.get(row.where, "detail")
        return reverse(f"proposals:{page}", args=[pk])

    def _record_url(self, row: Row) -> str:
        pk, part = self.reading.proposal.pk, parts()[row.where]
        found = self._records.get(only_record(row) or NO_ID)
        if found is not None and found.removed_at is None and part.has_rows:
            return reverse("proposals:record", args=[pk, found.pk])
        return reverse(f"proposals:{part.section.value}_history", args=[pk])

    @cached_property
    def _members(self) -> Mapping[int | None, str]:
        return {one.organization_id: one.legal_name for one in self.reading.frame.members}

    @cached_property
    def _people(self) -> Mapping[int, User]:
        return User.objects.in_bulk({row.person for row in self.rows if row.person is not None})

    @cached_property
    def _revisions(self) -> list[Any]:
        rows = [row for row in self.rows if row.event == "saved"]
        return revisions_of_row(self.reading, rows, MOST_LOOKED_AT + 1) if rows else []

    @cached_property
    def _records(self) -> Mapping[UUID, ContentRecord]:
        alone = {only_record(row) for row in self.rows if row.event in OF_RECORDS} - {None}
        changed = {record for *_, record, _ in self._revisions}
        return self.reading.proposal.records.in_bulk(alone | changed)

    @cached_property
    def _fields(self) -> Mapping[Any, Collection[tuple[UUID, str]]]:
        """For each row the fields that changed in it, as far as this person may read them."""
        found: dict[Any, set[tuple[UUID, str]]] = defaultdict(set)
        if len(self._revisions) > MOST_LOOKED_AT:
            return found
        for *key, record, changed in self._revisions:
            new = {(record, name) for name in changed} - found[tuple(key)]
            found[tuple(key)] |= {one for one in new if self._is_read(*one)}
        return found

    @cached_property
    def _said(self) -> Mapping[UUID, Any]:
        """What each of them says: read once, however often it was changed."""
        return {pk: record_of_row(row) for pk, row in self._records.items()}

    def _is_read(self, record: UUID, name: str) -> bool:
        said = self._said[record]
        field_of_it = fields_by_name(type(said)).get(name)
        return field_of_it is not None and self.reading.sight.reads(said, field_of_it)


def _several(word: str) -> str:
    return f"{word.removesuffix('y')}ies" if word.endswith("y") else f"{word}s"


def _other_words(row: Row, whose: str) -> str:
    if row.event == "commented":
        place = Section(row.where).label
        several = f"{row.records} places of " if row.records > 1 else ""
        return f"commented on {several}{place}"
    if row.event == "lapsed":
        return "has to sign again: what it signed has changed"
    times = f" ({row.records} times)" if row.records > 1 else ""
    of_it = f" of {whose}" if row.where == "proposal.certify" and whose else ""
    return f"{DONE[row.where]}{of_it}{times}"
