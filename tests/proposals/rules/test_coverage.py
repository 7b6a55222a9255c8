"""What is a package like, as far as the control catalog asks?"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from exports_portal.policy.controls import Situation
from proposals.content import Category, Operations
from proposals.content.models import FrontierStatus, Openness
from proposals.content.sites import RemoteAccess
from proposals.rules.coverage import Standing, coverage, situations_of
from tests.proposals.rules.contents import complete_content, component
from tests.proposals.rules.models import CATALOG, model, pipeline
from tests.proposals.rules.sites import site

BOTH = {Situation.ABROAD, Situation.REMOTE}
CLOSED, FRONTIER = Situation.CLOSED_WEIGHTS, Situation.CLOSED_FRONTIER
OPEN = {"openness": Openness.OPEN_WEIGHT, "weights_are_published": True}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {CLOSED}),
        (OPEN, set()),
        (OPEN | {"weights_are_published": False}, {CLOSED}),
        ({"training_ops_log10": Decimal(26)}, {CLOSED, FRONTIER}),
        ({"training_ops_log10": None}, {CLOSED, FRONTIER}),
        ({"covered_frontier_status": FrontierStatus.YES}, {CLOSED, FRONTIER}),
        (OPEN | {"covered_frontier_status": FrontierStatus.YES}, set()),
        (
            {"covered_frontier_status": FrontierStatus.NO, "training_ops_log10": None},
            {CLOSED},
        ),
        (
            {"covered_frontier_status": FrontierStatus.NO, "training_ops_log10": Decimal(26)},
            {CLOSED, FRONTIER},
        ),
    ],
)
def test_a_model_is_closed_or_frontier_unless_it_is_known_not_to_be(changes, expected):
    found = situations_of(complete_content(models=(model(**changes),)))
    assert found & {CLOSED, FRONTIER} == expected


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("", BOTH),
        ("HARDWARE_EXPORT", {Situation.ABROAD}),
        ("US_HOSTED_REMOTE", {Situation.REMOTE}),
        ("HYBRID", BOTH),
    ],
)
def test_where_and_how_it_is_reached_follows_from_the_delivery(mode, expected):
    content = replace(complete_content(sites=()), operations=Operations(delivery_mode=mode))
    assert situations_of(content) & BOTH == expected


@pytest.mark.parametrize(
    ("mode", "changes", "expected"),
    [
        ("US_HOSTED_REMOTE", {"country": "NO"}, BOTH),
        ("US_HOSTED_REMOTE", {"country": "PR"}, {Situation.REMOTE}),
        ("HARDWARE_EXPORT", {"remote_access": RemoteAccess.NONE}, {Situation.ABROAD}),
        ("HARDWARE_EXPORT", {"remote_access": None}, BOTH),
        (
            "HARDWARE_EXPORT",
            {"remote_access": RemoteAccess.LISTED},
            BOTH,
        ),
    ],
)
def test_a_site_abroad_and_tenants_count_whatever_the_delivery_says(mode, changes, expected):
    content = complete_content(sites=(site(**changes),))
    content = replace(content, operations=Operations(delivery_mode=mode))
    assert situations_of(content) & BOTH == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), True),
        ((component(category=Category.STORAGE, eccn="EAR99"),), False),
        ((component(category=Category.OTHER, eccn="4a090.a"),), True),
        ((component(category=Category.SERVER, eccn=""),), True),
    ],
)
def test_chips_are_in_it_by_category_or_by_eccn_or_where_nothing_is_listed(rows, expected):
    found = situations_of(complete_content(components=rows))
    assert (Situation.CHIPS in found) is expected


def test_bulk_data_counts_where_a_pipeline_says_so_or_none_is_described():
    said = complete_content(pipelines=(pipeline(bulk_us_sensitive_data=True),))
    assert Situation.BULK_DATA in situations_of(said)
    assert Situation.BULK_DATA in situations_of(complete_content(pipelines=()))
    assert Situation.BULK_DATA not in situations_of(complete_content())


def test_what_is_not_asked_of_a_package_is_not_listed():
    content = complete_content(models=(model(**OPEN),), security_claims=())
    areas = {area.area.code: area for area in coverage(content, CATALOG, date(2026, 5, 20))}
    assert "ANTI_DISTILLATION" not in areas
    assert [line.requirement.code for line in areas["WEIGHT_CUSTODY"].lines] == ["WEIGHT_CUSTODY.5"]
    assert {line.standing for area in areas.values() for line in area.lines} == {Standing.NO_CLAIM}
