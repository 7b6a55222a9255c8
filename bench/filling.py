"""How is a database filled with many cases, quickly? One is made by actions, then copied."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from catalog.models import CatalogEntry
from exports_portal.accounts.roles import Role
from proposals.models import Proposal, ProposalVersion
from proposals.states import ProposalState
from reviews.models import (
    Adjudication,
    ReviewCase,
    ReviewTrack,
    ScreenedParty,
    ScreeningHit,
    ScreeningRun,
)
from reviews.states import TrackKind
from tests.factories.reviews import Case, designated_case, officer

BATCH = 2_000
MOST_HITS = 8  # a case has 0 to 7, so that 50,000 cases have 175,000
COUNTRIES = ("KE", "PH", "BR", "IN", "PL", "VN", "EG", "PE")
STATES = (
    ProposalState.SUBMITTED,
    ProposalState.IN_REVIEW,
    ProposalState.IN_CONSULTATION,
    ProposalState.AWAITING_DETERMINATION,
    ProposalState.DESIGNATED,
    ProposalState.DECLINED,
)
PAUSED_EVERY = 12  # cases, one waits for its applicant: half of those in review
DECIDED = (ProposalState.DESIGNATED, ProposalState.DECLINED)
# Of a hundred decided cases so many have open hits: enough that the tab of what is new has a full
# page in a small portal as well, or the ratio would be that of the lines on it.
UNSETTLED = 20
SHIFT = 1_000_000  # between the keys of a row and of its copy
# In the order in which they refer to each other.
COPIED: tuple[type[Model], ...] = (
    Proposal,
    ProposalVersion,
    ReviewTrack,
    ScreeningRun,
    ScreenedParty,
    ScreeningHit,
    Adjudication,
    ReviewCase,
    CatalogEntry,
)
# column -> its value in copy number {n}, where a copy may not have the same
DIFFERENT = {
    "public_id": "'AAEP-' || 26 + {n} || '-' || right(public_id, 5)",
    "slug": "slug || '-{n}'",
    "designation_number": "designation_number || '-{n}'",
    "fingerprint": "lpad('{n}', 4, '0') || right(fingerprint, 60)",
    "reviews_reviewcase.number": "'AAEP-' || 26 + {n} || '-' || right(number, 5)",
    "submitted_at": "submitted_at - interval '34 hours' * {n}",
    "clock_start": "clock_start - interval '34 hours' * {n}",
    "clock_paused_at": "clock_paused_at - interval '17 hours' * {n}",
    "clock_stands_at": "clock_stands_at + interval '17 hours' * {n}",
}


class Filling:
    """Makes the first case, and then as many copies as are asked for."""

    def __init__(self) -> None:
        self.case: Case = designated_case()
        self.entry: CatalogEntry = self.case.proposal.catalog_entry
        self.lead = officer(Role.CASE_LEAD, full_name="Bench Lead")
        self.count = self.copies = 0
        self.firsts: dict[type[Model], int] = {}

    def grow_to(self, size: int) -> None:
        """The first rows are made here; the database itself copies them as often as it takes."""
        if not self.count:
            self.count = min(size, BATCH)
            self.firsts = {model: _next_key(model) for model in COPIED}
            self._add(range(self.count))
        while self.count < size:
            self.copies += 1
            for model, first in self.firsts.items():
                _copy(model, first, self.copies)
            self.count += BATCH
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    def _add(self, numbers: range) -> None:
        proposals = Proposal.objects.bulk_create(self._proposals(numbers))
        versions = ProposalVersion.objects.bulk_create(map(self._version, proposals))
        ReviewTrack.objects.bulk_create(self._tracks(versions))
        self._screen(versions)
        CatalogEntry.objects.bulk_create(
            self._entry(p) for p in proposals if p.state == ProposalState.DESIGNATED
        )
        CatalogEntry.objects.filter(proposal__in=proposals).update(search=self.entry.search)

    def _proposals(self, numbers: range) -> Iterator[Proposal]:
        now = timezone.now()
        for number, state in zip(numbers, cycle(STATES), strict=False):
            waits = number % PAUSED_EVERY == 1
            yield Proposal(
                consortium=self.case.proposal.consortium,
                call=self.case.proposal.call,
                public_id=f"AAEP-26-{number + 10_000:05d}",
                title=f"Stack {number * 7919 % 100_003} for public hospitals",
                state=ProposalState.INFO_REQUESTED if waits else state,
                created_by=self.case.proposal.created_by,
                submitted_at=now - timedelta(minutes=number),
                clock_paused_at=now - timedelta(minutes=number / 2) if waits else None,
            )

    def _version(self, proposal: Proposal) -> ProposalVersion:
        return ProposalVersion(
            proposal=proposal,
            number=1,
            document=self.case.version.document,
            sha256=self.case.version.sha256,
            frozen_by=self.case.version.frozen_by,
        )

    def _tracks(self, versions: list[ProposalVersion]) -> Iterator[ReviewTrack]:
        now = timezone.now()
        for version in versions:
            is_decided = version.proposal.state in DECIDED
            for place, kind in enumerate(TrackKind):
                yield ReviewTrack(
                    proposal=version.proposal,
                    version=version,
                    kind=kind,
                    assignee=self.lead if (version.pk + place) % 40 == 0 else None,
                    due_on=_some_day(version) if place == 0 else None,
                    outcome="SATISFIED" if is_decided else "",
                    concluded_at=now if is_decided else None,
                )

    def _screen(self, versions: list[ProposalVersion]) -> None:
        """A finished run for each version. Where a case is decided, nearly every hit is settled."""
        runs = ScreeningRun.objects.bulk_create(
            ScreeningRun(version=version, list_version=self.case.run.list_version, party_count=1)
            for version in versions
        )
        parties = ScreenedParty.objects.bulk_create(
            ScreenedParty(
                run=run, position=0, kind="OWNER", name="Trust", relation="Owner", query={}
            )
            for run in runs
        )
        hits = ScreeningHit.objects.bulk_create(hit for party in parties for hit in _hits(party))
        settled = [hit for hit in hits if _is_settled(hit)]
        Adjudication.objects.bulk_create(map(self._clearing, settled), batch_size=BATCH)
        ScreeningRun.objects.filter(pk__in=[run.pk for run in runs]).update(
            finished_at=timezone.now()
        )
        self._keep(versions, hits, settled)

    def _clearing(self, hit: ScreeningHit) -> Adjudication:
        return Adjudication(
            proposal=hit.party.run.version.proposal,
            hit=hit,
            fingerprint=hit.fingerprint,
            outcome="FALSE_POSITIVE",
            code="DIFFERENT_PLACE",
            reason="Another company, in another country.",
            by=self.lead,
        )

    def _keep(
        self, versions: list[ProposalVersion], hits: list[ScreeningHit], settled: list[ScreeningHit]
    ) -> None:
        """What the cases keep for the queue, as the actions would have kept it."""
        closed = {hit.pk for hit in settled}
        counts = Counter(hit.party.run.version.proposal_id for hit in hits if hit.pk not in closed)
        tracks = ReviewTrack.objects.filter(version__in=versions, concluded_at=None)
        dates = dict(tracks.exclude(due_on=None).values_list("proposal", "due_on"))
        assigned = set(tracks.exclude(assignee=None).values_list("proposal", flat=True))
        cases = ReviewCase.objects.filter(proposal__versions__in=versions)
        for case in cases.select_related("proposal"):
            pk = case.proposal_id
            case.lead = self.lead if pk % 25 == 0 else None
            case.open_hits, case.due_on = counts[pk], dates.get(pk)
            case.assignees = [self.lead.pk] if pk in assigned else []
            case.title, case.markets = case.proposal.title, [COUNTRIES[pk % len(COUNTRIES)]]
            case.save()

    def _entry(self, proposal: Proposal) -> CatalogEntry:
        copied = {
            field.attname: getattr(self.entry, field.attname)
            for field in CatalogEntry._meta.concrete_fields
            if field.name not in ("id", "proposal", "slug", "designation_number", "title", "search")
        }
        copied["countries"] = [COUNTRIES[proposal.pk % len(COUNTRIES)]]
        return CatalogEntry(
            **copied,
            proposal=proposal,
            title=proposal.title,
            slug=f"stack-{proposal.pk}",
            designation_number=f"AAEP-D-26-{proposal.pk}",
        )


def _hits(party: ScreenedParty) -> Iterator[ScreeningHit]:
    for rank in range(1, 1 + party.pk % MOST_HITS):
        yield ScreeningHit(
            party=party,
            rank=rank,
            entry_id=f"bench-{rank}",
            list_code="EL",
            entry={},
            score=0.8,
            tier="review",
            matched_on="name",
            matched_name="Harbour Trust",
            explanation="",
            fingerprint=f"{party.pk:055d}-{rank:08d}",
        )


def _some_day(version: ProposalVersion) -> date:
    """Of ninety days; a ninth of them have passed."""
    return timezone.localdate() + timedelta(days=version.pk % 90 - 10)


def _is_settled(hit: ScreeningHit) -> bool:
    proposal = hit.party.run.version.proposal
    return proposal.state in DECIDED and proposal.pk % 100 >= UNSETTLED


def _next_key(model: type[Model]) -> int:
    latest = model._default_manager.order_by("-pk").values_list("pk", flat=True).first()
    return (latest or 0) + 1


def _copy(model: type[Model], first: int, number: int) -> None:
    """Every row that was made in Python once more, in the database."""
    values = [_value(field, number) for field in model._meta.concrete_fields]
    columns = ", ".join(field.column for field in model._meta.concrete_fields)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        # The triggers that keep finished screenings as they are would refuse to copy them.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {', '.join(values)} FROM {table}"  # noqa: S608  our own names
            f" WHERE id >= {first} AND id < {SHIFT}"
        )
        cursor.execute("SET session_replication_role = origin")


def _value(field: Any, number: int) -> str:
    column: str = field.column
    if field.primary_key or (field.is_relation and field.related_model in COPIED):
        return f"{column} + {SHIFT * number}"
    of_table = DIFFERENT.get(f"{field.model._meta.db_table}.{column}")
    return (of_table or DIFFERENT.get(column, column)).format(n=number)
