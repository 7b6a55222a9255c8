"""Is policy loaded once, whole or not at all, with an error that names the file?"""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from exports_portal.policy.loading import DATA, BadPolicyFile, load
from exports_portal.policy.models import Kind, PolicySnapshot
from exports_portal.policy.readers import content_threshold

pytestmark = pytest.mark.django_db


def policy_file(folder: Path, name: str = "content.json", **changes: Any) -> Path:
    given = json.loads((DATA / "content-2025-07-23.json").read_text()) | changes
    file = folder / name
    file.write_text(json.dumps(given))
    return file


def test_loading_again_changes_nothing():
    before = PolicySnapshot.objects.count()

    assert load() == []
    assert PolicySnapshot.objects.count() == before == len(list(DATA.glob("*.json")))


def test_a_new_file_is_a_new_snapshot_and_the_old_one_stays(tmp_path):
    file = policy_file(
        tmp_path, effective_from="2026-12-01", payload={"threshold_percent": "55.00"}
    )

    [snapshot] = load([file])

    assert (snapshot.kind, snapshot.effective_from) == (Kind.CONTENT, date(2026, 12, 1))
    assert str(content_threshold(date(2026, 11, 22))) == "51.00"
    assert str(content_threshold(date(2026, 12, 1))) == "55.00"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"payload": {"threshold_percent": "0"}}, "must lie between 0 and 100"),
        ({"payload": {}}, "KeyError: 'threshold_percent'"),
        ({"payload": {"threshold_percent": "many"}}, "InvalidOperation"),
        ({"kind": "HOROSCOPE"}, "KeyError: 'HOROSCOPE'"),
        ({"source_date": "yesterday"}, "yesterday"),
        ({"surprise": 1}, "surprise"),
        ({"kind": "COUNTRY_GROUPS", "payload": {"D:5": ["XX"]}}, "alpha-2 codes: XX"),
        ({"kind": "COUNTRY_GROUPS", "payload": {"D:5": ["CU", "CU"]}}, "named twice"),
        ({"kind": "SECTORS", "payload": []}, "at least one"),
        (
            {"kind": "SECTORS", "payload": [{"code": "A", "title": "A"}] * 2},
            "codes must be unique",
        ),
        (
            {
                "kind": "SCREENING",
                "payload": {"strong": "0.5", "review": "0.9", "watch": "0.1", "freshness_hours": 1},
            },
            "watch <= review <= strong",
        ),
    ],
)
def test_a_wrong_file_is_named_and_nothing_of_the_batch_is_loaded(tmp_path, changes, said):
    before = PolicySnapshot.objects.count()
    good = policy_file(tmp_path, "a-good.json", effective_from="2026-12-01")
    bad = policy_file(tmp_path, "b-bad.json", **changes)

    with pytest.raises(BadPolicyFile, match=r"b-bad\.json") as refusal:
        load([good, bad])

    assert said in str(refusal.value)
    assert PolicySnapshot.objects.count() == before


def test_a_truncated_file_is_refused_by_the_command(tmp_path):
    file = policy_file(tmp_path)
    file.write_text(file.read_text()[:100])

    with pytest.raises(CommandError, match=r"Nothing was loaded\. content\.json: JSONDecodeError"):
        call_command("load_policy", file)


def test_the_command_says_what_is_new(tmp_path):
    said = StringIO()

    call_command("load_policy", policy_file(tmp_path, effective_from="2026-12-01"), stdout=said)

    assert said.getvalue().splitlines()[-1] == "1 new policy snapshots."
