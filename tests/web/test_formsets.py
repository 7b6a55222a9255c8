"""Can a person add and remove rows without JavaScript, and lose nothing typed?"""

import pytest

from tests.web.html import page, texts

TYPED = {
    "rows-TOTAL_FORMS": "1",
    "rows-INITIAL_FORMS": "0",
    "rows-0-item": "Rack",
    "rows-0-value": "a lot",
}

pytestmark = pytest.mark.usefixtures("gallery")


def test_adding_a_row_keeps_what_was_typed_and_judges_nothing_yet(client):
    tree = page(client.post("/gallery/", TYPED | {"add_row": "rows", "legal_name": "Lumen"}))
    assert texts(tree, ".portal-row__legend") == ["Item 1", "Item 2"]
    assert tree.by_id("id_rows-0-item").get("value") == "Rack"
    assert tree.by_id("id_rows-0-value").get("value") == "a lot"
    assert tree.by_id("id_legal_name").get("value") == "Lumen"
    assert tree.find(".usa-error-message, #error-summary") == []


def test_a_broken_row_count_is_answered_with_one_row(client):
    tree = page(client.post("/gallery/", TYPED | {"rows-TOTAL_FORMS": "x", "add_row": "rows"}))
    assert texts(tree, ".portal-row__legend") == ["Item 1"]


def test_a_row_count_of_thousands_of_digits_is_answered_with_one_row(client):
    sent = TYPED | {"rows-TOTAL_FORMS": "9" * 5000, "add_row": "rows"}
    assert texts(page(client.post("/gallery/", sent)), ".portal-row__legend") == ["Item 1"]


@pytest.mark.parametrize("button", [{}, {"add_row": "rows"}])
@pytest.mark.parametrize("count", ["41", "999999"])
def test_more_rows_than_the_form_takes_are_refused_before_one_is_made(client, count, button):
    answer = client.post("/gallery/", TYPED | {"rows-TOTAL_FORMS": count} | button)
    tree = page(answer)
    assert answer.status_code == 422
    assert tree.find(".portal-row") == []
    assert texts(tree, "main li")[0].startswith("At most 40 rows can be kept here.")


def test_where_there_is_no_room_for_another_row_it_is_said_and_nothing_typed_is_lost(client):
    sent = TYPED | {"rows-TOTAL_FORMS": "40", "rows-39-item": "The last", "add_row": "rows"}
    tree = page(client.post("/gallery/", sent))
    assert len(tree.find(".portal-row")) == 40
    assert tree.by_id("id_rows-39-item").get("value") == "The last"
    assert "At most 40 rows can be kept here." in texts(tree, "#error-summary li")


def test_a_wrong_row_is_named_by_its_number_in_the_one_summary_of_the_page(client):
    tree = page(client.post("/gallery/", TYPED))
    lines = texts(tree, "#error-summary li")
    assert "Row 1: Value: Enter a number." in lines
    assert len(tree.find("#error-summary")) == 1
    assert tree.by_id("id_rows-0-value_error").words == "Enter a number."


def test_enter_in_a_field_saves_because_the_first_button_of_the_form_adds_no_row(client):
    form = page(client.get("/gallery/")).find("form[enctype]")[0]
    assert form.find("button[type=submit]")[0].get("name") is None


def test_a_row_is_removed_by_a_box_that_names_it(client):
    tree = page(client.get("/gallery/"))
    assert texts(tree, ".portal-row__remove") == ["Remove item 1"]
