"""Does a page give up on a lock or a query that takes too long, and say so?"""

import sys

import pytest
from django.db import connection
from django.test import Client

from exports_portal.settings import patience
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement",
    [
        "SET LOCAL statement_timeout = '20ms'; SELECT pg_sleep(1)",
        "DO $$ BEGIN RAISE EXCEPTION 'locked' USING ERRCODE = '55P03'; END $$",
    ],
    ids=["a query", "a lock"],
)
def test_what_the_database_gave_up_is_a_page_that_says_to_try_again(statement):
    browser = Client()
    browser.force_login(UserFactory())

    def give_up(execute, sql, params, many, context):
        if "accounts_organization" in sql:
            return execute(statement, None, many, context)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(give_up):
        answer = browser.get("/organizations/")
    assert answer.status_code == 503
    assert "Nothing was changed. Go back and try again in a moment." in answer.text


@pytest.mark.parametrize(
    ("argv", "given", "expected"),
    [
        (["/venv/bin/gunicorn"], "page", "statement_timeout=10s -c lock_timeout=5s"),
        (["/venv/bin/celery"], "", "statement_timeout=300s -c lock_timeout=60s"),
        (["manage.py", "migrate"], "", "statement_timeout=0s -c lock_timeout=0s"),
    ],
)
def test_pages_are_less_patient_than_workers_and_commands_wait(monkeypatch, argv, given, expected):
    monkeypatch.setattr(sys, "argv", argv)
    monkeypatch.setenv("DATABASE_PATIENCE", given)
    assert expected in patience.patience()
