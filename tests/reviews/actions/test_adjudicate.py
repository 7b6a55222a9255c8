"""What does an officer's judgment on a hit do, and who may judge?"""

import pytest

from exports_portal.accounts.actions.organizations import edit_details
from exports_portal.accounts.roles import Part, Role
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import InvalidInput, NotPermitted, StepRefused
from proposals.actions.submit import submit
from reviews.actions import case as desk_work
from reviews.actions import steps
from reviews.actions.adjudicate import adjudicate
from reviews.actions.screening import screen_again, screen_parties
from reviews.desk import decision_gaps
from reviews.models import Adjudication, Finding, ScreeningHit, ScreeningRun
from reviews.states import CODES_FOR, FindingSource, Severity
from reviews.states import AdjudicationOutcome as Outcome
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.ownership import resolve_by_two
from tests.factories.proposals_ready import ANCHOR_OWNER, sign_everything
from tests.factories.reviews import (
    case_in_review,
    colleague,
    fictional_list,
    officer,
    submitted_case,
)

pytestmark = pytest.mark.django_db
REASON = "Another company, in another country."


@pytest.fixture
def case():
    return case_in_review(listed=[ANCHOR_OWNER])


def judge(case, *, by=None, outcome=Outcome.FALSE_POSITIVE, reason=REASON, hit=None, code=None):
    return adjudicate(
        hit or case.hits[0],
        outcome=outcome,
        code=code or CODES_FOR[outcome][0],
        reason=reason,
        by=by or case.lead,
    )


def judge_twice(case, **given):
    """The lead, and then a colleague: what a strong hit takes."""
    judge(case, **given)
    return judge(case, by=colleague(), **given)


def open_hits(case):
    of_run = ScreeningHit.objects.filter(party__run=case.run)
    return of_run.open_for(case.proposal).count()


def blocking(case):
    """Without those on ownership (tests/reviews/actions/test_ownership.py)."""
    findings = Finding.objects.filter(proposal=case.proposal, severity=Severity.BLOCKING)
    return findings.filter(source=FindingSource.TRUE_MATCH)


def screened_again(case):
    run = screen_again(case.proposal, by=case.lead)
    screen_parties(run)
    return ScreeningRun.objects.get(pk=run.pk)


def refused(case, error, **given):
    events = AuditEvent.objects.count()
    with pytest.raises(error) as refusal:
        judge(case, **given)
    assert Adjudication.objects.count() == 0 or given.get("hit")
    assert AuditEvent.objects.count() == events
    return refusal.value


def test_a_false_positive_settles_the_hit(case):
    assert "1 screening hit is not adjudicated." in decision_gaps(case.proposal)

    found = judge_twice(case, reason=f"  {REASON} ")

    assert (found.reason, found.by, open_hits(case)) == (REASON, colleague(), 0)
    assert not any("not adjudicated" in gap for gap in decision_gaps(case.proposal))
    for event in AuditEvent.objects.filter(verb="screening.adjudicate"):
        assert (event.data["outcome"], event.data["reason"]) == ("FALSE_POSITIVE", REASON)
        assert (event.data["entry"], event.data["code"]) == (
            case.hits[0].entry_id,
            "DIFFERENT_NAME",
        )


def test_a_true_match_is_settled_and_blocks(case):
    judge(case, outcome=Outcome.TRUE_MATCH)

    assert open_hits(case) == 0
    (finding,) = blocking(case)
    assert ANCHOR_OWNER in finding.text_internal
    assert (finding.text_public, finding.track.kind) == ("", "DESTINATION")
    assert "2 blocking findings are open." in decision_gaps(case.proposal)  # and its ownership


def test_saying_true_match_again_raises_no_second_finding(case):
    judge(case, outcome=Outcome.TRUE_MATCH)
    judge(case, outcome=Outcome.TRUE_MATCH, reason="As before, after a second look.")
    assert blocking(case).count() == 1

    resolve_by_two(blocking(case).get(), case)
    judge(case, outcome=Outcome.TRUE_MATCH, reason="The sale was undone last week.")
    assert blocking(case).count() == 1
    assert blocking(case).filter(resolved_at=None).count() == 1


def test_an_escalated_hit_is_open_and_another_person_settles_it(case):
    judge(case, outcome=Outcome.ESCALATE)
    assert open_hits(case) == 1
    with pytest.raises(StepRefused, match="somebody else"):
        judge(case)

    judge(case, by=officer(Role.DESTINATION_REVIEWER), outcome=Outcome.TRUE_MATCH)

    assert open_hits(case) == 0


def test_a_second_escalation_does_not_free_the_first_person(case):
    judge(case, outcome=Outcome.ESCALATE)
    judge(case, outcome=Outcome.ESCALATE, by=colleague())
    for person in (case.lead, colleague()):
        with pytest.raises(StepRefused, match="somebody else"):
            judge(case, by=person)

    judge(case, by=officer(Role.CASE_LEAD), outcome=Outcome.TRUE_MATCH)
    judge(case, by=case.lead, outcome=Outcome.TRUE_MATCH)  # settled once, so anybody may look again
    assert Adjudication.objects.count() == 4


@pytest.mark.parametrize("outcome", Outcome)
def test_each_outcome_has_reasons_of_its_own(case, outcome):
    foreign = {code for codes in CODES_FOR.values() for code in codes} - {*CODES_FOR[outcome]}
    for code in foreign:
        assert refused(case, InvalidInput, outcome=outcome, code=code).fields.keys() == {"code"}
    for number, code in enumerate(CODES_FOR[outcome]):
        by = officer(Role.DESTINATION_REVIEWER)
        row = judge(case, outcome=outcome, code=code, by=by, reason=f"Compared, {number} times.")
        assert row.code == code


@pytest.mark.parametrize("reason", ["", "   ", "no", "         x         "])
def test_a_reason_is_required(case, reason):
    refusal = refused(case, InvalidInput, reason=reason)
    assert refusal.fields.keys() == {"reason"}


def test_only_destination_reviewers_and_leads_adjudicate(case):
    others = set(Role) - {Role.DESTINATION_REVIEWER, Role.CASE_LEAD}
    for person in [*(officer(role) for role in others), UserFactory()]:
        refused(case, NotPermitted, by=person)


def test_a_conflict_or_a_tie_keeps_an_officer_from_it(case):
    conflicted, tied = officer(Role.DESTINATION_REVIEWER), officer(Role.CASE_LEAD)
    desk_work.declare_conflict(case.proposal, has_conflict=True, note="A brother.", by=conflicted)
    MembershipFactory(organization=case.ready.member, user=tied, part=Part.CONTRIBUTOR)

    refused(case, NotPermitted, by=conflicted)
    refused(case, NotPermitted, by=tied)

    desk_work.declare_conflict(case.proposal, has_conflict=False, note="Sold.", by=conflicted)
    refused(case, NotPermitted, by=conflicted)
    conflict = case.proposal.conflict_declarations.get(has_conflict=True)
    desk_work.lift_conflict(conflict, note="It is sold.", by=case.lead)
    assert judge(case, by=conflicted).by == conflicted


def test_whoever_signed_or_submitted_the_proposal_never_works_on_its_case(case):
    """Also after they left the company for the program office."""
    for person in (case.ready.signatory, case.ready.member_signatory):
        person.memberships.all().delete()
        person.role_grants.create(role=Role.CASE_LEAD)
        refused(case, NotPermitted, by=person)


def test_a_settled_pair_stays_settled_in_a_new_run(case):
    judge_twice(case)
    run = screened_again(case)

    assert (case.run, open_hits(case), len(case.hits)) == (run, 0, 1)


def test_a_pair_stays_settled_through_a_new_list_version_in_which_only_ids_changed(case):
    judge_twice(case)
    before = case.hits[0].entry_id
    shifted = fictional_list(listed=["An Entry Before", ANCHOR_OWNER])

    run = screened_again(case)

    assert run.list_version == shifted
    assert case.hits[0].entry_id != before
    assert open_hits(case) == 0


def test_a_pair_whose_entry_changed_is_open_again(case):
    judge_twice(case)
    changed = fictional_list(listed=[ANCHOR_OWNER], changes={"remarks": "Now of Port Lumen."})

    run = screened_again(case)

    assert run.list_version == changed
    assert open_hits(case) == 1


def test_a_hit_of_an_earlier_run_cannot_be_adjudicated(case):
    (old,) = case.hits
    screened_again(case)
    refusal = refused(case, StepRefused, hit=old)
    assert "earlier screening" in str(refusal)


def test_a_resubmission_keeps_what_did_not_change_and_opens_what_did():
    case = submitted_case(listed=[ANCHOR_OWNER, "Juniper Data Works"])
    for hit in case.hits:
        judge_twice(case, hit=hit)
    steps.return_incomplete(case.proposal, reason="Names are missing.", by=case.lead)
    MembershipFactory(
        organization=case.ready.member, user=case.ready.member_signatory, part=Part.ADMIN
    )
    edit_details(
        case.ready.member, values={"headquarters_country": "NO"}, by=case.ready.member_signatory
    )
    sign_everything(case.ready)

    run = desk_work.receive(submit(case.proposal, by=case.ready.signatory))
    screen_parties(run)

    hits = ScreeningHit.objects.filter(party__run=run)
    assert hits.count() == 2
    still_open = hits.open_for(case.proposal)
    assert [hit.matched_name for hit in still_open] == ["Juniper Data Works"]
