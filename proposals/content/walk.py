"""Which values does a proposal say, and who may read each? The one walk over everything."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from proposals.content.marked import Marked
from proposals.content.meanings import Name, Names, Rows
from proposals.content.saying import Audience, Field, Said, contributor_of, fields_of, kind_of
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
    audience: Audience


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
            audience=said.audience,
        )
    marked = Marked(content.markings)
    for part in parts().values():
        for record in records_of(content, part):
            yield from _answers_of(record, contributor_of(record), marked)


def _answers_of(
    record: Any, contributor: int, marked: Marked, owner: Any = None
) -> Iterator[Answer]:
    """Every value of a record, and of the records within it."""
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        if isinstance(field.meaning, Rows):
            for inner in value:
                yield from _answers_of(inner, contributor, marked, record)
        else:
            audience = marked.audience(record, field)
            yield from _each(_singles(value), field, record, owner, (contributor, audience))


def _each(
    told: tuple[Any, ...], field: Field, record: Any, owner: Any, whose: tuple[int, Audience]
) -> Iterator[Answer]:
    contributor, audience = whose
    for single in told:
        yield Answer(
            record=record,
            owner=owner,
            name=field.name,
            value=single,
            said=field.said,
            contributor=contributor,
            audience=audience,
        )


def _singles(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


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


def confidential_answers(
    content: ProposalContent, *, worth: Callable[[Any], bool] = bool
) -> Iterator[Answer]:
    """Everything that is not public and `worth` it: texts, numbers, whatever a field holds. What
    says nothing, an empty text or 0, is not.
    """
    walk = _Confidential(marked=Marked(content.markings), worth=worth)
    for part in parts().values():
        for record in records_of(content, part):
            yield from walk.answers_of(record, contributor_of(record))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Confidential:
    """The walk that looks at nothing but what may be confidential."""

    marked: Marked
    worth: Callable[[Any], bool]

    def answers_of(self, record: Any, contributor: int, owner: Any = None) -> Iterator[Answer]:
        of: Any = type(record)
        for field in fields_of(of) if self.marked.touches(record) else _not_public(of):
            value = getattr(record, field.name)
            if isinstance(field.meaning, Rows):
                for inner in value:
                    yield from self.answers_of(inner, contributor, record)
                continue
            told = tuple(filter(self.worth, _singles(value)))
            audience = self.marked.audience(record, field) if told else Audience.PUBLIC
            if audience is not Audience.PUBLIC:
                yield from _each(told, field, record, owner, (contributor, audience))


@cache
def _not_public(record: Any) -> tuple[Field, ...]:
    """The fields of a kind that may hold something that is not public, where nothing is marked."""
    return tuple(
        field
        for field in fields_of(record)
        if isinstance(field.meaning, Rows)
        or kind_of(record).marking
        or field.said.audience is not Audience.PUBLIC
    )
