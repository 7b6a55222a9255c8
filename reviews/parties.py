"""Which parties of a frozen version are screened? Every organization, owner and address.

Pure: content in, parties out, so the count can be asserted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched

from proposals.content import Address, Member, Owner, ProposalContent
from reviews.screening.engine import MOST_OTHER_NAMES
from reviews.screening.parties import Party, PartyKind

OWNER_KINDS = {"PERSON": PartyKind.PERSON}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyToScreen:
    """`kind` is a ScreenedParty.Kind; `relation` says what the party is to the proposal."""

    kind: str
    relation: str
    query: Party


def parties_of(content: ProposalContent) -> list[PartyToScreen]:
    """Every party of a version, in the order of its members."""
    parties = [party for member in content.members for party in _of_member(member)]
    return parties + list(_operators(content))


def _of_member(member: Member) -> Iterator[PartyToScreen]:
    yield from _names(member)
    if member.parent_name:
        yield _organization(
            member.parent_name, member.parent_country, f"Ultimate parent of {member.legal_name}"
        )
    for owner in member.owners:
        yield _owner(owner, member)
    for address in member.addresses:
        yield _address(address, member)


def _names(member: Member) -> Iterator[PartyToScreen]:
    """The member, once for every so many other names as the engine compares under one party."""
    countries = _known(
        member.incorporation_country, member.headquarters_country, member.principal_place_country
    )
    for names in list(batched(member.other_names, MOST_OTHER_NAMES)) or [()]:
        yield PartyToScreen(
            kind="ORGANIZATION",
            relation="Anchor member" if member.role == "ANCHOR" else "Member",
            query=Party(
                name=member.legal_name,
                kind=PartyKind.ORGANIZATION,
                countries=countries,
                other_names=names,
            ),
        )


def _address(address: Address, member: Member) -> PartyToScreen:
    parts = (address.street, address.city, address.region, address.postal_code)
    return PartyToScreen(
        kind="ADDRESS",
        relation=f"Address of {member.legal_name}",
        query=Party(
            name=str(address),
            kind=PartyKind.ADDRESS,
            countries=_known(address.country),
            address=", ".join(part for part in parts if part),
        ),
    )


def _owner(owner: Owner, member: Member) -> PartyToScreen:
    share = "share not known" if owner.percent is None else f"{owner.percent.normalize():f} %"
    return PartyToScreen(
        kind="OWNER",
        relation=f"Owner of {member.legal_name} ({share})",
        query=Party(
            name=owner.name,
            kind=OWNER_KINDS.get(owner.kind, PartyKind.ORGANIZATION),
            countries=_known(owner.country),
        ),
    )


def _operators(content: ProposalContent) -> Iterator[PartyToScreen]:
    """Builders, owners and operators of the infrastructure, and makers of the hardware."""
    member_names = {member.legal_name for member in content.members}
    for role in content.operating_roles:
        if role.name and role.name not in member_names:
            yield _organization(
                role.name, role.country, f"{OPERATING_WORDS[role.role]} the infrastructure"
            )
    makers = dict.fromkeys(component.manufacturer for component in content.components)
    for maker in makers:
        if maker and maker not in member_names:
            yield _organization(maker, "", "Manufacturer of hardware")


OPERATING_WORDS = {"BUILD": "Builds", "OWN": "Owns", "OPERATE": "Operates"}


def _organization(name: str, country: str, relation: str) -> PartyToScreen:
    return PartyToScreen(
        kind="ORGANIZATION",
        relation=relation,
        query=Party(name=name, kind=PartyKind.ORGANIZATION, countries=_known(country)),
    )


def _known(*countries: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(country for country in countries if country))
