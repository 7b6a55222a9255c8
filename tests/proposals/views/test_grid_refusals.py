"""What does a grid refuse that no page of ours sends, and what do its rows cost?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from proposals.actions.one_record import add_records
from proposals.models import ContentRecord
from tests.factories.markings import marked
from tests.proposals.views.grids import (
    COLUMNS,
    JSON,
    NODE,
    address,
    components,
    row,
    rows,
    send,
    write,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(ready, as_user):
    return as_user(ready.admin)


def test_who_signed_in_meanwhile_on_this_browser_writes_nothing(ready, browser):
    answer = write(browser, ready.signatory, ready, COLUMNS, [row(COLUMNS, NODE)])
    assert answer.status_code == 403
    assert "Somebody else signed in" in answer.json()["detail"]
    assert len(components(ready)) == 2


def test_what_no_page_of_ours_sends_is_refused(ready, browser):
    good = row(COLUMNS, NODE)
    for body in (
        {},
        {"columns": COLUMNS, "rows": []},
        {"columns": [*COLUMNS, "id"], "rows": [good | {"cells": [*good["cells"], "x"]}]},
        {"columns": ["name", "name"], "rows": [good | {"cells": ["a", "b"]}]},
        {"columns": COLUMNS, "rows": [good | {"cells": ["one"]}]},
        {"columns": COLUMNS, "rows": [good | {"id": "x"}]},
        {"columns": COLUMNS, "rows": [good | {"revision": -1}]},
        {"columns": COLUMNS, "rows": [good | {"revision": 2**40}]},
        {"columns": COLUMNS, "rows": [good, good]},
    ):
        assert send(browser, ready.admin, ready, body).status_code == 422
    unknown = good | {"revision": 1}
    assert write(browser, ready.admin, ready, COLUMNS, [unknown]).status_code == 403
    assert len(components(ready)) == 2


def test_a_record_of_another_kind_is_neither_removed_nor_put_back_here(ready, browser):
    marking = marked(ready.proposal, by=ready.admin)
    for section, pk in (("hardware", marking.pk), ("models", components(ready)[0].id)):
        body = {"rows": [{"id": str(pk), "revision": 1}]}
        for act in ("remove", "restore"):
            answer = send(browser, ready.admin, ready, body, act, section=section)
            assert (section, act, answer.status_code) == (section, act, 404)
    assert ContentRecord.objects.filter(removed_at=None, pk=marking.pk).exists()
    twice = {"rows": [{"id": str(components(ready)[0].id), "revision": 1}] * 2}
    assert send(browser, ready.admin, ready, twice, "remove").status_code == 404
    assert len(components(ready)) == 2


def test_a_session_that_ended_is_said_to_the_script_and_no_page_is_sent(ready, browser):
    browser.logout()
    for answer in (
        browser.get(address(ready, "rows"), headers=JSON),
        write(browser, ready.admin, ready, COLUMNS, [row(COLUMNS, NODE | {"name": "n" * 90_000})]),
    ):
        assert (answer.status_code, answer.content) == (401, b"")


def test_more_rows_cost_no_more_queries(ready, browser):
    few = queries_of(lambda: rows(browser, ready))
    new = [NODE | {"category": "SERVER", "name": f"Node {at}"} for at in range(120)]
    add_records(ready.proposal, "components", new, by=ready.admin)
    assert queries_of(lambda: rows(browser, ready)) == few
    one = [row(COLUMNS, NODE | {"name": "Alone"})]
    many = [row(COLUMNS, NODE | {"name": f"More {at}"}) for at in range(80)]
    few = queries_of(lambda: write(browser, ready.admin, ready, COLUMNS, one))
    assert queries_of(lambda: write(browser, ready.admin, ready, COLUMNS, many)) == few


def queries_of(act):
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)
