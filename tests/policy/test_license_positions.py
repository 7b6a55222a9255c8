"""Is a policy on license positions refused, with the row named, where it is not whole?"""

import copy
import json
from datetime import date
from typing import Any

import pytest

from exports_portal.policy.license_positions import RuleCode, parse_license_positions
from exports_portal.policy.loading import DATA
from exports_portal.policy.models import Kind
from exports_portal.policy.readers import snapshot_in_force

SHIPPED = json.loads((DATA / "license_positions-2026-07-23.json").read_text())
ALL = "3A090.a 3A090.b 4A090.a 4A090.b .z 4E091 other".split()


def payload() -> dict[str, Any]:
    return copy.deepcopy(SHIPPED["payload"])


@pytest.mark.django_db
def test_a_database_has_the_license_positions_as_a_default_that_says_so():
    snapshot = snapshot_in_force(Kind.LICENSE_POSITIONS, date(2026, 11, 30))

    assert snapshot.payload == payload()
    assert snapshot.is_program_default
    assert "program defaults, not published text" in snapshot.source


def test_the_classes_are_the_seven_and_every_rule_has_a_source_and_a_day():
    policy = parse_license_positions(payload())

    assert [found.code for found in policy.classes] == ALL
    assert set(policy.rules) == set(RuleCode)
    assert {rule.as_of for rule in policy.rules.values()} == {
        date(2026, 5, 31),
        date(2026, 6, 5),
        date(2026, 7, 23),
    }


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ("3A090.a", "3A090.a"),
        ("3A090.b.1", "3A090.b"),
        ("5A992.z", ".z"),
        ("4E091", "4E091"),
        ("EAR99", "other"),
        ("3A001.a", "other"),
        ("other", "other"),
    ],
)
def test_an_item_is_in_one_class(item, code):
    found = parse_license_positions(payload()).class_of(item)

    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("item", ["3A090", "3A090.c", "4D090", "5A992", "6A001.z", "chip", ""])
def test_an_item_whose_position_is_not_settled_is_in_none(item):
    assert parse_license_positions(payload()).class_of(item) is None


@pytest.mark.parametrize(
    ("part", "change", "said"),
    [
        ("scope", {"countries": ["XX"]}, "scope: not ISO 3166-1 alpha-2 codes: XX"),
        ("scope", {"countries": ["AE", "AE"]}, "scope: a country is named twice: AE"),
        ("scope", {"groups": ["D:1", "D:1"]}, "scope: a country group is named twice: D:1"),
        ("scope", {"except_groups": ["A5"]}, "scope: no country groups: A5"),
        ("headquarters", {"groups": ["F:1"]}, "headquarters: no country groups: F:1"),
        ("embargo", {"countries": ["Iran"]}, "embargo: not ISO 3166-1 alpha-2 codes: Iran"),
        ("rules", {"R99": {}}, "rules: unknown or missing: R99"),
    ],
)
def test_an_unknown_or_repeated_country_group_or_rule_is_refused(part, change, said):
    given = payload()
    given[part] |= change

    with pytest.raises(ValueError, match=said):
        parse_license_positions(given)


@pytest.mark.parametrize(
    ("row", "change", "said"),
    [
        (1, {"items": ["3A090.a"]}, "classes: in two item classes: 3A090.a"),
        (1, {"code": "3A090.a"}, "classes: in two item classes: 3A090.a"),
        (6, {"items": ["5A002.c"]}, "classes: the last one is for every other item"),
        (5, {"printed": {"reach": "MARS", "rule": "R20_PRINTED"}}, "4E091: no reach of a layer"),
        (5, {"otherwise": "R99"}, "4E091: no such rule: R99"),
        (5, {"is_tested_by_headquarters": "no"}, "4E091: a code, a title, or a yes or no"),
    ],
)
def test_a_class_that_is_not_whole_is_refused(row, change, said):
    given = payload()
    given["classes"][row] |= change

    with pytest.raises(ValueError, match=said):
        parse_license_positions(given)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"as_of": "May 31"}, "R20_NAMED: May 31 is no date"),
        ({"source": ""}, "R20_NAMED: text, source or standing is wrong"),
        ({"standing": "HEARSAY"}, "R20_NAMED: text, source or standing is wrong"),
    ],
)
def test_a_rule_without_source_standing_or_day_is_refused(change, said):
    given = payload()
    given["rules"]["R20_NAMED"] |= change

    with pytest.raises(ValueError, match=said):
        parse_license_positions(given)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"country": "XX", "classes": [".z"], "rule": "R20_NAMED"}, "named: not ISO"),
        ({"country": "AE", "classes": [".z"], "rule": "R20_NAMED"}, "AE is named twice for .z"),
        ({"country": "MO", "classes": ["3A1"], "rule": "R20_NAMED"}, "named: no item classes: 3A1"),
        ({"country": "MO", "classes": [".z"], "rule": "R1"}, "named MO: no such rule: R1"),
    ],
)
def test_a_country_named_wrongly_or_twice_is_refused(row, said):
    given = payload()
    given["named"].append(row)

    with pytest.raises(ValueError, match=said):
        parse_license_positions(given)
