"""Does the table of attempts agree with the tests that make them?"""

from tests.guards.page import PAGE, attempts, page


def test_every_attempt_says_what_was_tried_and_what_stopped_it():
    assert [where for tried, stopped, where in attempts() if not (tried and stopped)] == []


def test_the_page_is_the_one_the_tests_make():
    assert PAGE.read_text() == page()
