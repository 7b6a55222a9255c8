"""How does a dossier become a PDF for one reader?

The same words as the pages (`sheet.py`), with contents and running heads. Made while the reader
waits, so a table of very many rows is cut, and the document says where the others stand.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from exports_portal.errors import StepRefused
from exports_portal.pdf.rendering import render
from proposals.content import ProposalContent
from proposals.content.meanings import Known
from proposals.content.reading import Reader
from proposals.content.sheet import Block, facts, sheet
from proposals.content.whole import written_sections

TEMPLATE = "documents/dossier.html"
# Rows of one table and blocks of one page that are printed (program default): 5,000 rows would be
# five hundred sheets, and take minutes.
MOST_PRINTED = 200
# Of all that is printed, about 70 sheets (program default). The reader waits for it, and so does
# everybody who asks the same web process.
MOST_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One page of the dossier. `left_out`: rows that are not printed."""

    anchor: str
    heading: str
    blocks: list[Block]
    left_out: int


def dossier_pdf(
    content: ProposalContent, reader: Reader, known: Known, *, what: str, as_of: datetime
) -> bytes:
    """What this reader may read of a proposal, as PDF/UA. `what` says which state of it this is.

    StepRefused for more text than is printed while somebody waits.
    """
    chapters = [chapter for chapter in _chapters(content, reader, known) if chapter.blocks]
    if sum(_length(block) for chapter in chapters for block in chapter.blocks) > MOST_CHARACTERS:
        raise StepRefused(
            "This proposal is too long to be printed in one piece. Take the JSON or the tables."
        )
    context = {
        "content": content,
        "what": what,
        "chapters": chapters,
        "members": [
            Block(heading=one.legal_name, facts=tuple(facts(one, reader, known)))
            for one in content.members
        ],
    }
    return render(template=TEMPLATE, context=context, title=content.title, as_of=as_of)


def _chapters(content: ProposalContent, reader: Reader, known: Known) -> Iterator[Chapter]:
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
