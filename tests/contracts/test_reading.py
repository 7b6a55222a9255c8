"""Does every page look for an object among those its reader may see?"""

import ast
from pathlib import Path

from tests.contracts.code import PRODUCT, python_files, short, tree


def bare_lookups(file: Path) -> list[str]:
    """Calls of get_object_or_404 that name a model, and so would find anybody's object."""
    return [
        f"{short(file)}:{node.lineno}"
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "get_object_or_404"
        and isinstance(node.args[0], ast.Name)
        and node.args[0].id[0].isupper()
    ]


def test_an_object_is_never_fetched_from_a_bare_model():
    assert [line for file in python_files(*PRODUCT) for line in bare_lookups(file)] == []
