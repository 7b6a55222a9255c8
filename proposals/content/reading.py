"""What of a proposal may this person read? An allow-list: what is not allowed is not there."""

from dataclasses import MISSING, dataclass, replace
from typing import Any

from proposals.content.meanings import Rows
from proposals.content.saying import Audience, Field, audience_of, fields_of
from proposals.content.walk import contributor_of
from proposals.content.whole import Part, ProposalContent, parts, records_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads: for which organizations, whether for the anchor member or the program office.

    Nobody at all is the public.
    """

    organizations: frozenset[int] = frozenset()
    is_anchor: bool = False
    is_program: bool = False

    def may_read(self, audience: Audience, contributor: int) -> bool:
        if self.is_program or contributor in self.organizations:
            return True
        match audience:
            case Audience.PUBLIC:
                return True
            case Audience.CONSORTIUM:
                return bool(self.organizations)
            case Audience.ANCHOR:
                return self.is_anchor
            case Audience.PROGRAM:
                return False


PROGRAM_OFFICE = Reader(is_program=True)


def for_reader(content: ProposalContent, reader: Reader) -> ProposalContent:
    """The content with nothing but what this reader may know; the rest is blank.

    A record of which they may read nothing but what an empty one says is left out.
    """
    if reader.is_program:
        return content
    return replace(
        content, **{part.name: _records(content, part, reader) for part in parts().values()}
    )


def _records(content: ProposalContent, part: Part, reader: Reader) -> Any:
    shown = [
        _shown(record, contributor_of(record), reader)
        for record in records_of(content, part)
        if not part.is_many or _is_known(record, contributor_of(record), reader)
    ]
    return tuple(shown) if part.is_many else shown[0]


def _is_known(record: Any, contributor: int, reader: Reader) -> bool:
    """May they read anything of this record?"""
    return any(
        reader.may_read(audience_of(record, field.said), contributor)
        for field in fields_of(type(record))
    )


def _shown(record: Any, contributor: int, reader: Reader) -> Any:
    values = {
        field.name: _value(field, record, contributor, reader) for field in fields_of(type(record))
    }
    return replace(record, **values)


def _value(field: Field, record: Any, contributor: int, reader: Reader) -> Any:
    value = getattr(record, field.name)
    if not reader.may_read(audience_of(record, field.said), contributor):
        return blank(field, value)
    if isinstance(field.meaning, Rows):
        return tuple(_shown(inner, contributor, reader) for inner in value)
    return value


def blank(field: Field, value: Any) -> Any:
    """What stands in a field that says nothing."""
    if field.default is not MISSING:
        return field.default
    if field.is_optional:
        return None
    return type(value)() if isinstance(value, (str, bool, tuple)) else None
