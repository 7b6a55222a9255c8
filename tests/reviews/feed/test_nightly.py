"""Is the list looked for by itself, and do those who keep the lists learn what waits for them?"""

import pytest
from django.utils.module_loading import import_string

from exports_portal.accounts.roles import Role
from exports_portal.celery import schedule
from exports_portal.mail.models import SentMail
from reviews import tasks
from reviews.actions.lists import take_in
from reviews.actions.sync import sync_lists
from reviews.models import ListFetch, ListVersion
from tests.factories.reviews import officer
from tests.reviews.feed.published import SDN, content, day, written

pytestmark = pytest.mark.django_db
LATER = day(1)


def test_the_clock_looks_for_the_list_often_enough_that_one_failure_stops_nothing():
    entry = schedule()["sync-screening-lists"]
    assert import_string(entry["task"]).name == entry["task"]
    hours = sorted(entry["schedule"].hour)
    gaps = [(later - hour) % 24 for hour, later in zip(hours, hours[1:] + hours[:1], strict=True)]
    assert max(gaps) * 2 <= 24


def test_the_task_confirms_the_list_where_it_came_from(tmp_path):
    version = take_in(written(tmp_path, content())).version
    ListVersion.objects.update(confirmed_at=None)
    tasks.sync_screening_lists()
    assert ListFetch.objects.get().outcome == "UNCHANGED"
    version.refresh_from_db()
    assert version.confirmed_at


@pytest.mark.usefixtures("tasks_at_once")
def test_those_who_keep_the_lists_are_told_once_of_a_quarantine(tmp_path):
    keepers = [officer(Role.DESTINATION_REVIEWER), officer(Role.POLICY_STEWARD)]
    officer(Role.CASE_LEAD)
    take_in(written(tmp_path, content()))
    held = sync_lists(str(written(tmp_path, content({SDN: 200}, published=LATER)))).version

    for _ in range(2):
        tasks.find_unfinished_work()

    mails = SentMail.objects.filter(template="list_quarantined")
    assert {mail.to for mail in mails} == {keeper.email for keeper in keepers}
    assert mails.count() == 2
    assert f"/review/lists/{held.pk}/" in mails[0].body
    assert "is missing; 100 rows of it in force" in mails[0].body
