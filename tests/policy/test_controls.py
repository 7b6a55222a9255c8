"""Is the control catalog whole, and refused where it is not?"""

from datetime import date
from typing import Any

import pytest

from exports_portal.policy.controls import Situation, Uncovered, parse_controls
from exports_portal.policy.models import Kind
from exports_portal.policy.readers import control_catalog, snapshot_in_force
from proposals.content.security import DOMAIN_LABELS, ControlDomain

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 29)


def payload() -> dict[str, Any]:
    given: dict[str, Any] = snapshot_in_force(Kind.CONTROLS, TODAY).payload
    return given


def test_the_catalog_has_the_fifteen_domains_that_a_claim_can_name():
    areas = control_catalog(TODAY).areas

    assert [area.code for area in areas] == list(ControlDomain)
    assert [area.title for area in areas] == list(DOMAIN_LABELS.values())
    assert {len(area.requirements) for area in areas} <= {2, 3, 4, 5}


def test_every_requirement_says_why_and_what_it_draws_on_and_what_proves_it():
    for requirement in control_catalog(TODAY).requirements:
        assert requirement.why.endswith(".")
        assert requirement.text.endswith(".")
        assert requirement.draws_on
        assert requirement.standing
        assert requirement.evidence


def test_every_situation_is_asked_about_and_has_words():
    asked = {requirement.situation for requirement in control_catalog(TODAY).requirements}

    assert asked == set(Situation)
    assert set(payload()["situations"]) == set(Situation)


def test_what_is_uncovered_warns_by_a_default_that_says_it_is_one():
    assert control_catalog(TODAY).uncovered is Uncovered.WARN
    assert snapshot_in_force(Kind.CONTROLS, TODAY).is_program_default


def test_custody_of_weights_names_levels_and_other_domains_name_none_for_every_package():
    found = {row.code: row.level for row in control_catalog(TODAY).requirements}

    assert found["WEIGHT_CUSTODY.1"] == "SL2"
    assert found["WEIGHT_CUSTODY.4"] == "SL4"
    assert found["GOVERNANCE.1"] == ""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"uncovered": "SHRUG"}, "SHRUG"),
        ({"domains": []}, "at least one"),
        ({"situations": {"ALWAYS": "Every package"}}, "every situation"),
        ({"sources": {}}, "EO_14320"),
        ({"evidence": {}}, "POLICY"),
    ],
)
def test_a_catalog_that_is_not_whole_is_refused(change, said):
    with pytest.raises((ValueError, KeyError), match=said):
        parse_controls(payload() | change)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"level": "SL9"}, "level"),
        ({"evidence": []}, "evidence"),
        ({"mandatory": "yes"}, "mandatory"),
        ({"code": "GOVERNANCE.7"}, "numbered from GOVERNANCE.1"),
        ({"situation": "ON_THE_MOON"}, "ON_THE_MOON"),
    ],
)
def test_a_requirement_that_is_not_whole_is_refused(change, said):
    given = payload()
    given["domains"][0]["requirements"][0].update(change)

    with pytest.raises(ValueError, match=said):
        parse_controls(given)
