"""Does the command of the README work on a fresh clone, for every kind of user, and twice?

It costs two minutes and reaches pypi.org and npmjs.org, so it runs in CI alone (or with
MAKE_RUN=1): nothing of this checkout's virtual environment is used by what is tested.
"""

import os
import re
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from deploy.terminal import ROOT
from exports_portal.accounts.actions.second_factor import current_code
from exports_portal.demo import people
from tests.e2e.conftest import QUIET
from tests.e2e.fields import press
from tests.workers import free_port

FIRST_START, SECOND_START = 600, 120  # seconds
OURS = ("VIRTUAL_ENV", "PYTHONPATH", "DJANGO_SETTINGS_MODULE", "DATABASE_URL", "TEST_DATABASE_NAME")
# Where each kind of user goes, and what stands there.
WALK = {
    people.APPLICANT: ("/proposals/", "/consortia/", "/organizations/", "/tokens/"),
    people.MEMBER: ("/proposals/", "/consortia/"),
    people.LEAD: ("/review/", "/review/?tab=all", "/review/lists/", "/review/calls/"),
    people.OFFICIAL: ("/review/", "/review/lists/"),
    people.STEWARD: ("/review/calls/", "/review/calls/new/", "/review/lists/"),
    people.BUYER: ("/catalog/", "/profile/"),
}
LINE = re.compile(r"==> |    … |The portal: |Demo accounts: |Mail: |Log: |To stop: |  |$|make: ")


@dataclass
class Started:
    """A running `make run`; `said` grows as it speaks."""

    process: subprocess.Popen[bytes]
    output: Path
    port: int

    @property
    def said(self) -> str:
        return self.output.read_text()

    def wait_until_ready(self, seconds: int) -> None:
        deadline = time.monotonic() + seconds
        while "To stop:" not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.5)

    def stop(self) -> int:
        """Ctrl-C reaches the whole group of the terminal."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=60)


@pytest.fixture
def clone():
    """Outside pytest's own folder, of which another run on this machine removes the oldest."""
    if os.environ.get("CI") != "true" and not os.environ.get("MAKE_RUN"):
        pytest.skip("make run in a fresh clone takes minutes: set MAKE_RUN=1, or run CI")
    with tempfile.TemporaryDirectory(prefix="make-run-", ignore_cleanup_errors=True) as place:
        folder = Path(place) / "clone"
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", ROOT, folder], check=True)
        yield folder


def started(clone: Path, name: str) -> Started:
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if k not in OURS} | {"PORT": str(port)}
    output = clone.parent / name
    with output.open("wb") as said:
        process = subprocess.Popen(
            ["make", "run"],
            cwd=clone,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Started(process, output, port)


def sign_in(page: Page, portal: str, person: people.Person) -> None:
    page.goto(f"{portal}/accounts/login/")
    page.locator("[name=login]").fill(person.email)
    page.locator("[name=password]").fill(people.PASSWORD)
    press(page)
    if person.is_officer:
        page.locator("[name=code]").fill(current_code(people.TOTP_SECRET))
        press(page)
    page.wait_for_url(lambda url: "/accounts/" not in url)


def walk(browser: Browser, portal: str, person: people.Person) -> None:
    """Every page of theirs, and the first thing on it, opens without an error."""
    context = browser.new_context()
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("response", lambda r: faults.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    sign_in(page, portal, person)
    for path in WALK[person]:
        page.goto(portal + path)
        expect(page.locator("h1")).to_have_count(1)
        first = page.locator("main table a, main .portal-panel a").first
        if first.count():
            first.click()
            page.wait_for_load_state()
            expect(page.locator("h1")).to_have_count(1)
    context.close()
    assert faults == [], person.email


def test_make_run_in_a_fresh_clone_serves_every_kind_of_user_stops_and_starts_again(
    clone, chromium
):
    first = started(clone, "first.txt")
    try:
        first.wait_until_ready(FIRST_START)
        odd = [line for line in first.said.splitlines() if not LINE.match(line)]
        assert odd == [], "the terminal shows the steps, the address and the accounts alone"
        assert f"http://localhost:{first.port}" in first.said
        assert people.APPLICANT.email in first.said
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
            for person in WALK:
                walk(browser, f"http://localhost:{first.port}", person)
            browser.close()
    finally:
        code = first.stop()
    assert "==> Stopped." in first.said
    assert code in (0, 2, 130, -signal.SIGINT), first.said
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"http://127.0.0.1:{first.port}/", timeout=5)

    second = started(clone, "second.txt")
    try:
        second.wait_until_ready(SECOND_START)
        assert "Installing" not in second.said
        health = f"http://127.0.0.1:{second.port}/health/"
        with urllib.request.urlopen(health, timeout=10) as answer:
            assert answer.status == 200
    finally:
        second.stop()
