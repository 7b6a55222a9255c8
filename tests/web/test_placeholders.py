"""Is every word that only stands where a name is missing refused, and every name taken?"""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from exports_portal.web.placeholders import is_placeholder
from exports_portal.web.validators import names_somebody

PLACEHOLDERS = """
TBD|tbd|T.B.D.|TBD (supplier)|N/A|n.a.|NA|X|x|1|7|---|...|xxx|XX|000|12|123|None|Nil|unknown|
Unknown supplier|The supplier is unknown|To be determined|to be determined later|TO-BE-NAMED|
not applicable|Not yet known|Same as above|?|Test|asdf|Company name|Various suppliers|待定|无|нет|
ＴＢＤ|T\u200b.B.D|Ж|ñ
"""
NAMES = """
ABC LLC|TBC Bank|Intel Corporation|3M|X Corp.|Li|Ng Na|HP|GE|NA Kim|None Such Corp.|Nokia|华|한|
华为|Test Equity LLC|Unknown Worlds Entertainment|N/A Systems|Various Artists Ltd|360 Security|
1234 Market Street LLC|Nil Ratan Tata|AA|Other World Computing|PV-1402|747 Partners
"""


def names(text):
    return [name for name in text.replace("\n", "").split("|") if name]


@pytest.mark.parametrize("name", names(PLACEHOLDERS))
def test_a_placeholder_is_recognized_however_it_is_written(name):
    assert is_placeholder(name)
    with pytest.raises(ValidationError):
        names_somebody(name)


@pytest.mark.parametrize("name", names(NAMES))
def test_a_short_or_odd_name_is_a_name(name):
    assert not is_placeholder(name)
    names_somebody(name)


def test_the_refusal_says_what_to_write():
    with pytest.raises(ValidationError) as refused:
        names_somebody(" TBD ")
    (message,) = refused.value.messages
    assert message == (
        "“TBD” is not a name, so nobody can be screened under it. Write the full legal name, or "
        "leave the row out until it is known."
    )


@given(st.text(max_size=2000))
def test_any_text_is_judged(name):
    assert is_placeholder(name) in (True, False)
