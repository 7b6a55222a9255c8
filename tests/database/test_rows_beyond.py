"""Does a migration that sets a bound name the rows that stand in its way?"""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from exports_portal.accounts.models import Organization
from exports_portal.rows_beyond import MOST_NAMED, RowsBeyondBounds
from reviews.models import ListVersion
from tests.factories.accounts import OrganizationFactory
from tests.factories.reviews import fictional_list

pytestmark = pytest.mark.django_db
BOUNDS = "every_text_and_number_has_a_bound"


def look(app, number):
    """What the migration does first, on the tables as they are now, but without their bounds."""
    migration = import_module(f"{app}.migrations.{number}_{BOUNDS}").Migration
    first = migration.operations[0]
    label = app.rpartition(".")[2]
    state = MigrationExecutor(connection).loader.project_state((label, f"{number}_{BOUNDS}"))
    with connection.schema_editor() as editor:
        first.database_forwards(label, editor, state, state)


def without_bound(table, column, kind=None):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        if kind:
            cursor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE {kind}")
        else:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_{column}_bounds")


@pytest.mark.parametrize(
    ("app", "number"), [("exports_portal.accounts", "0007"), ("reviews", "0012")]
)
def test_rows_within_the_bounds_are_no_hindrance(app, number):
    fictional_list()
    OrganizationFactory()
    look(app, number)


def test_a_text_that_is_too_long_is_named_with_table_column_and_key():
    version = fictional_list()
    without_bound("reviews_listversion", "decision_reason", "text")
    ListVersion.objects.filter(pk=version.pk).update(decision_reason="x" * 4_001)

    with pytest.raises(RowsBeyondBounds) as refused:
        look("reviews", "0012")

    bound = "beyond the bound (char_length(decision_reason) <= 4000)"
    assert str(refused.value).splitlines() == [
        "Correct these rows, then migrate again:",
        f"reviews_listversion.decision_reason: the rows {version.pk} are {bound}",
    ]


def test_of_many_rows_the_first_are_named():
    rows = sorted(OrganizationFactory().pk for _ in range(MOST_NAMED + 1))
    without_bound("accounts_organization", "other_names")
    Organization.objects.filter(pk__in=rows).update(other_names=["Harbor"] * 51)
    with pytest.raises(RowsBeyondBounds) as refused:
        look("exports_portal.accounts", "0007")
    assert f"{rows[MOST_NAMED - 1]} and more are beyond" in str(refused.value)
