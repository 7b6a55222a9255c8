"""R06: three separate answers to who builds, owns and operates."""

import pytest

from proposals.rules.r06_build_own_operate import build_own_operate
from tests.proposals.rules.contents import complete_content, context, operating_role, outcomes

ROLES = ("BUILD", "OWN", "OPERATE")


def judge(role, **changes):
    roles = tuple(operating_role(each, **(changes if each == role else {})) for each in ROLES)
    return build_own_operate(complete_content(operating_roles=roles), context())


def test_three_answers_pass():
    assert outcomes(build_own_operate(complete_content(), context())) == ["PASS"]


def test_no_answer_is_three_findings():
    findings = build_own_operate(complete_content(operating_roles=()), context())
    assert outcomes(findings) == ["BLOCK"] * 3
    assert [finding.anchor for finding in findings] == ["role-BUILD", "role-OWN", "role-OPERATE"]


@pytest.mark.parametrize("role", ROLES)
def test_a_blank_name_blocks_at_its_own_role(role):
    (finding,) = judge(role, name=" ")
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.anchor == f"role-{role}"


def test_to_be_decided_with_an_explanation_passes():
    findings = judge(
        "OPERATE", name="", country="", to_be_decided=True, explanation="After the tender."
    )
    assert outcomes(findings) == ["PASS"]


def test_to_be_decided_without_an_explanation_blocks():
    (finding,) = judge("OPERATE", name="", country="", to_be_decided=True, explanation=" ")
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.message == (
        "Explain how and when it will be decided who operates the infrastructure."
    )


@pytest.mark.parametrize("country", ["", "XX"])
def test_a_name_without_a_known_country_is_a_warning(country):
    (finding,) = judge("OWN", country=country)
    assert outcomes([finding]) == ["WARN"]
    assert finding.message == (
        "Say in which country Brass Lattice Works is, which owns the infrastructure."
    )
