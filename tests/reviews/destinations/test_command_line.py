"""`python -m reviews.destinations` answers without a database, or names what it cannot use."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reviews.destinations.__main__ import main
from reviews.destinations.shipped import DATA

README = Path(__file__).parents[3] / "reviews" / "destinations" / "README.md"
ASKED = "--item 4A090.a --country AE"
KEYS = ["item", "country", "outcome", "groups", "rule", "citation", "as_of"]


def answers(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert main([*arguments, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(list(arguments)) == 2
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


def changed_policy(folder: Path, **changes: object) -> str:
    """The shipped license positions with these parts of the payload in their place."""
    given = json.loads((DATA / "license_positions-2026-07-23.json").read_text())
    given["payload"] |= changes
    file = folder / "own.json"
    file.write_text(json.dumps(given))
    return str(file)


def test_it_runs_without_a_database_and_without_settings():
    clean = {key: value for key, value in os.environ.items() if "DJANGO" not in key}
    done = subprocess.run(
        [sys.executable, "-m", "reviews.destinations", *ASKED.split(), "--json"],
        env=clean | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"},
        capture_output=True,
        text=True,
        check=True,
    )

    found = json.loads(done.stdout)
    assert list(found) == KEYS
    assert (found["country"], found["rule"]) == ("AE", "R20_EXPECTED")


def test_the_example_of_the_readme_is_what_it_prints(capsys: pytest.CaptureFixture[str]):
    arguments = "--item 4A090.a --country PL --headquarters PL --ultimate-parent CN"
    assert main(arguments.split()) == 0
    page = README.read_text()

    assert f"python -m reviews.destinations {arguments}\n" in page
    assert capsys.readouterr().out in page


def test_a_table_has_one_line_for_every_country_and_item_class(
    capsys: pytest.CaptureFixture[str],
):
    lines = answers(capsys, "--table")

    assert len(lines) == 249 * 7
    assert len({(line["item"], line["country"]) for line in lines}) == len(lines)
    assert all(list(line) == KEYS for line in lines)


def test_a_table_of_one_item_reads_by_country(capsys: pytest.CaptureFixture[str]):
    assert main(["--table", "--item", "5A992.z"]) == 0
    lines = capsys.readouterr().out.splitlines()

    assert lines[0].split() == ["5A992.z"]
    assert len(lines) == 251
    assert "AE  United Arab Emirates              required" in lines
    assert "IR  Iran                              EMBARGOED" in lines


def test_a_country_is_named_by_code_or_name_and_a_region_by_its_name(
    capsys: pytest.CaptureFixture[str],
):
    said = [
        (line["country"], line["outcome"])
        for name in ("MM", "Burma", "Crimea")
        for line in answers(capsys, "--item", "3A090.b", "--country", name)
    ]

    assert said == [
        ("MM", "LICENSE_REQUIRED_ENFORCED"),
        ("MM", "LICENSE_REQUIRED_ENFORCED"),
        ("Crimea", "EMBARGOED"),
    ]


def test_a_place_and_a_bloc_can_be_asked_for(capsys: pytest.CaptureFixture[str]):
    (place,) = answers(capsys, "--item", "EAR99", "--country", "UA", "--place", "Yalta")
    bloc = answers(capsys, "--item", "3A090.b", "--bloc", "MERCOSUR")

    assert place["outcome"] == "EMBARGOED"
    assert {line["country"] for line in bloc} == {"AR", "BO", "BR", "PY", "UY"}


def test_headquarters_left_out_are_not_known(capsys: pytest.CaptureFixture[str]):
    arguments = ["--item", "3A090.a", "--country", "PL", "--headquarters", "PL"]
    (found,) = answers(capsys, *arguments)

    assert found["rule"] == "R21_UNKNOWN_HEADQUARTERS"


def test_a_policy_of_ones_own_takes_the_place_of_its_kind(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    scope = {"groups": ["D:5"], "except_groups": [], "countries": []}
    own = changed_policy(tmp_path, scope=scope)
    (found,) = answers(capsys, "--item", "3A090.b", "--country", "VN", "--policy", own)

    assert found["outcome"] == "NO_BASELINE_LICENSE"


def test_whether_another_item_is_unknown_is_policy(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    classes = json.loads((DATA / "license_positions-2026-07-23.json").read_text())["payload"]
    classes["classes"][-1]["is_indeterminate_otherwise"] = False
    own = changed_policy(tmp_path, classes=classes["classes"])
    (found,) = answers(capsys, "--item", "other", "--country", "RU", "--policy", own)

    assert found["outcome"] == "NO_BASELINE_LICENSE"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("--item 3A090.c --country PL", "The item “3A090.c” is unknown, or its position is not"),
        ("--item chip --country PL", "Write an ECCN with its paragraph, as in 3A090.a"),
        ("--table --item 3A090", "The item “3A090” is unknown"),
        ("--item 3A090.a --country XX", "No country “XX” is known"),
        ("--item 3A090.a --country PL --headquarters XX", "No country “XX” is known"),
        ("--item 3A090.a --bloc BRICS", "Known are EU, ASEAN, GCC, AU, MERCOSUR."),
        ("--item 3A090.a", "Give --item, and --country or --bloc; or give --table."),
        ("--country PL", "Give --item, and --country or --bloc; or give --table."),
        ("--item 3A090.a --country PL --policy none.json", "none.json: No such file or directory"),
        ("--table --policy README.md", "README.md: JSONDecodeError"),
    ],
)
def test_what_cannot_be_used_is_named(capsys: pytest.CaptureFixture[str], arguments, said):
    assert said in refused(capsys, *arguments.split())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"scope": {"groups": ["D:9"], "except_groups": [], "countries": []}}, "scope: unknown"),
        ({"scope": {"groups": ["D5"], "except_groups": [], "countries": []}}, "scope: no country"),
        ({"headquarters": []}, "own.json: TypeError"),
    ],
)
def test_a_policy_that_could_not_be_applied_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, changes, said
):
    own = changed_policy(tmp_path, **changes)

    assert said in refused(capsys, "--table", "--policy", own)
