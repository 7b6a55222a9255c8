"""Does a migration that sets a bound name the rows that stand in its way?"""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from exports_portal.rows_beyond import MOST_NAMED, RowsBeyondBounds
from proposals.models import Proposal
from tests.factories.proposals import CallFactory, ConsortiumFactory

pytestmark = pytest.mark.django_db
BOUNDS = "every_text_and_number_has_a_bound"


def drafts(number):
    consortium = ConsortiumFactory()
    return Proposal.objects.bulk_create(
        Proposal(
            consortium=consortium,
            call=CallFactory(),
            title=f"Draft {position}",
            created_by=consortium.founded_by,
        )
        for position in range(number)
    )


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
    ("app", "number"),
    [("exports_portal.accounts", "0007"), ("proposals", "0008"), ("reviews", "0012")],
)
def test_rows_within_the_bounds_are_no_hindrance(app, number):
    drafts(1)
    look(app, number)


def test_a_text_that_is_too_long_is_named_with_table_column_and_key():
    proposal, other = drafts(2)
    without_bound("proposals_proposal", "content_justification", "text")
    without_bound("proposals_proposal", "sectors")
    Proposal.objects.filter(pk=proposal.pk).update(content_justification="x" * 20_001)
    Proposal.objects.filter(pk=other.pk).update(sectors=["ENERGY"] * 101)

    with pytest.raises(RowsBeyondBounds) as refused:
        look("proposals", "0008")

    beyond = "the rows {} are beyond the bound ({})".format
    justification, table = "content_justification", "proposals_proposal"
    most = f"char_length({justification}) <= 20000"
    assert str(refused.value).splitlines() == [
        "Correct these rows, then migrate again:",
        f"{table}.sectors: {beyond(other.pk, 'cardinality(sectors) <= 100')}",
        f"{table}.{justification}: {beyond(proposal.pk, most)}",
    ]


def test_of_many_rows_the_first_are_named():
    rows = drafts(MOST_NAMED + 1)
    without_bound("proposals_proposal", "sectors")
    Proposal.objects.update(sectors=["ENERGY"] * 101)
    with pytest.raises(RowsBeyondBounds) as refused:
        look("proposals", "0008")
    assert f"{rows[MOST_NAMED - 1].pk} and more are beyond" in str(refused.value)
