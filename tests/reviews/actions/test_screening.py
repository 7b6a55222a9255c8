"""Is each party screened once, on one list, however many workers there are?"""

import threading

import pytest
from django.db import connection

from exports_portal.accounts.roles import Role
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import NotPermitted, StepRefused
from proposals.actions.submit import submit
from reviews.actions import case as desk_work
from reviews.actions.screening import queue_screening, screen_again, screen_parties
from reviews.desk import decision_gaps
from reviews.models import ListVersion, ScreenedParty, ScreeningHit, ScreeningRun
from reviews.parties import parties_of
from tests.database.triggers import triggers_off
from tests.factories.accounts import UserFactory
from tests.factories.proposals_ready import ANCHOR_OWNER, ready_proposal
from tests.factories.reviews import case_in_review, fictional_list, officer, submitted_case

pytestmark = pytest.mark.django_db
NOT_FINISHED = "The screening of this version is not finished."


def submitted_without_a_list():
    ready = ready_proposal()
    return desk_work.receive(submit(ready.proposal, by=ready.signatory))


def test_a_run_writes_down_every_party_when_it_is_queued():
    run = submitted_without_a_list()

    expected = parties_of(run.version.content)
    found = run.parties.order_by("position").values_list("kind", "name", "relation")
    assert list(found) == [(p.kind, p.query.name, p.relation) for p in expected]
    assert (run.party_count, run.screened_count) == (len(expected), 0)


def test_without_a_list_a_run_waits_and_says_so():
    run = submitted_without_a_list()

    assert screen_parties(run) is False

    run.refresh_from_db()
    assert (run.started_at, run.list_version, run.matcher_version) == (None, None, "")
    assert not run.parties.exclude(screened_at=None).exists()
    assert NOT_FINISHED in decision_gaps(run.version.proposal)


def test_a_run_that_waited_is_done_when_a_list_is_there():
    run = submitted_without_a_list()
    screen_parties(run)
    version = fictional_list(listed=[ANCHOR_OWNER])

    assert screen_parties(run) is True

    run.refresh_from_db()
    assert (run.list_version, run.screened_count) == (version, run.party_count)
    assert [hit.matched_name for hit in hits(run)] == [ANCHOR_OWNER]
    assert NOT_FINISHED not in decision_gaps(run.version.proposal)


def hits(run):
    return ScreeningHit.objects.filter(party__run=run)


def test_a_finished_run_is_not_done_again():
    case = submitted_case(listed=[ANCHOR_OWNER])
    finished_at, found = case.run.finished_at, list(hits(case.run))

    assert screen_parties(case.run) is True

    assert case.run.finished_at == finished_at
    assert list(hits(case.run)) == found
    assert AuditEvent.objects.filter(verb="screening.finish").count() == 1


def test_a_list_that_comes_in_the_middle_is_for_the_next_run():
    case = submitted_case(screened=False)
    run, first = case.run, ListVersion.objects.get()
    screen_parties(run)
    with triggers_off():  # as if a worker had been killed in the middle
        ScreeningRun.objects.filter(pk=run.pk).update(finished_at=None, screened_count=0)
        ScreenedParty.objects.filter(run=run).update(screened_at=None)
    newer = fictional_list(listed=[ANCHOR_OWNER])

    assert screen_parties(run) is True

    run.refresh_from_db()
    assert (run.list_version, hits(run).count()) == (first, 0)
    assert "A newer version of the screening list is in force: screen again." in decision_gaps(
        case.proposal
    )
    again = screen_again(case.proposal, by=case.lead)
    screen_parties(again)
    again.refresh_from_db()
    assert (again.list_version, hits(again).count()) == (newer, 1)


@pytest.mark.django_db(transaction=True)
def test_two_workers_on_one_run_screen_each_party_once_and_finish_once():
    case = submitted_case(listed=[ANCHOR_OWNER], screened=False)
    run, start, errors = case.run, threading.Barrier(3), []

    def work():
        try:
            start.wait()
            screen_parties(ScreeningRun.objects.get(pk=run.pk))
        except Exception as error:  # noqa: BLE001  whatever it is, the test shows it
            errors.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    run.refresh_from_db()
    assert errors == []
    assert run.is_finished
    assert run.screened_count == run.party_count == run.parties.exclude(screened_at=None).count()
    assert hits(run).count() == 1
    assert AuditEvent.objects.filter(verb="screening.finish").count() == 1


def test_a_case_is_opened_once_however_often_it_is_received():
    case = submitted_case()

    assert desk_work.receive(case.version) == case.run

    assert ScreeningRun.objects.count() == 1
    assert case.version.tracks.count() == 1
    assert AuditEvent.objects.filter(verb="screening.queue").count() == 1


def test_while_a_run_is_open_no_second_one_is_queued():
    case = submitted_case(screened=False)
    with pytest.raises(StepRefused, match="running already"):
        screen_again(case.proposal, by=case.lead)
    assert ScreeningRun.objects.count() == 1


def test_only_those_who_work_on_the_case_screen_again():
    case = case_in_review()
    member = case.ready.member_signatory
    for person in (officer(Role.AUDITOR), UserFactory(), member):
        with pytest.raises(NotPermitted):
            screen_again(case.proposal, by=person)
    assert screen_again(case.proposal, by=case.lead).requested_by == case.lead


def test_a_draft_has_nothing_to_screen():
    ready = ready_proposal()
    with pytest.raises(StepRefused, match="Nothing has been submitted"):
        screen_again(ready.proposal, by=officer(Role.CASE_LEAD))


def test_an_open_run_stays_the_only_one_of_its_version():
    case = submitted_case(screened=False)
    with pytest.raises(Exception, match="one_open_run_per_version"):
        queue_screening(case.version)
