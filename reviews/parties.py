"""Which parties of a frozen version are screened? Every one it names, and every address.

Organizations with their other names, ultimate parents, all owners (domain.md R22 asks for those of
10 percent or more; here a smaller or unknown share is no reason to leave one out), officers and
signers, builders, owners and operators of the infrastructure, makers of the hardware, developers of
the models, operating sites with those who build, own, operate and let them, whoever assessed
security or issued evidence, and whoever is involved in the transaction, with majority owners and
addresses.

Pure: content in, parties out, so the count can be asserted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched

from proposals.content import Address, InvolvedParty, Member, Owner, ProposalContent, Site
from reviews.screening.engine import MOST_OTHER_NAMES
from reviews.screening.parties import Party, PartyKind

OWNER_KINDS = {"PERSON": PartyKind.PERSON}
SITE_WORDS = {
    "builder": ("OPERATOR", "builds"),
    "owner": ("OPERATOR", "owns"),
    "operator": ("OPERATOR", "operates"),
    "landlord": ("LANDLORD", "lets"),
}
OPERATING_WORDS = {"BUILD": "Builds", "OWN": "Owns", "OPERATE": "Operates"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyToScreen:
    """`kind` is a ScreenedParty.Kind; `relation` says what the party is to the proposal."""

    kind: str
    relation: str
    query: Party


def parties_of(content: ProposalContent) -> list[PartyToScreen]:
    """Every party of a version, in the order of its members."""
    parties = [party for member in content.members for party in _of_member(member, content)]
    parties += _operators(content)
    parties += _makers(content)
    parties += _developers(content)
    parties += [found for site in content.sites for found in _site(site, content)]
    parties += _assessors(content)
    parties += [found for party in content.involved_parties for found in _involved(party)]
    return parties


def _of_member(member: Member, content: ProposalContent) -> Iterator[PartyToScreen]:
    yield from _names(member)
    if member.parent_name:
        relation = f"Ultimate parent of {member.legal_name}"
        yield _organization("OWNER", member.parent_name, member.parent_country, relation)
    for owner in member.owners:
        yield _owner(owner, member)
    yield from _officers(member, content)
    for address in member.addresses:
        yield _address(address, relation=f"Address of {member.legal_name}")


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


def _owner(owner: Owner, member: Member) -> PartyToScreen:
    share = owner.share_in_words or "share not known"
    chain = f"{owner.holds_shares_in}, an owner of " if owner.holds_shares_in else ""
    return PartyToScreen(
        kind="OWNER",
        relation=f"Owner of {chain}{member.legal_name} ({share})",
        query=Party(
            name=owner.name,
            kind=OWNER_KINDS.get(owner.kind, PartyKind.ORGANIZATION),
            countries=_known(owner.country),
        ),
    )


def _officers(member: Member, content: ProposalContent) -> Iterator[PartyToScreen]:
    """Directors and officers, and whoever signs for the member without being named as one."""
    for officer in member.officers:
        relation = f"{officer.title} of {member.legal_name}"
        yield _person(officer.name, officer.nationality, relation)
    named = {officer.name for officer in member.officers}
    signers = {
        signed.signer_name: signed.signer_title
        for signed in content.certifications
        if signed.organization_id == member.organization_id
    }
    for name, title in signers.items():
        if name not in named:
            yield _person(name, "", f"Signs for {member.legal_name} as {title}")


def _operators(content: ProposalContent) -> Iterator[PartyToScreen]:
    """Who builds, owns and operates the infrastructure, besides the members."""
    members = _member_names(content)
    for role in content.operating_roles:
        if role.name and role.name not in members:
            relation = f"{OPERATING_WORDS[role.role]} the infrastructure"
            yield _organization("OPERATOR", role.name, role.country, relation)


def _makers(content: ProposalContent) -> Iterator[PartyToScreen]:
    """Who makes the hardware, besides the members; each once."""
    members = _member_names(content)
    for maker in dict.fromkeys(component.manufacturer for component in content.components):
        if maker and maker not in members:
            yield _organization("SUPPLIER", maker, "", "Manufacturer of hardware")


def _developers(content: ProposalContent) -> Iterator[PartyToScreen]:
    """Who developed the models, besides the members; each once, and once for each country."""
    members = _member_names(content)
    models: dict[tuple[str, str], list[str]] = {}
    for model in content.models:
        if model.developer not in members:
            models.setdefault((model.developer, model.developer_country), []).append(model.name)
    for (developer, country), names in models.items():
        what = f"the model {names[0]}" if len(names) == 1 else f"{len(names)} models"
        yield _organization("SUPPLIER", developer, country, f"Developer of {what}")


def _assessors(content: ProposalContent) -> Iterator[PartyToScreen]:
    """Who assessed security or issued evidence, besides the members; each once."""
    members = _member_names(content)
    named = [
        *((claim.assessor_name, "Assessed a security claim") for claim in content.security_claims),
        *((document.issuer, "Issued evidence") for document in content.evidence),
    ]
    relations: dict[str, str] = {}
    for name, relation in named:
        relations.setdefault(name, relation)
    for name, relation in relations.items():
        if name and name not in members:
            yield _organization("SUPPLIER", name, "", relation)


def _member_names(content: ProposalContent) -> frozenset[str]:
    """These are screened already, with more known about them."""
    return frozenset(member.legal_name for member in content.members)


def _site(site: Site, content: ProposalContent) -> Iterator[PartyToScreen]:
    """The site, where it stands, and whoever builds, owns, operates and lets it, besides members.

    Whoever has several parts is screened once for them.
    """
    place = _street_and_place(site.address)
    yield PartyToScreen(
        kind="FACILITY",
        relation="Operating site",
        query=Party(name=site.name, countries=_known(site.country), address=place),
    )
    if place:
        yield _address(site.address, relation=f"Address of the site {site.name}")
    members = _member_names(content)
    parts: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for part, (kind, verb) in SITE_WORDS.items():
        name, country = getattr(site, part), getattr(site, f"{part}_country")
        if name and name not in members:
            parts.setdefault((name, country), (kind, []))[1].append(verb)
    for (name, country), (kind, verbs) in parts.items():
        does = ", ".join(verbs).capitalize()
        yield _organization(kind, name, country, f"{does} the site {site.name}")


def _involved(party: InvolvedParty) -> Iterator[PartyToScreen]:
    """The party, its majority owner and its address. Nobody asked whether it is a person."""
    part, place = party.role.label, party.address
    where = _street_and_place(place)
    yield PartyToScreen(
        kind=party.role.value,
        relation=part,
        query=Party(
            name=party.name,
            countries=_known(party.country, place.country),
            address=where,
            ids=party.numbers,
        ),
    )
    if party.majority_owner_name:
        yield PartyToScreen(
            kind="OWNER",
            relation=f"Majority owner of {party.name} ({part.lower()})",
            query=Party(
                name=party.majority_owner_name, countries=_known(party.majority_owner_country)
            ),
        )
    if where:
        yield _address(place, relation=f"Address of {party.name} ({part.lower()})")


def _address(address: Address, *, relation: str) -> PartyToScreen:
    return PartyToScreen(
        kind="ADDRESS",
        relation=relation,
        query=Party(
            name=str(address),
            kind=PartyKind.ADDRESS,
            countries=_known(address.country),
            address=_street_and_place(address),
        ),
    )


def _street_and_place(address: Address) -> str:
    parts = (address.street, address.city, address.region, address.postal_code)
    return ", ".join(part for part in parts if part)


def _organization(kind: str, name: str, country: str, relation: str) -> PartyToScreen:
    return PartyToScreen(
        kind=kind,
        relation=relation,
        query=Party(name=name, kind=PartyKind.ORGANIZATION, countries=_known(country)),
    )


def _person(name: str, country: str, relation: str) -> PartyToScreen:
    return PartyToScreen(
        kind="OFFICER",
        relation=relation,
        query=Party(name=name, kind=PartyKind.PERSON, countries=_known(country)),
    )


def _known(*countries: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(country for country in countries if country))
