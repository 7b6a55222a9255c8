"""Can a program do what a page can, except what is named with its reason?"""

from proposals.api.writing import DraftAnswers
from tests.api.parity import (
    AT_ONCE,
    COUNTERPARTS,
    DOWNLOADS,
    REASONS,
    SECTIONS,
    WRITES,
    operations,
    pages_that,
)
from tests.api.parity_page import PAGE, page


def test_a_program_does_what_each_page_that_writes_does_or_a_reason_is_named():
    told = COUNTERPARTS.keys() | SECTIONS.keys() | REASONS.keys()
    assert pages_that(*WRITES) - told == set()


def test_a_program_gets_each_file_that_a_page_hands_out():
    assert pages_that(*DOWNLOADS) - COUNTERPARTS.keys() == set()


def test_nothing_is_told_of_a_page_that_is_gone_or_does_neither():
    told = COUNTERPARTS.keys() | SECTIONS.keys() | REASONS.keys()
    assert told - pages_that(*WRITES, *DOWNLOADS) == set()
    assert COUNTERPARTS.keys() & REASONS.keys() == set()


def test_every_operation_that_is_named_is_one_of_the_document():
    named = {each for doing in (COUNTERPARTS | SECTIONS).values() for each in doing}
    assert named - operations() == set()


def test_what_is_said_to_be_written_in_one_piece_is_written_so():
    assert set(DraftAnswers().fields) - {"title"} == set(AT_ONCE)


def test_the_page_is_the_one_that_the_tables_make():
    assert PAGE.read_text() == page()
