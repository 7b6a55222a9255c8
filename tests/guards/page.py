"""What does docs/guards.md say? A row for each test of this folder, in the words of its docstring.

`python -m tests.guards.page` writes it; test_page.py compares.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "docs" / "guards.md"
STOPPED = "Stopped by: "
HEAD = """\
# Ways to get a wrong case designated

Everything that was tried, and what stopped it. Each row is a test in `tests/guards/` that tries it
again; the words are the test's own. Written by `.venv/bin/python -m tests.guards.page`, compared by
`tests/guards/test_page.py`.

| tried | stopped by | test |
|---|---|---|
"""


def page() -> str:
    rows = (f"| {tried} | {stopped} | `{where}` |\n" for tried, stopped, where in attempts())
    return HEAD + "".join(rows)


def attempts() -> Iterator[tuple[str, str, str]]:
    """(what was tried, what stopped it, file::test) of every test, in the order of the files."""
    for file in sorted(HERE.glob("test_*.py")):
        if file.name == "test_page.py":
            continue
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                tried, _, stopped = (ast.get_docstring(node) or "").partition(f"\n\n{STOPPED}")
                yield _line(tried), _line(stopped), f"{file.name}::{node.name}"


def _line(text: str) -> str:
    return " ".join(text.split()).rstrip(".").replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page())
