"""How does a kind of record declare its fields? Each field says once what it is.

    @kind(Section.HARDWARE)
    class Component(Record):
        name: Line = say("Item")
        unit_value: Dollars | None = say("Value of one", audience=Audience.PROGRAM)

Label, help, audience, unit and source stand beside the type. Forms, pages, the API, the leak check
and the JSON Schema read them from there. A field without `say` fails at import.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from enum import StrEnum
from types import UnionType
from typing import Any, Union, dataclass_transform, get_args, get_origin, get_type_hints
from uuid import UUID

from proposals.content.meanings import Choice, Flag, Known, Meaning
from proposals.content.sections import Section

SAID = "said"
NO_ID = UUID(int=0)


class Audience(StrEnum):
    """Who may read a value. The program office and the contributor of the record always may.

    PUBLIC: everybody; it may leave to the catalog. CONSORTIUM: every member. ANCHOR: the anchor
    member. PROGRAM: nobody else, not even the anchor member.
    """

    PUBLIC = "PUBLIC"
    CONSORTIUM = "CONSORTIUM"
    ANCHOR = "ANCHOR"
    PROGRAM = "PROGRAM"

    @property
    def mark(self) -> str:
        """What stands at a field and at its value."""
        return MARKS[self]


MARKS = {
    Audience.PUBLIC: "Public",
    Audience.CONSORTIUM: "Members only",
    Audience.ANCHOR: "Business confidential",
    Audience.PROGRAM: "Program office only",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a field says about itself.

    `called` names the value in a message of the leak check, for an officer or the anchor member:
    `{0}` is the record, `{1}` the record it stands in. `is_name`: the value is looked for in public
    texts as words of their own, however short. `is_searched`: False for what the public knows
    anyway.
    """

    label: str
    help: str
    audience: Audience
    unit: str
    source: str
    called: str
    is_name: bool
    is_searched: bool
    lines: int


def say(
    label: str,
    *,
    help: str = "",  # noqa: A002  the word that forms use
    audience: Audience = Audience.ANCHOR,
    unit: str = "",
    source: str = "",
    called: str = "",
    is_name: bool = False,
    is_searched: bool = True,
    lines: int = 3,
    default: Any = MISSING,
) -> Any:
    """A field; required without a `default`, and never public by omission: ANCHOR by itself."""
    said = Said(
        label=label,
        help=help,
        audience=audience,
        unit=unit,
        source=source,
        called=called,
        is_name=is_name,
        is_searched=is_searched,
        lines=lines,
    )
    return field(default=default, metadata={SAID: said})


@dataclass(frozen=True, kw_only=True)
class Record:
    """What the anchor member or another member contributes: one row of a dossier.

    `id` never changes and is never used again. `contributor` is the organization that speaks.
    """

    id: UUID = NO_ID
    contributor: int = 0

    def problems(self, known: Known) -> dict[str, str]:
        """What is wrong between the fields: field -> what to do."""
        return {}

    def heading(self) -> str:
        """What the record is called where it stands for itself."""
        return str(getattr(self, "name", ""))

    def anchor(self) -> str:
        """Its own HTML id, where it has one."""
        return ""

    def asks(self, field: str) -> bool:
        """Is this field asked of this record?"""
        return True

    def offers(self, field: str) -> frozenset[str] | None:
        """Which of the choices of a field this record has; None for all of them."""
        return None

    def help_of(self, field: str) -> str:
        """What is said besides the help of the field."""
        return ""

    def words(self, field: str, known: Known) -> str:
        """A field in words that its meaning alone cannot find; "" for all others."""
        return ""

    def computed(self, known: Known) -> Iterator["Computed"]:
        """What follows from the fields and is read beside them."""
        yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """A value that follows from a record, in words. Whoever may read field `of` may read it.

    `is_aside`: as in `Kind`.
    """

    label: str
    words: str
    of: str
    is_aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a kind: name, what it says, what its values mean."""

    name: str
    said: Said
    meaning: Meaning
    is_optional: bool
    default: Any

    @property
    def is_required(self) -> bool:
        return self.default is MISSING


class Layout(StrEnum):
    """How several records of a kind are read: each for itself, or as the rows of a table."""

    BLOCKS = "BLOCKS"
    TABLE = "TABLE"


class Writer(StrEnum):
    """Who writes the records of a kind: the anchor member for all, or each member its own."""

    ANCHOR = "ANCHOR"
    MEMBERS = "MEMBERS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What the records of a class have in common.

    `section`: their page. `writer`: who writes them; the only one of a kind is always the anchor
    member's. `key`: fields in which no two of a proposal are the same. `legend`: what
    one is called, `plural` several. `owner`: the field that names the organization whose record it
    is. `every`: the values of the key, where there is a row for each of them; `is_fixed`: such rows
    are kept even while they say nothing. `anchor`: the HTML id of all of them, where it is not that
    of the page. `unspoken`: fields that the heading says already. `joined`: fields that are read on
    one line, under a label of their own. `aside`: fields that are no column of a table, and are
    read below their row. `marking`: the field that says who may read a record, where records
    differ. `is_attached`: they are kept at other records, and written on no page. `is_apart`: they
    speak of other records, and are written on a page that is made for them alone.
    """

    section: Section
    writer: Writer = Writer.MEMBERS
    key: tuple[str, ...] = ()
    legend: str = ""
    plural: str = ""
    owner: str = "contributor"
    every: type[StrEnum] | None = None
    is_fixed: bool = False
    layout: Layout = Layout.BLOCKS
    anchor: str = ""
    unspoken: tuple[str, ...] = ()
    joined: tuple[tuple[str, tuple[str, ...]], ...] = ()
    aside: tuple[str, ...] = ()
    groups: tuple[tuple[str, str], ...] = ()
    marking: str = ""
    is_attached: bool = False
    is_apart: bool = False


_KINDS: dict[type, Kind] = {}
_FIELDS: dict[type, tuple[Field, ...]] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(say, field))
def kind[T](section: Section, **details: Any) -> Callable[[type[T]], type[T]]:
    """Declare a class as a kind of record, with the `details` of `Kind`."""

    def declare(written: type[T]) -> type[T]:
        made = dataclass(frozen=True, kw_only=True)(written)
        _KINDS[made] = Kind(section=section, **details)
        fields_of(made)
        return made

    return declare


def kind_of(record: type) -> Kind:
    return _KINDS[record]


def contributor_of(record: Any) -> int:
    """The organization that speaks in this record."""
    found: int = getattr(record, kind_of(type(record)).owner)
    return found


def fields_of(record: type) -> tuple[Field, ...]:
    """The fields of a kind in their order. TypeError for one that says nothing."""
    if record not in _FIELDS:
        _FIELDS[record] = _declared(record)
    return _FIELDS[record]


def _declared(record: type) -> tuple[Field, ...]:
    hints = get_type_hints(record, include_extras=True)
    own = [each for each in fields(record) if each.name not in ("id", "contributor")]
    return tuple(_field(record, each, hints[each.name]) for each in own)


def fields_by_name(record: type) -> Mapping[str, Field]:
    return {each.name: each for each in fields_of(record)}


def _field(record: type, declared: Any, hint: Any) -> Field:
    said = declared.metadata.get(SAID)
    if said is None:
        raise TypeError(f"{record.__name__}.{declared.name} says nothing: give it a say(...).")
    inner, is_optional = _without_none(hint)
    return Field(
        name=declared.name,
        said=said,
        meaning=_meaning(record, declared.name, inner),
        is_optional=is_optional,
        default=declared.default,
    )


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, UnionType):
        (inner,) = (arg for arg in get_args(hint) if arg is not type(None))
        return inner, True
    return hint, False


def _meaning(record: type, name: str, hint: Any) -> Meaning:
    for part in getattr(hint, "__metadata__", ()):
        if isinstance(part, Meaning):
            return part
    if hint is bool:
        return Flag()
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Choice(tuple((str(item), getattr(item, "label", str(item))) for item in hint))
    raise TypeError(f"{record.__name__}.{name}: {hint} is no type that content knows.")
