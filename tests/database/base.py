"""How is the test database emptied, although the audit trail refuses to be?

Django finds a database backend as the module `base` of a package. This one is PostgreSQL's own,
with one difference after a test that commits: rows are deleted with triggers and foreign keys off,
which is also quicker than TRUNCATE, and what migrations wrote stays.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.backends.postgresql import base, operations

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


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL, emptied as above."""

    ops_class = DatabaseOperations
