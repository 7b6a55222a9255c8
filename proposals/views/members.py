"""Who stands behind a proposal, and what is still missing about them?"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from exports_portal.accounts.models import OwnershipStake
from exports_portal.policy.countries import country_name
from proposals.content import Member, Officer, Owner, ProposalContent
from proposals.models import ConsortiumMember
from proposals.rules import places
from proposals.rules.places import Section
from proposals.rules.wording import number
from proposals.views.navigation import TITLES, PanelLine, panel, steps
from proposals.views.reading import Reading, read


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPage:
    """A member as this reader may see it: the facts of others are for the anchor to read."""

    organization_id: int
    name: str
    role: str
    anchor: str
    facts: list[tuple[str, str]]
    missing: list[str]
    is_own: bool
    lines: list[PanelLine]


def members(request: HttpRequest, pk: int) -> HttpResponse:
    reading = read(request, pk)
    context = {
        "reading": reading,
        "proposal": reading.proposal,
        "title": TITLES[Section.MEMBERS],
        "steps": steps(reading, Section.MEMBERS),
        "members": member_pages(reading.shown_frame, reading),
    }
    return render(request, "proposals/members.html", context)


def member_pages(content: ProposalContent, reading: Reading) -> list[MemberPage]:
    return [_page(member, reading) for member in content.members]


def _page(member: Member, reading: Reading) -> MemberPage:
    is_own = member.organization_id in reading.own
    is_shown = is_own or reading.is_anchor
    place = places.member(member.organization_id)
    is_open = reading.proposal.is_editable
    found = [f for f in reading.findings if f.anchor == place] if is_open else []
    return MemberPage(
        organization_id=member.organization_id,
        name=member.legal_name,
        role=dict(ConsortiumMember.Role.choices).get(member.role, member.role),
        anchor=place,
        facts=list(_facts(member)) if is_shown else [],
        missing=list(_missing(member)) if is_shown and is_open else [],
        is_own=is_own,
        lines=panel(reading.proposal.pk, found),
    )


def _facts(member: Member) -> Iterator[tuple[str, str]]:
    yield "Other names", ", ".join(member.other_names) or "None stated"
    yield "Incorporated in", country_name(member.incorporation_country)
    yield "Headquarters in", country_name(member.headquarters_country)
    yield "Principal place of business", country_name(member.principal_place_country)
    parent = ", ".join(filter(None, (member.parent_name, country_name(member.parent_country))))
    yield "Ultimate parent", parent or "None stated"
    yield "Addresses", "\n".join(str(address) for address in member.addresses)
    yield "Owners", "\n".join(_owner(owner) for owner in member.owners)
    yield "Directors and officers", "\n".join(_officer(officer) for officer in member.officers)


def _owner(owner: Owner) -> str:
    kind = dict(OwnershipStake.Kind.choices).get(owner.kind, owner.kind).lower()
    held = owner.share_in_words or "share not known"
    of = f" of {owner.holds_shares_in}" if owner.holds_shares_in else ""
    control = ", has control rights" if owner.has_control else ""
    return f"{owner.name} ({kind}, {country_name(owner.country)}): {held}{of}{control}"


def _officer(officer: Officer) -> str:
    nationality = country_name(officer.nationality) or "nationality not known"
    return f"{officer.name}, {officer.title} ({nationality})"


def _missing(member: Member) -> Iterator[str]:
    if not member.addresses:
        yield "No address is stated. Every address is screened."
    if not member.officers:
        yield "No director or officer is stated. Every one is screened."
    if not member.owners:
        yield "No owner is stated."
    direct = [owner for owner in member.owners if not owner.holds_shares_in]
    if direct and all(owner.is_exact for owner in direct):
        stated = sum((owner.percent or Decimal(0) for owner in direct), Decimal(0))
        if stated < 100:
            yield f"Owners of {number(stated)} percent are stated; say who owns the rest."
