"""How is the test database emptied, although the audit trail refuses to be?

Django finds a database backend as the module `base` of a package. This one is PostgreSQL's own,
with one difference after a test that commits: rows are deleted with triggers and foreign keys off,
which is also quicker than TRUNCATE, and what migrations wrote stays.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.backends.postgresql import base, creation, operations

WRITTEN_BY_MIGRATIONS = ("policy_", "django_content_type", "auth_permission")


class DatabaseOperations(operations.DatabaseOperations):
    """PostgreSQL's operations, able to empty append-only tables."""

    def sql_flush(self, style: Any, tables: Iterable[str], **options: bool) -> list[str]:
        del style, options  # colours and sequences make no difference here
        emptied = [table for table in tables if not table.startswith(WRITTEN_BY_MIGRATIONS)]
        return [f"DELETE FROM {self.quote_name(table)}" for table in emptied]

    def execute_sql_flush(self, sql_list: Iterable[str]) -> None:
        with transaction.atomic(using=self.connection.alias):
            with self.connection.cursor() as cursor:
                cursor.execute("SET LOCAL session_replication_role = replica")
            super().execute_sql_flush(sql_list)


class DatabaseCreation(creation.DatabaseCreation):
    """PostgreSQL's, which drops a database although a browser's last request still holds it."""

    def _destroy_test_db(self, test_database_name: str, verbosity: int) -> None:
        name = self.connection.ops.quote_name(test_database_name)
        with self._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL, emptied and dropped as above."""

    ops_class = DatabaseOperations
    creation_class = DatabaseCreation
