"""How does a person read an owner or an officer of a member?

The same for the applicant, who reads the draft or a version, and for the officer.
"""

from exports_portal.accounts.models import OwnershipStake
from exports_portal.policy.countries import country_name
from proposals.content import Address, Member, Officer, Owner

Pairs = tuple[tuple[str, object], ...]


def owner_facts(owner: Owner, member: Member) -> Pairs:
    kinds = dict(OwnershipStake.Kind.choices)
    return (
        ("Owner", owner.name),
        ("Kind", kinds.get(owner.kind, owner.kind)),
        ("Country", country_name(owner.country)),
        ("Holds shares in", owner.holds_shares_in or member.legal_name),
        ("Share", owner.share_in_words or "not known"),
        ("Control rights", "Yes" if owner.has_control else "No"),
    )


def officer_facts(officer: Officer) -> Pairs:
    return (
        ("Officer", officer.name),
        ("Title", officer.title),
        ("Nationality", country_name(officer.nationality)),
    )


def address_line(address: Address) -> str:
    parts = (address.street, address.city, address.region, address.postal_code)
    return ", ".join(part for part in (*parts, country_name(address.country)) if part)
