"""The list of 2026-07-31 with 200 changed rows: is everything done that follows, and nothing else?

Three cases: one under review whose owners resemble a row that changes, one that is removed and one
that stays; one that resembles nothing; and a designated one that resembles a row which is new.
"""

import gzip
import json
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from exports_portal.accounts.actions.organizations import replace_owners
from exports_portal.accounts.roles import Role
from exports_portal.canonical import read_as
from reviews.actions.changed_entries import difference
from reviews.actions.index import index_of
from reviews.actions.lists import take_in
from reviews.actions.reproducing import first_difference
from reviews.actions.screening import screen_again, screen_parties
from reviews.actions.watching import raise_alerts
from reviews.models import HitAlert, ListVersion, ScreenedParty, ScreeningHit, VersionCheck
from reviews.notifications import tell_alerts
from reviews.screening.engine import screen
from reviews.screening.parties import Party, Policy
from reviews.states import CheckOutcome, RunKind
from tests.factories.proposals_ready import Ready, ready_proposal, sign_everything
from tests.factories.reviews import Case, case_in_review, designated_case, officer, settle
from tests.mail import delivered as mail
from tests.reviews.rescreening.following import follow_list_change, names

pytestmark = pytest.mark.django_db
CHANGED, REMOVED, ADDED = 150, 30, 20
SDN = "Specially Designated Nationals (SDN) - Treasury Department"
NEWLY_LISTED = "Vostok Qalandar Precision Instruments FZE"


def test_of_two_hundred_changed_rows_only_those_concerned_feel_anything(screening_data, tmp_path):
    document = json.loads(gzip.decompress((screening_data / "consolidated.json.gz").read_bytes()))
    will_change, will_go, will_stay = told_apart(document["results"])
    under_review = case_in_review(ready=owned_by(will_change, will_go, will_stay))
    untouched = case_in_review()
    designated = designated_case(ready=owned_by(NEWLY_LISTED))
    before = loaded(document, tmp_path, release="Older than the invented list before it.")
    for case in (under_review, untouched, designated):
        screen_parties(screen_again(case.proposal, by=case.lead))
    for hit in under_review.hits:
        settle(under_review, hit)
    first = {case: case.run for case in (under_review, untouched, designated)}
    reviewer = officer(Role.DESTINATION_REVIEWER)
    mail.outbox.clear()

    after = loaded(replayed(document, will_change, will_go), tmp_path)
    done = follow_list_change()
    for case in first:
        raise_alerts(case.run)
        tell_alerts(case.run)

    found = difference(before.pk, after.pk)
    assert len(found.to_screen) == CHANGED + ADDED
    assert len(found.gone) == CHANGED + REMOVED
    assert (done.looked_at_count, done.affected_count) == (
        sum(run.party_count for run in first.values()),
        3,
    )
    assert untouched.run == first[untouched]
    assert VersionCheck.objects.get(version=untouched.version).outcome == CheckOutcome.UNCHANGED
    for case in (under_review, designated):
        assert (case.run.kind, case.run.basis) == (RunKind.LIST_CHANGE, first[case])
        assert case.run.list_version == after
        assert_carried_as_screened_before(case)
    assert names(under_review.run, carried=False) == sorted([will_change, will_go])
    assert names(designated.run, carried=False) == [NEWLY_LISTED]

    assert will_go not in listed_for(under_review, will_go)
    assert still_open(under_review) == {will_change}
    assert will_stay in listed_for(under_review, will_stay)

    told = HitAlert.objects.values_list("proposal", "hit__matched_name", "is_designated")
    assert set(told) == {
        (designated.proposal.pk, NEWLY_LISTED, True),
        (under_review.proposal.pk, will_change, False),
    }
    assert reviewer.email in [message.to[0] for message in mail.outbox]
    assert designated.now().proposal.state == "DESIGNATED"  # the shipped policy suspends nobody

    assert_a_full_screening_finds_the_same(under_review, after)
    assert first_difference(under_review.run) is None
    assert first_difference(first[under_review]) is None


def told_apart(rows: Sequence[dict[str, Any]]) -> tuple[str, str, str]:
    """The names of three bodies that no other row is called anything like."""
    bodies = [
        row["name"]
        for row in rows
        if row["source"] == SDN and row["type"] == "Entity" and not row["alt_names"]
    ]
    first_words = [name.split()[0] for name in (row["name"] for row in rows)]
    chosen = [n for n in bodies if len(n.split()) > 3 and first_words.count(n.split()[0]) == 1]
    third = len(chosen) // 3
    return chosen[0], chosen[third], chosen[2 * third]


def replayed(document: dict[str, Any], will_change: str, will_go: str) -> dict[str, Any]:
    """The next day's file: 150 rows say something else, 30 are gone, 20 have come."""
    rows = [dict(row) for row in document["results"]]
    by_name = {row["name"]: row for row in rows}
    others = [row for row in rows if row["source"] == SDN and row["type"] == "Individual"]
    step = len(others) // (CHANGED + REMOVED)
    some = others[:: max(1, step)]
    for row in [by_name[will_change], *some[: CHANGED - 1]]:
        row["remarks"] = f"{row['remarks'] or ''} (Amended on August 1, 2026.)".strip()
    gone = {by_name[will_go]["id"], *(row["id"] for row in some[CHANGED - 1 :][: REMOVED - 1])}
    new = [NEWLY_LISTED, *(f"Zmrzlina {number} Vypsany Podnik" for number in range(ADDED - 1))]
    template = by_name[will_change]
    rows = [row for row in rows if row["id"] not in gone]
    rows += [
        template | {"id": f"new-{number}", "name": name, "remarks": None, "entity_number": None}
        for number, name in enumerate(new)
    ]
    counts = Counter(row["source"] for row in rows)
    return document | {
        "results": rows,
        "total": len(rows),
        "sources": [{"value": source, "count": count} for source, count in counts.items()],
        "search_performed_at": "2026-08-01T13:15:00.000000+00:00",
    }


def owned_by(*owners: str) -> Ready:
    ready = ready_proposal()
    rows = [
        {
            "name": name,
            "kind": "ORGANIZATION",
            "country": "US",
            "percent": Decimal(100) / len(owners) // 1,
            "has_control": False,
        }
        for name in owners
    ]
    replace_owners(ready.anchor, rows=rows, by=ready.admin)
    sign_everything(ready)
    return ready


def loaded(document: dict[str, Any], folder: Path, *, release: str = "") -> ListVersion:
    file = folder / "consolidated.json"
    file.write_text(json.dumps(document))
    version = take_in(file, release=release).version
    assert version.in_force, version.reasons
    return version


def listed_for(case: Case, owner: str) -> list[str]:
    hits = ScreeningHit.objects.filter(party__run=case.run, party__name=owner)
    return list(hits.values_list("entry__name", flat=True))


def still_open(case: Case) -> set[str]:
    hits = ScreeningHit.objects.filter(party__run=case.run).open_for(case.proposal)
    return {hit.entry["name"] for hit in hits}


def assert_carried_as_screened_before(case: Case) -> None:
    for party in case.run.parties.exclude(carried_from=None):
        kept = party.hits.values_list("rank", "score", "fingerprint", "explanation", "entry")
        origin = ScreenedParty.objects.get(pk=party.carried_from_id)
        assert list(kept) == list(origin.hits.values_list(*kept.query.values_select))


def assert_a_full_screening_finds_the_same(case: Case, version: ListVersion) -> None:
    """Whoever was carried over would have the same hits on the newer list."""
    index, policy = index_of(version.pk), read_as(Policy, case.run.policy)
    for party in case.run.parties.all():
        matches = screen(read_as(Party, party.query), index, policy)
        kept = party.hits.values_list("fingerprint", "tier")
        assert len(kept) == len(matches), party
        assert [tier for _, tier in kept] == [match.tier for match in matches]
