"""Does a strong hit on a designated package reach the officers, once, and suspend it by policy?"""

import pytest

from exports_portal.accounts.roles import Role
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import NotPermitted, StepRefused
from proposals.actions.advance import advance
from reviews.actions import case as desk_work
from reviews.actions.adjudicate import adjudicate
from reviews.actions.determine import supervise
from reviews.actions.watching import raise_alerts
from reviews.models import HitAlert
from reviews.notifications import tell_alerts
from reviews.states import AdjudicationCode, AdjudicationOutcome
from reviews.watched import hits_to_tell, runs_to_tell
from tests.factories.proposals_ready import ANCHOR_OWNER, MEMBER_OWNER
from tests.factories.reviews import (
    case_in_review,
    designated_case,
    fictional_list,
    officer,
    settle,
    submitted_case,
    suspended_case,
)
from tests.mail import delivered as mail
from tests.reviews.rescreening.following import follow_list_change
from tests.reviews.rescreening.policies import suspending_policy

pytestmark = pytest.mark.django_db
NEARLY = "Harbour Foundry Holdings"


@pytest.fixture
def suspending():
    suspending_policy()


def listed(case, *names):
    """Another list comes into force and is followed; what came up is told."""
    fictional_list(listed=names)
    follow_list_change()
    raise_alerts(case.run)
    tell_alerts(case.run)
    return case.now()


def test_the_officers_of_a_designated_package_are_told_once_and_not_what_was_found():
    case = designated_case()
    reviewer = officer(Role.DESTINATION_REVIEWER)
    officer(Role.AUDITOR)
    mail.outbox.clear()

    case = listed(case, ANCHOR_OWNER)
    raise_alerts(case.run)
    tell_alerts(case.run)

    (alert,) = HitAlert.objects.all()
    assert (alert.proposal, alert.hit.matched_name) == (case.proposal, ANCHOR_OWNER)
    assert (alert.is_designated, alert.suspended) == (True, False)
    assert alert.told_at is not None
    assert sorted(m.to[0] for m in mail.outbox) == sorted([case.lead.email, reviewer.email])
    for message in mail.outbox:
        assert case.proposal.public_id in message.subject
        assert ANCHOR_OWNER not in message.subject + message.body
        assert "listed" not in (message.subject + message.body).lower()
    assert AuditEvent.objects.filter(verb="screening.alert").count() == 1
    assert runs_to_tell() == set()


def test_whoever_may_not_work_on_the_case_is_not_told():
    case = designated_case()
    reviewer = officer(Role.DESTINATION_REVIEWER)
    desk_work.declare_conflict(case.proposal, has_conflict=True, note="A cousin.", by=reviewer)
    mail.outbox.clear()

    listed(case, ANCHOR_OWNER)

    assert [message.to for message in mail.outbox] == [[case.lead.email]]
    assert HitAlert.objects.get().told_at is not None


def test_by_the_shipped_policy_the_designation_stands():
    case = listed(designated_case(), ANCHOR_OWNER)
    assert (case.proposal.state, case.proposal.catalog_entry.availability) == (
        "DESIGNATED",
        "AVAILABLE",
    )


def test_by_policy_the_listing_is_suspended_and_a_person_can_lift_it(suspending):
    case = designated_case()
    mail.outbox.clear()

    case = listed(case, ANCHOR_OWNER)

    assert case.proposal.state == "SUSPENDED"
    assert case.proposal.catalog_entry.availability == "SUSPENDED"
    assert HitAlert.objects.get().suspended is True
    event = AuditEvent.objects.get(verb="proposal.suspend")
    assert (event.actor, event.actor_label) == (None, "portal")
    assert "policy" in event.data["note"]
    assert ANCHOR_OWNER not in event.data["note"]

    with pytest.raises(StepRefused, match="not adjudicated"):
        supervise(case.proposal, "reinstate", reason="Another party.", by=case.decider)
    for hit in case.hits:
        settle(case, hit)
    supervise(case.proposal, "reinstate", reason="Another party.", by=case.decider)
    raise_alerts(case.run)
    assert case.now().proposal.state == "DESIGNATED"
    assert case.now().proposal.catalog_entry.availability == "AVAILABLE"


def test_a_suspended_package_gets_its_alert_and_stays_suspended(suspending):
    listed(suspended_case(), ANCHOR_OWNER)
    assert HitAlert.objects.get().suspended is False
    assert AuditEvent.objects.filter(verb="proposal.suspend").count() == 1


def test_a_weaker_hit_is_no_alert():
    case = listed(designated_case(), NEARLY)
    assert [hit.tier for hit in case.hits] == ["review"]
    assert not HitAlert.objects.exists()


def test_a_hit_that_somebody_has_judged_is_no_alert():
    case = designated_case()
    fictional_list(listed=[ANCHOR_OWNER])
    follow_list_change()
    for hit in case.hits:
        settle(case, hit)

    assert raise_alerts(case.run) == []


def test_each_pair_is_told_once_whatever_comes_after():
    case = listed(designated_case(), ANCHOR_OWNER)
    case = listed(case, ANCHOR_OWNER, MEMBER_OWNER)

    told = HitAlert.objects.values_list("hit__matched_name", flat=True)
    assert sorted(told) == sorted([ANCHOR_OWNER, MEMBER_OWNER])
    assert not hits_to_tell().exists()


def test_what_comes_up_by_itself_in_an_open_case_is_told_and_what_was_asked_for_is_not():
    submitted_case(listed=[ANCHOR_OWNER])
    case = case_in_review(listed=[ANCHOR_OWNER])
    assert not hits_to_tell().exists()

    case = listed(case, ANCHOR_OWNER, MEMBER_OWNER)

    (alert,) = HitAlert.objects.filter(proposal=case.proposal)
    assert (alert.hit.matched_name, alert.is_designated) == (MEMBER_OWNER, False)


def test_a_hit_on_a_designated_package_can_be_adjudicated():
    case = listed(designated_case(), ANCHOR_OWNER)

    adjudicate(
        case.hits[0],
        outcome=AdjudicationOutcome.TRUE_MATCH,
        code=AdjudicationCode.SAME_NAME_PLACE,
        reason="The register says so, and the address agrees.",
        by=case.lead,
    )

    finding = case.proposal.findings.get(text_internal__contains="is the listed party")
    assert finding.severity == "BLOCKING"


def test_the_portal_itself_takes_no_other_step():
    case = suspended_case()
    for step in ("reinstate", "terminate"):
        with pytest.raises(NotPermitted, match="Only a person"):
            advance(case.proposal, step, by=None)
    designated = designated_case()
    with pytest.raises(NotPermitted, match="Only a person"):
        advance(designated.proposal, "lapse", by=None)
    assert advance(designated.proposal, "suspend", by=None).state == "SUSPENDED"
