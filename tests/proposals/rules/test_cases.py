"""Does every rule find what its cases expect? They are files: tests/data/rules/R01.json and so on.

A case is the complete proposal of `contents.py` with a change: JSON pointer -> what stands there.
`context` changes what is judged against. `outcome` is the most serious one that the rule finds.
"""

import copy
import json
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest

from proposals import rules
from proposals.formats import content_from_json, document_of
from tests.proposals.rules.contents import complete_content
from tests.proposals.rules.policy import context

FOLDER = Path(__file__).parents[2] / "data" / "rules"
FILES = {path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}
COMPLETE = document_of(complete_content())
CASES = [
    pytest.param(rule, case, id=f"{rule}: {case['says']}")
    for rule, file in FILES.items()
    for case in file["cases"]
]
SERIOUS = [str(outcome) for outcome in rules.WORST_FIRST]


def at(document, pointer):
    """What stands at a pointer of the document."""
    for step in pointer.split("/")[1:]:
        document = document[int(step) if isinstance(document, list) else step]
    return document


def changed(change):
    document = copy.deepcopy(COMPLETE)
    for pointer, value in change.items():
        parent, _, name = pointer.rpartition("/")
        holder = at(document, parent)
        holder[int(name) if isinstance(holder, list) else name] = value
    return document


def judged_against(said, document):
    """`unread` names a document by where it stands: "@" and a pointer."""
    changes = {}
    if "as_of" in said:
        changes["as_of"] = datetime.fromisoformat(said["as_of"])
    if "unread" in said:
        changes["unread"] = {
            UUID(at(document, place.removeprefix("@"))): state
            for place, state in said["unread"].items()
        }
    return context(**changes)


def worst(findings):
    return min((str(one.outcome) for one in findings), key=SERIOUS.index)


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_rule_finds_what_its_case_expects(rule, case):
    document = changed(case["change"])
    content = content_from_json(document)
    found = rules.evaluate(content, judged_against(case.get("context", {}), document))
    assert worst(one for one in found if one.rule_id == rule) == case["outcome"]


def test_every_rule_has_two_cases_and_a_source_and_not_all_of_them_pass():
    named = {one.rule_id for one in rules.evaluate(complete_content(), context())}
    assert set(FILES) == named
    for rule, file in FILES.items():
        assert (file["rule"], bool(file["source"])) == (rule, True)
        outcomes = {case["outcome"] for case in file["cases"]}
        assert len(file["cases"]) >= 2
        assert len(outcomes) >= 2
