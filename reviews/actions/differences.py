"""What changed between two versions of the screening list, without reading both of them whole?"""

from collections import Counter
from collections.abc import Iterator

from django.db import connection, transaction

from exports_portal.canonical import read_as
from reviews.models import ListChange, ListDifference, ListEntry, ListVersion
from reviews.screening.changes import NOT_SUBSTANCE, changes_between
from reviews.screening.parties import ListedParty
from reviews.states import ChangeKind

ROWS_AT_A_TIME = 2000
# The database leaves out whatever stands in both versions and says the same in both; of rows that
# are equal within a version the n-th of one stands for the n-th of the other.
IN_ONE_ALONE = """
    WITH said AS (
        SELECT id, version_id, position, md5((data - %s::text[])::text) AS words
        FROM reviews_listentry WHERE version_id IN (%s, %s)
    ), numbered AS (
        SELECT id, words,
            row_number() OVER (PARTITION BY version_id, words ORDER BY position) AS nth
        FROM said
    )
    SELECT min(id) FROM numbered GROUP BY words, nth HAVING count(*) = 1
"""


@transaction.atomic
def difference_between(before: ListVersion, after: ListVersion) -> ListDifference:
    """The difference, kept: it is computed when nobody asked for it before."""
    difference, is_new = ListDifference.objects.get_or_create(before=before, after=after)
    if is_new:
        changes = list(_changes(difference))
        ListChange.objects.bulk_create(changes, batch_size=ROWS_AT_A_TIME)
        difference.counts = _counts(changes)
        difference.save(update_fields=["counts"])
    return difference


def _changes(difference: ListDifference) -> Iterator[ListChange]:
    """Changed ones first, then added, then removed: what decisions hang on comes first."""
    entries = ListEntry.objects.in_bulk(_in_one_alone(difference))
    old, new = (
        {read_as(ListedParty, entry.data): entry for entry in _of(version, entries)}
        for version in (difference.before, difference.after)
    )
    found = changes_between(list(old), list(new))
    pairs: list[tuple[ChangeKind, ListEntry | None, ListEntry | None]] = [
        *((ChangeKind.CHANGED, old[before], new[after]) for before, after in found.changed),
        *((ChangeKind.ADDED, None, new[after]) for after in found.added),
        *((ChangeKind.REMOVED, old[before], None) for before in found.removed),
    ]
    for position, (kind, before, after) in enumerate(pairs):
        entry = after or before
        assert entry is not None  # noqa: S101  one of the two stands somewhere
        yield ListChange(
            difference=difference,
            position=position,
            kind=kind,
            source=entry.data["source"],
            before=before,
            after=after,
        )


def _in_one_alone(difference: ListDifference) -> list[int]:
    pair = (difference.before_id, difference.after_id)
    with connection.cursor() as cursor:
        cursor.execute(IN_ONE_ALONE, (list(NOT_SUBSTANCE), *pair))
        return [row[0] for row in cursor.fetchall()]


def _of(version: ListVersion, entries: dict[int, ListEntry]) -> list[ListEntry]:
    own = (entry for entry in entries.values() if entry.version_id == version.pk)
    return sorted(own, key=lambda entry: entry.position)


def _counts(changes: list[ListChange]) -> dict[str, dict[str, int]]:
    counted = Counter((change.source, change.kind) for change in changes)
    sources = sorted({source for source, _ in counted})
    return {
        source: {kind.value: counted[source, kind] for kind in ChangeKind} for source in sources
    }
