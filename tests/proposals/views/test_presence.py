"""Who is told that somebody else has the same record open, and who learns nothing of it?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from time_machine import travel

from exports_portal.accounts.roles import Part
from proposals.models import ContentRecord
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.proposals.views.grids import address
from tests.proposals.views.late import browser_of, url
from tests.proposals.views.pages import text

pytestmark = pytest.mark.django_db
UNATTENDED = {"hx-request": "true", "x-unattended": "yes"}


@pytest.fixture
def dana(ready):
    user = UserFactory(full_name="Dana Whitfield")
    return MembershipFactory(organization=ready.anchor, user=user, part=Part.CONTRIBUTOR).user


@pytest.fixture
def wilma(ready):
    user = UserFactory(full_name="Wilma Tanner")
    return MembershipFactory(organization=ready.member, user=user, part=Part.CONTRIBUTOR).user


@pytest.fixture
def row(ready):
    return ContentRecord.objects.filter(kind="components", contributor=ready.anchor).first()


@pytest.fixture
def page(ready, row):
    return url(ready, "records", row.pk)


def here(ready, who="Dana Whitfield", what="record"):
    return f"{who} of {ready.anchor.legal_name} is in this {what}."


def test_whoever_opens_a_record_is_told_who_has_it_open(ready, dana, page, as_user):
    assert "is in this record" not in text(as_user(dana).get(page))
    assert here(ready) in text(as_user(ready.admin).get(page))
    told = text(as_user(dana).get(page))
    assert here(ready, who="Ada Quill") in told
    assert here(ready) not in told, "nobody is told of themselves"


def test_a_page_that_is_open_learns_who_comes_and_hears_nothing_twice(ready, dana, page, as_user):
    browser = as_user(ready.admin)
    asks = browser.get(page).context["presence"].url
    assert browser.get(asks, headers=UNATTENDED).status_code == 204
    as_user(dana).get(page)
    answer = browser.get(asks, headers=UNATTENDED)
    assert here(ready) in text(answer)
    assert browser.get(answer.context["presence"].url, headers=UNATTENDED).status_code == 204


def test_who_asks_no_more_is_forgotten_after_a_minute(ready, dana, page, as_user):
    as_user(dana).get(page)
    now = timezone.now()
    with travel(now + timedelta(seconds=50), tick=False):
        assert here(ready) in text(as_user(ready.admin).get(page))
    with travel(now + timedelta(seconds=61), tick=False):
        assert here(ready) not in text(as_user(ready.admin).get(page))


def test_who_may_not_read_the_record_is_told_nothing_and_is_not_noted(
    ready, dana, wilma, page, as_user
):
    as_user(dana).get(page)
    for person in (wilma, UserFactory()):
        assert as_user(person).get(page).status_code == 404
        assert as_user(person).get(f"{page}presence/").status_code == 404
    assert "Wilma Tanner" not in text(as_user(ready.admin).get(page))


def test_members_of_one_consortium_meet_in_a_record_that_both_read(ready, dana, wilma, as_user):
    model = ContentRecord.objects.filter(kind="models", contributor=ready.anchor).first()
    page = url(ready, "records", model.pk)
    as_user(dana).get(page)
    assert here(ready) in text(as_user(wilma).get(page))
    met = f"Wilma Tanner of {ready.member.legal_name} is in this record."
    assert met in text(as_user(dana).get(page))


def test_who_has_left_the_member_is_told_of_no_more(ready, dana, page, as_user):
    as_user(dana).get(page)
    for membership in dana.memberships.all():
        membership.delete()
    assert here(ready) not in text(as_user(ready.admin).get(page))


def test_another_record_is_another_place(ready, dana, page, as_user):
    as_user(dana).get(page)
    other = ContentRecord.objects.filter(kind="components", contributor=ready.anchor).last()
    assert here(ready) not in text(as_user(ready.admin).get(url(ready, "records", other.pk)))


def test_those_who_write_the_rows_of_one_member_meet_in_its_grid(ready, dana, wilma, as_user):
    as_user(dana).get(address(ready))
    assert here(ready, what="grid") in text(as_user(ready.admin).get(address(ready)))
    assert "is in this grid" not in text(as_user(wilma).get(address(ready)))
    assert as_user(wilma).get(address(ready, "presence", section="models")).status_code == 200
    reader = MembershipFactory(organization=ready.anchor, part=Part.SIGNATORY).user
    assert "is in this grid" not in text(as_user(reader).get(address(ready)))
    assert as_user(reader).get(address(ready, "presence")).status_code == 404


def test_a_page_that_is_left_open_keeps_no_session_alive(ready, page):
    browser = browser_of(ready.admin)
    asks = browser.get(page).context["presence"].url
    began = timezone.now()
    for minutes in range(10, 70, 10):
        with travel(began + timedelta(minutes=minutes), tick=False):
            answer = browser.get(asks, headers=UNATTENDED)
    assert answer.status_code == 401
    assert "Sign In" not in answer.content.decode()


def test_opened_records_take_no_room_from_the_counters_of_sign_in(ready, page, as_user, settings):
    settings.CACHES = settings.SHARED_CACHES
    as_user(ready.admin).get(page)
    assert (noted("portal_presence"), noted("portal_cache")) == (1, 0)


def noted(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE cache_key LIKE '%present:%'")
        return cursor.fetchone()[0]
