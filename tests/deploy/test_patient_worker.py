"""Can slow clients keep the web server from answering the others?"""

import hashlib
import http.client
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from unittest.mock import Mock

import pytest

from deploy import patient_worker
from exports_portal import bounds

ROOT = Path(__file__).parents[2]
SESSION = {"Cookie": "sessionid=x"}


@contextmanager
def running_server():
    """One process of two threads: two slow clients would be enough to stop it.

    It is handed a socket that listens already. A port that is only chosen here could be taken by
    another process before the server opens it.
    """
    with closing(socket.create_server(("127.0.0.1", 0), backlog=2_048)) as listening:
        place = listening.fileno()
        options = ["--workers", "1", "--threads", "2", "--bind", f"fd://{place}"]
        kind = ["--worker-class", "deploy.patient_worker.PatientWorker", "--no-control-socket"]
        command = [sys.executable, "-m", "gunicorn", "tests.deploy.echo", *options, *kind]
        process = subprocess.Popen(command, cwd=ROOT, pass_fds=[place])
        port = listening.getsockname()[1]
    assert ask(port, timeout=60)[0] == 200
    yield port, process
    process.kill()
    process.wait()


@pytest.fixture(scope="module")
def port():
    with running_server() as (port, _):
        yield port


def ask(port, method="GET", path="/", body=None, headers=None, timeout=10):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)) as connection:
        connection.request(method, path, body, headers or {})
        with closing(connection.getresponse()) as answer:
            return answer.status, answer.read().decode()


def begun(port, text):
    """A client that has sent this much, and no more for now."""
    client = socket.create_connection(("127.0.0.1", port), timeout=10)
    client.sendall(text)
    return client


def rest_of(client):
    pieces = []
    while piece := client.recv(65_536):
        pieces.append(piece)
    return b"".join(pieces)


@pytest.mark.parametrize(
    "beginning",
    [
        b"",
        b"GET / HT",
        b"POST / HTTP/1.1\r\nHost: x\r\nCookie: s\r\nContent-Length: 100000\r\n\r\nabc",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    ],
    ids=["nothing", "half a head", "half a body", "half a chunk"],
)
def test_twenty_slow_clients_keep_nobody_waiting(port, beginning):
    with ExitStack() as slow:
        for _ in range(20):
            slow.enter_context(begun(port, beginning))
        started = time.monotonic()
        assert [ask(port)[0] for _ in range(5)] == [200] * 5
        assert time.monotonic() - started < 1


def test_clients_that_do_not_hang_up_keep_nobody_waiting(port):
    """gunicorn waits two seconds for each of them, in the loop that reads for everybody."""
    with ExitStack() as idle:
        for _ in range(20):
            request = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            idle.enter_context(begun(port, request))
        started = time.monotonic()
        assert [ask(port)[0] for _ in range(5)] == [200] * 5
        assert time.monotonic() - started < 1


def test_a_body_that_comes_in_pieces_arrives_as_it_was_sent(port):
    body = bytes(range(256)) * 40
    head = f"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    with closing(begun(port, b"")) as client:
        for start in range(0, len(head), 7):
            client.sendall(head[start : start + 7].encode())
        for start in range(0, len(body), 999):
            client.sendall(body[start : start + 999])
        answer = rest_of(client)
    assert answer.endswith(f"/ {len(body)} {hashlib.sha256(body).hexdigest()}".encode())


def test_a_large_file_arrives_as_it_was_sent(port):
    body = b"0123456789abcdef" * 200_000  # 3.2 MB: it waits in a file
    status, said = ask(port, "POST", "/", body, SESSION)
    assert (status, said) == (200, f"/ {len(body)} {hashlib.sha256(body).hexdigest()}")


def test_a_connection_is_kept_for_the_next_request(port):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        for number in range(5):
            connection.request("POST", f"/{number}/", b"x" * number)
            socket_before = connection.sock
            answer = connection.getresponse()
            assert answer.read().decode().startswith(f"/{number}/ {number} ")
            assert connection.sock is socket_before


@pytest.mark.parametrize(
    ("length", "headers"),
    [(33 * 1024**2, "Cookie: sessionid=x\r\n"), (300 * 1024**2, ""), (70_000, "")],
    ids=["far too large", "a stranger's 300 MB", "a stranger's file"],
)
def test_what_is_refused_unread_is_not_waited_for(port, length, headers):
    head = f"POST /unread/ HTTP/1.1\r\nHost: x\r\n{headers}Content-Length: {length}\r\n\r\n"
    with closing(begun(port, head.encode() + b"x" * 1000)) as client:
        assert rest_of(client).startswith(b"HTTP/1.1 413")


def test_a_body_without_a_length_is_not_waited_for(port):
    head = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    with closing(begun(port, head + b"ffffff\r\nx")) as client:
        assert rest_of(client).startswith(b"HTTP/1.1 413")


def test_a_request_sent_ahead_is_not_mistaken_for_a_body(port):
    one = b"GET /one/ HTTP/1.1\r\nHost: x\r\n\r\n"
    with closing(begun(port, one + one)) as client:
        assert rest_of(client).count(b"HTTP/1.1 200 OK") == 1  # the client asks again


def test_nonsense_is_refused_and_the_server_goes_on(port):
    with closing(begun(port, b"x" * 70_000)) as client:
        assert rest_of(client).startswith(b"HTTP/1.1 4")
    two = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde"
    with closing(begun(port, two)) as client:
        assert rest_of(client).startswith(b"HTTP/1.1 400")
    assert ask(port)[0] == 200


def test_a_client_that_waits_for_leave_to_send_gets_it(port):
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n"
    with closing(begun(port, head + b"Connection: close\r\n\r\n")) as client:
        assert client.recv(100).startswith(b"HTTP/1.1 100 Continue")
        client.sendall(b"abc")
        assert b"HTTP/1.1 200 OK" in rest_of(client)


def test_while_every_thread_computes_health_is_answered(port):
    with ThreadPoolExecutor(4) as clients:
        busy = [clients.submit(ask, port, "GET", "/slow/") for _ in range(4)]
        time.sleep(0.3)
        started = time.monotonic()
        assert ask(port, path="/health/")[1].startswith("/health/")
        assert time.monotonic() - started < 1
        assert [each.result()[0] for each in busy] == [200] * 4


def test_the_bounds_of_the_worker_are_those_of_the_application():
    assert patient_worker.LARGEST_BODY == bounds.LARGEST_BODY_BYTES
    assert patient_worker.LARGEST_OF_STRANGERS == bounds.LARGEST_ANONYMOUS_BYTES


def test_a_server_with_slow_clients_stops_when_it_is_asked():
    with running_server() as (port, process), ExitStack() as slow:
        for _ in range(5):
            slow.enter_context(begun(port, b"GET / HT"))
        started = time.monotonic()
        process.terminate()
        assert process.wait(10) == 0
        assert time.monotonic() - started < 6


def test_it_does_not_start_where_it_would_have_to_speak_tls(tmp_path):
    (tmp_path / "x.pem").touch()
    options = ["--certfile", str(tmp_path / "x.pem"), "--bind=127.0.0.1:0"]
    kind = ["--worker-class", "deploy.patient_worker.PatientWorker", "--no-control-socket"]
    command = [sys.executable, "-m", "gunicorn", "tests.deploy.echo", *options, *kind]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode != 0
    assert "TLS ends at the proxy in front." in done.stderr


class HungUp:
    """A client whose head has come, and who is gone before it is told to send the body."""

    def recv(self, size):
        return b"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n"

    def send(self, text):
        raise BrokenPipeError


def test_a_client_that_hangs_up_before_it_may_go_on_stops_nobody_else():
    worker = object.__new__(patient_worker.PatientWorker)
    conn = Mock(sock=HungUp())
    worker.poller, worker.nr_conns = Mock(), 1
    worker.arriving = {conn: patient_worker.Arriving()}
    worker._read(conn, conn.sock)
    assert (worker.arriving, worker.nr_conns) == ({}, 0)
    conn.close.assert_called_once_with()
