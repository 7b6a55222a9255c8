"""What is the package, for whom, and why does it serve the national interest?"""

from enum import StrEnum

from proposals.content.saying import Audience, Record, kind, say
from proposals.content.sections import Section
from proposals.content.types import Line, Sectors, Statement


class SizeBand(StrEnum):
    """How much power the package is made for (domain.md 7.1: bands are ours, no published text)."""

    EDGE = "EDGE"
    UP_TO_1_MW = "UP_TO_1_MW"
    MW_1_TO_10 = "MW_1_TO_10"
    MW_10_TO_100 = "MW_10_TO_100"
    MW_100_TO_500 = "MW_100_TO_500"
    OVER_500_MW = "OVER_500_MW"

    @property
    def label(self) -> str:
        return SIZE_LABELS[self]


SIZE_LABELS = {
    SizeBand.EDGE: "Edge: no data center of its own",
    SizeBand.UP_TO_1_MW: "Up to 1 MW",
    SizeBand.MW_1_TO_10: "1 to 10 MW",
    SizeBand.MW_10_TO_100: "10 to 100 MW",
    SizeBand.MW_100_TO_500: "100 to 500 MW",
    SizeBand.OVER_500_MW: "Over 500 MW",
}


class ValueBand(StrEnum):
    """What the package is worth, in U.S. dollars (bands are ours, no published text)."""

    UP_TO_10_M = "UP_TO_10_M"
    M_10_TO_100 = "M_10_TO_100"
    M_100_TO_1000 = "M_100_TO_1000"
    B_1_TO_10 = "B_1_TO_10"
    OVER_10_B = "OVER_10_B"

    @property
    def label(self) -> str:
        return VALUE_LABELS[self]


VALUE_LABELS = {
    ValueBand.UP_TO_10_M: "Up to $10 million",
    ValueBand.M_10_TO_100: "$10 to $100 million",
    ValueBand.M_100_TO_1000: "$100 million to $1 billion",
    ValueBand.B_1_TO_10: "$1 to $10 billion",
    ValueBand.OVER_10_B: "Over $10 billion",
}


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
    additionality_statement: Statement = say(
        "What would not happen without the program",
        help="Which part of the package would not be offered abroad, or not by American companies, "
        "without a designation and the support that you ask for.",
        source="program default, not published text (domain.md 6)",
        called="the statement on what would not happen without the program",
        lines=4,
        default="",
    )
    size_band: SizeBand | None = say(
        "Size of a typical installation",
        help="By the power that it draws. Choose what most customers would need.",
        audience=Audience.PUBLIC,
        default=None,
    )
    estimated_value_band: ValueBand | None = say(
        "Estimated value of the package", is_searched=False, default=None
    )
    confidential_summary: Statement = say(
        "Confidential summary",
        help="What only the program office and consulted agencies may know.",
        called="the confidential summary",
        lines=4,
        default="",
    )
