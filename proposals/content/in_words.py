"""How are a record and its values written for people?"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from proposals.content.confidentiality import ConfidentialityMarking
from proposals.content.meanings import Known, Rows
from proposals.content.reading import Sight
from proposals.content.saying import Field, Record, fields_by_name, fields_of, kind_of
from proposals.content.whole import ProposalContent, parts, records_of


def title_of(record: Record, known: Known) -> str:
    """What a record is called where people read of it, without its codes."""
    if key := kind_of(type(record)).key:
        return words(record, fields_by_name(type(record))[key[-1]], known)
    return record.heading()


def marking_title(marking: ConfidentialityMarking, names: Mapping[UUID, str], known: Known) -> str:
    """What is marked, and of which record, where the reader knows of it."""
    what, name = title_of(marking, known), names.get(marking.record, "")
    return f"{what} ({name})" if name else what


def words(record: Any, field: Field, known: Known) -> str:
    """The value as people write it; "" for what is not stated."""
    value = getattr(record, field.name)
    if value is None or value in ("", ()):
        return ""
    if isinstance(field.meaning, Rows):
        return "\n".join(_line(inner, known) for inner in value)
    said = record.words(field.name, known) if isinstance(record, Record) else ""
    return said or field.meaning.words(value, known)


def _line(record: Any, known: Known) -> str:
    """A record within a record, on one line."""
    said = (words(record, field, known) for field in fields_of(type(record)))
    return ", ".join(text for text in said if text)


def names_of_marked(content: ProposalContent, sight: Sight, known: Known) -> dict[UUID, str]:
    """What the marked records are called, of which this reader knows."""
    marked = {marking.record for marking in content.markings}
    if not marked:
        return {}
    return {
        record.id: title_of(record, known)
        for part in parts().values()
        if part.is_record
        for record in records_of(content, part)
        if record.id in marked and sight.knows(record)
    }
