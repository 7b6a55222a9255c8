"""Does every file and function stay small enough to read at once?"""

from tests.contracts.code import PRODUCT, functions, python_files, short

LONGEST_FILE = 300
LONGEST_FUNCTION = 25


def test_no_file_is_longer_than_300_lines():
    lengths = {short(f): len(f.read_text().splitlines()) for f in python_files(*PRODUCT, "tests")}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_of_the_product_is_longer_than_25_lines():
    found = [function for file in python_files(*PRODUCT) for function in functions(file)]
    assert {f.where: f.length for f in found if f.length > LONGEST_FUNCTION} == {}
