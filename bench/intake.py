"""How fast is a dossier to write, small and large beside each other?

    make bench-intake
    make bench-intake ARGS=--json

Large is what issue 7 asks for: 60 members, 5,000 components of several of them, 40 markets, 300
files, and 100 values of the anchor member that are marked as confidential.
Opens both in turn, and prints for both what an opening computes and what elapses in milliseconds,
the ratio of what is computed, and the number of queries; then what is done once: adding 5,000 rows,
all rules, freezing.
"""

import argparse
import json
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict

from django.db import connection
from django.test import Client
from django.utils import timezone

from bench.lists import opening
from bench.sides import (
    Timing,
    Work,
    a_database,
    computed,
    here,
    session_of_database,
    side_by_side,
)
from exports_portal.accounts.roles import Part
from exports_portal.canonical import digest
from proposals.actions.drafts import SectionDraft, save_section
from proposals.actions.one_record import add_records
from proposals.content.whole import written_sections
from proposals.formats import document_of
from proposals.models import ContentRecord, Proposal
from proposals.snapshot import content_of, findings_of
from tests.factories.accounts import MembershipFactory
from tests.factories.evidence import attached
from tests.factories.markings import JUSTIFICATION
from tests.factories.proposals import MemberFactory
from tests.factories.proposals_ready import Ready, ready_proposal
from tests.files.samples import PDF
from tests.signing_in import sign_in

MEMBERS, COMPONENTS, MARKETS, FILES, MARKINGS = 60, 5_000, 40, 300, 100
OTHERS = (
    *("certifications/", "evidence/", "confidential/", "submit/"),
    *("activity/", "comments/", "hardware/grid/", "hardware/grid/rows/"),
)
SPEAKERS = 5  # members that contribute components, besides the anchor member
NODE = {
    "category": "SERVER",
    "manufacturer": "Juniper Foundry Works",
    "quantity": 12,
    "unit_value": "4321.00",
    "us_origin_percent": "55",
    "origin_country": "US",
}
CODES = (
    *("AR", "AU", "BE", "BR", "CA", "CL", "CO", "CR", "CZ", "DE", "DK", "EC", "EE", "EG", "ES"),
    *("FI", "FR", "GB", "GH", "GR", "ID", "IE", "IL", "IN", "IT", "JO", "JP", "KE", "KR", "LT"),
    *("LV", "MA", "MX", "MY", "NG", "NL", "NO", "NZ", "PE", "PH"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast is a dossier to write?")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    logging.disable(logging.INFO)  # the table is the output
    with a_database():
        small = ready_proposal(title="Small")
        large, added = grown()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as the server does by itself within a minute
        sides = (here(dict(pages(ready))) for ready in (small, large))
        timings = side_by_side(*sides)
        once = {f"adding {COMPONENTS:,} rows": added} | done_once(large)
    report(timings, once, as_json=asked.json)


def grown() -> tuple[Ready, float]:
    """A large proposal, and the seconds that its components took."""
    ready = ready_proposal(title="Large")
    for _ in range(MEMBERS - 2):
        MemberFactory(consortium=ready.consortium)
    rows = [{"kind": "COUNTRY", "code": code} for code in CODES[:MARKETS]]
    save_section(ready.proposal, "markets", SectionDraft(values={}, rows=rows), by=ready.admin)
    speakers = [ready.anchor, *(m.organization for m in members_besides(ready))]
    started = time.perf_counter()
    for organization in speakers:
        writer = MembershipFactory(organization=organization, part=Part.CONTRIBUTOR).user
        share = COMPONENTS // len(speakers)
        rows = [NODE | {"name": f"Node {number:04}"} for number in range(share)]
        add_records(ready.proposal, "components", rows, by=writer, contributor=organization.pk)
    took = time.perf_counter() - started
    prove_and_mark(ready)
    return ready, took


def prove_and_mark(ready: Ready) -> None:
    """Files at records of the anchor member, and markings of its values."""
    own = ready.proposal.records.filter(kind="components", contributor=ready.anchor)
    for number, row in enumerate(own[:FILES]):
        content = PDF + b" " * number
        attached(ready.proposal, by=ready.admin, record=row, content=content, title=f"F {number}")
    rows = [
        {"record": row.pk, "value": "components.unit_value", "justification": JUSTIFICATION}
        for row in own[:MARKINGS]
    ]
    add_records(ready.proposal, "markings", rows, by=ready.admin)


def members_besides(ready: Ready):
    return ready.consortium.members.filter(role="MEMBER").select_related("organization")[:SPEAKERS]


def pages(ready: Ready) -> Iterator[tuple[str, Work]]:
    browser, pk = Client(), ready.proposal.pk
    sign_in(browser, ready.admin)
    own = f"/proposals/{pk}/"
    for name in ("", *(f"{s}/" for s in written_sections()), *OTHERS):
        yield f"page: {name.strip('/') or 'the proposal'}", opening(browser, own + name)
    own_rows = ContentRecord.objects.filter(proposal=pk, contributor=ready.anchor)
    row = own_rows.filter(kind="components").first()
    address = f"{own}records/{row.pk}/"
    yield "page: one row", opening(browser, address)
    yield "page: history of hardware", opening(browser, f"{own}hardware/history/")
    yield "save: one row", lambda: saved(browser, address)
    api = f"/api/v1/proposals/{pk}/records/"
    yield "API: list of records", opening(browser, f"{api}?kind=components")
    yield "API: one record", opening(browser, f"{api}{row.pk}/")


_typed: dict[str, int] = {}


def saved(browser: Client, address: str) -> None:
    """Change one number of one row, as its page does."""
    _typed[address] = _typed.get(address, 100) + 1
    row = ContentRecord.objects.get(pk=address.split("/")[-2])
    sent = {name: "" if value is None else value for name, value in row.data.items()}
    sent |= {"base": str(row.revision), "quantity": str(_typed[address])}
    answer = browser.post(address, sent)
    if answer.status_code != 302:
        raise SystemExit(f"{address} answers {answer.status_code}")


def done_once(ready: Ready) -> dict[str, float]:
    """Seconds of what is done once, on the large proposal."""
    proposal, now = Proposal.objects.get(pk=ready.proposal.pk), timezone.now()
    return {
        "reading the draft": seconds(lambda: content_of(proposal)),
        "all rules": seconds(lambda: findings_of(proposal, as_of=now)),
        "freezing": seconds(lambda: digest(document_of(content_of(proposal)))),
    }


def seconds(work: Callable[[], object]) -> float:
    """Of computing, this process and its database session together."""
    session = session_of_database()
    before = computed(session)
    work()
    return (computed(session) - before) / 1_000


def report(
    timings: dict[str, tuple[Timing, Timing]], once: dict[str, float], *, as_json: bool
) -> None:
    if as_json:
        found = {
            size: {name: asdict(both[place]) for name, both in timings.items()}
            for place, size in enumerate(("small", "large"))
        }
        print(json.dumps({"load": os.getloadavg(), "ms": found, "seconds": once}, indent=1))
        return
    load = os.getloadavg()[0]
    print(f"Milliseconds of computing (median of what elapsed), at load {load:.1f}.\n")
    print("| what | small | large | ratio | queries |\n|---|---:|---:|---:|---:|")
    for name, (first, last) in timings.items():
        both = f"{first.computed:.1f} ({first.median}) | {last.computed:.1f} ({last.median})"
        queries = f"{first.queries} and {last.queries}"
        print(f"| {name} | {both} | {last.computed / first.computed:.2f} | {queries} |")
    print("\n| done once, large | seconds of computing |\n|---|---:|")
    for name, took in once.items():
        print(f"| {name} | {took:.2f} |")


if __name__ == "__main__":
    sys.exit(main())
