"""Who stands behind the proposal: members with owners, officers and addresses, and signatures.

Organizations are kept once for all their consortia (accounts); a version embeds them as they are.
"""

from decimal import Decimal
from typing import Annotated, Any, Self

from exports_portal.accounts.ownership import share_in_words
from proposals.content.meanings import OneOf, Rows
from proposals.content.saying import Audience, kind, say
from proposals.content.sections import Section
from proposals.content.types import (
    City,
    Country,
    Digest,
    Key,
    Line,
    Moment,
    PartyName,
    PartyNames,
    Percent,
    PostalCode,
    Street,
)

PUBLIC = Audience.PUBLIC


@kind(Section.MEMBERS)
class Address:
    street: Street = say("Street", called="the address of “{1}”", is_name=True)
    city: City = say("City")
    region: City = say("State or region")
    postal_code: PostalCode = say("Postal code")
    country: Country = say("Country")

    @classmethod
    def at(cls, record: Any, country: str) -> Self:
        """Of a record that says its street, city, region and postal code in fields of its own."""
        return cls(
            street=record.street,
            city=record.city,
            region=record.region,
            postal_code=record.postal_code,
            country=country,
        )

    def __str__(self) -> str:
        parts = (self.street, self.city, self.region, self.postal_code, self.country)
        return ", ".join(part for part in parts if part)


@kind(Section.MEMBERS)
class Owner:
    """`percent` is None when the share is not known; of a range it is the least.

    `holds_shares_in` is "" for the member itself, else the name of another owner of the same
    member: `percent` and `has_control` are of that body, so that a chain can be written down.
    """

    name: PartyName = say("Owner", called="the name of an owner, “{0.name}”", is_name=True)
    kind: Line = say("Kind")
    country: Country = say("Country")
    percent: Percent | None = say("Share", unit="percent")
    has_control: bool = say("Control rights")
    holds_shares_in: PartyName = say(
        "Holds shares in",
        called="the name of an owner, “{0.holds_shares_in}”",
        is_name=True,
        default="",
    )
    percent_at_most: Percent | None = say("Share at most", unit="percent", default=None)

    @property
    def is_exact(self) -> bool:
        return self.percent is not None and self.percent_at_most is None

    @property
    def most(self) -> Decimal | None:
        """None where nothing bounds it."""
        return self.percent if self.percent_at_most is None else self.percent_at_most

    @property
    def share_in_words(self) -> str:
        return share_in_words(self.percent, self.percent_at_most)


@kind(Section.MEMBERS)
class Officer:
    """A director or officer of a member. `nationality` is a country, "" when it is not known."""

    name: PartyName = say("Officer", called="the name of an officer, “{0.name}”", is_name=True)
    title: Line = say("Title", is_searched=False)
    nationality: Country = say("Nationality")


ROLES = (("ANCHOR", "Anchor member"), ("MEMBER", "Member"))


@kind(Section.MEMBERS, owner="organization_id", unspoken=("organization_id", "legal_name"))
class Member:
    """An organization in its part in the consortium. `role` is ANCHOR or MEMBER."""

    organization_id: Key = say("Organization", audience=PUBLIC)
    role: Annotated[str, OneOf(ROLES)] = say("Role", audience=PUBLIC)
    legal_name: PartyName = say("Legal name", audience=PUBLIC)
    # What a member is also called is what the public knows it by.
    other_names: PartyNames = say("Other names", is_searched=False)
    incorporation_country: Country = say("Incorporated in")
    headquarters_country: Country = say("Headquarters in")
    principal_place_country: Country = say("Principal place of business in")
    parent_name: PartyName = say(
        "Ultimate parent", called="the parent of “{0.legal_name}”", is_name=True
    )
    parent_country: Country = say("Country of the ultimate parent")
    addresses: Annotated[tuple[Address, ...], Rows(Address)] = say("Addresses")
    owners: Annotated[tuple[Owner, ...], Rows(Owner)] = say("Owners")
    officers: Annotated[tuple[Officer, ...], Rows(Officer)] = say(
        "Directors and officers", default=()
    )


@kind(Section.CERTIFICATIONS, owner="organization_id")
class Certification:
    """A statement signed by a member. `signed_digest` is what the statement was signed on."""

    organization_id: Key = say("Member", is_searched=False)
    code: Line = say("Statement")
    text_version: Line = say("Version of the text")
    signer_name: PartyName = say(
        "Signed by", called="the name of a signer, “{0.signer_name}”", is_name=True
    )
    signer_title: Line = say("Title of the signer", is_searched=False)
    signed_at: Moment = say("Signed at")
    signed_digest: Digest = say("Digest of what was signed")
