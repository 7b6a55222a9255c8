"""What does the hardware layer consist of, and how much of its value is of U.S. origin?"""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from proposals.content.meanings import Known
from proposals.content.saying import Computed, Layout, Record, kind, say
from proposals.content.sections import Section
from proposals.content.types import (
    Country,
    Dollars,
    Eccn,
    Line,
    PartyName,
    Percent,
    Quantity,
    Statement,
)


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


@kind(Section.HARDWARE, legend="Item", plural="Bill of materials", layout=Layout.TABLE)
class Component(Record):
    """A row of the hardware bill of materials. Confidential as a whole."""

    name: Line = say("Item", is_name=False)
    category: Category = say("Category")
    manufacturer: PartyName = say(
        "Manufacturer", called="the manufacturer of “{0.name}”", is_name=True
    )
    quantity: Quantity = say("Quantity", called="the quantity of “{0.name}”")
    unit_value: Dollars | None = say(
        "Value of one",
        help="In U.S. dollars.",
        unit="USD",
        called="the value of “{0.name}”",
        default=None,
    )
    us_origin_percent: Percent | None = say(
        "U.S. origin", help="Share of the value.", unit="percent", default=None
    )
    origin_country: Country = say("Country of assembly", default="")
    eccn: Eccn = say("ECCN", help="If classified.", default="")
    model_no: Line = say("Model number", help="As the manufacturer calls it.", default="")

    @property
    def value(self) -> Decimal | None:
        """Value of the row in U.S. dollars."""
        return None if self.unit_value is None else self.unit_value * self.quantity

    def computed(self, known: Known) -> Iterator[Computed]:
        value = "" if self.value is None else f"${self.value:,.2f}"
        yield Computed(label="Value", words=value, of="unit_value")
