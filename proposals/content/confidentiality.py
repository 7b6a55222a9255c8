"""What is to be kept confidential, on which basis, and what may be read instead?

Fields: domain.md 7.1, ConfidentialityClaim. What follows for readers: `marked.py`.
"""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from proposals.content.evidence import Marking
from proposals.content.known import Codes
from proposals.content.meanings import Code, Key
from proposals.content.saying import Audience, Record, kind, say
from proposals.content.sections import Section
from proposals.content.types import Day, Note, ShortNote

LONGEST_VALUE_CODE = 96
RecordId = Annotated[UUID, Key()]
ValueCode = Annotated[str, Code(Codes.VALUES, LONGEST_VALUE_CODE)]


class Basis(StrEnum):
    """Why a value is no public matter. OTHER is looked at by a person (rule R35)."""

    TRADE_SECRET = "TRADE_SECRET"  # noqa: S105  a ground of law, not a password
    COMMERCIAL = "COMMERCIAL"
    WEIGHT_SECURITY = "WEIGHT_SECURITY"
    EXPORT_CONTROLLED = "EXPORT_CONTROLLED"
    PRIVACY = "PRIVACY"
    OTHER = "OTHER"

    @property
    def label(self) -> str:
        return BASES[self]


BASES = {
    Basis.TRADE_SECRET: "Trade secret (5 U.S.C. 552(b)(4))",
    Basis.COMMERCIAL: "Commercial or financial information (5 U.S.C. 552(b)(4); 15 CFR 4.9)",
    Basis.WEIGHT_SECURITY: "Security of model weights or systems (program default)",
    Basis.EXPORT_CONTROLLED: "Export-controlled technology (15 CFR 772.1; 50 U.S.C. 4820(h))",
    Basis.PRIVACY: "Personal privacy (5 U.S.C. 552(b)(6))",
    Basis.OTHER: "Another basis, named in the justification",
}


@kind(
    Section.CONFIDENTIAL,
    key=("record", "value"),
    legend="Marking",
    plural="Markings",
    unspoken=("record", "value"),
    is_apart=True,
)
class ConfidentialityMarking(Record):
    """A value of a record of the same contributor, or all of the record, and who may read it."""

    record: RecordId = say("Record", audience=Audience.PUBLIC)
    value: ValueCode = say("What is marked", audience=Audience.PUBLIC)
    readers: Marking = say(
        "Who may read it",
        help="Besides you and the program office.",
        audience=Audience.PUBLIC,
        default=Marking.PROGRAM,
    )
    basis: Basis | None = say(
        "Basis",
        help="On which ground it is confidential.",
        audience=Audience.PUBLIC,
        source="15 CFR 4.9; domain.md 7.1",
        default=None,
    )
    justification: Note = say(
        "Justification",
        help="What harm it would do if others read it. You and the program office read this, and "
        "nobody else.",
        audience=Audience.PROGRAM,
        called="the justification of a marking",
        default="",
    )
    public_substitute: ShortNote = say(
        "Public substitute",
        help="What everybody reads instead, the public included. Do not repeat the value.",
        audience=Audience.PUBLIC,
        lines=2,
        default="",
    )
    expires_on: Day | None = say(
        "Confidential until",
        help="Leave empty for ten years after the submission. A later day needs its reasons in "
        "the justification.",
        audience=Audience.PUBLIC,
        source="15 CFR 4.9(b)",
        default=None,
    )

    def heading(self) -> str:
        return f"{self.value} {self.record}"
