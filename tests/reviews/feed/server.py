"""How does a test put a list on a real server that behaves badly on purpose?"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(dict(self.headers))
        try:
            self.server.behave(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the portal had enough, as it should

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet: what it was asked stands in `asked`."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    behave: Behaviour

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1/consolidated.json"


@contextmanager
def serving() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def file(body: bytes, *, etag: str = "", last_modified: str = "") -> Behaviour:
    """A good server: it gives the file, and knows the marks it gave with it."""

    def behave(handler: Handler) -> None:
        marks = {"ETag": etag, "Last_Modified": last_modified}
        headers = {name: value for name, value in marks.items() if value}
        if etag and handler.headers.get("If-None-Match") == etag:
            handler.answer(304, **headers)
        else:
            handler.answer(200, body, **headers)

    return behave


def status(code: int) -> Behaviour:
    return lambda handler: handler.answer(code, b"<html>Not today.</html>")


def cut_off(body: bytes) -> Behaviour:
    """It promises the whole file, gives half of it and hangs up."""

    def behave(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[: len(body) // 2])
        handler.close_connection = True

    return behave


def silent(seconds: float) -> Behaviour:
    return lambda _: time.sleep(seconds)


def dripping(body: bytes, *, pause: float) -> Behaviour:
    """Never silent for long, and never done: a byte, a pause, a byte."""

    def behave(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        for number in range(len(body)):
            handler.wfile.write(body[number : number + 1])
            handler.wfile.flush()
            time.sleep(pause)

    return behave
