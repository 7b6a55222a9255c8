"""How does the web server wait for slow clients without giving any of them a thread?

gunicorn's threaded worker gives a connection a thread as soon as its first byte has come: ten
clients that send a byte a second hold ten threads, and the site stands. This worker reads a request
in its one event loop, however slowly it comes, and gives it a thread when it is whole. Questions
about its health have a thread of their own.

    gunicorn exports_portal.wsgi --worker-class deploy.patient_worker.PatientWorker
"""

import re
import selectors
import socket
import struct
import sys
import time
from concurrent import futures
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import Any

from gunicorn import http
from gunicorn.errors import ConfigError
from gunicorn.workers.gthread import TConn, ThreadWorker

PIECE = 65_536
LONGEST_HEAD = 65_536  # bytes; gunicorn itself refuses much less
# As in exports_portal.bounds, a test says: what is longer is refused unread, by the application.
LARGEST_BODY = 32 * 1024**2
LARGEST_OF_STRANGERS = 64 * 1024  # who shows neither a session nor a token
IN_MEMORY = 1024**2  # bytes of a request; what is longer waits in a file
HEAD_SECONDS = 15
BODY_SECONDS = 300  # 32 MB at 110 kB a second
WRITE_SECONDS = 30  # a client that does not take its answer is given up
GOODBYE_SECONDS = 2
HEALTH = re.compile(rb"(?:GET|HEAD) /health/")
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*(?=\r\n)", re.IGNORECASE)
CODED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue", re.IGNORECASE)
KNOWN = re.compile(rb"\r\n(?:cookie|authorization):", re.IGNORECASE)
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Arriving:
    """One request as it comes in. `wanted` is its length, once its head has come."""

    def __init__(self) -> None:
        self.file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  closed with the request
        self.size = 0
        self.head = b""
        self.wanted: int | None = None
        self.deadline = time.monotonic() + HEAD_SECONDS

    @property
    def is_whole(self) -> bool:
        return self.wanted is not None and self.size >= self.wanted

    def take(self, piece: bytes) -> None:
        self.file.write(piece)
        self.size += len(piece)
        if self.wanted is None:
            self.head += piece
            self._look_for_end_of_head()

    def _look_for_end_of_head(self) -> None:
        """A body that will be refused unread, by its length or for want of one, is not awaited."""
        end = self.head.find(b"\r\n\r\n")
        if end < 0 and len(self.head) < LONGEST_HEAD:
            return
        head = self.head[: end + 2]
        lengths = LENGTH.findall(head)
        is_plain = end >= 0 and len(lengths) <= 1 and not CODED.search(head)
        length = int(lengths[0]) if lengths and is_plain else 0
        most = LARGEST_BODY if KNOWN.search(head) else LARGEST_OF_STRANGERS
        self.wanted = end + 4 + length if is_plain and length <= most else self.size
        self.deadline = time.monotonic() + BODY_SECONDS


class Whole:
    """Looks like the client's socket to gunicorn's parser, and holds the whole request.

    Behind its end there is nothing more: the parser never waits for the client.
    """

    def __init__(self, client: Any, request: Arriving) -> None:
        self.client = client
        self.file = request.file
        self.file.seek(0)
        self.left = request.size

    def recv(self, size: int) -> bytes:
        piece = self.file.read(size)
        self.left -= len(piece)
        return piece

    def __getattr__(self, name: str) -> Any:
        return getattr(self.client, name)


class Leaving:
    """A connection that was answered, and is closed as soon as the client has read that."""

    def __init__(self) -> None:
        self.drained = 0
        self.deadline = time.monotonic() + GOODBYE_SECONDS


class PatientWorker(ThreadWorker):
    """The threaded worker, given whole requests only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arriving: dict[TConn, Arriving] = {}
        self.leaving: dict[TConn, Leaving] = {}
        self.lane_of_health = futures.ThreadPoolExecutor(max_workers=1)

    @classmethod
    def check_config(cls, cfg: Any, log: Any) -> None:
        super().check_config(cfg, log)
        if cfg.is_ssl:
            raise ConfigError("This worker reads plain requests: TLS ends at the proxy in front.")

    def init_process(self) -> None:
        # Eight threads that compute take turns; a short turn lets the ninth answer soon.
        sys.setswitchinterval(0.001)
        super().init_process()

    def accept(self, listener: socket.socket) -> None:
        try:
            client, address = listener.accept()
        except OSError:  # gone again, or another process took it
            return
        self.nr_conns += 1
        seconds = struct.pack("ll", WRITE_SECONDS, 0)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, seconds)
        self._await_request(TConn(self.cfg, client, address, listener.getsockname()))

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        """A connection that was kept brings its next request."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._await_request(conn)
        self._read(conn, client)

    def _await_request(self, conn: TConn) -> None:
        conn.sock.setblocking(False)
        self.arriving[conn] = Arriving()
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._read, conn))

    def _read(self, conn: TConn, client: socket.socket) -> None:
        request = self.arriving[conn]
        try:
            piece = client.recv(PIECE)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if not piece:
            self._forget(conn)
            return
        was_without_head = request.wanted is None
        request.take(piece)
        if request.is_whole:
            self._hand_over(conn, request)
        elif was_without_head and request.wanted and EXPECTS.search(request.head):
            self._say_continue(conn, client)

    def _say_continue(self, conn: TConn, client: socket.socket) -> None:
        """A client that hung up in between is one client gone, and not the whole worker."""
        try:
            client.send(CONTINUE)
        except OSError:
            self._forget(conn)

    def _hand_over(self, conn: TConn, request: Arriving) -> None:
        self.poller.unregister(conn.sock)
        del self.arriving[conn]
        conn.request = Whole(conn.sock, request)
        # One parser for each request: nothing of an earlier one can be left in it.
        conn.parser = http.get_parser(self.cfg, conn.request, conn.client)
        conn.initialized = conn.data_ready = True
        pool = self.lane_of_health if HEALTH.match(request.head) else self.tpool
        handled = pool.submit(self.handle, conn)
        handled.add_done_callback(
            lambda done: self.method_queue.defer(self.finish_request, conn, done)
        )

    def _keepalive_after(self, conn: TConn, keepalive: bool) -> bool:
        """What was not read, or a second request sent ahead, ends the connection."""
        body_is_read = conn.request.left == 0 and not conn.parser.unreader.buf.getvalue()
        return bool(keepalive and body_is_read)

    def finish_request(self, conn: TConn, handled: Any) -> None:
        conn.request.file.close()
        if handled.exception() is None and handled.result() and self.alive:
            super().finish_request(conn, handled)
        else:
            self._say_goodbye(conn)

    def _say_goodbye(self, conn: TConn) -> None:
        """Leave the client a moment to read the answer (RFC 9112, 9.6). gunicorn waits in its loop,
        so that a client that does not hang up would stop everybody."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.setblocking(False)
        except OSError:  # the client is gone
            self._close(conn)
            return
        self.leaving[conn] = Leaving()
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._drain, conn))

    def _drain(self, conn: TConn, client: socket.socket) -> None:
        goodbye = self.leaving[conn]
        try:
            size = len(client.recv(PIECE))
        except OSError:
            size = 0
        goodbye.drained += size
        if not size or goodbye.drained > IN_MEMORY:
            self._leave(conn)

    def _leave(self, conn: TConn) -> None:
        self.poller.unregister(conn.sock)
        del self.leaving[conn]
        self._close(conn)

    def _close(self, conn: TConn) -> None:
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self) -> None:
        """Asked every second: give up on requests that did not come in time, or when stopping."""
        super().murder_pending()
        now = time.monotonic()
        for conn, request in list(self.arriving.items()):
            if now > request.deadline or not self.alive:
                self._forget(conn)
        for conn, goodbye in list(self.leaving.items()):
            if now > goodbye.deadline or not self.alive:
                self._leave(conn)

    def _forget(self, conn: TConn) -> None:
        self.poller.unregister(conn.sock)
        self.arriving.pop(conn).file.close()
        self._close(conn)
