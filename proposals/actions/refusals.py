"""Why is a record not saved as it was sent, and what does whoever sent it need to know?"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from exports_portal.errors import EditConflict, InvalidInput
from proposals.content.merging import Conflict

AS_IT_WAS = (
    "A marking comes back as it was when it was taken back. Bring that back, then change it on its "
    "page: that asks who may read the value."
)


class UsedBefore(InvalidInput):
    """A new record has the id of one that says something else now, or was removed."""


class RecordConflict(EditConflict):
    """Somebody else changed the same field. `record` says what both said, and in a conflict what
    was typed last, on revision `base`; nothing is saved yet.
    """

    def __init__(self, conflicts: Sequence[Conflict], record: Any, base: int) -> None:
        super().__init__(
            "Somebody else saved this record after you opened it, and changed what you changed. "
            "Compare, then save again: what stands in the form is kept then."
        )
        self.conflicts = tuple(conflicts)
        self.record = record
        self.base = base


class RowsRefused(InvalidInput):
    """Rows of a table are wrong, so none was saved. `rows`: id of the record -> name of the field
    -> what is wrong with it; under "" what is wrong with the whole row.
    """

    def __init__(self, rows: Mapping[UUID, Mapping[str, str]]) -> None:
        super().__init__("Nothing was saved: some cells need a correction.")
        self.rows = dict(rows)


class RowsConflict(EditConflict):
    """Somebody else changed the same fields of rows of a table. `rows` are the records as they are
    now; nothing is saved.
    """

    def __init__(
        self, conflicts: Mapping[UUID, Sequence[Conflict]], rows: Mapping[UUID, Any]
    ) -> None:
        super().__init__("Somebody else changed what you changed. Nothing was saved: choose.")
        self.conflicts = dict(conflicts)
        self.rows = rows
