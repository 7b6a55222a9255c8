"""What do people use the package for? Fields: domain.md 7.1, ApplicationUseCase."""

from enum import StrEnum
from typing import Annotated

from proposals.content.meanings import Code, Codes
from proposals.content.saying import Audience, Record, kind, say
from proposals.content.sections import Section
from proposals.content.types import Line, Note


class Maturity(StrEnum):
    PLANNED = "PLANNED"
    PILOT = "PILOT"
    IN_USE = "IN_USE"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


@kind(Section.APPLICATIONS, legend="Use case", plural="Use cases", unspoken=("name",))
class UseCase(Record):
    """A specific use of layer 5."""

    name: Line = say("Use case", audience=Audience.CONSORTIUM)
    sector: Annotated[str, Code(Codes.SECTORS)] = say("Sector", audience=Audience.CONSORTIUM)
    description: Note = say("What it does, and for whom", audience=Audience.CONSORTIUM, default="")
    maturity: Maturity = say("Maturity", audience=Audience.CONSORTIUM, default=Maturity.PLANNED)
