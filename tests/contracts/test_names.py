"""Does every module say what it answers, and is none a drawer for everything?"""

import ast

from tests.contracts.code import PRODUCT, python_files, short, tree

DRAWERS = {"utils", "util", "helpers", "helper", "misc", "common", "base", "manager", "managers"}
SETTINGS_BASE = "exports_portal/settings/base.py"  # Django's own word for what all settings share


def test_no_module_or_folder_is_a_drawer_for_everything():
    found = {
        short(file)
        for file in python_files(*PRODUCT, "tests")
        if DRAWERS & {file.stem, *file.relative_to(file.parents[len(file.parents) - 1]).parts[:-1]}
    }
    assert found - {SETTINGS_BASE, "tests/database/base.py"} == set()


def test_every_module_starts_by_saying_which_question_it_answers():
    silent = [
        short(file)
        for file in python_files(*PRODUCT, "tests")
        if file.name != "apps.py" and tree(file).body and ast.get_docstring(tree(file)) is None
    ]
    assert silent == []
