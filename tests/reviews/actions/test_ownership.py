"""Does what listed parties own stop a decision, on the day it is taken and by a person's word?"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from exports_portal.accounts.actions.organizations import replace_owners
from exports_portal.accounts.roles import Part
from exports_portal.audit.models import AuditEvent
from exports_portal.policy.models import Kind, PolicySnapshot
from reviews import tasks
from reviews.actions.ownership import note_ownership
from reviews.actions.rescreening import queue_party_change
from reviews.actions.resolving import resolve_finding
from reviews.actions.screening import screen_again, screen_parties
from reviews.desk import decision_gaps
from reviews.models import Finding, ScreeningHit
from reviews.ownership import assessment_of
from reviews.states import ResolutionCode, Severity
from tests.database.triggers import triggers_off
from tests.factories.accounts import MembershipFactory
from tests.factories.ownership import MEMBER, judge, owned_case, resolve_by_two
from tests.factories.reviews import declined_case, designated_case, settle
from tests.reviews.rescreening.following import follow

pytestmark = pytest.mark.django_db
GRIM, BROOK = "Grimspire Holding", "Brookfall Partners"
UNRESOLVED = "1 result on ownership is not resolved: resolve the findings on them, or screen again"


def on_ownership(case):
    found = Finding.objects.filter(proposal=case.proposal, text_internal__startswith="Ownership")
    return list(found.order_by("pk"))


def has_gap(case):
    return any(gap.startswith(UNRESOLVED) for gap in decision_gaps(case.proposal))


def test_a_true_match_that_owns_half_raises_one_blocking_finding_with_the_arithmetic():
    case = owned_case([(GRIM, "50", "")], listed=[GRIM])
    judge(case, GRIM)

    (finding,) = on_ownership(case)
    assert finding.text_internal == (
        f"Ownership of {MEMBER}, BIS Affiliates Rule: {GRIM} (Entity List) holds 50 % of {MEMBER}: "
        f"50.00 % ≥ 50 %. {MEMBER} counts as listed under the BIS Affiliates Rule (90 FR 47212, "
        "whose text returns on November 10, 2026 unless the suspension is extended), in force from "
        "November 10, 2026 by default."
    )
    assert (finding.severity, finding.text_public, finding.raised_by) == (
        Severity.BLOCKING,
        "",
        case.lead,
    )
    assert finding.track.kind == "DESTINATION"
    events = AuditEvent.objects.filter(verb="finding.raise")
    assert finding.pk in [event.data["finding"] for event in events]


def test_two_owners_count_together_once_both_are_true_matches():
    case = owned_case([(GRIM, "30", ""), (BROOK, "20", "")], listed=[GRIM, BROOK])
    judge(case, GRIM)
    assert [finding.severity for finding in on_ownership(case)] == [Severity.MAJOR]

    judge(case, BROOK)

    minority, both = on_ownership(case)
    assert both.severity == Severity.BLOCKING
    assert f"{BROOK} (Entity List) holds 20 % and {GRIM} (Entity List) holds 30 %" in (
        both.text_internal
    )
    assert (minority.resolution_code, minority.resolved_by) == (ResolutionCode.NO_RESULT, None)


def test_a_chain_of_owners_is_explained_from_the_top_down():
    owners = [("Morrow AB", "80", ""), (GRIM, "51", "Morrow AB")]
    case = owned_case(owners, listed=[GRIM])
    judge(case, GRIM)

    texts = [finding.text_internal for finding in on_ownership(case)]
    assert [text.split(",")[0] for text in texts] == [
        f"Ownership of {MEMBER}",
        "Ownership of Morrow AB",
    ]
    assert f"\n{GRIM} (Entity List) holds 51 % of Morrow AB: 51.00 % ≥ 50 %." in texts[0]


def test_saying_the_same_again_raises_nothing_again_not_even_when_it_was_resolved():
    case = owned_case([(GRIM, "50", "")], listed=[GRIM])
    judge(case, GRIM)
    judge(case, GRIM, "Looked at once more, with the register.")
    assert len(on_ownership(case)) == 1

    resolve_by_two(on_ownership(case)[0], case)

    assert note_ownership(case.proposal) == []
    assert not has_gap(case)


def test_a_false_positive_and_an_open_hit_raise_nothing():
    case = owned_case([(GRIM, "50", ""), (BROOK, "50", "")], listed=[GRIM, BROOK])
    for hit in case.hits:
        if hit.party.name == GRIM:
            settle(case, hit)

    assert note_ownership(case.proposal) == []
    assert not has_gap(case)
    provisional = assessment_of(case.version).provisional
    assert [(r.body, r.depends_on) for r in provisional] == [(MEMBER, (BROOK,))]


def test_a_red_flag_waits_for_a_person_and_denies_nothing():
    case = owned_case([(GRIM, None, "")], listed=[GRIM])
    judge(case, GRIM)
    (finding,) = on_ownership(case)
    assert finding.severity == Severity.MAJOR
    assert "how much has to be found out" in finding.text_internal
    assert has_gap(case)

    resolve_by_two(finding, case)

    assert not has_gap(case)


def test_an_officer_who_is_listed_is_a_red_flag():
    case = owned_case([("Trust", "100", "")], listed=["Ira Vane"], officers=["Ira Vane"])
    judge(case, "Ira Vane")
    (finding,) = on_ownership(case)
    assert finding.severity == Severity.MAJOR
    assert f"Ira Vane is an officer of {MEMBER} and is listed" in finding.text_internal


def test_when_the_rule_comes_back_overnight_the_decision_waits_for_the_new_finding():
    with time_machine.travel(datetime(2026, 11, 9, 17, tzinfo=UTC)) as clock:
        case = owned_case([(GRIM, "50", "")], listed=[GRIM])
        judge(case, GRIM)
        (flag,) = on_ownership(case)
        assert (flag.severity, "suspended from" in flag.text_internal) == (Severity.MAJOR, True)
        resolve_by_two(flag, case)
        assert not has_gap(case)

        clock.shift(timedelta(days=1))
        assert has_gap(case)

        screen_again(case.proposal, by=case.lead)
        tasks.screen_run(case.run.pk)

        _, blocking = on_ownership(case)
        assert (blocking.severity, blocking.raised_by) == (Severity.BLOCKING, None)
        assert AuditEvent.objects.filter(verb="finding.raise", actor=None).count() == 1


def test_a_policy_that_extends_the_suspension_needs_no_release():
    case = owned_case([(GRIM, "50", "")], listed=[GRIM])
    shipped = PolicySnapshot.objects.get(kind=Kind.OWNERSHIP_RULES)
    rows = [row for row in shipped.payload if row["standing"] != "BY_DEFAULT"]
    for row in rows:
        if row["standing"] == "SUSPENDED":
            row["to"] = "2027-11-10"
    PolicySnapshot.objects.create(
        kind=Kind.OWNERSHIP_RULES,
        title="The suspension is extended",
        source="A test",
        source_date=shipped.source_date,
        effective_from=timezone.localdate(),
        payload=rows,
        sha256="0" * 64,
        is_program_default=False,
    )

    judge(case, GRIM)

    assert [finding.severity for finding in on_ownership(case)] == [Severity.MAJOR]


def test_a_listing_that_ended_makes_nobody_a_listed_owner():
    case = owned_case([(GRIM, "50", "")], listed=[GRIM])
    with time_machine.travel(datetime(2026, 11, 25, 17, tzinfo=UTC)):
        for hit in case.hits:
            ended = hit.entry | {"end_date": "2026-11-24"}
            with triggers_off():
                ScreeningHit.objects.filter(pk=hit.pk).update(entry=ended)
        judge(case, GRIM)
        assert on_ownership(case) == []


def test_an_owner_whom_a_member_has_since_submission_counts_as_well():
    case = owned_case([(BROOK, "100", "")], listed=[GRIM])
    case.ready.member.owners.update(percent=40)
    case.ready.member.owners.create(
        name=GRIM, kind="ORGANIZATION", country="SE", percent=Decimal(60)
    )
    screen_parties(screen_again(case.proposal, by=case.lead))
    assert on_ownership(case) == []

    judge(case, GRIM)

    (finding,) = on_ownership(case)
    assert finding.severity == Severity.BLOCKING
    assert f"{GRIM} (Entity List) holds 60 % of {MEMBER}: 60.00 % ≥ 50 %." in finding.text_internal
    assert finding.text_internal.endswith(
        "So its members say since submission; the version says otherwise."
    )
    assert has_gap(case)


def test_an_owner_whose_share_alone_grew_is_found_when_the_edit_is_followed():
    case = owned_case([(GRIM, "20", ""), (BROOK, "80", "")], listed=[GRIM])
    judge(case, GRIM)
    run = case.run
    rows = [
        {"name": name, "kind": "ORGANIZATION", "country": "SE", "percent": Decimal(share)}
        for name, share in ((GRIM, 60), (BROOK, 40))
    ]
    MembershipFactory(organization=case.ready.member, user=case.ready.admin, part=Part.ADMIN)
    replace_owners(case.ready.member, rows=rows, by=case.ready.admin)

    follow(queue_party_change(AuditEvent.objects.filter(verb="organization.edit").latest("id")))

    minority, grown = on_ownership(case)
    assert (minority.severity, grown.severity) == (Severity.MAJOR, Severity.BLOCKING)
    assert (grown.raised_by, case.run) == (None, run)


def test_what_went_and_came_back_stops_the_decision_before_anybody_looks():
    case = owned_case([(BROOK, "100", "")], listed=[GRIM])
    case.ready.member.owners.update(percent=40)
    owner = case.ready.member.owners.create(
        name=GRIM, kind="ORGANIZATION", country="SE", percent=Decimal(60)
    )
    screen_parties(screen_again(case.proposal, by=case.lead))
    judge(case, GRIM)
    (finding,) = on_ownership(case)
    resolve_finding(finding, resolution="It is sold.", code=ResolutionCode.PARTY_LEFT, by=case.lead)
    type(owner).objects.filter(pk=owner.pk).update(percent=10)
    note_ownership(case.proposal)
    finding.refresh_from_db()
    assert (finding.resolution_code, finding.first_person) == (ResolutionCode.NO_RESULT, None)

    type(owner).objects.filter(pk=owner.pk).update(percent=60)

    assert has_gap(case)


def test_what_did_not_change_since_submission_is_found_once():
    case = owned_case([(GRIM, "50", "")], listed=[GRIM])
    case.ready.member.owners.create(
        name="Another Fund", kind="ORGANIZATION", country="SE", percent=Decimal(10)
    )
    judge(case, GRIM)
    assert len(on_ownership(case)) == 1


def test_a_determination_keeps_the_rules_it_was_taken_on():
    case = designated_case()
    kinds = [row["kind"] for row in case.proposal.determinations.get().policy_snapshots]
    assert "OWNERSHIP_RULES" in kinds


def test_a_case_that_ended_is_assessed_by_the_rules_of_its_day():
    with time_machine.travel(datetime(2026, 11, 8, 17, tzinfo=UTC)):
        case = declined_case()
    assessment = assessment_of(case.version)
    standings = {rule.code: rule.standing for rule in assessment.rules}
    assert (str(assessment.day), standings["BIS_AFFILIATES"]) == ("2026-11-08", "SUSPENDED")

    with time_machine.travel(datetime(2026, 12, 1, 17, tzinfo=UTC)):
        open_case = designated_case()
        assert str(assessment_of(open_case.version).day) == "2026-12-01"
