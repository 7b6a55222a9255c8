"""Who takes part in the transaction besides the members?"""

from enum import StrEnum

from proposals.content.meanings import Known
from proposals.content.members import Address
from proposals.content.saying import Record, kind, say
from proposals.content.sections import Section
from proposals.content.types import (
    City,
    Country,
    ImoNumber,
    Lei,
    PartyName,
    PostalCode,
    Short,
    ShortNote,
    Street,
)

PARTY = "the name of a party to the transaction, “{0.name}”"


class PartyRole(StrEnum):
    """What a party that is no member does in the transaction (domain.md R22, OperatingModel)."""

    SUPPLIER = "SUPPLIER"
    FACILITY = "FACILITY"
    LANDLORD = "LANDLORD"
    OPERATOR = "OPERATOR"
    FORWARDER = "FORWARDER"
    FINANCIER = "FINANCIER"
    BUYER = "BUYER"
    END_USER = "END_USER"
    TENANT = "TENANT"

    @property
    def label(self) -> str:
        return PARTY_ROLE_LABELS[self]


PARTY_ROLE_LABELS = {
    PartyRole.SUPPLIER: "Supplier",
    PartyRole.FACILITY: "Facility",
    PartyRole.LANDLORD: "Landlord",
    PartyRole.OPERATOR: "Operator",
    PartyRole.FORWARDER: "Freight forwarder",
    PartyRole.FINANCIER: "Lender or investor",
    PartyRole.BUYER: "Buyer",
    PartyRole.END_USER: "End user",
    PartyRole.TENANT: "Tenant or remote user",
}


@kind(
    Section.PARTIES,
    legend="Party",
    plural="Parties",
    unspoken=("name",),
    joined=(
        ("Address", ("street", "city", "region", "postal_code", "address_country")),
        (
            "Parent or majority owner",
            ("majority_owner_name", "majority_owner_country"),
        ),
        ("Numbers", ("registration_no", "tax_id", "lei", "imo", "tail_number")),
    ),
    groups=(
        ("street", "Address and owner"),
        ("registration_no", "Numbers, if there are any: they are screened"),
    ),
)
class InvolvedParty(Record):
    """A party to the transaction that is no member. Confidential as a whole.

    The majority owner is a parent, or whoever owns 50 percent or more.
    """

    role: PartyRole = say("Part in the transaction")
    name: PartyName = say(
        "Name",
        help="In full. For a facility: the name of the site.",
        called=PARTY,
        is_name=True,
    )
    country: Country = say("Country of headquarters", default="")
    street: Street = say(
        "Street address",
        help="Needed for a facility.",
        called="the address of “{0.name}”",
        is_name=True,
        default="",
    )
    city: City = say("City", default="")
    region: City = say("State or region", default="")
    postal_code: PostalCode = say("Postal code", default="")
    address_country: Country = say("Country of the address", default="")
    majority_owner_name: PartyName = say(
        "Parent or majority owner",
        help="Whoever owns 50 percent or more, if anybody does.",
        called=PARTY,
        is_name=True,
        default="",
    )
    majority_owner_country: Country = say("Country of the majority owner", default="")
    has_no_parent: bool | None = say(
        "Nobody owns 50 percent or more of it",
        help="Its own headquarters count as those of its ultimate parent then.",
        source="BIS guidance of May 31, 2026: headquarters of the ultimate parent",
        default=None,
    )
    registration_no: Short = say(
        "Registration number",
        help="In the register of companies, with the country if it is another one.",
        called="the registration number of “{0.name}”",
        default="",
    )
    tax_id: Short = say("Tax number", called="the tax number of “{0.name}”", default="")
    lei: Lei = say("Legal entity identifier (LEI)", source="ISO 17442", default="")
    imo: ImoNumber = say(
        "IMO number", help="Of a ship.", source="IMO resolution A.1117(30)", default=""
    )
    tail_number: Short = say(
        "Tail number", help="Registration of an aircraft.", called="a tail number", default=""
    )
    note: ShortNote = say(
        "Note",
        help="For example which facility a landlord lets, or what a supplier supplies.",
        called="the note on “{0.name}”",
        lines=2,
        default="",
    )

    @property
    def address(self) -> Address:
        return Address.at(self, self.address_country)

    @property
    def numbers(self) -> tuple[str, ...]:
        """What it is registered under, for the screening."""
        given = (self.registration_no, self.tax_id, self.lei, self.imo, self.tail_number)
        return tuple(number for number in given if number)

    def words(self, field: str, known: Known) -> str:
        """What several numbers on one line are told apart by."""
        labels = {
            "registration_no": "registration",
            "tax_id": "tax",
            "lei": "LEI",
            "imo": "IMO",
            "tail_number": "tail number",
        }
        return f"{labels[field]} {getattr(self, field)}" if field in labels else ""

    def problems(self, known: Known) -> dict[str, str]:
        """Where a facility stands is what is screened of it first."""
        missing = {}
        if self.role is PartyRole.FACILITY:
            missing = {
                name: "A facility needs its full address: it is screened."
                for name in ("street", "city", "address_country")
                if not getattr(self, name)
            }
        if self.majority_owner_country and not self.majority_owner_name:
            missing["majority_owner_name"] = "Say who it is, or leave the country empty too."
        if self.has_no_parent and self.majority_owner_name:
            missing["has_no_parent"] = "A parent or majority owner is named above."
        return missing
