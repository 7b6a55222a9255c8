"""What does docs/programs.md say? Each page of applicants that writes or hands out a file, and how
a program does the same.

`python -m tests.api.parity_page` writes it; test_parity.py compares.
"""

from collections.abc import Iterator

from tests.api.parity import COUNTERPARTS, REASONS, SECTIONS
from tests.contracts.code import ROOT

PAGE = ROOT / "docs" / "programs.md"
HEAD = """\
# What a program does in the place of a page

Each page of applicants that writes something or hands out a file, and the operation of the API
(below `/api/v1`, see [openapi.yaml](openapi.yaml)) that does the same; or why there is none. Pages
of signing in are left out. Which pages these are is read from their views. Written by
`.venv/bin/python -m tests.api.parity_page`, compared by `tests/api/test_parity.py`, which fails as
well for a page without a line here.

| page | a program |
|---|---|
"""


def page() -> str:
    return HEAD + "".join(f"| `/{address}` | {said} |\n" for address, said in rows())


def rows() -> Iterator[tuple[str, str]]:
    """The pages with an operation in the order of their table, then those without."""
    for address, doing in (COUNTERPARTS | SECTIONS).items():
        yield address, ", ".join(f"`{each}`" for each in doing)
    for address, reason in REASONS.items():
        yield address, f"None. {reason}"


if __name__ == "__main__":
    PAGE.write_text(page())
