"""With which forms is a section written? Derived from the kinds that stand on its page."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from proposals.content import ProposalContent, Record, Section
from proposals.content.meanings import Known
from proposals.content.saying import fields_of, kind_of
from proposals.content.whole import Part, anchor_of, every_record, parts_written, records_of
from proposals.content.writing import shallow
from proposals.forms.derived import form_class
from proposals.forms.section import FixedRow, SectionForms, row_class, rows_of
from proposals.snapshot import known_codes


def section_forms(
    section: Section,
    content: ProposalContent,
    data: QueryDict | None = None,
    *,
    contributor: int | None = None,
    without_rows: bool = False,
) -> SectionForms:
    """The forms of one page, as saved or as typed: what this member writes on it.

    `content` is without the records of other members; without a `contributor` it is that of the
    anchor member. `without_rows`: each row has a page of its own.
    """
    known = known_codes(content, timezone.localdate())
    found = SectionForms()
    for part in parts_written(section, content, contributor or anchor_of(content)):
        if not part.is_many:
            found.form = _one(part, content, known, data)
        elif kind_of(part.of).every:
            found.fixed = [_row(record, known, data) for record in every_record(content, part)]
        elif not without_rows:
            saved = [shallow(record) for record in records_of(content, part)]
            rows = row_class(part, known)
            found.rows = rows_of(rows, data, prefix=section.value, saved=saved)
            found.legend = kind_of(part.of).legend
    return found


def _one(part: Part, content: ProposalContent, known: Known, data: QueryDict | None) -> forms.Form:
    (record,) = records_of(content, part)
    made: forms.Form = form_class(part.of, known)(data, initial=shallow(record))
    return made


def _row(record: Record, known: Known, data: QueryDict | None) -> FixedRow:
    """A row that is always there: its key is said by its heading."""
    kind = kind_of(type(record))
    (key,) = kind.key
    asked = {field.name for field in fields_of(type(record)) if record.asks(field.name)}
    left_out = {field.name for field in fields_of(type(record))} - asked | {key}
    made: Any = form_class(type(record), known, leave_out=frozenset(left_out))
    code = str(getattr(record, key))
    form = made(data, prefix=code, initial=shallow(record))
    for name, field in form.fields.items():
        field.help_text += f" {record.help_of(name)}"
        if (offered := record.offers(name)) is not None:
            field.choices = [option for option in field.choices if option[0] in offered]
    return FixedRow(
        anchor=record.anchor(),
        legend=record.heading(),
        key={key: code},
        form=form,
        is_dropped_when_empty=not kind.is_fixed,
    )
