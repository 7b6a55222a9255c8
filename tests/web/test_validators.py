"""Is a text kept as it is, except for what no feed can carry?"""

import pytest
from django.core.exceptions import ValidationError

from exports_portal.web.characters import without_control_characters
from exports_portal.web.validators import no_control_characters


def test_tabs_line_ends_and_every_script_stay():
    text = "Rack\t1\r\nСтойка 机架 é 🙂"
    assert without_control_characters(text) == text
    no_control_characters(text)


def test_a_control_character_goes_and_one_between_words_leaves_a_space():
    assert (
        without_control_characters("Port\x01\x1b Stack\x0bfor\x0crain\uffff")
        == "Port Stack for rain"
    )


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x0c", "\x1f", "\ufffe"])
def test_the_validator_refuses_a_control_character(character):
    with pytest.raises(ValidationError, match="control character"):
        no_control_characters(f"Harbor{character}Stack")
