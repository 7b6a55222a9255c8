"""`python -m reviews.screening` answers one line for one line, or names the line it cannot use."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reviews.screening.__main__ import main
from tests.reviews.screening.published import rows, write_json


@pytest.fixture
def list_file(tmp_path: Path) -> Path:
    return write_json(tmp_path / "list.json", rows())


def answers(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    lines: list[object],
) -> list[dict[str, object]]:
    text = "".join(json.dumps(line) + "\n" for line in lines)
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert main(arguments) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_answers_come_in_the_order_of_the_questions(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], list_file: Path
) -> None:
    lines = [
        {"name": "Vornhaldt Ottokar", "type": "Individual", "countries": ["FR"]},
        {"name": "", "type": None},
        {"name": "Grimspyre Dynamics", "type": "Entity", "addresses": ["77 Gallowglass Quay"]},
    ]
    found = answers(monkeypatch, capsys, ["--list", str(list_file)], lines)
    assert [(a["name"], [h["id"] for h in a["hits"]]) for a in found] == [  # type: ignore[attr-defined]
        ("Vornhaldt Ottokar", ["id-2"]),
        ("", []),
        ("Grimspyre Dynamics", ["id-1", "id-2"]),
    ]


def test_a_policy_file_moves_the_lines(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    list_file: Path,
    tmp_path: Path,
) -> None:
    policy = tmp_path / "policy.json"
    policy.write_text('{"version": "test", "strong": 0.999, "floor": 0.5}', encoding="utf-8")
    arguments = ["--list", str(list_file), "--policy", str(policy)]
    (found,) = answers(monkeypatch, capsys, arguments, [{"name": "Grimspyre Dynamics Co. Ltd"}])
    assert [hit["tier"] for hit in found["hits"]] == ["review"]  # type: ignore[attr-defined]


def test_pairs_are_scored(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], list_file: Path
) -> None:
    lines = [
        {"left": "Ottokar Vornhaldt", "right": "VORNHALDT, Ottokar"},
        {"left": "Otokar Vornhaldt", "right": "Ottokar Vornhaldt"},
        {"left": "Otokar Vornhaldt", "right": "Grimspire"},
        {"left": "", "right": "..."},
    ]
    scores = [
        float(str(answer["score"]))
        for answer in answers(monkeypatch, capsys, ["--list", str(list_file), "--pairs"], lines)
    ]
    assert scores[0] == 1.0
    assert 0.9 < scores[1] < 1.0
    assert scores[2:] == [0.0, 0.0]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("nonsense", "line 2: not JSON"),
        ("[]", "line 2: not a JSON object"),
        ("{}", "line 2: 'name' is not a text"),
        ('{"name": "x", "countries": "FR"}', "line 2: 'countries' is not a list of texts"),
        (
            json.dumps({"name": "x", "other_names": ["y"] * 51}),
            "line 2: 'other_names' has more than 50 texts",
        ),
    ],
)
def test_a_line_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    list_file: Path,
    line: str,
    reason: str,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"name": "x"}\n' + line + "\n"))
    assert main(["--list", str(list_file)]) == 2
    assert capsys.readouterr().err == f"{reason}\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[", "not JSON"),
        ('{"stong": 1}', "a policy has no 'stong'"),
        ('{"strong": "high"}', "'strong' cannot be 'high'"),
    ],
)
def test_a_policy_that_cannot_be_used_is_refused(
    capsys: pytest.CaptureFixture[str], list_file: Path, tmp_path: Path, text: str, reason: str
) -> None:
    policy = tmp_path / "policy.json"
    policy.write_text(text, encoding="utf-8")
    assert main(["--list", str(list_file), "--policy", str(policy)]) == 2
    assert capsys.readouterr().err == f"{policy}: {reason}\n"


def test_a_list_that_is_refused_stops_the_command(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "list.json"
    path.write_text("{", encoding="utf-8")
    assert main(["--list", str(path)]) == 2
    assert capsys.readouterr().err.startswith("the JSON is truncated")


def test_the_module_runs_by_itself_without_django(list_file: Path) -> None:
    program = [sys.executable, "-X", "importtime", "-m", "reviews.screening"]
    done = subprocess.run(
        [*program, "--list", str(list_file)],
        input='{"name": "Ottokar Vornhaldt"}\n',
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
        env=os.environ | {"PYTHONPATH": "."},
    )
    assert json.loads(done.stdout)["hits"][0]["score"] == 1.0
    assert "django" not in done.stderr
