"""Where does the hardware stand, who builds, owns and runs the place, and who reaches it from afar?

Fields: domain.md 7.1, OperatingModel.
"""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from proposals.content.meanings import Amount, Known
from proposals.content.members import Address
from proposals.content.operations import DELIVERY_MODES
from proposals.content.saying import Computed, Record, Writer, kind, say
from proposals.content.sections import Section
from proposals.content.types import (
    City,
    Countries,
    Country,
    PartyName,
    PostalCode,
    Quantity,
    ShortNote,
    Street,
)

Megawatts = Annotated[Decimal, Amount(Decimal(0), Decimal(100_000), 3)]
Kilowatts = Annotated[Decimal, Amount(Decimal("0.001"), Decimal(10_000), 3)]
KILOWATTS = Decimal(1000)  # to the megawatt


class DeliveryMode(StrEnum):
    HARDWARE_EXPORT = "HARDWARE_EXPORT"
    IN_COUNTRY_US_OPERATED = "IN_COUNTRY_US_OPERATED"
    IN_COUNTRY_HOST_OPERATED = "IN_COUNTRY_HOST_OPERATED"
    US_HOSTED_REMOTE = "US_HOSTED_REMOTE"
    HYBRID = "HYBRID"

    @property
    def label(self) -> str:
        return dict(DELIVERY_MODES)[self.value]


class RemoteAccess(StrEnum):
    """Whether anybody computes here from somewhere else, as a tenant or a customer of a cloud."""

    NONE = "NONE"
    LISTED = "LISTED"
    OPEN = "OPEN"

    @property
    def label(self) -> str:
        return REMOTE_ACCESS_LABELS[self]


REMOTE_ACCESS_LABELS = {
    RemoteAccess.NONE: "Nobody",
    RemoteAccess.LISTED: "Only the tenants that are listed as parties",
    RemoteAccess.OPEN: "Others too, or not decided yet",
}


@kind(
    Section.SITES,
    writer=Writer.ANCHOR,
    legend="Site",
    plural="Operating sites",
    unspoken=("name",),
    joined=(
        ("Address", ("street", "city", "region", "postal_code", "country")),
        ("Built by", ("builder", "builder_country")),
        ("Owned by", ("owner", "owner_country")),
        ("Operated by", ("operator", "operator_country")),
        ("Let by", ("landlord", "landlord_country")),
    ),
    groups=(
        ("street", "Where it is"),
        ("builder", "Who builds, owns, operates and lets it"),
        ("mw", "Power and accelerators"),
        ("delivery_mode", "Use and access"),
    ),
)
class Site(Record):
    """A data center or another place where the package runs. Confidential as a whole.

    `accelerator_kw` is the power of one accelerator with its share of the server. Who computes here
    from somewhere else is a party to the transaction with the part TENANT.
    """

    name: PartyName = say(
        "Name of the site", called="the name of the site “{0.name}”", is_name=True
    )
    street: Street = say(
        "Street address",
        called="the address of the site “{0.name}”",
        is_name=True,
        default="",
    )
    city: City = say("City", default="")
    region: City = say("State or region", default="")
    postal_code: PostalCode = say("Postal code", default="")
    country: Country = say("Country of the site")
    markets: Countries = say(
        "Countries that it serves",
        help="Hold Ctrl or Command to choose several. Leave empty if it serves its own country.",
        default=(),
    )
    builder: PartyName = say(
        "Who builds it",
        help="Leave a name empty while it is to be decided, and explain below.",
        called="who builds the site “{0.name}”",
        is_name=True,
        default="",
    )
    builder_country: Country = say("Country of the builder", default="")
    owner: PartyName = say(
        "Who owns it", called="who owns the site “{0.name}”", is_name=True, default=""
    )
    owner_country: Country = say("Country of the owner", default="")
    operator: PartyName = say(
        "Who operates it", called="who operates the site “{0.name}”", is_name=True, default=""
    )
    operator_country: Country = say("Country of the operator", default="")
    landlord: PartyName = say(
        "Landlord",
        help="If the land or the building is let.",
        called="the landlord of the site “{0.name}”",
        is_name=True,
        default="",
    )
    landlord_country: Country = say("Country of the landlord", default="")
    to_be_decided: ShortNote = say(
        "What is still to be decided",
        help="What, how and by when.",
        called="what is to be decided on the site “{0.name}”",
        lines=2,
        default="",
    )
    mw: Megawatts | None = say(
        "Power of the site",
        help="In megawatts, for computing: without cooling and offices.",
        unit="MW",
        called="the power of the site “{0.name}”",
        default=None,
    )
    accelerator_count: Quantity | None = say(
        "Accelerators at the site",
        called="the number of accelerators at the site “{0.name}”",
        default=None,
    )
    accelerator_kw: Kilowatts | None = say(
        "Power of one accelerator",
        help="In kilowatts, with its share of the server and the network.",
        unit="kW",
        default=None,
    )
    delivery_mode: DeliveryMode | None = say("How the package reaches the buyer here", default=None)
    jurisdiction: Country = say(
        "Whose law applies to the data",
        help="The country whose authorities can order that data be handed over.",
        default="",
    )
    remote_access: RemoteAccess | None = say(
        "Who computes here from somewhere else",
        help="List each on the page “Parties to the transaction”, as a tenant.",
        source="BIS statement of May 13, 2025, on AI training: access to infrastructure as a "
        "service is a red flag",
        default=None,
    )

    @property
    def address(self) -> Address:
        return Address.at(self, self.country)

    @property
    def load_mw(self) -> Decimal | None:
        """What the accelerators draw, in megawatts; None while a number is missing."""
        if self.accelerator_count is None or self.accelerator_kw is None:
            return None
        return self.accelerator_count * self.accelerator_kw / KILOWATTS

    def words(self, field: str, known: Known) -> str:
        told = {"mw": f"{self.mw} MW", "accelerator_kw": f"{self.accelerator_kw} kW"}
        return told.get(field, "")

    def computed(self, known: Known) -> Iterator[Computed]:
        load = "" if self.load_mw is None else f"{self.load_mw.normalize():,f} MW"
        yield Computed(label="What the accelerators draw", words=load, of="mw")

    def problems(self, known: Known) -> dict[str, str]:
        """A country says nothing without the name that it belongs to."""
        return {
            part: "Say who it is, or leave the country empty too."
            for part in ("builder", "owner", "operator", "landlord")
            if getattr(self, f"{part}_country") and not getattr(self, part)
        }
