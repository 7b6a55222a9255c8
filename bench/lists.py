"""How fast are the review queue and the catalog at 2,000 proposals, and with how many queries?

    make bench

Fills a database of its own, opens each page 30 times in this process, and prints median, 95th
percentile, number of queries, and the median as a ratio to the home page in the same run.
"""

import logging
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle

from django.db import connection
from django.test import Client
from django.test.utils import (
    CaptureQueriesContext,
    setup_databases,
    teardown_databases,
)
from django.utils import timezone

from catalog.models import CatalogEntry
from exports_portal.accounts.roles import Role
from proposals.models import Proposal, ProposalVersion, TargetMarket
from proposals.states import ProposalState
from reviews.models import (
    ListVersion,
    ReviewCase,
    ReviewTrack,
    ScreenedParty,
    ScreeningHit,
    ScreeningRun,
)
from reviews.states import TrackKind
from tests.factories.reviews import designated_case, officer
from tests.signing_in import sign_in

PROPOSALS = 2_000
OPENINGS = 30
STATES = (
    ProposalState.SUBMITTED,
    ProposalState.IN_REVIEW,
    ProposalState.IN_CONSULTATION,
    ProposalState.AWAITING_DETERMINATION,
    ProposalState.DESIGNATED,
    ProposalState.DECLINED,
)


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of each opening, sorted, and the number of queries of one."""

    name: str
    milliseconds: list[float]
    queries: int

    @property
    def median(self) -> float:
        return statistics.median(self.milliseconds)

    @property
    def p95(self) -> float:
        return self.milliseconds[int(len(self.milliseconds) * 0.95)]


def main() -> None:
    logging.disable(logging.INFO)  # the table is the output
    with a_database():
        started = time.perf_counter()
        fill()
        print(f"{Proposal.objects.count():,} proposals in {time.perf_counter() - started:.1f} s")
        reader = Client()
        sign_in(reader, officer(Role.CASE_LEAD, full_name="Bench Reader"))
        baseline = opened(reader, "home page", "/")
        print(f"{'page':<34}{'median ms':>10}{'p95 ms':>9}{'queries':>9}{'ratio':>8}")
        for timing in (baseline, *pages(reader)):
            print(
                f"{timing.name:<34}{timing.median:>10.1f}{timing.p95:>9.1f}{timing.queries:>9}"
                f"{timing.median / baseline.median:>8.2f}"
            )


def pages(reader: Client) -> Iterator[Timing]:
    yield opened(reader, "review queue, all open", "/review/?tab=open")
    yield opened(reader, "review queue, searched", "/review/?tab=open&q=Stack+1")
    yield opened(reader, "review queue, page 20", "/review/?tab=open&page=20")
    yield opened(Client(), "catalog", "/catalog/")
    yield opened(Client(), "catalog, searched", "/catalog/?q=hospitals")
    yield opened(Client(), "catalog API", "/api/v1/catalog/")


def opened(client: Client, name: str, path: str) -> Timing:
    """Open a page once to warm up and count, then many times to measure."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    count = len(queries)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}")
    durations = []
    for _ in range(OPENINGS):
        started = time.perf_counter()
        client.get(path)
        durations.append((time.perf_counter() - started) * 1000)
    return Timing(name, sorted(durations), count)


@contextmanager
def a_database() -> Iterator[None]:
    """A migrated database that is gone afterwards."""
    made = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(made, verbosity=0)


def fill() -> None:
    """One case made by the portal's own actions, then copies of its rows."""
    case = designated_case()
    proposals = copies_of(case.proposal)
    versions = ProposalVersion.objects.bulk_create(
        ProposalVersion(
            proposal=proposal,
            number=1,
            document=case.version.document,
            sha256=case.version.sha256,
            frozen_by=case.version.frozen_by,
        )
        for proposal in proposals
    )
    TargetMarket.objects.bulk_create(
        TargetMarket(proposal=proposal, kind="COUNTRY", code="KE") for proposal in proposals
    )
    fill_review(proposals, versions)
    fill_screening(versions, case.run.list_version)
    fill_catalog(proposals, case.proposal.catalog_entry)


def copies_of(template: Proposal) -> list[Proposal]:
    now = timezone.now()
    return Proposal.objects.bulk_create(
        Proposal(
            consortium=template.consortium,
            call=template.call,
            public_id=f"AAEP-26-{number:05d}",
            title=f"Stack {number} for public hospitals",
            state=state,
            created_by=template.created_by,
            submitted_at=now - timedelta(hours=number),
        )
        for number, state in zip(range(10_000, 10_000 + PROPOSALS), cycle(STATES), strict=False)
    )


def fill_review(proposals: list[Proposal], versions: list[ProposalVersion]) -> None:
    ReviewCase.objects.bulk_create(ReviewCase(proposal=proposal) for proposal in proposals)
    ReviewTrack.objects.bulk_create(
        ReviewTrack(proposal=version.proposal, version=version, kind=kind)
        for version in versions
        for kind in TrackKind
    )


def fill_screening(versions: list[ProposalVersion], list_version: ListVersion) -> None:
    """A finished run for each version, of one party with one open hit."""
    runs = ScreeningRun.objects.bulk_create(
        ScreeningRun(version=version, list_version=list_version, party_count=1)
        for version in versions
    )
    parties = ScreenedParty.objects.bulk_create(
        ScreenedParty(run=run, position=0, kind="OWNER", name="Trust", relation="Owner", query={})
        for run in runs
    )
    ScreeningHit.objects.bulk_create(hit_of(party) for party in parties)
    ScreeningRun.objects.filter(pk__in=[run.pk for run in runs]).update(finished_at=timezone.now())


def hit_of(party: ScreenedParty) -> ScreeningHit:
    return ScreeningHit(
        party=party,
        rank=1,
        entry_id="bench",
        list_code="EL",
        entry={},
        score=0.8,
        tier="review",
        matched_on="name",
        matched_name="Harbour Trust",
        explanation="",
        fingerprint=f"{party.pk:064d}",
    )


def fill_catalog(proposals: list[Proposal], template: CatalogEntry) -> None:
    """Every designated proposal stands in the catalog, as copies of one entry."""
    copied = {
        field.attname: getattr(template, field.attname)
        for field in CatalogEntry._meta.concrete_fields
        if field.name not in ("id", "proposal", "slug", "designation_number", "title")
    }
    CatalogEntry.objects.bulk_create(
        CatalogEntry(
            **copied,
            proposal=proposal,
            title=proposal.title,
            slug=f"stack-{proposal.pk}",
            designation_number=f"AAEP-D-26-{proposal.pk}",
        )
        for proposal in proposals
        if proposal.state == ProposalState.DESIGNATED
    )


if __name__ == "__main__":
    main()
