"""What of a proposal may this person read? An allow-list: what is not allowed is not there."""

from collections.abc import Iterable
from dataclasses import MISSING, dataclass, replace
from dataclasses import field as also
from functools import lru_cache
from typing import Any

from proposals.content.confidentiality import ConfidentialityMarking
from proposals.content.hardware import Category, Component
from proposals.content.marked import Marked, declared_audience
from proposals.content.meanings import Rows
from proposals.content.saying import Audience, Field, Record, contributor_of, fields_of, kind_of
from proposals.content.whole import Part, ProposalContent, parts, records_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads: for which organizations, whether for the anchor member or the program office.

    Nobody at all is the public. `also_marked`: markings that count whatever is read, so that what
    is marked today is withheld of an earlier version too, and of what was removed. An answer is
    kept under the `repr` of its reader, so everything that decides what is read is in it.
    """

    organizations: frozenset[int] = frozenset()
    is_anchor: bool = False
    is_program: bool = False
    also_marked: tuple[ConfidentialityMarking, ...] = also(default=(), compare=False)

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


# Keys of no organization: of a contributor whose record it is not, and of a member in a preview.
NOBODY, ANOTHER_MEMBER = -1, -2
UNKNOWN_COMPONENT = Component(name="", category=Category.OTHER, manufacturer="", quantity=1)
PROGRAM_OFFICE = Reader(is_program=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a reader may read of the records of a proposal, by what is declared and marked."""

    reader: Reader
    marked: Marked

    def reads(self, record: Any, field: Field) -> bool:
        return self.reader.may_read(self.marked.audience(record, field), contributor_of(record))

    def knows(self, record: Any) -> bool:
        """May they read anything of this record?"""
        return self.blanks(record, contributor_of(record)).is_known

    def blanks(self, record: Any, contributor: int) -> "Blanks":
        """What of a record, also of one within another, is not for this reader."""
        of: Any = type(record)
        reader = self.reader
        if self.marked.touches(record):
            audience = self.marked.audience
            return _blanks(
                of,
                tuple(
                    field.name
                    for field in fields_of(of)
                    if not reader.may_read(audience(record, field), contributor)
                ),
            )
        is_alike = bool(kind_of(of).marking)
        marked = declared_audience(record, fields_of(of)[0]) if is_alike else None
        is_own = reader.is_program or contributor in reader.organizations
        return _declared_blanks(of, marked, is_own=is_own, reader=reader)

    def withheld(self, record: Any, field: Field) -> ConfidentialityMarking | None:
        """The marking that keeps this reader from what they would read without it."""
        if self.reads(record, field):
            return None
        declared = declared_audience(record, field)
        if not self.reader.may_read(declared, contributor_of(record)):
            return None
        return self.marked.marking(record, field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blanks:
    """What of a record is blank for a reader, which of its fields hold records that are looked at
    one by one, and whether they may read anything at all of it.
    """

    hidden: tuple[Field, ...]
    rows: tuple[Field, ...]
    is_known: bool


@lru_cache(maxsize=10_000)
def _declared_blanks(of: Any, marked: Audience | None, *, is_own: bool, reader: Reader) -> Blanks:
    """The same for each record of a class that is declared alike, for one's own and for others."""
    contributor = next(iter(reader.organizations), 0) if is_own else NOBODY
    return _blanks(
        of,
        tuple(
            field.name
            for field in fields_of(of)
            if not reader.may_read(marked or field.said.audience, contributor)
        ),
    )


def _blanks(of: Any, names: tuple[str, ...]) -> Blanks:
    fields = fields_of(of)
    return Blanks(
        hidden=tuple(field for field in fields if field.name in names),
        rows=tuple(f for f in fields if isinstance(f.meaning, Rows) and f.name not in names),
        is_known=len(names) < len(fields),
    )


def sight_of(reader: Reader, *contents: ProposalContent) -> Sight:
    """Whose markings count: those of each of these contents."""
    markings = (content.markings for content in contents)
    return Sight(reader=reader, marked=Marked(*markings, reader.also_marked))


def for_reader(content: ProposalContent, reader: Reader) -> ProposalContent:
    """The content with nothing but what this reader may know; the rest is blank.

    A record of which they may read nothing but what an empty one says is left out. Of a public text
    that is marked the substitute is read.
    """
    if reader.is_program:
        return content
    sight = sight_of(reader, content)
    return replace(
        content, **{part.name: shown_records(content, part, sight) for part in parts().values()}
    )


def shown_records(content: ProposalContent, part: Part, sight: Sight) -> Any:
    """What a reader may know of a kind: all of its records, or the one of another."""
    shown = [
        shown_to(sight, record)
        for record in records_of(content, part)
        if not part.is_many or sight.knows(record)
    ]
    return tuple(shown) if part.is_many else shown[0]


def shown_to[R](sight: Sight, record: R) -> R:
    """A record as this reader may know it."""
    shown: R = _shown(record, sight, contributor_of(record))
    return shown


def whole_marking(record: Any, sight: Sight) -> tuple[ConfidentialityMarking | None, Audience]:
    """How all of a record is marked, as far as this reader may know, and who reads it then."""
    marking = sight.marked.marking(record) if isinstance(record, Record) else None
    audience = sight.marked.audience(record, fields_of(type(record))[0])
    return marking and shown_to(sight, marking), audience


def shown_components(rows: Iterable[Component], sight: Sight) -> list[Component]:
    """Each of them, as far as this reader may know it; of one that they may not know at all that it
    is there, so that what is computed from them is not taken for the whole.
    """
    return [shown_to(sight, row) if sight.knows(row) else UNKNOWN_COMPONENT for row in rows]


def _shown(record: Any, sight: Sight, contributor: int) -> Any:
    """The record itself where nothing of it is blank; also one within another."""
    blanks = sight.blanks(record, contributor)
    changed = {field.name: instead_of(field, record, sight) for field in blanks.hidden}
    for field in blanks.rows:
        said = getattr(record, field.name)
        changed[field.name] = tuple(_shown(inner, sight, contributor) for inner in said)
    return replace(record, **changed) if changed else record


def instead_of(field: Field, record: Any, sight: Sight) -> Any:
    """What stands in a field that is not for this reader."""
    is_public = field.said.audience is Audience.PUBLIC and not kind_of(type(record)).marking
    if is_public and (marking := sight.withheld(record, field)):
        return marking.public_substitute
    return blank(field, getattr(record, field.name))


def blank(field: Field, value: Any) -> Any:
    """What stands in a field that says nothing."""
    if field.default is not MISSING:
        return field.default
    if field.is_optional:
        return None
    return type(value)() if isinstance(value, (str, bool, tuple)) else None
