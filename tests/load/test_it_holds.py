"""Eight hostile requests at once and a mail server that says nothing: does the portal go on?

A real web server and a real worker on the test's database, as `make run` starts them; everything
is on this machine. Beside the hostile ones, clients send their requests a byte at a time.
"""

import http.client
import json
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, closing
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from exports_portal.mail.models import SentMail
from exports_portal.web.models import Pulse
from proposals.actions.submit import submit
from reviews.models import ScreeningRun
from tests.factories.proposals_ready import ready_proposal
from tests.factories.reviews import fictional_list
from tests.signing_in import sign_in
from tests.workers import ROOT, Worker, end_their_sessions

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS = 8
AT_ONCE = 8
ANSWERS = {
    "full_name": "Ada Quill",
    "email": "ada@lumen-harbor.example",
    "password1": "a-long-invented-passphrase",
    "password2": "a-long-invented-passphrase",
}
TOKEN = "a" * 32


class MuteMailServer:
    """Takes every connection and never says a word."""

    def __enter__(self):
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=100)
        self.port = self.socket.getsockname()[1]
        return self

    def __exit__(self, *_):
        self.socket.close()

    def was_asked(self):
        self.socket.settimeout(0.01)
        try:
            self.socket.accept()[0].close()
        except TimeoutError:
            return False
        return True


@pytest.fixture
def portal(tmp_path):
    """Its port, its worker, and the mail server."""
    with MuteMailServer() as mail_server, closing(socket.socket()) as attempt:
        attempt.bind(("127.0.0.1", 0))
        port = attempt.getsockname()[1]
        attempt.close()
        worker = Worker(tmp_path, processes=2)
        worker.environment |= {
            "DJANGO_SETTINGS_MODULE": "tests.load.settings",
            "SMTP_PORT": str(mail_server.port),
            "PULSE_SECONDS": "1",
            "SECRET_KEY": settings.SECRET_KEY,  # so that the sessions of the test are its own
        }
        web = subprocess.Popen(web_command(port), cwd=ROOT, env=worker.environment)
        worker.start()
        worker.wait_for(Pulse.objects.exists, "the first sign of life")
        worker.wait_for(lambda: is_healthy(port), "the web server")
        yield port, worker, mail_server
        worker.kill()
        web.kill()
        web.wait()
        end_their_sessions()


def web_command(port):
    options = ["--workers", "2", "--threads", "8", "--preload", "--no-control-socket"]
    kind = ["--worker-class", "deploy.patient_worker.PatientWorker", "--log-level", "warning"]
    return [
        *(sys.executable, "-m", "gunicorn", "exports_portal.wsgi"),
        *(f"--bind=127.0.0.1:{port}", *options, *kind),
    ]


def send(port, method, path, body=None, headers=None, timeout=60):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)) as client:
        client.request(method, path, body, headers or {})
        with closing(client.getresponse()) as answer:
            return answer.status, answer.read()


def is_healthy(port):
    try:
        return send(port, "GET", "/health/")[0] == 200
    except OSError:
        return False


def form(person=None, **fields):
    """The body and the headers of a form that this person sends."""
    cookies = f"csrftoken={TOKEN}"
    if person:
        browser = Client()
        sign_in(browser, person)
        cookies += f"; sessionid={browser.cookies['sessionid'].value}"
    headers = {"Cookie": cookies, "X-CSRFToken": TOKEN}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    return urlencode(fields), headers


def party_rows(count):
    row = {"role": "BUYER", "name": "Nyota County Hospitals Board", "country": "KE", "note": "x"}
    fields = {f"parties-{n}-{name}": value for n in range(count) for name, value in row.items()}
    return {"parties-TOTAL_FORMS": count, "parties-INITIAL_FORMS": 0, **fields}


def hostile_requests(ready):
    """(path, body, headers) of eight, each the worst of its kind."""
    of_draft = f"/proposals/{ready.proposal.pk}"
    counts = {"hardware-TOTAL_FORMS": 100_000, "hardware-INITIAL_FORMS": 0}
    large = {"title": "x", "executive_summary": "word 12 " * 250_000}
    return [
        (f"{of_draft}/hardware/", *form(ready.admin, **counts)),
        (f"{of_draft}/hardware/share/", *form(ready.admin, **counts, add_row="hardware")),
        (f"{of_draft}/parties/", *form(ready.admin, **party_rows(300))),
        (f"{of_draft}/parties/", *form(ready.admin, **party_rows(299), add_row="parties")),
        (f"{of_draft}/overview/", *form(ready.admin, **large)),
        (f"{of_draft}/layers/", *form(ready.admin, **{"L2_DATA-description": "x 1 " * 500_000})),
        ("/accounts/login/", *form(login="x" * 2_000_000)),
        (f"{of_draft}/markets/", *form(ready.admin, **{"markets-TOTAL_FORMS": 250})),
    ]


def keep_sending(port, request, until, answers):
    path, body, headers = request
    while time.monotonic() < until:
        try:
            answers.append(send(port, "POST", path, body, headers)[0])
        except OSError:  # refused unread while it was still being sent
            answers.append(0)


def dribble(port, stack):
    """Clients that have begun to send a body and go on at a byte a second, if at all."""
    head = b"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nCookie: sessionid=x\r\n"
    for _ in range(20):
        client = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
        client.sendall(head + b"Content-Length: 60000\r\n\r\nlogin=")


def test_health_is_answered_within_a_second_and_the_work_goes_on(portal):
    port, worker, mail_server = portal
    fictional_list()
    ready, victim = ready_proposal(), ready_proposal()
    requests = hostile_requests(victim)
    answers, waits = [], []
    with ExitStack() as stack:
        dribble(port, stack)
        until = time.monotonic() + SECONDS
        attackers = [
            threading.Thread(target=keep_sending, args=(port, request, until, answers))
            for request in requests
        ]
        for attacker in attackers:
            attacker.start()
        began = timezone.now()
        signed_up = wait_of(port, "POST", "/accounts/signup/", *form(**ANSWERS))
        submit(ready.proposal, by=ready.signatory)
        while time.monotonic() < until:
            waits.append(wait_of(port, "GET", "/health/"))
            time.sleep(0.2)
        for attacker in attackers:
            attacker.join()
    report = {"health": sorted(waits)[-5:], "sign-up": signed_up, "answers": answers}
    assert len(attackers) == AT_ONCE, report
    assert {200, 413, 422} <= set(answers) <= {0, 200, 409, 413, 422}, report
    assert max(waits) < 1, report
    worker.wait_for(lambda: ScreeningRun.objects.exclude(finished_at=None).exists(), "a screening")
    assert ScreeningRun.objects.get().finished_at > began
    worker.wait_for(mail_server.was_asked, "the mute mail server to be asked")
    assert SentMail.objects.filter(to=ANSWERS["email"], sent_at=None).exists()
    assert Pulse.objects.get().at > began, json.dumps(report)


def wait_of(port, method, path, body=None, headers=None):
    started = time.monotonic()
    status, _ = send(port, method, path, body, headers)
    assert status in {200, 302}
    return time.monotonic() - started
