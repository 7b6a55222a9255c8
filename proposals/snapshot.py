"""What does this proposal say right now, and is it ready? Reads the draft into plain values.

Works on instances through their relations and imports no model, so the state table can stand on it.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from exports_portal.policy import readers as policy
from exports_portal.policy.countries import country_choices
from exports_portal.policy.models import Kind
from proposals import rules
from proposals.content import (
    Address,
    Certification,
    EvidenceDocument,
    Member,
    Officer,
    Overview,
    Owner,
    ProposalContent,
)
from proposals.content.meanings import Codes, Known
from proposals.content.whole import Part, parts
from proposals.content.writing import record_of_data
from proposals.rules.context import CallWindow, RuleContext
from proposals.states import EDITABLE, FINAL

if TYPE_CHECKING:
    from exports_portal.accounts.models import Organization
    from proposals.models import CallForProposals, ConsortiumMember, Proposal

# The kinds of policy that a readiness rule reads.
JUDGED_AGAINST = (
    Kind.COUNTRIES_OF_CONCERN,
    Kind.COUNTRY_GROUPS,
    Kind.DESTINATIONS,
    Kind.CONTROLS,
    Kind.BLOCS,
    Kind.SUPPORT_INSTRUMENTS,
    Kind.CONTENT,
    Kind.CERTIFICATIONS,
)


# The kinds of policy whose codes a dossier uses.
CODED = {Codes.SECTORS: Kind.SECTORS, Codes.INSTRUMENTS: Kind.SUPPORT_INSTRUMENTS}


def content_of(proposal: "Proposal", *, kinds: Collection[str] | None = None) -> ProposalContent:
    """The draft as it is saved now; with `kinds`, without the records of any other."""
    said: dict[str, Any] = {"overview": Overview(title=proposal.title), "layers": ()}
    return ProposalContent(
        call_code=proposal.call.code,
        consortium_name=proposal.consortium.name,
        members=_members(proposal),
        evidence=_evidence(proposal),
        certifications=_certifications(proposal),
        **said | _records(proposal, kinds),
    )


def _records(proposal: "Proposal", kinds: Collection[str] | None) -> dict[str, Any]:
    """Every kind that has a record, by its name: one record, or all of them in their order."""
    found: dict[str, list[Any]] = {}
    rows = proposal.records.filter(removed_at=None)
    rows = rows if kinds is None else rows.filter(kind__in=kinds)
    rows = rows.order_by("kind", "contributor", "position", "id")
    for pk, kind, contributor, data in rows.values_list("id", "kind", "contributor", "data"):
        of = parts()[kind].of
        found.setdefault(kind, []).append(record_of_data(of, data, id=pk, contributor=contributor))
    return {kind: _as_declared(parts()[kind], records) for kind, records in found.items()}


def _evidence(proposal: "Proposal") -> tuple[EvidenceDocument, ...]:
    """What is attached to the records that there are, in the order in which it came."""
    records = proposal.records.filter(removed_at=None, evidence__isnull=False).distinct()
    rows = [
        row
        for record in records.prefetch_related("evidence__file")
        for row in record.evidence.all()
        if row.removed_at is None
    ]
    rows.sort(key=lambda row: (row.added_at, row.pk))
    return tuple(row.said for row in rows)


def _as_declared(part: Part, records: list[Any]) -> Any:
    return tuple(records) if part.is_many else records[0]


def known_codes(content: ProposalContent, on: date) -> Known:
    """What the codes of a dossier are called on that day, and its members."""
    members = {str(m.organization_id): m.legal_name for m in content.members}
    return Known(titles={**codes_in_force(on).titles, Codes.MEMBERS: members})


def codes_in_force(on: date) -> Known:
    """The codes that policy gives."""
    says = policy.all_in_force(on, *CODED.values(), Kind.BLOCS, Kind.CONTROLS)
    titles = {
        codes: {item.code: item.title for item in says[kind]} for codes, kind in CODED.items()
    }
    titles[Codes.BLOCS] = {bloc.code: bloc.name for bloc in says[Kind.BLOCS]}
    titles[Codes.REQUIREMENTS] = {
        row.code: f"{row.code} {row.text}" for row in says[Kind.CONTROLS].requirements
    }
    return Known(titles=titles)


def context_of(proposal: "Proposal", *, as_of: datetime) -> RuleContext:
    """What the rules are judged against: the call and the policy in force on that day.

    The day of the program's own time zone: the one whose policy a frozen version names.
    """
    on = timezone.localdate(as_of)
    says = policy.all_in_force(on, *JUDGED_AGAINST)
    concern, groups = says[Kind.COUNTRIES_OF_CONCERN], says[Kind.COUNTRY_GROUPS]
    countries = dict(country_choices())
    return RuleContext(
        as_of=as_of,
        call=_window(proposal.call),
        countries=countries,
        country_groups={code: groups.groups_of(code) for code in countries},
        destinations=says[Kind.DESTINATIONS],
        controls=says[Kind.CONTROLS],
        countries_of_concern=frozenset(concern.concern),
        warn_countries=frozenset(concern.warn),
        blocs={bloc.code: bloc.members for bloc in says[Kind.BLOCS]},
        support_codes=frozenset(item.code for item in says[Kind.SUPPORT_INSTRUMENTS]),
        content_threshold=says[Kind.CONTENT],
        unread=_unread(proposal),
        required_certifications=tuple(
            (item.code, item.text_version) for item in says[Kind.CERTIFICATIONS] if item.required
        ),
    )


def elsewhere(proposal: "Proposal") -> Mapping[int, int]:
    """Current members -> in how many other proposals that were submitted they take part now.

    For the program office alone: the consortia may not know of each other.
    """
    members = proposal.consortium.current_members().values("organization")
    found = (
        type(proposal)
        .objects.exclude(consortium=proposal.consortium_id)
        .exclude(state__in=(*EDITABLE, *FINAL))
        .filter(consortium__members__left_at=None, consortium__members__organization__in=members)
        .values_list("consortium__members__organization", "pk")
        .distinct()
    )
    return Counter(organization for organization, _ in found)


def _unread(proposal: "Proposal") -> dict[UUID, str]:
    """The evidence that nobody can open now, with the state of its scan."""
    records = proposal.records.filter(evidence__isnull=False).distinct()
    return {
        row.pk: str(row.file.scan_state)
        for record in records.prefetch_related("evidence__file__scan")
        for row in record.evidence.all()
        if not row.file.is_readable
    }


def findings_of(proposal: "Proposal", *, as_of: datetime) -> list[rules.Finding]:
    """The result of every readiness rule on the draft."""
    return rules.evaluate(content_of(proposal), context_of(proposal, as_of=as_of))


def blocking_findings(proposal: "Proposal", *, as_of: datetime) -> list[rules.Finding]:
    """The findings that keep the draft from being submitted."""
    found = findings_of(proposal, as_of=as_of)
    return [finding for finding in found if finding.outcome is rules.Outcome.BLOCK]


def _window(call: "CallForProposals") -> CallWindow:
    return CallWindow(
        code=call.code, opens_at=call.opens_at, closes_at=call.closes_at, allow_late=call.allow_late
    )


def _members(proposal: "Proposal") -> tuple[Member, ...]:
    members = proposal.consortium.current_members().prefetch_related(
        "organization__addresses", "organization__owners", "organization__officers"
    )
    return tuple(_member(member) for member in members)


def _member(member: "ConsortiumMember") -> Member:
    organization = member.organization
    return Member(
        organization_id=organization.pk,
        role=member.role,
        legal_name=organization.legal_name,
        other_names=tuple(organization.other_names),
        incorporation_country=organization.incorporation_country,
        headquarters_country=organization.headquarters_country,
        principal_place_country=organization.principal_place_country,
        parent_name=organization.parent_name,
        parent_country=organization.parent_country,
        addresses=_addresses(organization),
        owners=_owners(organization),
        officers=tuple(
            Officer(name=o.name, title=o.title, nationality=o.nationality)
            for o in organization.officers.all()
        ),
    )


def _addresses(organization: "Organization") -> tuple[Address, ...]:
    return tuple(
        Address(
            street=a.street,
            city=a.city,
            region=a.region,
            postal_code=a.postal_code,
            country=a.country,
        )
        for a in organization.addresses.all()
    )


def _owners(organization: "Organization") -> tuple[Owner, ...]:
    return tuple(
        Owner(
            name=o.name,
            kind=o.kind,
            country=o.country,
            percent=o.percent,
            has_control=o.has_control,
            holds_shares_in=o.holds_shares_in,
        )
        for o in organization.owners.all()
    )


def _certifications(proposal: "Proposal") -> tuple[Certification, ...]:
    return tuple(
        Certification(
            organization_id=row.organization_id,
            code=row.code,
            text_version=row.text_version,
            signer_name=row.signer_name,
            signer_title=row.signer_title,
            signed_at=row.signed_at,
            signed_digest=row.signed_digest,
        )
        for row in proposal.certifications.all()
    )
