"""What does the hardware layer consist of, and how much of its value is of U.S. origin?"""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from exports_portal.policy.countries import country_name
from proposals.content.chips import ChipNumbers, suggested
from proposals.content.meanings import Amount, Known
from proposals.content.saying import Computed, Layout, Record, kind, say
from proposals.content.sections import Section
from proposals.content.selections import SeveralOf
from proposals.content.types import (
    Country,
    Dollars,
    Eccn,
    Line,
    Note,
    PartyName,
    Percent,
    Quantity,
    Statement,
)


class ContentFactor(StrEnum):
    """What can speak for a package below the threshold, as EXIM weighs it in its own program.

    The program published no factors: they are labelled as borrowed (domain.md 1.4).
    """

    LARGE_CONTRACT = "LARGE_CONTRACT"
    FOLLOW_ON_EXPORTS = "FOLLOW_ON_EXPORTS"
    INDUSTRIAL_BASE = "INDUSTRIAL_BASE"
    OTHER = "OTHER"


CONTENT_FACTORS = (
    (ContentFactor.LARGE_CONTRACT, "A contract of $100 million, or 5 percent of annual sales"),
    (ContentFactor.FOLLOW_ON_EXPORTS, "Further exports follow from it"),
    (ContentFactor.INDUSTRIAL_BASE, "It strengthens the U.S. industrial base"),
    (ContentFactor.OTHER, "Another factor, named in the justification"),
)
ContentFactors = Annotated[tuple[str, ...], SeveralOf(CONTENT_FACTORS)]
CTEP = "EXIM, Program on China and Transformational Exports, content below 51 percent"


@kind(Section.HARDWARE)
class Hardware(Record):
    """What is said of the hardware layer as a whole: one record."""

    content_justification: Statement = say(
        "Justification of the U.S. content",
        help="Needed when the share is below the threshold, or when a figure cannot be stated.",
        called="the U.S.-content justification",
        lines=5,
        default="",
    )
    content_factors: ContentFactors = say(
        "Factors that speak for the package",
        help="Borrowed from the Export-Import Bank, which asks for at least one of its factors "
        "below 51 percent. This program published none.",
        source=CTEP,
        default=(),
    )
    jobs_plan: Statement = say(
        "Plan for jobs in the United States",
        help="How the members expand their U.S. workforce for this in the next three to five "
        "years. The Export-Import Bank asks for such a plan below 51 percent.",
        source=CTEP,
        called="the plan for jobs",
        lines=4,
        default="",
    )


class Category(StrEnum):
    CHIP = "CHIP"
    ACCELERATOR = "ACCELERATOR"
    SERVER = "SERVER"
    STORAGE = "STORAGE"
    CLOUD = "CLOUD"
    NETWORK = "NETWORK"
    OTHER = "OTHER"

    @property
    def label(self) -> str:
        return CATEGORY_LABELS[self]


CATEGORY_LABELS = {
    Category.CHIP: "Chip",
    Category.ACCELERATOR: "Accelerator",
    Category.SERVER: "Server",
    Category.STORAGE: "Data-center storage",
    Category.CLOUD: "Cloud service",
    Category.NETWORK: "Networking",
    Category.OTHER: "Other",
}


class ValueBasis(StrEnum):
    LIST = "LIST"
    CONTRACT = "CONTRACT"
    COST = "COST"
    FOB = "FOB"
    OTHER = "OTHER"

    @property
    def label(self) -> str:
        return VALUE_BASIS_LABELS[self]


VALUE_BASIS_LABELS = {
    ValueBasis.LIST: "List price",
    ValueBasis.CONTRACT: "Contract price",
    ValueBasis.COST: "Cost",
    ValueBasis.FOB: "Free on board",
    ValueBasis.OTHER: "Another one",
}


class EccnSource(StrEnum):
    SELF = "SELF"
    BIS_CCATS = "BIS_CCATS"
    MANUFACTURER = "MANUFACTURER"

    @property
    def label(self) -> str:
        return ECCN_SOURCE_LABELS[self]


ECCN_SOURCE_LABELS = {
    EccnSource.SELF: "The member itself",
    EccnSource.BIS_CCATS: "BIS (CCATS)",
    EccnSource.MANUFACTURER: "The manufacturer",
}

Tpp = Annotated[Decimal, Amount(Decimal(0), Decimal(100_000_000), 2)]
Density = Annotated[Decimal, Amount(Decimal(0), Decimal(100_000), 4)]
ENTRY = "15 CFR 774 Supp. 1, ECCN 3A090"


@kind(
    Section.HARDWARE,
    legend="Item",
    plural="Bill of materials",
    layout=Layout.TABLE,
    joined=(
        ("Item", ("name", "category")),
        ("Manufacturer and model", ("manufacturer", "model_no")),
        ("Made in", ("origin_country_fab", "origin_country")),
        ("Performance", ("tpp", "performance_density", "mem_bw_density", "datacenter_marketed")),
    ),
    aside=(
        *("manufacturer", "value_basis", "origin_country_fab", "origin_method", "eccn_source"),
        *("license_exception_claimed", "tpp"),
    ),
    groups=(
        ("quantity", "Value and origin"),
        ("eccn", "Export classification"),
    ),
)
class Component(Record):
    """A row of the hardware bill of materials. Confidential as a whole.

    The numbers of a server are those of the strongest chip in it (3A090, 4A090).
    """

    name: Line = say("Item", is_name=False)
    category: Category = say("Category")
    manufacturer: PartyName = say(
        "Manufacturer", called="the manufacturer of “{0.name}”", is_name=True
    )
    model_no: Line = say("Model number", help="As the manufacturer calls it.", default="")
    quantity: Quantity = say("Quantity", called="the quantity of “{0.name}”")
    unit_value: Dollars | None = say(
        "Value of one",
        help="In U.S. dollars.",
        unit="USD",
        called="the value of “{0.name}”",
        default=None,
    )
    value_basis: ValueBasis | None = say(
        "Value basis", help="The call prescribes no basis: say which is used.", default=None
    )
    us_origin_percent: Percent | None = say(
        "U.S. origin", help="Share of the value.", unit="percent", default=None
    )
    origin_country_fab: Country = say(
        "Country of fabrication",
        help="Of a chip: where its wafers are made. Otherwise where its main part is.",
        default="",
    )
    origin_country: Country = say("Country of assembly", default="")
    origin_method: Note = say(
        "How the U.S. origin was found",
        help="The call prescribes no method: say which was used, and on what records.",
        called="how the origin of “{0.name}” was found",
        lines=2,
        default="",
    )
    eccn: Eccn = say(
        "ECCN",
        help="If classified, for example 3A090.a or EAR99.",
        source="15 CFR 738.2(d)",
        default="",
    )
    eccn_source: EccnSource | None = say("Who classified it", default=None)
    license_exception_claimed: Line = say(
        "License exception claimed", help="For example NAC. Leave empty if none is.", default=""
    )
    tpp: Tpp | None = say(
        "Total processing performance (TPP)",
        help="2 x MacTOPS x bit length of the operation, summed over all dies: the highest there "
        "is. Of a server: that of its strongest chip.",
        unit="TPP",
        source=f"{ENTRY}, technical notes",
        called="the TPP of “{0.name}”",
        default=None,
    )
    performance_density: Density | None = say(
        "Performance density",
        help="TPP divided by the applicable die area in square millimeters.",
        unit="TPP per mm²",
        source=f"{ENTRY}, technical notes",
        called="the performance density of “{0.name}”",
        default=None,
    )
    mem_bw_density: Density | None = say(
        "Memory bandwidth density",
        help="Of high-bandwidth memory (HBM) that is an item of its own: bandwidth of the stack in "
        "GB/s, divided by its area in mm². Write 0 for a chip that is no such memory.",
        unit="GB/s per mm²",
        source=f"{ENTRY}.c",
        called="the memory bandwidth density of “{0.name}”",
        default=None,
    )
    datacenter_marketed: bool | None = say(
        "Designed or marketed for data centers",
        source=f"{ENTRY}, notes; 15 CFR 740.8",
        default=None,
    )

    @property
    def value(self) -> Decimal | None:
        """Value of the row in U.S. dollars."""
        return None if self.unit_value is None else self.unit_value * self.quantity

    @property
    def chip_numbers(self) -> ChipNumbers:
        return ChipNumbers(
            category=self.category.value,
            tpp=self.tpp,
            density=self.performance_density,
            memory=self.mem_bw_density,
        )

    def words(self, field: str, known: Known) -> str:
        """What several fields on one line are told apart by."""
        told = {
            "origin_country_fab": f"fabricated in {country_name(self.origin_country_fab)}",
            "origin_country": f"assembled in {country_name(self.origin_country)}",
            "tpp": f"TPP {self.tpp}",
            "performance_density": f"performance density {self.performance_density}",
            "mem_bw_density": f"memory bandwidth density {self.mem_bw_density}",
            "datacenter_marketed": "for data centers"
            if self.datacenter_marketed
            else "not for data centers",
        }
        return told.get(field, "")

    def computed(self, known: Known) -> Iterator[Computed]:
        value = "" if self.value is None else f"${self.value:,.2f}"
        yield Computed(label="Value", words=value, of="unit_value")
        by_numbers = suggested(self.chip_numbers).words
        yield Computed(label="Class by the numbers", words=by_numbers, of="eccn", is_aside=True)
