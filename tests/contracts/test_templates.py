"""Do the pages keep to the Content Security Policy, which allows no inline style and no script?"""

import re

import pytest

from tests.contracts.code import short, template_files

INLINE = re.compile(
    r"""<style\b            # a style sheet in the page
    | \sstyle\s*=           # a style on an element
    | <script\b(?![^>]*\s(?:src=|type="application/json"))[^>]*>
    | \son[a-z]+\s*=\s*["'] # an event handler on an element
    | javascript:           # a script as an address
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Letters are read by WeasyPrint, never by a browser: no policy applies to them.
PAGES = [file for file in template_files() if "documents" not in file.parts]


@pytest.mark.parametrize(
    "text",
    [
        "<style>p {}</style>",
        '<p style="color: red">',
        "<script>go()</script>",
        '<button onclick="go()">',
        '<a href="javascript:go()">',
    ],
)
def test_an_inline_style_or_script_is_recognised(text):
    assert INLINE.search(text)


def test_no_page_has_an_inline_style_or_script():
    assert {short(file) for file in PAGES if INLINE.search(file.read_text())} == set()
