"""What is the package, for whom, and why does it serve the national interest?"""

from proposals.content.saying import Audience, Record, kind, say
from proposals.content.sections import Section
from proposals.content.types import Line, Sectors, Statement


@kind(Section.OVERVIEW)
class Overview(Record):
    """The first page of a proposal: one record."""

    title: Line = say("Title", audience=Audience.PUBLIC)
    executive_summary: Statement = say(
        "Executive summary",
        help="Buyers read this in the catalog after a designation.",
        audience=Audience.PUBLIC,
        lines=6,
        default="",
    )
    sectors: Sectors = say(
        "Sectors",
        help="Where the applications of the package are used.",
        audience=Audience.PUBLIC,
        default=(),
    )
    national_interest_statement: Statement = say(
        "National interest statement",
        help="How the package serves the national interest of the United States. "
        "The determination turns on it.",
        source="E.O. 14320 sec. 3(d)",
        called="the national interest statement",
        lines=6,
        default="",
    )
    confidential_summary: Statement = say(
        "Confidential summary",
        help="What only the program office and consulted agencies may know.",
        called="the confidential summary",
        lines=4,
        default="",
    )
