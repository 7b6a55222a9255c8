"""Which files prove what a record says? Fields: domain.md 7.1, EvidenceDocument.

The file itself is kept by `exports_portal.files`; a proposal names it by its sha256.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from exports_portal.bounds import LONGEST_FILE_NAME
from proposals.content.meanings import Count, Key, Known, Words
from proposals.content.saying import NO_ID, Audience, Record, kind, say
from proposals.content.sections import Section
from proposals.content.types import Day, Digest, Line, PartyName, ShortNote

RecordId = Annotated[UUID, Key()]
FileName = Annotated[str, Words(LONGEST_FILE_NAME)]
Size = Annotated[int, Count(0, 10_737_418_240)]


class Marking(StrEnum):
    """Who may read a file, besides its contributor and the program office. Never the public."""

    ANCHOR = "ANCHOR"
    CONSORTIUM = "CONSORTIUM"
    PROGRAM = "PROGRAM"

    @property
    def label(self) -> str:
        return MARKING_LABELS[self]

    @property
    def audience(self) -> Audience:
        return Audience(self.value)


MARKING_LABELS = {
    Marking.ANCHOR: "The anchor member",
    Marking.CONSORTIUM: "Every member",
    Marking.PROGRAM: "No other member",
}


@kind(
    Section.EVIDENCE,
    legend="Evidence",
    plural="Evidence",
    unspoken=("title", "record"),
    marking="marking",
    is_attached=True,
)
class EvidenceDocument(Record):
    """A file at a record of the same proposal. It is added and removed, and never changed."""

    record: RecordId = say("Record", default=NO_ID)
    title: Line = say("Title", called="the title of evidence")
    proves: ShortNote = say(
        "What it proves", called="what a document of evidence proves", lines=2, default=""
    )
    issuer: PartyName = say(
        "Issued by",
        help="The organization that wrote it, if it is not your own. It is screened.",
        called="who issued a document of evidence",
        is_name=True,
        default="",
    )
    issued_on: Day | None = say("Issued on", default=None)
    expires_on: Day | None = say("Ends on", help="Leave empty if it does not end.", default=None)
    marking: Marking = say(
        "Who may read it",
        help="Besides the member whose record it is, and the program office. Never the public.",
        default=Marking.ANCHOR,
    )
    file_name: FileName = say("File", is_searched=False, default="")
    size: Size = say("Bytes", is_searched=False, default=0)
    sha256: Digest = say("SHA-256 of the file", is_searched=False, default="")

    def heading(self) -> str:
        return self.title

    def problems(self, known: Known) -> dict[str, str]:
        if self.issued_on and self.expires_on and self.expires_on < self.issued_on:
            return {"expires_on": "It ends after it was issued."}
        return {}

    @property
    def named(self) -> str:
        """In a message that the anchor member reads too."""
        if self.marking is Marking.PROGRAM:
            return "evidence that only the program office reads"
        return f"the evidence “{self.title}”"

    def has_ended(self, today: date) -> bool:
        return self.expires_on is not None and self.expires_on < today
