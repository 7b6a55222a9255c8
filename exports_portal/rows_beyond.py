"""Which rows of an older database would a new bound refuse? Said before the bound is set."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import migrations
from django.db.migrations.operations.base import Operation

MOST_NAMED = 20  # rows of one column; whoever has more of them needs a query, not a sentence


class RowsBeyondBounds(Exception):
    """Nothing was changed. Each line names a table, a column and primary keys."""


class LookFirst(Operation):
    """Refuses to go on with rows that the operations of the same migration would stumble over.

    `checks` are table, column and the condition (SQL) that holds afterwards. The longest texts are
    read from the operations themselves. Every table here has its key in the column `id`.
    """

    reversible = True

    def __init__(
        self, operations: Sequence[Operation], checks: Sequence[tuple[str, str, str]] = ()
    ) -> None:
        self.operations = operations
        self.checks = checks

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models stay as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, _to_state: Any
    ) -> None:
        holding = [*self.checks, *self._longest_texts(app_label, from_state.apps)]
        with schema_editor.connection.cursor() as cursor:
            found = [line for check in holding for line in _beyond(cursor, *check)]
        if found:
            raise RowsBeyondBounds("\n".join(["Correct these rows, then migrate again:", *found]))

    def database_backwards(self, *_: Any) -> None:
        """A bound that is taken away stumbles over nothing."""

    def _longest_texts(self, app_label: str, apps: Any) -> Iterator[tuple[str, str, str]]:
        for operation in self.operations:
            if not isinstance(operation, migrations.AlterField):
                continue
            if most := getattr(operation.field, "max_length", None):
                options = apps.get_model(app_label, operation.model_name)._meta
                column = options.get_field(operation.name).column
                yield options.db_table, column, f"char_length({column}) <= {most}"


def _beyond(cursor: Any, table: str, column: str, holds: str) -> Iterator[str]:
    cursor.execute(
        f"SELECT id FROM {table} WHERE NOT ({holds}) ORDER BY id LIMIT {MOST_NAMED + 1}"  # noqa: S608  our own names
    )
    keys = [str(key) for (key,) in cursor.fetchall()]
    if keys:
        more = " and more" if len(keys) > MOST_NAMED else ""
        named = ", ".join(keys[:MOST_NAMED])
        yield f"{table}.{column}: the rows {named}{more} are beyond the bound ({holds})"
