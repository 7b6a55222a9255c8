"""Is every wrong cell of a table named, all of them at once?"""

import pytest

from proposals.content.whole import parts
from proposals.exchange.cells import NO_NUMBER
from proposals.exchange.csv_text import csv_of, read_csv, read_text
from proposals.exchange.found import MOST_SHOWN, ImportRefused
from proposals.exchange.rows import FORMULA, MADE_A_NUMBER, rows_of_table
from proposals.exchange.tables import MOST_TABLE_ROWS
from proposals.exchange.xlsx_reading import read_xlsx
from tests.proposals.exchange.dossiers import KNOWN
from tests.proposals.exchange.workbooks import HEADINGS, number, row, workbook

COMPONENTS = parts()["components"]
HEAD = ",".join(HEADINGS)
CATEGORIES = "Chip; Accelerator; Server; Data-center storage; Cloud service; Networking; Other"


def found(text: str, part=None):
    return rows_of_table(read_csv(text), part, KNOWN, source="Table")


def values(text: str):
    return [row.values for row in found(text).rows["components"]]


def sentences(text: str, part=None):
    with pytest.raises(ImportRefused) as refusal:
        found(text, part)
    return [str(problem) for problem in refusal.value.problems]


def test_every_wrong_cell_is_named_with_its_row_and_column():
    text = f"{HEAD},Value of one\nA,Server,B,many,1\n\nC,Farm,D,2,free\n"
    assert sentences(text) == [
        f"Row 2, Quantity: {NO_NUMBER}",
        f"Row 4, Category: “Farm” is not a choice. Choose from: {CATEGORIES}.",
        f"Row 4, Value of one: {NO_NUMBER}",
    ]


def test_at_most_a_hundred_are_shown_and_the_others_counted():
    text = HEAD + "\nA,Server,B,many" * 250
    with pytest.raises(ImportRefused) as refusal:
        found(text)
    assert len(refusal.value.problems) == 250
    assert len(refusal.value.reasons) == MOST_SHOWN + 1
    assert refusal.value.reasons[-1] == "And 150 more. Mend these first."


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_stand_in_any_order_and_are_called_by_label_or_name(delimiter):
    head = delimiter.join(["QUANTITY *", "name", " Manufacturer", "Category"])
    text = f"{head}\n" + delimiter.join(["2", "A", "B", "SERVER"])
    assert values(text) == [{"quantity": 2, "name": "A", "manufacturer": "B", "category": "SERVER"}]


def test_an_empty_cell_says_nothing_and_a_column_that_is_not_there_says_less():
    (row,) = values(f"{HEAD},ECCN\nA,Server,B,2,\n")
    assert row["eccn"] == ""
    assert "unit_value" not in row


def test_what_has_no_field_is_listed():
    text = f"{HEAD},Total,\nA,Server,B,2,12.00,beside\n"
    assert found(text).left_out == [
        "Column E, “Total”: there is no such field.",
        "Column F: it has no heading.",
    ]


def test_a_table_of_nothing_known_is_refused():
    assert sentences("Sun,Moon\n1,2\n")[0].startswith("Row 1: These are not the headings")


def test_a_missing_column_is_named_where_the_kind_is_chosen():
    assert sentences("Item,Category\nA,Server\n", COMPONENTS) == [
        "Row 1: There is no column “Manufacturer”, which Bill of materials need.",
        "Row 1: There is no column “Quantity”, which Bill of materials need.",
    ]


def test_two_columns_of_one_name_are_refused():
    assert sentences(f"{HEAD},Item\nA,Server,B,2,C\n") == [
        "Row 1, column E: A second column is called “Item”: keep one of them."
    ]


def test_an_empty_table_and_one_without_rows_are_refused():
    assert sentences(" \n \n") == ["The table is empty."]
    assert sentences(HEAD) == ["There is no row below the headings."]


def test_more_rows_than_a_table_may_have_are_refused_before_they_are_read():
    assert sentences(HEAD + "\nA,Server,B,2" * MOST_TABLE_ROWS + "\nA,Farm,B,2") == [
        "The table has more than 5,000 rows."
    ]


def test_a_quotation_mark_that_is_left_open_is_refused_with_its_row():
    assert sentences(f'{HEAD}\nA,Server,B,2\n"C,Server,D,1\n')[0].startswith("Row 3: The cells")


def test_excels_own_first_line_counts_for_nothing():
    assert len(values(f"sep=;\n{HEAD.replace(',', ';')}\nA;Server;B;2\n")) == 1


def test_what_excel_calls_unicode_text_is_read():
    text = HEAD.replace(",", "\t") + "\nÅsgård\tServer\tB\t2\n"
    assert values(read_text(text.encode("utf-16")))[0]["name"] == "Åsgård"


def test_our_own_csv_is_quoted_as_the_standard_has_it():
    file = csv_of(["A", "B"], [['1 "x"', "a,b\nc"]])
    assert file == b'\xef\xbb\xbfA,B\r\n"1 ""x""","a,b\nc"\r\n'


def refused_in_workbook(rows: str, **more: str):
    head = row(1, *HEADINGS)
    with pytest.raises(ImportRefused) as refusal:
        rows_of_table(read_xlsx(workbook(head + rows, **more)), None, KNOWN, source="Table")
    return [str(problem) for problem in refusal.value.problems]


def test_a_formula_is_no_value():
    cells = ("A", "Server", "B", '<c r="D2"><f>1+1</f><v>2</v></c>')
    assert refused_in_workbook(row(2, *cells)) == [f"Row 2, Quantity: {FORMULA}"]


def test_an_eccn_of_which_the_spreadsheet_made_a_number_is_noticed():
    styles = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="11"/></cellXfs>'
    cells = (number("A2", "30", 1), "Server", "B", number("D2", "2"))
    assert refused_in_workbook(row(2, *cells), styles=styles) == [f"Row 2, Item: {MADE_A_NUMBER}"]
    huge = (number("A2", "4E+91"), "Server", "B", number("D2", "2"))
    assert refused_in_workbook(row(2, *huge)) == [f"Row 2, Item: {MADE_A_NUMBER}"]


def test_what_the_spreadsheet_could_not_calculate_is_refused():
    cells = ("A", "Server", '<c r="C2" t="e"><v>#REF!</v></c>', number("D2", "2"))
    assert refused_in_workbook(row(2, *cells)) == [
        "Row 2, Manufacturer: The spreadsheet could not calculate this."
    ]
