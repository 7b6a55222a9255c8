"""What is a usable list file, and why was this one refused?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reviews.screening.parties import ListedParty

# The published row (design/screening.md section 6). A feed without one of these has changed its
# shape, and a person must look before anything is decided on it.
COLUMNS = (
    "id",
    "source",
    "entity_number",
    "type",
    "programs",
    "name",
    "title",
    "addresses",
    "federal_register_notice",
    "start_date",
    "end_date",
    "standard_order",
    "license_requirement",
    "license_policy",
    "call_sign",
    "vessel_type",
    "gross_tonnage",
    "gross_registered_tonnage",
    "vessel_flag",
    "vessel_owner",
    "remarks",
    "source_list_url",
    "alt_names",
    "citizenships",
    "dates_of_birth",
    "nationalities",
    "places_of_birth",
    "source_information_url",
    "ids",
)


class ListRefused(Exception):
    """The file is not used at all. `record` counts from 1; in a CSV it is the line in the file."""

    def __init__(
        self, reason: str, *, record: int | None = None, record_id: str | None = None
    ) -> None:
        self.reason = reason
        self.record = record
        self.record_id = record_id
        super().__init__(str(self))

    def __str__(self) -> str:
        where = f"record {self.record}" if self.record is not None else ""
        if self.record_id:
            where = f"{where} (id {self.record_id})".strip()
        return f"{where}: {self.reason}" if where else self.reason


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list that was read whole. `sha256` is that of the file as it lay on the disk.

    `is_fictional`: the file says itself that its entries are invented, as a demonstration's does.
    """

    published_at: datetime | None
    sha256: str
    parties: tuple[ListedParty, ...]
    counts: dict[str, int]
    is_fictional: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What the text of a file says, by the reader of its format."""

    parties: tuple[ListedParty, ...]
    published_at: datetime | None = None
    is_fictional: bool = False


def counts_by_source(parties: Sequence[ListedParty]) -> dict[str, int]:
    return dict(Counter(party.source for party in parties).most_common())


def refuse_duplicates(parties: Sequence[ListedParty], *, first_record: int) -> None:
    """An id must name one row, or adjudications would point at the wrong party."""
    seen: dict[str, int] = {}
    for record, party in enumerate(parties, first_record):
        if party.id in seen:
            reason = f"the id was already used by record {seen[party.id]}"
            raise ListRefused(reason, record=record, record_id=party.id)
        seen[party.id] = record
