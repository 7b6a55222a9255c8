"""Which values does a proposal say, and who may read each? The one walk over everything."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from proposals.content.meanings import Name, Names, Rows
from proposals.content.saying import Audience, Field, Said, audience_of, fields_of, kind_of
from proposals.content.whole import ProposalContent, parts, records_of, scalars


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One value: its field, the record it stands in, and the record that this one stands in.

    `contributor` is the organization whose record it is, 0 for what the proposal itself says.
    """

    record: Any
    owner: Any
    name: str
    value: Any
    said: Said
    contributor: int

    @property
    def audience(self) -> Audience:
        return audience_of(self.record, self.said)


def answers(content: ProposalContent) -> Iterator[Answer]:
    """Every value, record by record, in the order of the pages."""
    for name, said in scalars().items():
        yield Answer(
            record=content,
            owner=None,
            name=name,
            value=getattr(content, name),
            said=said,
            contributor=0,
        )
    for part in parts().values():
        for record in records_of(content, part):
            yield from answers_of(record, contributor_of(record))


def contributor_of(record: Any) -> int:
    """The organization that speaks in this record."""
    found: int = getattr(record, kind_of(type(record)).owner)
    return found


def answers_of(record: Any, contributor: int, owner: Any = None) -> Iterator[Answer]:
    """Every value of a record, and of the records within it."""
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        if isinstance(field.meaning, Rows):
            for inner in value:
                yield from answers_of(inner, contributor, record)
        else:
            yield from _answers(field, value, record, owner, contributor)


def _answers(
    field: Field, value: Any, record: Any, owner: Any, contributor: int
) -> Iterator[Answer]:
    for single in value if isinstance(value, tuple) else (value,):
        yield Answer(
            record=record,
            owner=owner,
            name=field.name,
            value=single,
            said=field.said,
            contributor=contributor,
        )


def names_in(record: Any) -> Iterator[str]:
    """Every name of a party in a record, and in the records within it; "" where none is given."""
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        match field.meaning:
            case Rows():
                for inner in value:
                    yield from names_in(inner)
            case Names():
                yield from value
            case Name():
                yield value


def confidential_answers(content: ProposalContent) -> Iterator[Answer]:
    """Everything that is not public: texts, numbers, whatever a field holds."""
    return (found for found in answers(content) if found.audience is not Audience.PUBLIC)
