"""How does a dossier leave as JSON, and how does the same JSON come in again?

It is the document that a version is frozen as (`proposals/formats.py`), its schema is
`/api/v1/schemas/proposal/`. The same content is the same bytes.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from exports_portal.canonical import canonical_json, plain
from proposals.content import ProposalContent
from proposals.content.known import Known
from proposals.content.marked import Marked
from proposals.content.reading import Reader, for_reader
from proposals.content.saying import fields_of, kind_of
from proposals.content.whole import Part, parts, records_of
from proposals.content.writing import RecordRefused, data_of, record_from
from proposals.exchange.found import Found, FoundRow, Problem, refuse_any, refused
from proposals.formats import FORMAT, as_present, document_of

SOURCE = "A proposal as this portal writes it (JSON)"
EARLIER = "An earlier proposal of this consortium"
MARKED = "It is marked as confidential there. Write it here, and mark it."
NO_PROPOSAL = "This is no proposal as this portal writes it."
# What a document says that a draft does not keep itself.
KEPT_ELSEWHERE = {
    "members": "Members with their owners and officers: each organization keeps its own.",
    "evidence": "Evidence: files are added at the records that they prove.",
    "certifications": "Signatures: each version is signed anew.",
    "call_code": "The call: it stays as it is.",
    "consortium_name": "The name of the consortium: it stays as it is.",
}


def json_file(content: ProposalContent, reader: Reader) -> bytes:
    """What this reader may read, to the byte the same for the same content."""
    return canonical_json(document_of(for_reader(content, reader))).encode()


def found_in_document(data: Mapping[str, Any]) -> Found:
    """What a document of any format says. ImportRefused for what is none."""
    try:
        document = as_present(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise refused(NO_PROPOSAL) from error
    unknown = document.keys() - {*parts(), *KEPT_ELSEWHERE, FORMAT}
    refuse_any(
        Problem(place=name[:80], text="A proposal has no part of this name.")
        for name in sorted(unknown)
    )
    return Found(
        source=SOURCE,
        rows={part.name: list(_rows(document, part)) for part in parts().values() if part.is_kept},
        left_out=[text for name, text in KEPT_ELSEWHERE.items() if name in document],
    )


def found_in_content(content: ProposalContent, reader: Reader, known: Known) -> Found:
    """What another proposal says to this reader, without its ids: they are that one's.

    What could not be said today (a code that is not in force, a member that left) is left out. So
    is what is marked as confidential: its marking names a record of that proposal.
    """
    shown, marked = for_reader(content, reader), Marked(content.markings)
    rows: dict[str, list[FoundRow]] = {}
    left_out = [KEPT_ELSEWHERE["certifications"], KEPT_ELSEWHERE["evidence"]]
    for part in parts().values():
        if part.is_written:
            for number, record in enumerate(records_of(shown, part), start=1):
                row = FoundRow(place=_place(part, number), values=data_of(record))
                row = _unmarked(row, record, marked, left_out)
                if (kept := _of_today(part, row, known, left_out)) is not None:
                    rows.setdefault(part.name, []).append(kept)
    return Found(source=EARLIER, rows=rows, left_out=left_out)


def _unmarked(row: FoundRow, record: Any, marked: Marked, left_out: list[str]) -> FoundRow:
    """The row without what is marked; without any value where the whole record is."""
    found = [
        field
        for field in fields_of(type(record))
        if marked.marking(record, field) or marked.marking(record)
    ]
    left_out += [f"{row.place}, {f.said.label}: {MARKED}" for f in found if f.name in row.values]
    names = {field.name for field in found}
    return FoundRow(place=row.place, values={n: v for n, v in row.values.items() if n not in names})


def _of_today(part: Part, row: FoundRow, known: Known, left_out: list[str]) -> FoundRow | None:
    """The row without answers that nobody could give today; None where one of them is needed."""
    try:
        record_from(part.of, row.values, known)
    except RecordRefused as refusal:
        labels = {field.name: field.said.label for field in fields_of(part.of)}
        left_out += [f"{row.place}, {labels[n]}: {text}" for n, text in refusal.fields.items()]
        values = {name: said for name, said in row.values.items() if name not in refusal.fields}
        if values.keys() == row.values.keys() or _lacks(part, values):
            return None
        return _of_today(part, FoundRow(place=row.place, values=values), known, left_out)
    return FoundRow(place=row.place, values=_with_defaults(part, row.values))


def _lacks(part: Part, values: Mapping[str, Any]) -> bool:
    return any(field.is_required and field.name not in values for field in fields_of(part.of))


def _rows(document: Mapping[str, Any], part: Part) -> Iterator[FoundRow]:
    """What is left out says its default."""
    if part.name not in document and (part.is_many or _is_required(part)):
        return
    said = document.get(part.name, {})
    records = said if part.is_many else [said]
    if not isinstance(records, list) or not all(isinstance(each, Mapping) for each in records):
        raise refused(NO_PROPOSAL, part.name)
    for number, record in enumerate(records, start=1):
        values = {name: value for name, value in record.items() if name != "contributor"}
        speaker = record.get("contributor")
        yield FoundRow(
            place=_place(part, number),
            values=_with_defaults(part, values),
            speaker=speaker if type(speaker) is int else 0,
        )


def _is_required(part: Part) -> bool:
    return any(field.is_required for field in fields_of(part.of))


def _place(part: Part, number: int) -> str:
    kind = kind_of(part.of)
    return f"{kind.plural}, record {number}" if part.is_many else part.section.label


def _with_defaults(part: Part, values: Mapping[str, Any]) -> dict[str, Any]:
    left_out = {each.name: each.default for each in fields_of(part.of) if not each.is_required}
    return {**plain(left_out), **plain(values)}
