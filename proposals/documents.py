"""How does a dossier become a PDF for one reader?

The same words as the pages (`sheet.py`), with contents and running heads. Made while the reader
waits, so a table of very many rows is cut, and the document says where the others stand.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from exports_portal.accounts.drawing import drawing_of, picture_of
from exports_portal.accounts.ownership import Ownership, ownership_of, with_parent
from exports_portal.errors import StepRefused
from exports_portal.pdf.rendering import render
from proposals.content import ProposalContent
from proposals.content.meanings import Known
from proposals.content.reading import Reader, for_reader, sight_of
from proposals.content.sheet import Block, facts, sheet
from proposals.content.whole import written_sections

TEMPLATE = "documents/dossier.html"
# Rows of one table and blocks of one page that are printed (program default): 5,000 rows would be
# five hundred sheets, and take minutes.
MOST_PRINTED = 200
# Of all that is printed, about 70 sheets (program default). The reader waits for it, and so does
# everybody who asks the same web process.
MOST_CHARACTERS = 200_000
# Of a drawing of owners, in the units of CSS: as wide as the text, and not higher than a page.
PAGE_WIDTH, TALLEST = 624, 800


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One page of the dossier. `left_out`: rows that are not printed."""

    anchor: str
    heading: str
    blocks: list[Block]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """Who owns a member in the end; `picture` is empty where it would not fit on a page."""

    graph: Ownership
    picture: str


def dossier_pdf(
    content: ProposalContent, reader: Reader, known: Known, *, what: str, as_of: datetime
) -> bytes:
    """What this reader may read of a proposal, as PDF/UA. `what` says which state of it this is.

    StepRefused for more text than is printed while somebody waits.
    """
    chapters = [chapter for chapter in chapters_of(content, reader, known) if chapter.blocks]
    if sum(_length(block) for chapter in chapters for block in chapter.blocks) > MOST_CHARACTERS:
        raise StepRefused(
            "This proposal is too long to be printed in one piece. Take the JSON or the tables."
        )
    context = {
        "content": content,
        "what": what,
        "chapters": chapters,
        "members": list(
            zip(members_of(content, reader, known), owners_of(content, reader), strict=True)
        ),
    }
    return render(template=TEMPLATE, context=context, title=content.title, as_of=as_of)


def members_of(content: ProposalContent, reader: Reader, known: Known) -> list[Block]:
    """What this reader may read of each member."""
    sight = sight_of(reader, content)
    return [
        Block(heading=one.legal_name, facts=tuple(facts(one, sight, known)))
        for one in content.members
    ]


def owners_of(content: ProposalContent, reader: Reader) -> Iterator[Owned]:
    """Of each member, in their order, as far as this reader may read its owners."""
    for one in for_reader(content, reader).members:
        rows = with_parent(map(asdict, one.owners), one.parent_name, one.parent_country)
        graph = ownership_of(one.legal_name, rows)
        drawing = drawing_of(graph)
        is_drawn = drawing is not None and drawing.height * PAGE_WIDTH <= TALLEST * drawing.width
        yield Owned(graph=graph, picture=picture_of(graph, drawing) if is_drawn else "")


def chapters_of(content: ProposalContent, reader: Reader, known: Known) -> Iterator[Chapter]:
    """Page by page; of very many rows the first."""
    for section in written_sections():
        blocks = [
            block
            for block in sheet(content, section, reader, known)
            if block.rows or any(fact.value for fact in block.facts)
        ]
        printed = [
            replace(block, rows=block.rows[:MOST_PRINTED]) for block in blocks[:MOST_PRINTED]
        ]
        cut = sum(len(block.rows[MOST_PRINTED:]) for block in blocks)
        yield Chapter(
            anchor=section.value,
            heading=section.label,
            blocks=printed,
            left_out=cut + len(blocks[MOST_PRINTED:]),
        )


def _length(block: Block) -> int:
    """Characters of what a block says."""
    rows = [fact for row in block.rows for fact in (*row.cells, *row.aside)]
    return sum(len(fact.value) for fact in (*block.facts, *rows))
