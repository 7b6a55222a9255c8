"""Is a substitute that says the value itself found, and no other?"""

import pytest

from proposals.content.repeating import repeats


@pytest.mark.parametrize(
    ("text", "value", "found"),
    [
        ("It costs $31,250.00 each.", 31250, True),
        ("Between 31,000 and 32,000.", 31250, False),
        ("Class 4a090.A", "4A090.a", True),
        ("A class of the list", "4A090.a", False),
        ("In Ohio, US", "US", False),  # too short to tell
        ("Yes, it is so.", True, False),
        ("", "", False),
    ],
)
def test_a_substitute_that_says_the_value_is_found(text, value, found):
    assert repeats(text, value) is found
