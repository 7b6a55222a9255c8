"""Do CycloneDX and OSCAL files, as others publish them, become records, and is nothing dropped?

The files are made by hand in the published formats: CycloneDX 1.6 (ECMA-424,
https://cyclonedx.org/docs/1.6/json/), OSCAL 1.1.2 (https://pages.nist.gov/OSCAL-Reference/).
"""

import json
from pathlib import Path
from time import perf_counter

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from proposals.content.security import ControlDomain
from proposals.exchange.asking import MOST_QUESTIONS, answered, questions
from proposals.exchange.found import ImportRefused, as_found, as_kept
from proposals.exchange.oscal import DOMAINS
from proposals.exchange.recognizing import found_in
from tests.proposals.exchange.dossiers import KNOWN

DATA = Path(__file__).parents[2] / "data"
CYCLONEDX = (DATA / "cyclonedx-1.6.json").read_text()
OSCAL = (DATA / "oscal-component-definition.json").read_text()


def read(text: str):
    return found_in(text.encode(), None, KNOWN)


def values(found, kind):
    return [dict(row.values) for row in found.rows[kind]]


def changed(text: str, **changes):
    document = json.loads(text)
    return json.dumps(document | changes)


def test_our_file_is_one_that_the_published_schema_allows():
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(CYCLONEDX) is None


def test_models_and_devices_say_what_the_file_says_and_no_more():
    found = read(CYCLONEDX)
    assert values(found, "models") == [
        {
            "name": "Lantern Clinical 2.1",
            "developer": "Lumen Harbor Systems",
            "base_model": "Beacon 7B",
        },
        {"name": "Tide embeddings"},
    ]
    assert values(found, "components") == [
        {"name": "Lantern rack server L4", "manufacturer": "Brass Lattice Works", "quantity": "12"},
        {"name": "Tide switch", "manufacturer": "Harbor Storage Works"},
    ]


def test_what_has_no_place_in_a_dossier_is_listed():
    assert read(CYCLONEDX).left_out == [
        "The file: there is no field for dependencies.",
        "“Lantern stack” (application): only models and devices have a place.",
        "“Lantern Clinical”: there is no field for licenses, modelCard.",
        "“Lantern rack server”: there is no field for cdx:device:sku.",
        "“Lattice firmware” (firmware): only models and devices have a place.",
        "“tensorlight” (library): only models and devices have a place.",
    ]


def test_what_the_file_does_not_say_is_asked_and_never_guessed():
    found = read(CYCLONEDX)
    assert [(each.place, each.field.name) for each in questions(found)] == [
        ("“Lantern rack server”", "category"),
        ("“Tide switch”", "category"),
        ("“Tide switch”", "quantity"),
        ("“Lantern Clinical”", "openness"),
        ("“Tide embeddings”", "developer"),
        ("“Tide embeddings”", "openness"),
    ]


def test_a_record_without_all_its_answers_is_left_out_and_listed():
    answers = {
        "components-0-category": "SERVER",
        "components-1-category": "NETWORK",
        "models-0-openness": "CLOSED",
        "models-1-openness": "CLOSED",
    }
    found = answered(as_found(as_kept(read(CYCLONEDX))), answers)
    assert [each["name"] for each in values(found, "components")] == ["Lantern rack server L4"]
    assert values(found, "models")[0]["openness"] == "CLOSED"
    assert found.left_out[-2:] == [
        "“Tide switch”: left out, without Quantity.",
        "“Tide embeddings”: left out, without Developer.",
    ]
    assert questions(found) == []


@pytest.mark.parametrize("version", ["1.4", "2.0", 1.6, None])
def test_another_version_is_refused_with_what_to_do(version):
    with pytest.raises(ImportRefused, match=r"export it as 1\.5 or 1\.6\."):
        read(changed(CYCLONEDX, specVersion=version))


def test_the_version_before_is_read_too():
    assert read(changed(CYCLONEDX, specVersion="1.5")).rows.keys() == {"components", "models"}


@pytest.mark.parametrize(
    "components",
    [7, "A", [7], [{"type": "device", "name": "A", "supplier": "B"}], [{"components": {}}]],
)
def test_what_only_looks_like_it_is_refused(components):
    with pytest.raises(ImportRefused, match="not as the format has it"):
        read(changed(CYCLONEDX, components=components))


def test_a_file_that_leaves_too_much_open_is_refused():
    device = {"type": "device", "name": "A"}
    found = read(changed(CYCLONEDX, components=[device] * MOST_QUESTIONS))
    with pytest.raises(ImportRefused, match="Fill in the template"):
        questions(found)


def test_each_implemented_requirement_is_a_claim():
    assert values(read(OSCAL), "security_claims") == [
        {
            "claim": "Traffic is encrypted with TLS 1.3.\n\nKeys are renewed each day.",
            "framework_ref": "NIST SP 800-53 Rev. 5 SC-8.1",
            "domain": "NETWORK",
            "status": "IN_PLACE",
        },
        {
            "claim": "Accounts end with the contract.",
            "framework_ref": "NIST SP 800-53 Rev. 5 AC-2",
            "domain": "IDENTITY",
        },
        {
            "claim": "The enclave is watched day and night.",
            "framework_ref": "NIST SP 800-53 Rev. 5 SI-4",
        },
    ]


def test_a_family_of_several_domains_is_asked_and_the_rest_is_listed():
    found = read(OSCAL)
    assert [(each.place, each.field.name) for each in questions(found)] == [
        ("“Lantern enclave”, SI-4", "domain")
    ]
    assert found.left_out == [
        "The file: there is no field for capabilities.",
        "“Lantern enclave”, AC-2: there is no field for implementation-status, responsible-roles.",
        "“Lantern hall”: it implements no control.",
    ]


@pytest.mark.parametrize("control", ["A.8.3", "xx-1", "sc", "", 7])
def test_a_control_of_another_catalog_is_asked_for(control):
    document = json.loads(OSCAL)
    (component, _) = document["component-definition"]["components"]
    component["control-implementations"][0]["implemented-requirements"][0]["control-id"] = control
    assert "domain" not in values(read(json.dumps(document)), "security_claims")[0]


def test_every_family_belongs_to_a_domain_that_there_is():
    assert set(DOMAINS.values()) <= set(ControlDomain)
    assert all(len(family) == 2 and family.isupper() for family in DOMAINS)


@pytest.mark.parametrize("root", [7, [], {"components": 7}, {"components": [[]]}])
def test_what_only_looks_like_oscal_is_refused(root):
    with pytest.raises(ImportRefused, match="not as the format has it"):
        read(json.dumps({"component-definition": root}))


def test_a_file_of_very_many_parts_costs_little_and_is_counted():
    library = {"type": "library", "name": "a"}
    began = perf_counter()
    found = read(changed(CYCLONEDX, components=[library] * 100_000))
    assert perf_counter() - began < 10
    assert len(found.left_out) == 501
    assert found.left_out[-1] == "And 99,502 more like these."


def test_more_records_than_a_proposal_takes_are_refused_at_once():
    device = {"type": "device", "name": "A"}
    with pytest.raises(ImportRefused, match=r"Bill of materials: the file has 5,001, and 5,000 is"):
        read(changed(CYCLONEDX, components=[device] * 5_001))
