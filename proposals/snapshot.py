"""What does this proposal say right now, and is it ready? Reads the draft into plain values.

Works on instances through their relations and imports no model, so the state table can stand on it.
"""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from exports_portal.policy import readers as policy
from exports_portal.policy.countries import country_choices
from exports_portal.policy.models import Kind
from proposals import rules
from proposals.attached import attached_to, unread_of
from proposals.content import (
    Address,
    Certification,
    ConfidentialityMarking,
    Member,
    Officer,
    Overview,
    Owner,
    ProposalContent,
)
from proposals.content.markable import markable_values
from proposals.content.meanings import Codes, Known
from proposals.content.saying import fields_of
from proposals.content.whole import Part, parts
from proposals.content.writing import record_of_data
from proposals.rules.context import CallWindow, RuleContext
from proposals.states import EDITABLE, FINAL

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from proposals.models import (
        CallForProposals,
        ConsortiumMember,
        ContentRecord,
        Proposal,
    )

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


NOTHING = "{}"  # what a record keeps that says nothing
MOST_KEPT = 12_000  # records, of about 3 KB: two dossiers of the largest that there can be
# The kinds of policy whose codes a dossier uses.
CODED = {Codes.SECTORS: Kind.SECTORS, Codes.INSTRUMENTS: Kind.SUPPORT_INSTRUMENTS}


def content_of(proposal: "Proposal", *, kinds: Collection[str] | None = None) -> ProposalContent:
    """The draft as it is saved now; with `kinds`, without the records of any other.

    What is marked is always told: without it nobody knows who may read the others.
    """
    said: dict[str, Any] = {"overview": Overview(title=proposal.title), "layers": ()}
    evidence, markings = attached_to(proposal), markings_of(proposal)
    spoken_of = {one.record for one in evidence} | {one.record for one in markings}
    said |= said_in_records(proposal, kinds, spoken_of)
    said |= {"evidence": evidence, "markings": markings_that_count(proposal, markings)}
    return ProposalContent(
        call_code=proposal.call.code,
        consortium_name=proposal.consortium.name,
        members=_members(proposal),
        certifications=_certifications(proposal),
        **said,
    )


def markings_of(proposal: "Proposal") -> tuple[ConfidentialityMarking, ...]:
    """Every marking that nobody took back, also of what was removed since."""
    found: tuple[ConfidentialityMarking, ...] = ()
    return said_in_records(proposal, ["markings"], ()).get("markings", found)


def markings_that_count(
    proposal: "Proposal", markings: tuple[ConfidentialityMarking, ...]
) -> tuple[ConfidentialityMarking, ...]:
    """Without the markings of what was removed; they count again when it is put back."""
    files = {one.record for one in markings if one.value.partition(".")[0] == "evidence"}
    marked = {marking.record for marking in markings} - files
    rows, there = proposal.records.filter(removed_at=None), set[UUID]()
    if marked:
        there |= {*rows.filter(pk__in=marked).values_list("pk", flat=True)}
    if files:
        attached = rows.filter(evidence__in=files, evidence__removed_at=None)
        there |= {*attached.values_list("evidence", flat=True)}
    return tuple(marking for marking in markings if marking.record in there)


def said_in_records(
    proposal: "Proposal", kinds: Collection[str] | None, spoken_of: Collection[UUID]
) -> dict[str, Any]:
    """Every kind that has a record, by its name: one record, or all of them in their order; with
    `kinds`, of these alone.

    The only record of a kind that says nothing any more, and has no evidence and no marking, is as
    if it had never been written: a dossier that says the same is the same to the byte.
    """
    found: dict[str, list[Any]] = {}
    rows = proposal.records.filter(removed_at=None)
    rows = rows if kinds is None else rows.filter(kind__in=kinds)
    rows = rows.order_by("kind", "contributor", "position", "id")
    as_text = Cast("data", TextField())
    for pk, kind, contributor, text in rows.values_list("id", "kind", "contributor", as_text):
        if text != NOTHING or parts()[kind].is_many or pk in spoken_of:
            found.setdefault(kind, []).append(_record(kind, text, pk, contributor))
    return {kind: _as_declared(parts()[kind], records) for kind, records in found.items()}


@lru_cache(maxsize=MOST_KEPT)
def _record(kind: str, text: str, pk: UUID, contributor: int) -> Any:
    """A record is a value: one that says the same is the same. Most are read again unchanged."""
    return record_of_data(parts()[kind].of, json.loads(text), id=pk, contributor=contributor)


def record_of_row(row: "ContentRecord") -> Any:
    """What one row of the database says."""
    return record_of_data(row.part.of, row.data, id=row.pk, contributor=row.contributor_id)


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
    titles[Codes.VALUES] = dict(markable_values())
    titles[Codes.BLOCS] = {bloc.code: bloc.name for bloc in says[Kind.BLOCS]}
    titles[Codes.REQUIREMENTS] = {
        row.code: f"{row.code} {row.text}" for row in says[Kind.CONTROLS].requirements
    }
    return Known(titles=titles)


def context_of(proposal: "Proposal", *, as_of: datetime) -> RuleContext:
    """What the rules are judged against for this proposal."""
    return replace(
        context_of_call(proposal.call, as_of=as_of),
        unread=unread_of(proposal),
        handed_in_at=proposal.submitted_at if proposal.is_amended else None,
    )


def context_of_call(call: "CallForProposals", *, as_of: datetime) -> RuleContext:
    """The call and the policy in force on that day.

    The day of the program's own time zone: the one whose policy a frozen version names.
    """
    on = timezone.localdate(as_of)
    says = policy.all_in_force(on, *JUDGED_AGAINST)
    concern, groups = says[Kind.COUNTRIES_OF_CONCERN], says[Kind.COUNTRY_GROUPS]
    countries = dict(country_choices())
    return RuleContext(
        as_of=as_of,
        call=_window(call),
        countries=countries,
        country_groups={code: groups.groups_of(code) for code in countries},
        destinations=says[Kind.DESTINATIONS],
        controls=says[Kind.CONTROLS],
        countries_of_concern=frozenset(concern.concern),
        warn_countries=frozenset(concern.warn),
        blocs={bloc.code: bloc.members for bloc in says[Kind.BLOCS]},
        support_codes=frozenset(item.code for item in says[Kind.SUPPORT_INSTRUMENTS]),
        content_threshold=says[Kind.CONTENT],
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


# What a member says of itself, by the names of its columns as well.
_SAID_BY_MEMBERS = (
    *("legal_name", "other_names", "incorporation_country", "headquarters_country"),
    *("principal_place_country", "parent_name", "parent_country"),
)
_LISTS_OF_MEMBERS = {"addresses": Address, "owners": Owner, "officers": Officer}


def _members(proposal: "Proposal") -> tuple[Member, ...]:
    """Read as plain values: every page of a draft asks for them, and there may be sixty."""
    current = proposal.consortium.current_members()
    lists = {name: _of_members(current, name, of) for name, of in _LISTS_OF_MEMBERS.items()}
    columns = [f"organization__{name}" for name in _SAID_BY_MEMBERS]
    return tuple(
        _member(pk, role, dict(zip(_SAID_BY_MEMBERS, said, strict=True)), lists)
        for pk, role, *said in current.values_list("organization_id", "role", *columns)
    )


def _of_members(
    current: "QuerySet[ConsortiumMember]", name: str, of: type
) -> dict[int, tuple[Any, ...]]:
    """Addresses, owners or officers: organization -> its own in their order."""
    names, rows = [field.name for field in fields_of(of)], f"organization__{name}"
    columns = [f"{rows}__{column}" for column in names]
    found: dict[int, tuple[Any, ...]] = {}
    kept = current.filter(**{f"{rows}__isnull": False}).order_by(f"{rows}__pk")
    for pk, *said in kept.values_list("organization_id", *columns):
        found[pk] = (*found.get(pk, ()), of(**dict(zip(names, said, strict=True))))
    return found


def _member(
    pk: int,
    role: str,
    said: Mapping[str, Any],
    lists: Mapping[str, Mapping[int, tuple[Any, ...]]],
) -> Member:
    of_it = {name: rows.get(pk, ()) for name, rows in lists.items()}
    other_names = tuple(said["other_names"])
    return Member(organization_id=pk, role=role, **{**said, **of_it, "other_names": other_names})


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
