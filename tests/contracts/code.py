"""Which files does the project consist of, and which functions stand in them?"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("exports_portal", "proposals", "reviews", "catalog", "deploy", "bench")
FUNCTION_TYPES = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Function:
    """A function or method, with its length in lines: signature and body, without the docstring."""

    where: str
    length: int


def python_files(*folders: str) -> list[Path]:
    files = (file for folder in folders for file in sorted((ROOT / folder).rglob("*.py")))
    return [file for file in files if "migrations" not in file.parts]


def template_files() -> list[Path]:
    return sorted(file for file in (ROOT / "templates").rglob("*.html"))


def short(file: Path) -> str:
    return str(file.relative_to(ROOT))


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text())


def functions(file: Path) -> Iterator[Function]:
    for node in ast.walk(tree(file)):
        if isinstance(node, FUNCTION_TYPES):
            yield Function(f"{short(file)}:{node.lineno} {node.name}", _length(node))


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    last = node.end_lineno or node.lineno
    if ast.get_docstring(node) is None:
        return last - node.lineno + 1
    docstring = node.body[0]
    return last - node.lineno - (docstring.end_lineno or docstring.lineno) + docstring.lineno
