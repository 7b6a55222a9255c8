"""R28: is it known who computes at the sites from somewhere else, and where they are from?"""

from collections.abc import Iterator
from dataclasses import replace

from proposals.content import InvolvedParty, PartyRole, ProposalContent, Site
from proposals.content.sites import RemoteAccess
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.destinations import groups_of
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule
from proposals.rules.wording import listed

RULE = Rule(
    rule_id="R28",
    version=1,
    title="Remote tenants are known",
    section=places.Section.SITES,
    source=(
        "BIS statement of May 13, 2025, on AI training (access to infrastructure as a service is a "
        "red flag); BIS guidance of May 31, 2026, on headquarters in Country Group D:5 or Macau. "
        f"What it means for a proposal: {PROGRAM_DEFAULT}"
    ),
)
PARTY_RULE = replace(RULE, section=places.Section.PARTIES)


def remote_access(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """Whoever computes at a site from afar is listed, and none is based in D:5 or Macau.

    Inputs: who has remote access to each site; tenants among the parties with the countries of
    their headquarters and majority owners; country groups of the day. Outcome: NEEDS_HUMAN for a
    site that does not say, that is open to others or lists nobody, and for a tenant from D:5, Macau
    or a country of concern, or whose country is not stated; WARN without a site; otherwise PASS.
    Source: domain.md 4.4, 4.5, R28; the outcomes are a program default, not published text.
    """
    tenants = [p for p in content.involved_parties if p.role is PartyRole.TENANT]
    found = [finding for site in content.sites for finding in _of_site(site, bool(tenants))]
    found += [finding for tenant in tenants for finding in _of_tenant(tenant, context)]
    if not content.sites:
        message = "List the sites where the package will run, and who reaches them from afar."
        found.append(RULE.warns(message, anchor=places.SITE_ROWS))
    message = "Whoever computes at a site from somewhere else is known."
    return found or [RULE.passes(message, anchor=places.SITE_ROWS)]


def _of_site(site: Site, has_tenants: bool) -> Iterator[Finding]:
    if site.remote_access is None:
        message = f"Say who computes at {site.name} from somewhere else, or that nobody does."
        yield RULE.needs_person(message, anchor=places.SITE_ROWS)
    elif site.remote_access is RemoteAccess.OPEN:
        message = f"A person must ask who the tenants of {site.name} will be: not all are named."
        yield RULE.needs_person(message, anchor=places.SITE_ROWS)
    elif site.remote_access is RemoteAccess.LISTED and not has_tenants:
        message = f"List the tenants of {site.name} as parties to the transaction."
        yield RULE.needs_person(message, anchor=places.SITE_ROWS)


def _of_tenant(tenant: InvolvedParty, context: RuleContext) -> Iterator[Finding]:
    anchor = places.PARTY_ROWS
    if tenant.country not in context.countries:
        message = f"State in which country the tenant {tenant.name} has its headquarters."
        yield PARTY_RULE.needs_person(message, anchor=anchor)
    stated = dict.fromkeys((tenant.country, tenant.majority_owner_country))
    barred = [
        context.country_name(country)
        for country in stated
        if country in context.countries_of_concern
        or context.destinations.is_barred(country, groups_of(country, context))
    ]
    if barred:
        message = (
            f"A person must look at the tenant {tenant.name}: it or its owner is based in "
            f"{listed(barred)}."
        )
        yield PARTY_RULE.needs_person(message, anchor=anchor)
