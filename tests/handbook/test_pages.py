"""Do the generated pages in docs/ say what the code does now?"""

from pathlib import Path

import pytest

from exports_portal.handbook.pages import PAGES

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_not_stale(name):
    assert (DOCS / name).read_text() == PAGES[name](), "run `make docs` and commit the result"
