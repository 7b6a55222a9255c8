"""Which rows of the 50 percent rules ship, and which rows are refused?"""

from datetime import date

import pytest

from exports_portal.policy.ownership import parse_ownership_rules
from exports_portal.policy.readers import ownership_rules


@pytest.mark.django_db
def test_the_rows_that_ship_switch_the_affiliates_rule_on_its_days():
    rows = ownership_rules(date(2026, 11, 23))

    assert [
        (row.code, str(row.begins), str(row.ends), row.standing, row.effect) for row in rows
    ] == [
        ("OFAC_50", "2014-08-13", "None", "IN_FORCE", "BLOCK"),
        ("OFAC_50_SSI", "2014-08-13", "None", "IN_FORCE", "RED_FLAG"),
        ("BIS_AFFILIATES", "2025-09-29", "2025-11-10", "IN_FORCE", "BLOCK"),
        ("BIS_AFFILIATES", "2025-11-10", "2026-11-10", "SUSPENDED", "RED_FLAG"),
        ("BIS_AFFILIATES", "2026-11-10", "None", "BY_DEFAULT", "BLOCK"),
    ]
    assert {row.threshold for row in rows} == {50}


@pytest.mark.django_db
def test_the_last_row_says_that_it_is_a_default_and_why():
    last = ownership_rules(date(2026, 11, 23))[-1]

    assert last.note.startswith(
        "Conservative program default: no source read is newer than that date."
    )
    assert [(reach.list_code, len(reach.programs)) for reach in last.reaches] == [
        ("SDN", 14),
        ("EL", 0),
        ("MEU", 0),
    ]


def row(**changes):
    given = {
        "code": "R",
        "title": "A rule",
        "from": "2026-01-01",
        "to": None,
        "standing": "IN_FORCE",
        "effect": "BLOCK",
        "threshold_percent": "50",
        "reaches": [{"list": "SDN", "name": "SDN List", "programs": []}],
        "foreign_only": False,
        "citation": "A source",
        "note": "",
    }
    return given | changes


def test_rows_that_follow_one_another_are_read():
    rows = parse_ownership_rules(
        [row(**{"from": "2026-05-01"}), row(to="2026-05-01"), row(code="OTHER")]
    )
    assert len(rows) == 3


@pytest.mark.parametrize(
    ("payload", "complaint"),
    [
        ([], "at least one row"),
        ([row(standing="MAYBE")], "unknown standing or effect"),
        ([row(effect="DENY")], "unknown standing or effect"),
        ([row(threshold_percent="0")], "threshold, lists or citation are missing"),
        ([row(threshold_percent="100.1")], "threshold, lists or citation are missing"),
        ([row(reaches=[])], "threshold, lists or citation are missing"),
        ([row(citation="")], "threshold, lists or citation are missing"),
        ([row(to="2026-01-01")], "ends before it begins"),
        ([row(), row(**{"from": "2026-05-01"})], "two rows on 2026-05-01"),
        ([row(to="2026-05-02"), row(**{"from": "2026-05-01"})], "two rows on 2026-05-01"),
    ],
)
def test_rows_that_leave_a_doubt_are_refused(payload, complaint):
    with pytest.raises(ValueError, match=complaint):
        parse_ownership_rules(payload)
