"""Does an OSCAL system security plan become claims, with nothing guessed and nothing dropped?

The file is made by hand in the form of the example that NIST publishes
(https://github.com/usnistgov/oscal-content, examples/ssp), with OSCAL 1.1.2.
"""

import json
from pathlib import Path
from time import perf_counter

import pytest

from proposals.exchange.asking import questions
from proposals.exchange.found import ImportRefused
from proposals.exchange.oscal_plan import SOURCE
from proposals.exchange.recognizing import found_in
from tests.proposals.exchange.dossiers import KNOWN

PLAN = (Path(__file__).parents[2] / "data" / "oscal-system-security-plan.json").read_text()
BASELINE = "NIST_SP-800-53_rev5_MODERATE-baseline_profile"
DAY = {"name": "planned-completion-date", "ns": "https://fedramp.gov/ns/oscal"}
UNKNOWN = "“a component that is not listed”"


def read(text: str):
    return found_in(text.encode(), None, KNOWN)


def rows(found):
    return [dict(row.values) for row in found.rows["security_claims"]]


def with_parts(*parts, **changes):
    """A plan with one requirement, for which these components do something."""
    document = json.loads(PLAN)
    one = {"uuid": "1", "control-id": "au-2", "by-components": [*parts]} | changes
    document["system-security-plan"]["control-implementation"]["implemented-requirements"] = [one]
    return read(json.dumps(document))


def part(state="", component="5f0e2ad4-3c61-4f0e-9e0b-0c5a1d3b7e11", **said):
    status = {"implementation-status": {"state": state}} if state else {}
    return {"component-uuid": component, "uuid": "2", "description": "Done."} | status | said


def test_what_each_component_does_for_a_requirement_is_one_claim():
    found = read(PLAN)
    assert found.source == SOURCE
    assert rows(found) == [
        {
            "claim": "The policy is given to all staff.\n\nIt is looked at once a year.",
            "framework_ref": f"{BASELINE} AU-1",
            "domain": "LOGGING",
            "status": "IN_PLACE",
        },
        {
            "claim": "Logs are kept for three years.",
            "framework_ref": f"{BASELINE} AU-1",
            "domain": "LOGGING",
        },
        {
            "claim": "Accounts end after 90 days.",
            "framework_ref": f"{BASELINE} AC-2",
            "domain": "IDENTITY",
            "status": "PLANNED",
            "planned_for": "2027-03-31",
        },
        {
            "claim": "No screen stands in the hall.",
            "framework_ref": f"{BASELINE} PE-5",
            "domain": "PHYSICAL",
            "status": "NOT_APPLICABLE",
            "not_applicable_reason": "Nothing is displayed there.",
        },
        {
            "claim": "The service is watched day and night.",
            "framework_ref": f"{BASELINE} SI-4",
        },
    ]


def test_what_has_no_place_is_named_and_what_is_missing_is_asked():
    found = read(PLAN)
    assert found.left_out == [
        "The file: there is no field for system-characteristics.",
        "The system: there is no field for users.",
        "The controls: there is no field for description.",
        "“Log server”, AU-1: the answer stays open, for its parts say: partial.",
        "“Log server”, AU-1: there is no field for the remarks about its status.",
        "“Lantern inference service”, AC-2: there is no field for responsible-roles.",
        "IR-4: there is no field for remarks.",
        "IR-4: no component does anything for it.",
    ]
    assert [(each.place, each.field.name) for each in questions(found)] == [
        ("“Log server”, SI-4", "domain")
    ]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([part("partial")], "partial"),
        ([part("alternative")], "alternative"),
        ([part("planned")], "planned"),
        ([part("not-applicable")], "not-applicable"),
        ([part("done by magic")], "done by magic"),
        ([part("implemented"), part("planned")], "implemented, planned"),
        ([part("implemented"), part()], "implemented, nothing"),
    ],
)
def test_what_is_not_said_clearly_leaves_the_answer_open_and_is_named(parts, told):
    found = with_parts(*parts)
    assert "status" not in rows(found)[0]
    sentence = f"“Log server”, AU-2: the answer stays open, for its parts say: {told}."
    assert sentence in found.left_out


@pytest.mark.parametrize(
    "props",
    [
        [{"name": "planned-completion-date", "value": "2027-03-31"}],  # in nobody's name space
        [
            {
                "name": "planned-completion-date",
                "ns": "https://fedramp.gov/ns/oscal",
                "value": "soon",
            }
        ],
        [
            {"name": "planned-completion-date", "ns": "https://fedramp.gov/ns/oscal", "value": day}
            for day in ("2027-03-31", "2027-04-30")
        ],
    ],
)
def test_a_plan_without_one_certain_day_is_not_planned_for_any(props):
    found = with_parts(part("planned", props=props))
    assert not {"status", "planned_for"} & rows(found)[0].keys()
    assert "“Log server”, AU-2: there is no field for planned-completion-date." in found.left_out


def test_who_is_not_listed_is_said_so_and_the_claim_stays():
    found = with_parts(part("implemented", component="nobody"))
    assert rows(found)[0]["status"] == "IN_PLACE"
    assert found.rows["security_claims"][0].place == f"{UNKNOWN}, AU-2"
    assert "AU-2: the file does not list who does it." in found.left_out


@pytest.mark.parametrize(
    ("href", "reference"),
    [
        ("#5f0e2ad4-3c61-4f0e-9e0b-0c5a1d3b7e70", "Logging policy, version 2 AU-1"),
        ("#none", "AU-1"),
        ("https://example.org/baseline", "https://example.org/baseline AU-1"),
        (r"C:\plans\own.yaml", r"C:\plans\own AU-1"),
        (7, "AU-1"),
    ],
)
def test_the_catalog_is_named_as_the_file_names_it(href, reference):
    document = json.loads(PLAN)
    document["system-security-plan"]["import-profile"]["href"] = href
    assert rows(read(json.dumps(document)))[0]["framework_ref"] == reference


@pytest.mark.parametrize(
    "plan",
    [
        7,
        [],
        {"control-implementation": []},
        {"control-implementation": {"implemented-requirements": {}}},
        {"control-implementation": {"implemented-requirements": [[]]}},
        {"control-implementation": {"implemented-requirements": [{"by-components": "x"}]}},
        {
            "control-implementation": {
                "implemented-requirements": [{"by-components": [{"implementation-status": "x"}]}]
            }
        },
        {"system-implementation": {"components": ["x"]}},
    ],
)
def test_what_only_looks_like_a_plan_is_refused(plan):
    with pytest.raises(ImportRefused, match="not as the format has it"):
        read(json.dumps({"system-security-plan": plan}))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<system-security-plan/>", "This is XML"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "This is XML"),
        ("---\nsystem-security-plan:\n  uuid: 1\n", "This is YAML"),
        ("system-security-plan:\n  uuid: &a [*a]\n", "This is YAML"),
        ("component-definition: !!python/object/apply:os.system [id]", "This is YAML"),
        ('{"system-security-plan": {}, "system-security-plan": {}}', "stands twice"),
        ('{"system-security-plan": ' + "[" * 60 + "]" * 60 + "}", "nested more than"),
    ],
)
def test_other_forms_and_hostile_files_are_refused_with_the_reason(text, reason):
    with pytest.raises(ImportRefused, match=reason):
        read(text)


def test_very_many_parts_and_parameters_cost_little():
    settings = [{"param-id": f"p{number}", "values": ["x"]} for number in range(20_000)]
    began = perf_counter()
    found = with_parts(
        *[part("implemented", description="{{ insert: param, p7 }}") for _ in range(20_000)],
        **{"set-parameters": settings},
    )
    assert perf_counter() - began < 5
    assert rows(found)[0]["claim"] == "x"
