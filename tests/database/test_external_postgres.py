"""Does the portal run on a PostgreSQL server of its own, and not only on the embedded one?"""

import os
import subprocess
import sys
import uuid

import psycopg
import pytest
from psycopg import sql

from tests.contracts.code import ROOT

AN_EVENT = """
    INSERT INTO audit_auditevent
        (at, actor_label, verb, subject_type, subject_id, summary, data, previous_hash, hash)
    VALUES (now(), 'test', 'test', 'test', '1', '', '{}', '', 'abc')
"""


@pytest.fixture
def fresh_database(external_postgres):
    """The URL of an empty database on that server, dropped afterwards."""
    name = f"portal_test_{uuid.uuid4().hex}"
    with psycopg.connect(external_postgres, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield f"{external_postgres.rpartition('/')[0]}/{name}"
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def test_another_server_takes_the_tables_the_triggers_and_the_policy_data(fresh_database):
    migrate(fresh_database)

    with psycopg.connect(fresh_database, autocommit=True) as database:
        row = database.execute("SELECT count(*) FROM policy_policysnapshot").fetchone()
        assert row is not None
        assert row[0] > 0
        database.execute(AN_EVENT)
        with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="append-only"):
            database.execute("UPDATE audit_auditevent SET verb = 'another'")


def migrate(url):
    settings = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "exports_portal.settings.test"}
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
