"""What would a draft say if a file was imported into it? Nothing is written here."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from exports_portal.bounds import MOST_RECORDS
from exports_portal.canonical import canonical_json, digest, plain
from exports_portal.errors import InvalidInput
from proposals.actions.drafts import SectionDraft
from proposals.actions.marked_rows import with_their_markings
from proposals.actions.records import Row, one_as_written, rows_as_written
from proposals.content import ProposalContent
from proposals.content.known import Known
from proposals.content.reading import Reader, sight_of
from proposals.content.saying import fields_of, kind_of
from proposals.content.sections import Section
from proposals.content.whole import (
    Part,
    anchor_of,
    parts,
    records_of,
    said_by_others,
    section_digest,
    spoken_by,
    with_records,
)
from proposals.content.writing import RecordRefused, data_of, record_from, shallow
from proposals.exchange.found import Found, FoundRow, ImportRefused, Problem, refuse_any


class Mode(StrEnum):
    """What becomes of what the file does not say."""

    ADD = "ADD"
    REPLACE = "REPLACE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """In the name of which member something is imported, and what whoever does it may read."""

    contributor: int
    reader: Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What this member says now and would say, what is handed to the save of each page, what it
    does not write (`left_out`), and what all of that was made on (`read_digest`).
    """

    before: ProposalContent
    after: ProposalContent
    drafts: Mapping[Section, SectionDraft]
    left_out: Sequence[str]
    read_digest: str


@dataclass(slots=True, kw_only=True)
class Planning:
    """What is known while a plan is made, and what was found wrong so far.

    `content` is without what other members say.
    """

    content: ProposalContent
    mode: Mode
    speaker: Speaker
    known: Known
    problems: list[Problem] = field(default_factory=list)


def planned(
    content: ProposalContent, found: Found, mode: Mode, speaker: Speaker, known: Known
) -> Plan:
    """ImportRefused with everything that keeps the file from being applied, row by row."""
    own = spoken_by(content, speaker.contributor)
    planning = Planning(content=own, mode=mode, speaker=speaker, known=known)
    theirs, left_out = _of_the_speaker(content, found, speaker)
    rows, cannot_be_marked = with_their_markings(own, theirs)
    typed = {name: _typed(planning, parts()[name], each) for name, each in rows.items()}
    refuse_any(planning.problems)
    after: dict[str, Sequence[Any]] = {}
    for name, each in typed.items():
        made = _as_saved(planning, parts()[name], each)
        if list(made) != list(records_of(own, parts()[name])):
            after[name] = made
    return Plan(
        before=own,
        after=with_records(own, after),
        drafts=_drafts({name: typed[name] for name in after}),
        left_out=[*left_out, *cannot_be_marked],
        read_digest=digest_of(own, rows),
    )


def _of_the_speaker(
    content: ProposalContent, found: Found, speaker: Speaker
) -> tuple[dict[str, Sequence[FoundRow]], list[str]]:
    """The rows that this member writes, and in words those that it does not."""
    theirs, anchor = said_by_others(content, speaker.contributor), anchor_of(content)
    names = {each.organization_id: each.legal_name for each in content.members}
    rows, left_out = dict[str, Sequence[FoundRow]](), list[str]()
    for name, each in found.rows.items():
        part = parts()[name]
        if not part.is_written_by(speaker.contributor, anchor):
            if any(_says_anything(row, part) for row in each):
                left_out.append(f"{part.section.label}: only the anchor member writes this.")
            continue
        others, strangers = _others(theirs, part), names.keys() - {speaker.contributor}
        whose = [_whose(row, part, others, strangers) for row in each]
        rows[name] = [row for row, pk in zip(each, whose, strict=True) if not pk]
        left_out += [
            f"{row.place}: {names.get(pk, 'Another member')} says this itself."
            for row, pk in zip(each, whose, strict=True)
            if pk
        ]
    return rows, left_out


def _whose(row: FoundRow, part: Part, others: Mapping[str, int], strangers: Set[int]) -> int:
    """The other member that says this: by its id in the draft, or as the file has it. 0: nobody."""
    said = row.speaker if part.is_of_each_member and row.speaker in strangers else 0
    return others.get(str(row.values.get("id", "")), said)


def _others(theirs: ProposalContent, part: Part) -> dict[str, int]:
    """Which records are those of other members: id -> whose."""
    if not part.is_of_each_member:
        return {}
    return {str(record.id): record.contributor for record in records_of(theirs, part)}


def digest_of(content: ProposalContent, rows: Iterable[str]) -> str:
    """What the pages say that the file speaks of; asked for again when the file is applied."""
    sections = {parts()[name].section for name in rows}
    return digest({section: section_digest(content, section) for section in sections})


def _drafts(typed: Mapping[str, Sequence[Row]]) -> dict[Section, SectionDraft]:
    found: dict[Section, SectionDraft] = {}
    for name, rows in typed.items():
        part = parts()[name]
        before = found.get(part.section, SectionDraft(values={}))
        found[part.section] = SectionDraft(
            values=before.values if part.is_many else rows[0],
            rows=rows if part.is_many else before.rows,
        )
    return found


def _as_saved(planning: Planning, part: Part, rows: Sequence[Row]) -> Sequence[Any]:
    """The records as the save makes them. With nothing to say the only one of a kind stays."""
    if not part.is_many and not rows:
        return records_of(planning.content, part)
    try:
        if not part.is_many:
            return [one_as_written(planning.content, part, rows[0], planning.known)]
        made = rows_as_written(planning.content, part, rows, planning.known)
    except InvalidInput as refusal:
        raise ImportRefused(
            *(Problem(place="", text=text) for text in refusal.reasons)
        ) from refusal
    speaker = planning.speaker.contributor
    return [each if each.contributor else replace(each, contributor=speaker) for each in made]


def _typed(planning: Planning, part: Part, rows: Sequence[FoundRow]) -> list[Row]:
    """The rows as a form would send them: all of a kind that is many, or the one of another."""
    made = _Matching(planning, part).rows(rows)
    # No file takes a marking back: that asks first who would read the value then.
    is_replaced = planning.mode is Mode.REPLACE and not kind_of(part.of).is_apart
    if not part.is_many or is_replaced:
        return made
    before = {old.id: old for old in records_of(planning.content, part)}
    changed = {row["id"]: row for row in made if row.get("id") in before}
    kept = [changed.get(pk, shallow(old)) for pk, old in before.items()]
    added = [row for row in made if row.get("id") not in before]
    _refuse_too_many(planning, part, len(kept) + len(added))
    return [*kept, *added]


def _refuse_too_many(planning: Planning, part: Part, count: int) -> None:
    if count > MOST_RECORDS:
        text = f"A proposal takes {MOST_RECORDS:,} of them, and these would be {count:,}."
        planning.problems.append(Problem(place=part.plural, text=text))


class _Matching:
    """Finds for each row the record that it is: by its id, by its key, or because it says the same.

    Where rows take the place of others, a record is also known by what it is called.
    """

    def __init__(self, planning: Planning, part: Part) -> None:
        self.planning, self.part = planning, part
        self.sight = sight_of(planning.speaker.reader, planning.content)
        self.key = kind_of(part.of).key
        self.blank = {each.name: _blank(each) for each in fields_of(part.of)}
        self.before = records_of(planning.content, part)
        self.by_id = {str(record.id): record for record in self.before}
        self.by_key = {self._key(shallow(record)): record for record in self.before if self.key}
        self.free = dict(self.by_id)
        self.places: dict[Any, str] = {}

    def rows(self, found: Sequence[FoundRow]) -> list[Row]:
        if not self.part.is_many:
            return [self._row(each, self.before[0]) for each in found]
        olds = [self._named(each) for each in found]
        looks = [_said] if self.planning.mode is Mode.ADD else [_said, _called]
        for look in [] if self.key else looks:
            self._look_for(found, olds, look)
        return [self._row(each, old) for each, old in zip(found, olds, strict=True)]

    def _named(self, found: FoundRow) -> Any:
        """By its id, or by its key."""
        old = self.by_id.get(str(found.values.get("id", ""))) or self.by_key.get(
            self._key(found.values)
        )
        return old and self.free.pop(str(old.id), old)

    def _look_for(
        self, found: Sequence[FoundRow], olds: list[Any], look: Callable[[Any], str]
    ) -> None:
        waiting: dict[str, list[Any]] = {}
        for record in reversed(self.free.values()):
            waiting.setdefault(look(record), []).append(record)
        for number, each in enumerate(found):
            if olds[number] is None and (record := self._alone(each)) is not None:
                same = waiting.get(look(record))
                olds[number] = self.free.pop(str(same.pop().id)) if same else None

    def _alone(self, found: FoundRow) -> Any:
        """The record as the row says it; None where it is not one, which is told later."""
        try:
            return record_from(self.part.of, self._values(found, None), self.planning.known)
        except RecordRefused:
            return None

    def _row(self, found: FoundRow, old: Any) -> Row:
        values = self._values(found, old)
        try:
            record_from(self.part.of, values, self.planning.known)
        except RecordRefused as refusal:
            self._refuse(found, refusal)
        if not self.part.is_many:
            return values
        said = found.values.get("id", "") if old is None else old.id
        self._refuse_second(found, said or self._key(values))
        # An id that is none says that the row is a new one, wherever it stands.
        return values | {"id": said}

    def _key(self, values: Row) -> tuple[str, ...]:
        return tuple(str(values.get(name, "")) for name in self.key)

    def _values(self, found: FoundRow, old: Any) -> dict[str, Any]:
        """What the row says. What this person may not read stays as it is."""
        said = {name: value for name, value in found.values.items() if name != "id"}
        if self.planning.mode is Mode.ADD:
            said = {n: v for n, v in said.items() if v != self.blank.get(n, "")}
        if old is None:
            return said
        hidden = self._hidden(old)
        return shallow(old) | {name: value for name, value in said.items() if name not in hidden}

    def _hidden(self, old: Any) -> set[str]:
        return {e.name for e in fields_of(self.part.of) if not self.sight.reads(old, e)}

    def _refuse(self, found: FoundRow, refusal: RecordRefused) -> None:
        labels = {each.name: each.said.label for each in fields_of(self.part.of)}
        for name, text in refusal.fields.items():
            label = labels.get(name, name[:80])
            self.planning.problems.append(Problem(place=f"{found.place}, {label}", text=text))

    def _refuse_second(self, found: FoundRow, same: Any) -> None:
        if same and same in self.places:
            text = f"It is the same record as {self.places[same]}."
            self.planning.problems.append(Problem(place=found.place, text=text))
        self.places[same] = found.place


def _said(record: Any) -> str:
    return canonical_json(data_of(record))


def _called(record: Any) -> str:
    return str(record.heading())


def _says_anything(row: FoundRow, part: Part) -> bool:
    blank = {each.name: _blank(each) for each in fields_of(part.of)}
    return any(said != blank.get(name, "") for name, said in row.values.items())


def _blank(field: Any) -> Any:
    """What says nothing in a field."""
    return "" if field.is_required else plain(field.default)
