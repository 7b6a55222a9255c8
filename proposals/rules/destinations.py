"""Where does a package go, and who else takes part from where? What R17, R18 and R19 judge.

A market is named by country or bloc; a site, a buyer or an operator can be somewhere else. A bloc
is judged member by member.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from proposals.content import (
    Address,
    InvolvedParty,
    Market,
    Member,
    OperatingRole,
    PartyRole,
    ProposalContent,
    Site,
)
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import Rule
from proposals.rules.wording import listed

# Where the package itself ends up; the other parties only help it there.
RECEIVING_PARTIES = frozenset(
    {PartyRole.FACILITY, PartyRole.OPERATOR, PartyRole.BUYER, PartyRole.END_USER}
)
RECEIVING_ROLES = {"OWN": "own", "OPERATE": "operate"}
# Part of a site -> what its holder does, and whether the package goes to it.
SITE_PARTS = {
    "builder": ("builds", False),
    "owner": ("owns", True),
    "operator": ("operates", True),
    "landlord": ("lets", False),
}
BUILDING_ROLE = {"BUILD": "build"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One statement of a country. `remedy` says what to do, up to the names that are wrong there.

    `receives`: the package goes there. `is_asked`: the country may not stay open.
    """

    section: places.Section
    anchor: str
    who: str
    countries: tuple[str, ...]
    remedy: str
    receives: bool
    is_asked: bool = False

    def rule(self, rule: Rule) -> Rule:
        """The same rule, pointing at the page where this is said."""
        return replace(rule, section=self.section)

    def reads(self, codes: Collection[str], context: RuleContext) -> str:
        """What to do about these of its countries, with their country groups."""
        return f"{self.remedy} {listed([_with_groups(code, context) for code in codes])}."


def places_of(content: ProposalContent, context: RuleContext) -> Iterator[Place]:
    """Every place that the content names, in the order of its pages."""
    for member in content.members:
        yield from _of_member(member)
    for row, market in enumerate(content.markets, start=1):
        yield from _of_market(row, market, context)
    for answer in content.operating_roles:
        yield from _of_role(answer)
    for site in content.sites:
        yield from _of_site(site)
    for party in content.involved_parties:
        yield from _of_party(party)


def origins_of(content: ProposalContent) -> Iterator[Place]:
    """Where the hardware is made. What China means for it is rule R14."""
    for component in content.components:
        made_in = dict.fromkeys((component.origin_country_fab, component.origin_country))
        yield Place(
            section=places.Section.HARDWARE,
            anchor=places.HARDWARE_ROWS,
            who=component.name,
            countries=tuple(made_in),
            remedy=f"Replace {component.name}, which is made in",
            receives=False,
        )


def addresses_of(
    content: ProposalContent,
) -> Iterator[tuple[places.Section, str, str, str, Address]]:
    """(section, anchor, whose, country that counts, the address) of every address."""
    for member in content.members:
        anchor = places.member(member.organization_id)
        for address in member.addresses:
            yield places.Section.MEMBERS, anchor, member.legal_name, address.country, address
    for site in content.sites:
        yield places.Section.SITES, places.SITE_ROWS, site.name, site.country, site.address
    for party in content.involved_parties:
        country = party.address.country or party.country
        yield places.Section.PARTIES, places.PARTY_ROWS, party.name, country, party.address


def groups_of(country: str, context: RuleContext) -> tuple[str, ...]:
    return context.country_groups.get(country, ())


def _with_groups(code: str, context: RuleContext) -> str:
    groups = ", ".join(groups_of(code, context))
    name = context.country_name(code)
    return f"{name} ({groups})" if groups else name


def _of_market(row: int, market: Market, context: RuleContext) -> Iterator[Place]:
    """Nothing of a bloc that nobody knows: R05 and R17 say so."""
    bloc = context.blocs.get(market.code) if market.kind == "BLOC" else None
    if market.kind == "BLOC" and bloc is None:
        return
    one_by_one = f"instead of {market.code} as a whole, name its countries one by one, without"
    yield Place(
        section=places.Section.MARKETS,
        anchor=places.MARKET_ROWS,
        who=f"row {row}",
        countries=bloc or (market.code,),
        remedy=f"Row {row}: {'take out' if bloc is None else one_by_one}",
        receives=True,
        is_asked=True,
    )


def _of_role(answer: OperatingRole) -> Iterator[Place]:
    if answer.to_be_decided or not answer.name:
        return
    verb = (RECEIVING_ROLES | BUILDING_ROLE).get(answer.role, "run")
    yield Place(
        section=places.Section.OPERATIONS,
        anchor=places.operating_role(answer.role),
        who=answer.name,
        countries=(answer.country,),
        remedy=f"Choose somebody else to {verb} the infrastructure: {answer.name} is in",
        receives=answer.role in RECEIVING_ROLES,
    )


def _of_site(site: Site) -> Iterator[Place]:
    """The site and what it serves, as a market is judged, and then the people behind it."""
    at_site = Place(
        section=places.Section.SITES,
        anchor=places.SITE_ROWS,
        who=f"the site {site.name}",
        countries=(site.country,),
        remedy=f"Replace the site {site.name}: it is in",
        receives=True,
        is_asked=True,
    )
    yield at_site
    if site.markets:
        serves = f"The site {site.name} serves: take out"
        yield replace(at_site, countries=site.markets, remedy=serves)
    for part, (verb, receives) in SITE_PARTS.items():
        if name := getattr(site, part):
            yield replace(
                at_site,
                who=f"{name}, who {verb} the site {site.name}",
                countries=(getattr(site, f"{part}_country"),),
                remedy=f"Replace {name}, who {verb} the site {site.name}: it is in",
                receives=receives,
                is_asked=False,
            )


def _of_party(party: InvolvedParty) -> Iterator[Place]:
    called = f"the {party.role.label.lower()} {party.name}"
    stated = tuple(dict.fromkeys(filter(None, (party.country, party.address.country))))
    at_party = Place(
        section=places.Section.PARTIES,
        anchor=places.PARTY_ROWS,
        who=called,
        countries=stated or ("",),
        remedy=f"Replace {called}: it is in",
        receives=party.role in RECEIVING_PARTIES,
        is_asked=party.role in RECEIVING_PARTIES,
    )
    yield at_party
    if party.majority_owner_country:
        owner = party.majority_owner_name or "its majority owner"
        yield replace(
            at_party,
            countries=(party.majority_owner_country,),
            remedy=f"Replace {called}: {owner}, who owns it, is in",
            receives=False,
            is_asked=False,
        )


def _of_member(member: Member) -> Iterator[Place]:
    for what, country in locations(member):
        yield Place(
            section=places.Section.MEMBERS,
            anchor=places.member(member.organization_id),
            who=member.legal_name,
            countries=(country,),
            remedy=(
                f"Take {member.legal_name} out of the consortium or correct its countries: its "
                f"{what} is"
            ),
            receives=False,
        )


def locations(member: Member) -> tuple[tuple[str, str], ...]:
    """The countries a member states for itself, with the words for each."""
    addresses = {address.country for address in member.addresses if address.country}
    stated = (
        ("country of incorporation", member.incorporation_country),
        ("country of headquarters", member.headquarters_country),
        ("country of principal place of business", member.principal_place_country),
    )
    known = {country for _, country in stated}
    return stated + tuple(("address", country) for country in sorted(addresses - known))
