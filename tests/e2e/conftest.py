"""A real server, a real worker and a real browser on the test's database."""

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser, Page, sync_playwright

from deploy import run
from exports_portal.accounts.actions.second_factor import current_code, give_totp
from exports_portal.accounts.models import RoleGrant, User
from tests.e2e.fields import press
from tests.workers import ROOT, Worker, end_their_sessions, free_port

PASSWORD = "a-long-invented-passphrase"
FAILED = pytest.StashKey[bool]()
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
# Debian's browser, without the calls home that a closed network would refuse one by one.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@dataclass
class Portal:
    """The running portal: where it is, its worker, and the mail it sent."""

    url: str
    folder: Path
    worker: Worker
    seen: set[Path] = field(default_factory=set)

    def mail_to(self, address: str, about: str, saying: str = "") -> str:
        """The text of the mail with `about` in its subject that says this, as soon as it is there.

        Somebody who may have had such a mail before says what only the new one says.
        """
        found: list[str] = []

        def arrived() -> bool:
            found.extend(text for text in self._mails(address, about) if saying in text)
            return bool(found)

        self.worker.wait_for(arrived, f"a mail to {address} about {about} {saying}")
        return found[-1]

    def _mails(self, address: str, about: str) -> list[str]:
        texts = []
        for file in sorted((self.folder / "mail").glob("*")):
            for raw in file.read_bytes().split(b"-" * 79 + b"\n"):
                mail = message_from_bytes(raw.strip(), policy=policy.default)
                if mail["To"] == address and about in str(mail["Subject"]):
                    texts.append(mail.get_content())
        return texts


def link_in(text: str) -> str:
    """The first link of a mail."""
    found = re.search(r"https?://\S+", text)
    assert found, text
    return found.group()


def options_of_the_web_server(port: int) -> list[str]:
    """The very options of `make run`, with its kind of worker."""
    (command,) = run.web(port).values()
    return list(command[1:])


@pytest.fixture
def portal(transactional_db, tmp_path, clamd):
    """Web server and worker as `make run` starts them, with their files in a folder of the test and
    the real virus scanner.
    """
    port = free_port()
    worker = Worker(tmp_path)
    worker.environment |= {
        "PORTAL_URL": f"http://localhost:{port}",
        "CLAMD_SOCKET": clamd.socket,
    }
    command = [sys.executable, "-m", "gunicorn", *options_of_the_web_server(port)]
    with (tmp_path / "web.log").open("wb") as log:
        web = subprocess.Popen(command, cwd=ROOT, env=worker.environment, stdout=log, stderr=log)
    running = Portal(f"http://localhost:{port}", tmp_path, worker)
    worker.start()
    worker.wait_for(lambda: _answers(f"{running.url}/health/"), "the web server")
    yield running
    worker.kill()
    web.terminate()
    web.wait(20)
    end_their_sessions()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
def browser(chromium, request, tmp_path, monkeypatch):
    """A browser. When the test fails, every open page is left as a picture in `tmp_path`."""
    # Playwright runs an event loop in this thread; the test still asks the database between clicks.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield started
        if request.node.stash.get(FAILED, False):
            pages = [page for context in started.contexts for page in context.pages]
            for number, page in enumerate(pages):
                page.screenshot(path=tmp_path / f"page-{number}.png", full_page=True)
        started.close()


def page_for(browser: Browser, portal: Portal, **options) -> Page:
    """A window of its own, as for another person; it gives up after half a minute."""
    page = browser.new_context(base_url=portal.url, **options).new_page()
    page.set_default_timeout(30_000)
    return page


def account(email: str, name: str, *roles: str, agency: str = "") -> User:
    """Somebody of the program office, whose account an administrator made."""
    user = User.objects.create_user(email, full_name=name, job_title="Officer")
    User.objects.filter(pk=user.pk).update(password=make_password(PASSWORD, hasher="argon2"))
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    for role in roles:
        RoleGrant.objects.create(user=user, role=role, agency=agency)
    give_totp(user, TOTP_SECRET)
    return user


def sign_in(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign In")
    if "/2fa/" in page.url:
        page.locator("[name=code]").fill(_code_with_time_left())
        press(page, "Sign In")
    assert "/accounts/" not in page.url, page.locator("main").inner_text()


def _code_with_time_left() -> str:
    """A code is good for half a minute; one about to end is let go, as a person would."""
    left = 30 - time.time() % 30
    if left < 5:
        time.sleep(left)
    return current_code(TOTP_SECRET)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError as error:
        if isinstance(error, urllib.error.HTTPError):
            error.close()
        return False
