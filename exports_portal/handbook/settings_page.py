"""What does docs/settings.md say? Every environment variable that is read."""

import ast
from pathlib import Path

from django.conf import settings

INTRODUCTION = """# Settings

Generated from `exports_portal/settings/` by `make docs`; a test fails when this page is stale. All
are environment variables, and none is needed to run the demonstration.

| variable | read in | default |
|---|---|---|
"""


def page() -> str:
    """The whole page as Markdown."""
    folder = Path(settings.BASE_DIR) / "exports_portal" / "settings"
    rows = [row for file in sorted(folder.glob("*.py")) for row in _rows(file)]
    return INTRODUCTION + "".join(
        f"| `{name}` | {file} | {default} |\n" for name, file, default in rows
    )


def _rows(file: Path) -> list[tuple[str, str, str]]:
    calls = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
    return sorted(
        (str(call.args[0].value), file.stem, _default(call))
        for call in calls
        if ast.unparse(call.func).split(".")[0] == "env"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    )


def _default(call: ast.Call) -> str:
    for keyword in call.keywords:
        if keyword.arg == "default":
            return f"`{ast.unparse(keyword.value)}`"
    return "must be set"
