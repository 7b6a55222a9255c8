"""Does every kind of record leave as a spreadsheet and come back the same?"""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proposals.content.reading import PROGRAM_OFFICE, Reader, for_reader
from proposals.content.saying import fields_of
from proposals.content.whole import parts
from proposals.content.writing import record_from
from proposals.exchange.columns import RECORD_ID, columns_of, many
from proposals.exchange.csv_text import read_csv, read_text
from proposals.exchange.found import ImportRefused
from proposals.exchange.rows import rows_of_table
from proposals.exchange.sheets import csv_file, template, xlsx_file
from proposals.exchange.xlsx_reading import read_xlsx
from tests.proposals.exchange.dossiers import KNOWN, written_records
from tests.proposals.rules.contents import LUMEN, complete_content, component

CONTENT = complete_content()
CSV, XLSX = "csv", "xlsx"


def written(content, part, form, reader=PROGRAM_OFFICE):
    return (csv_file if form == CSV else xlsx_file)(content, part, reader, KNOWN)


def read(file: bytes, form):
    return read_csv(read_text(file)) if form == CSV else read_xlsx(file)


def records(file: bytes, part, form):
    found = rows_of_table(read(file, form), None, KNOWN, source="Table")
    assert list(found.rows) == [part.name]
    assert found.left_out == []
    return [record_from(part.of, row.values, KNOWN) for row in found.rows[part.name]]


@settings(max_examples=60)
@given(st.data(), st.sampled_from([CSV, XLSX]), st.sampled_from(many()))
def test_what_leaves_comes_back_the_same(data, form, part):
    rows = tuple(data.draw(st.lists(written_records(part), min_size=1, max_size=3)))
    content = replace(CONTENT, **{part.name: rows})
    assert records(written(content, part, form), part, form) == [
        replace(row, contributor=0) for row in rows
    ]


def test_the_columns_are_the_fields_so_that_a_new_field_needs_no_line_here():
    for part in many():
        names = [field.name for field in fields_of(part.of)]
        assert [column.name for column in columns_of(part)] == [*names, "id"]


@pytest.mark.parametrize("part", many(), ids=lambda part: part.name)
def test_a_template_has_the_headings_the_help_and_nothing_to_import(part):
    file = template(part, KNOWN)
    (line,) = read_xlsx(file).lines
    assert [cell.text for cell in line.cells.values()] == [c.heading for c in columns_of(part)]
    sheets = ZipFile(BytesIO(file)).read("xl/workbook.xml").decode()
    assert 'name="How to fill it in"' in sheets
    assert b"<dataValidation " in ZipFile(BytesIO(file)).read("xl/worksheets/sheet1.xml")
    with pytest.raises(ImportRefused, match="no row below the headings"):
        rows_of_table(read_xlsx(file), None, KNOWN, source="Table")


def test_the_same_rows_are_the_same_bytes():
    part = parts()["components"]
    assert written(CONTENT, part, XLSX) == written(CONTENT, part, XLSX)


@pytest.mark.parametrize("form", [CSV, XLSX])
def test_no_cell_is_a_formula_whatever_somebody_called_an_item(form):
    part = parts()["components"]
    evil = component(name="=cmd|' /C calc'!A0", model_no="@SUM(1+1)")
    file = written(replace(CONTENT, components=(evil,)), part, form)
    if form == XLSX:
        assert b"<f>" not in ZipFile(BytesIO(file)).read("xl/worksheets/sheet1.xml")
    texts = [cell.text for line in read(file, form).lines for cell in line.cells.values()]
    assert "'=cmd|' /C calc'!A0" in texts
    assert not [text for text in texts if text[:1] in "=+-@"]
    (back,) = records(file, part, form)
    assert (back.name, back.model_no) == (evil.name, evil.model_no)


@pytest.mark.parametrize("form", [CSV, XLSX])
def test_another_member_gets_no_column_that_it_may_not_read(form):
    part = parts()["models"]
    content = replace(
        CONTENT, models=tuple(replace(model, contributor=LUMEN) for model in CONTENT.models)
    )
    member, anchor = Reader(organizations=frozenset({3})), Reader(organizations=frozenset({LUMEN}))
    file = written(for_reader(content, member), part, form, member)
    headings = [cell.text for cell in read(file, form).lines[0].cells.values()]
    assert "Developer" in headings
    assert "Who can reach the weights" not in headings
    assert "two keys" not in str(read(file, form))
    assert "two keys" in str(read(written(content, part, form, anchor), form))


def test_a_row_without_an_id_is_a_new_one():
    part = parts()["components"]
    rows = rows_of_table(read(written(CONTENT, part, CSV), CSV), part, KNOWN, source="Table").rows
    assert [row.values["id"] for row in rows["components"]] == ["", "", ""]
    assert columns_of(part)[-1].heading == RECORD_ID
