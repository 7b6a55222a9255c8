"""Who works on tracks and findings, and what does each verb leave behind?"""

from datetime import date

import pytest
from django.db import IntegrityError
from django.utils import timezone

from exports_portal.accounts.roles import Agency, Role
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import InvalidInput, NotPermitted, StepRefused
from proposals.actions.advance import advance
from reviews.actions import case as desk_work
from reviews.actions.resolving import resolve_finding
from reviews.models import ConflictDeclaration, Finding, ReviewTrack
from reviews.permissions import TRACK_ROLES
from reviews.states import Severity, TrackKind, TrackOutcome
from tests.factories.accounts import UserFactory
from tests.factories.reviews import (
    answered,
    case_in_review,
    consultant,
    designated_case,
    officer,
)

pytestmark = pytest.mark.django_db
K, R = TrackKind, Role
MAY_CONCLUDE = {
    K.SECURITY: {R.SECURITY_REVIEWER, R.CASE_LEAD},
    K.DESTINATION: {R.DESTINATION_REVIEWER, R.CASE_LEAD},
    K.US_CONTENT: {R.CONTENT_ANALYST, R.CASE_LEAD},
    K.NATIONAL_INTEREST: {R.CASE_LEAD},
    K.COMPLETENESS: {R.INTAKE_OFFICER, R.CASE_LEAD},
}


def conclude(track, by, comment="Examined."):
    desk_work.conclude_track(
        track,
        outcome=TrackOutcome.SATISFIED,
        comment=comment,
        by=by,
        answers=answered(track),
    )


def finding(case, **changes):
    given = {
        "track": None,
        "severity": Severity.MAJOR,
        "text_public": "Name the operator.",
        "text_internal": "",
        "by": case.lead,
    }
    return desk_work.raise_finding(case.proposal, **(given | changes))


def test_each_track_is_concluded_by_its_own_people_alone():
    case = case_in_review()
    desk_work.reopen_track(case.track(K.COMPLETENESS), by=case.lead)
    people = {role: officer(role) for role in Role} | {"nobody": UserFactory()}
    done = {kind: set() for kind in TrackKind}
    for kind in TrackKind:
        for role, person in people.items():
            try:
                conclude(case.track(kind), person)
            except NotPermitted:
                continue
            done[kind].add(role)
            desk_work.reopen_track(case.track(kind), by=person)
    assert done == MAY_CONCLUDE
    assert {kind: set(roles) for kind, roles in TRACK_ROLES.items()} == MAY_CONCLUDE


def test_a_conclusion_says_who_when_and_why_and_is_made_once():
    case = case_in_review()
    track = case.track(K.SECURITY)
    with pytest.raises(InvalidInput):
        conclude(track, case.lead, comment=" ")
    conclude(track, case.lead, comment="Keys are held by the buyer.")

    track = ReviewTrack.objects.get(pk=track.pk)
    assert (track.concluded_by, track.comment) == (case.lead, "Keys are held by the buyer.")
    with pytest.raises(StepRefused, match="concluded already"):
        conclude(case.track(K.SECURITY), case.lead, comment="Again.")

    desk_work.reopen_track(track, by=case.lead)
    track = ReviewTrack.objects.get(pk=track.pk)
    assert (track.outcome, track.concluded_by, track.is_concluded) == ("", None, False)
    with pytest.raises(StepRefused, match="open already"):
        desk_work.reopen_track(track, by=case.lead)


def test_tracks_are_closed_once_the_case_is_decided():
    case = designated_case()
    with pytest.raises(StepRefused, match="its tracks are not open"):
        desk_work.reopen_track(case.track(K.SECURITY), by=case.lead)


def test_a_track_is_given_to_somebody_with_its_role():
    case = case_in_review()
    analyst, due = officer(Role.CONTENT_ANALYST), date(2027, 1, 15)
    track = case.track(K.US_CONTENT)
    desk_work.assign_track(track, to=analyst, due_on=due, by=case.lead)
    track.refresh_from_db()
    assert (track.assignee, track.due_on) == (analyst, due)

    with pytest.raises(InvalidInput) as refused:
        desk_work.assign_track(case.track(K.SECURITY), to=analyst, due_on=due, by=case.lead)
    assert refused.value.fields.keys() == {"assignee"}
    with pytest.raises(NotPermitted):
        desk_work.assign_track(track, to=None, due_on=None, by=analyst)
    desk_work.assign_track(track, to=None, due_on=None, by=case.lead)
    assert case.track(K.US_CONTENT).assignee is None


def test_a_finding_is_raised_and_resolved_with_words():
    case = case_in_review()
    with pytest.raises(InvalidInput):
        finding(case, text_public=" ")
    found = finding(case)
    with pytest.raises(InvalidInput):
        resolve_finding(found, resolution="", by=case.lead)

    resolve_finding(found, resolution="Named since.", by=case.lead)

    found.refresh_from_db()
    assert (found.resolution, found.resolved_by) == ("Named since.", case.lead)
    with pytest.raises(StepRefused, match="resolved already"):
        resolve_finding(found, resolution="Twice.", by=case.lead)
    verbs = AuditEvent.objects.filter(verb__startswith="finding.").values_list("verb", flat=True)
    assert sorted(verbs) == ["finding.raise", "finding.resolve"]


def test_an_auditor_and_an_agency_find_nothing():
    case = case_in_review()
    for person in (officer(Role.AUDITOR), consultant(Agency.WAR), UserFactory()):
        with pytest.raises(NotPermitted):
            finding(case, by=person)
    assert not Finding.objects.exists()


def test_only_those_who_work_on_cases_declare_conflicts_and_say_which():
    case = case_in_review()
    declare = desk_work.declare_conflict
    for person in (case.ready.admin, officer(Role.AUDITOR), UserFactory()):
        with pytest.raises(NotPermitted):
            declare(case.proposal, has_conflict=True, note="", by=person)
    with pytest.raises(InvalidInput) as refused:
        declare(case.proposal, has_conflict=True, note=" ", by=case.lead)
    assert refused.value.fields.keys() == {"note"}
    declare(case.proposal, has_conflict=True, note="A cousin.", by=consultant(Agency.WAR))
    assert ConflictDeclaration.objects.count() == 1


def test_a_conflict_is_lifted_by_a_lead_once_its_owner_says_that_it_is_gone():
    case = case_in_review()
    tied = officer(Role.CASE_LEAD)

    def declare(has_conflict):
        return desk_work.declare_conflict(
            case.proposal, has_conflict=has_conflict, note="Shares.", by=tied
        )

    def lift(by, note="Sold, seen on paper."):
        desk_work.lift_conflict(conflict, note=note, by=by)

    conflict = declare(True)
    with pytest.raises(StepRefused, match="has not said that the conflict is gone"):
        lift(case.lead)
    declare(False)
    for person in (tied, officer(Role.DECIDING_OFFICIAL), officer(Role.AUDITOR)):
        with pytest.raises(NotPermitted):
            lift(person)
    with pytest.raises(InvalidInput):
        lift(case.lead, note=" ")
    again = declare(True)
    with pytest.raises(StepRefused, match="has not said"):
        lift(case.lead)
    declare(False)
    lift(case.lead)
    for declared in (conflict, again):
        declared.refresh_from_db()
        assert (declared.lifted_by, declared.stands) == (case.lead, False)
    assert AuditEvent.objects.filter(verb="conflict.lift", actor=case.lead).count() == 1
    with pytest.raises(StepRefused, match="no conflict in this case"):
        lift(case.lead)


def test_the_database_takes_no_conflict_lifted_by_its_owner():
    case = case_in_review()
    conflict = desk_work.declare_conflict(
        case.proposal, has_conflict=True, note="Shares.", by=case.lead
    )
    conflict.lifted_by, conflict.lifted_at = case.lead, timezone.now()
    with pytest.raises(IntegrityError, match="conflict_lifted_by_another"):
        conflict.save()


def test_nobody_works_on_a_withdrawn_case():
    case = case_in_review()
    advance(case.proposal, "withdraw", by=case.ready.signatory)
    with pytest.raises(StepRefused, match="withdrawn"):
        conclude(case.track(K.SECURITY), case.lead)
