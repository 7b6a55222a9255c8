"""How does the package reach the buyer, and who builds, owns and operates it?"""

from enum import StrEnum
from typing import Annotated

from proposals.content.meanings import OneOf
from proposals.content.saying import Audience, Record, Writer, kind, say
from proposals.content.sections import Section
from proposals.content.types import Country, Note, PartyName

DELIVERY_MODES = (
    ("HARDWARE_EXPORT", "Hardware exported to the buyer"),
    ("IN_COUNTRY_US_OPERATED", "In the country, operated by a U.S. company"),
    ("IN_COUNTRY_HOST_OPERATED", "In the country, operated by the host"),
    ("US_HOSTED_REMOTE", "Hosted in the United States, used remotely"),
    ("HYBRID", "Several of these"),
)


@kind(Section.OPERATIONS)
class Operations(Record):
    """What is said of the operating model as a whole: one record (domain.md 7.1)."""

    delivery_mode: Annotated[str, OneOf(DELIVERY_MODES)] = say(
        "How the package reaches the buyer", audience=Audience.PUBLIC, default=""
    )


class RoleCode(StrEnum):
    """Three separate answers (E.O. 14320 sec. 3(b)(iii))."""

    BUILD = "BUILD"
    OWN = "OWN"
    OPERATE = "OPERATE"

    @property
    def label(self) -> str:
        return ROLE_LABELS[self]

    @property
    def question(self) -> str:
        return ROLE_QUESTIONS[self]


ROLE_LABELS = {RoleCode.BUILD: "Builds", RoleCode.OWN: "Owns", RoleCode.OPERATE: "Operates"}
ROLE_QUESTIONS = {
    RoleCode.BUILD: "Who builds the data centers and infrastructure?",
    RoleCode.OWN: "Who owns them?",
    RoleCode.OPERATE: "Who operates them?",
}


@kind(
    Section.OPERATIONS,
    writer=Writer.ANCHOR,
    key=("role",),
    legend="Role",
    plural="Who builds, owns and operates",
    every=RoleCode,
    anchor="operating-roles",
    unspoken=("role",),
)
class OperatingRole(Record):
    """Who builds, owns or operates. "To be decided" is an answer if it is explained."""

    role: RoleCode = say("Part")
    name: PartyName = say(
        "Organization", called="the name of who has the role {0.role}", is_name=True, default=""
    )
    country: Country = say("Country", default="")
    to_be_decided: bool = say("To be decided", default=False)
    explanation: Note = say(
        "Explanation",
        help='For "to be decided": how and when it will be. Otherwise optional.',
        called="the explanation of the role {0.role}",
        default="",
    )

    def heading(self) -> str:
        return self.role.question

    def anchor(self) -> str:
        return f"role-{self.role}"
