"""Is a missing scanner an error on a server, and does /health/ say how the scanner is?"""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.utils import timezone

from exports_portal.files.models import FileScan, ScanState
from exports_portal.files.scanning import look_at_scanner, scan
from exports_portal.files.waiting import health_report
from exports_portal.web.models import Pulse
from tests.contracts.code import ROOT
from tests.factories.files import uploaded
from tests.files.daemon import pretended


def found():
    return [message.id for message in run_checks() if message.id.startswith("files.")]


@pytest.mark.parametrize(
    ("changed", "ids"),
    [
        ({}, ["files.E001"]),
        ({"FILES_WITHOUT_SCANNER": "readable"}, ["files.E001", "files.E002"]),
        (
            {"FILES_WITHOUT_SCANNER": "readable", "CLAMD_SOCKET": "/run/clamav/clamd.ctl"},
            ["files.E002"],
        ),
        ({"CLAMD_SOCKET": "/run/clamav/clamd.ctl"}, []),
        ({"SCANNER_IS_REQUIRED": False, "FILES_WITHOUT_SCANNER": "readable"}, []),
    ],
)
def test_where_a_scanner_is_required_doing_without_one_is_an_error(settings, changed, ids):
    settings.SCANNER_IS_REQUIRED = True
    for name, value in changed.items():
        setattr(settings, name, value)

    assert found() == ids


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"FILES_WITHOUT_SCANNER": "readable"}, "files.E001"),
        ({"CLAMD_SOCKET": "/run/clamav/clamd.ctl"}, "no issues"),
        ({"CLAMD_SOCKET": "/run/clamav/clamd.ctl", "LETTER_SIGNING_KEY": ""}, "pdf.E001"),
    ],
)
def test_a_command_of_a_server_without_a_scanner_or_a_key_stops(more, said, letter_key):
    """The settings of a server, as they are; the environment cannot talk them out of it."""
    server = {
        "DJANGO_SETTINGS_MODULE": "exports_portal.settings.production",
        "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": "portal.example",
        "SMTP_HOST": "mail.example",
        "DATABASE_URL": "postgres://127.0.0.1/nowhere",
        "LETTER_SIGNING_KEY": str(letter_key),
    }
    kept = {name: value for name, value in os.environ.items() if name != "CLAMD_SOCKET"}
    command = [sys.executable, "manage.py", "check" if said == "no issues" else "migrate"]
    done = subprocess.run(
        command, cwd=ROOT, env=kept | server | more, capture_output=True, text=True, check=False
    )

    assert said in done.stdout + done.stderr
    assert (done.returncode == 0) == (said == "no issues")


@pytest.mark.django_db
def test_without_a_scanner_health_says_so_and_complains_when_a_file_waits(settings):
    nothing = health_report()
    uploaded()
    waiting = health_report()
    settings.FILES_WITHOUT_SCANNER = "readable"

    assert (nothing["scanner"], nothing["problems"]) == ("not configured", [])
    assert waiting["problems"] == [
        "Uploaded files wait to be scanned, and no virus scanner is configured."
    ]
    assert health_report()["problems"] == []


@pytest.mark.django_db
def test_health_says_that_the_real_scanner_answers(scanner):
    before = health_report()
    assert look_at_scanner()

    assert before["scanner"] == "unreachable"
    assert before["problems"] == [
        "The virus scanner has not answered yet: is clamd running, and does it pass the test?"
    ]
    assert health_report() == {
        "scanner": "reachable",
        "scanner_seen_seconds_ago": 0,
        "scanner_signatures": "",
        "oldest_waiting_scan_seconds": 0,
        "files_not_scanned": 0,
        "problems": [],
    }


@pytest.mark.django_db
def test_a_scanner_that_fell_silent_and_a_file_that_waits_too_long_are_problems(settings, tmp_path):
    settings.CLAMD_SOCKET = str(tmp_path / "nobody")
    then = timezone.now() - timedelta(hours=1)
    Pulse.objects.create(name="scanner", at=then)
    file = uploaded()
    FileScan.objects.filter(file=file).update(waiting_since=then)

    assert not look_at_scanner()
    report = health_report()
    assert report["scanner"] == "unreachable"
    assert report["oldest_waiting_scan_seconds"] in range(3_600, 3_660)
    assert report["problems"] == [
        "The virus scanner has not answered for 3600 seconds.",
        "A file has waited for its virus scan for more than a quarter of an hour.",
    ]
    assert file.name not in str(report)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("now", "problems"),
    [
        ("2026-12-03 08:00:00+00:00", []),
        (
            "2026-12-05 08:00:00+00:00",
            ["The virus signatures are older than seven days: does freshclam reach its server?"],
        ),
    ],
)
def test_old_signatures_are_a_problem(settings, time_machine, now, problems):
    time_machine.move_to(now, tick=False)
    with pretended(lambda connection, content: connection.sendall(b"stream: OK\n")) as place:
        settings.CLAMD_SOCKET = place
        scan(uploaded().pk)

    assert FileScan.objects.get().state == ScanState.CLEAN
    assert health_report()["scanner_signatures"] == "27800/Fri Nov 27 08:25:12 2026"
    assert health_report()["problems"] == problems
