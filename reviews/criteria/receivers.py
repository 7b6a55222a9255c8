"""Who gets, holds or uses the items, and where have they and their parents their headquarters?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from proposals.content import Member, Owner, PartyRole, ProposalContent
from reviews.criteria.facts import CaseFacts
from reviews.screening.names import fold

PARENT_FROM = Decimal(50)  # percent, as the 50 percent rules of OFAC and BIS have it
# Parties to the transaction that get the items, or hold the place where they stand.
RECEIVERS = frozenset(
    {
        PartyRole.FACILITY,
        PartyRole.LANDLORD,
        PartyRole.OPERATOR,
        PartyRole.BUYER,
        PartyRole.END_USER,
        PartyRole.TENANT,
        PartyRole.FORWARDER,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Somebody who gets the items in `country`. "" is what nobody stated.

    Who is described twice, and differently, is two receivers of one name: the stricter counts.
    """

    name: str
    part: str
    country: str
    headquarters: str
    ultimate_parent: str

    @property
    def key(self) -> str:
        return f"{fold(self.name)} {self.country}"


def receivers(facts: CaseFacts) -> dict[str, list[Receiver]]:
    """Who gets, holds or uses the items, at the sites and in the transaction, by name and country.

    A name that stands among the parties to the transaction, or is a member, has the headquarters
    and the parent that are stated there, besides what the place says where it is named.
    """
    return facts.once("receivers", lambda: _receivers(facts.content))


def _receivers(content: ProposalContent) -> dict[str, list[Receiver]]:
    stated: dict[str, list[Receiver]] = {}
    for one in _stated(content):
        stated.setdefault(fold(one.name), []).append(one)
    found: dict[str, list[Receiver]] = {}
    for one in (*_of_sites(content), *_of_roles(content), *_of_parties(content)):
        described = list(_described(one, stated.get(fold(one.name), [])))
        found[one.key] = list(dict.fromkeys([*found.get(one.key, []), *described]))
    return found


def _described(one: Receiver, stated: Sequence[Receiver]) -> Iterator[Receiver]:
    """As it is described elsewhere, and once more with the headquarters said where it is named."""
    if not stated:
        yield one
    for known in stated:
        seats = {known.headquarters or one.headquarters, one.headquarters or known.headquarters}
        for seat in sorted(seats):
            yield replace(one, headquarters=seat, ultimate_parent=known.ultimate_parent)


def _stated(content: ProposalContent) -> Iterator[Receiver]:
    for party in content.involved_parties:
        yield Receiver(
            name=party.name,
            part=party.role.label,
            country=party.address.country or party.country,
            headquarters=party.country,
            ultimate_parent=party.country if party.has_no_parent else party.majority_owner_country,
        )
    for member in content.members:
        yield Receiver(
            name=member.legal_name,
            part="Member",
            country=member.headquarters_country,
            headquarters=member.headquarters_country,
            ultimate_parent=_parent_of(member),
        )


def _parent_of(member: Member) -> str:
    """Its own headquarters where it names no parent and no body that may be one."""
    if member.parent_name or member.parent_country:
        return member.parent_country
    has_parent = any(_may_be_parent(owner) for owner in member.owners)
    return "" if has_parent else member.headquarters_country


def _may_be_parent(owner: Owner) -> bool:
    is_large = owner.most is None or owner.most >= PARENT_FROM
    is_body = owner.kind != "PERSON" and not owner.holds_shares_in
    return is_body and (is_large or owner.has_control)


def _of_sites(content: ProposalContent) -> Iterator[Receiver]:
    for site in content.sites:
        for part in ("owner", "operator", "landlord"):
            if name := getattr(site, part):
                said = f"{part.capitalize()} of {site.name}"
                seat = getattr(site, f"{part}_country")
                yield _without_parent(name, said, site.country, seat)


def _of_roles(content: ProposalContent) -> Iterator[Receiver]:
    for role in content.operating_roles:
        if role.name and role.role != "BUILD":
            words = "Owns" if role.role == "OWN" else "Operates"
            said = f"{words} the infrastructure"
            yield _without_parent(role.name, said, role.country, role.country)


def _of_parties(content: ProposalContent) -> Iterator[Receiver]:
    for party in content.involved_parties:
        if party.role in RECEIVERS:
            country = party.address.country or party.country
            yield _without_parent(party.name, party.role.label, country, party.country)


def _without_parent(name: str, part: str, country: str, headquarters: str) -> Receiver:
    return Receiver(
        name=name, part=part, country=country, headquarters=headquarters, ultimate_parent=""
    )
