"""Which records has a dossier, and what is each called?"""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from exports_portal.canonical import digest
from proposals.content import ProposalContent
from proposals.content.in_words import title_of
from proposals.content.reading import shown_records, sight_of
from proposals.content.sections import Section
from proposals.content.whole import Part, parts
from proposals.views.reading import Reading


class Listed(NamedTuple):
    """A record by its name. `hex`: its id, as what is kept for every page is read quickest."""

    kind: str
    hex: str
    contributor: int
    title: str

    @property
    def pk(self) -> UUID:
        return UUID(self.hex)

    @property
    def part(self) -> Part:
        return parts()[self.kind]

    @property
    def heading(self) -> str:
        """What stands above records of its kind."""
        return self.part.plural or self.part.section.label


def directory_of(reading: Reading, section: Section | None = None) -> list[Listed]:
    """Every written record of which this person may know, or those of one page alone."""
    if section is not None:
        return list(_listed(reading, reading.about(section), section))
    # A title may be what a code of policy is called today.
    called = digest([[codes, *titles.items()] for codes, titles in reading.known.titles.items()])
    return reading.follows(lambda: list(_listed(reading, reading.whole)), "directory", called)


def _listed(
    reading: Reading, whole: ProposalContent, section: Section | None = None
) -> Iterator[Listed]:
    sight = sight_of(reading.reader, whole)
    kinds = [p for p in parts().values() if p.is_written and section in (None, p.section)]
    for part in kinds:
        shown = shown_records(whole, part, sight)
        for record in shown if part.is_many else (shown,):
            if record.id.int:
                title = title_of(record, reading.known) if part.is_many else ""
                yield Listed(part.name, record.id.hex, record.contributor, title or part.legend)
