"""How is a file got from the web without waiting for ever, or filling the disk?"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

import requests
from requests.exceptions import RequestException
from urllib3.exceptions import HTTPError

from reviews.screening.sources import LARGEST_LIST_BYTES

PIECE = 65_536
WEB = ("https://", "http://")


class DownloadFailed(Exception):
    """No file was got; the message is a sentence for officers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds until a connection stands, between two pieces, and for the whole; and the size."""

    connect: float = 10
    read: float = 30
    total: float = 600
    size: int = LARGEST_LIST_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file on the disk, or `is_unchanged`: what the marks stand for is still the newest."""

    path: Path
    byte_count: int
    is_unchanged: bool = False
    etag: str = ""
    last_modified: str = ""


@contextmanager
def downloaded(
    url: str, *, etag: str = "", last_modified: str = "", limits: Limits
) -> Iterator[Download]:
    """Ask for the file unless it is the one that the marks stand for. It is gone afterwards."""
    given = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    marks = {name: value for name, value in given.items() if value}
    with NamedTemporaryFile(prefix="screening-list-") as file:
        try:
            download = _get(url, marks, limits, file)
        except (RequestException, HTTPError) as error:
            raise DownloadFailed(_words(error, limits)) from error
        yield download


def _get(url: str, marks: dict[str, str], limits: Limits, file: IO[bytes]) -> Download:
    deadline = time.monotonic() + limits.total
    timeout = (limits.connect, limits.read)
    headers = {"Accept-Encoding": "identity", **marks}
    with requests.get(url, headers=headers, stream=True, timeout=timeout) as response:
        if url.startswith("https://") and not response.url.startswith("https://"):
            raise DownloadFailed("The server sends on to an address without encryption.")
        is_unchanged = response.status_code == requests.codes.not_modified and bool(marks)
        if response.status_code != requests.codes.ok and not is_unchanged:
            raise DownloadFailed(f"The server answered {response.status_code} {response.reason}.")
        size = 0 if is_unchanged else _write(response, file, deadline, limits)
        return Download(
            path=Path(file.name),
            byte_count=size,
            is_unchanged=is_unchanged,
            etag=response.headers.get("ETag", ""),
            last_modified=response.headers.get("Last-Modified", ""),
        )


def _write(response: requests.Response, file: IO[bytes], deadline: float, limits: Limits) -> int:
    """Piece by piece as they come: `iter_content` waits until a piece is full, however long."""
    size = 0
    while piece := response.raw.read1(PIECE, decode_content=False):
        size += len(piece)
        if size > limits.size:
            raise DownloadFailed(f"The file is larger than {limits.size:,} bytes.")
        if time.monotonic() > deadline:
            raise DownloadFailed(f"The file did not arrive within {limits.total:g} seconds.")
        file.write(piece)
    file.flush()
    return size


def _words(error: Exception, limits: Limits) -> str:
    if isinstance(error, requests.ConnectTimeout):
        return f"No connection within {limits.connect:g} seconds."
    if isinstance(error, requests.ReadTimeout) or "timed out" in str(error):
        return f"The server sent nothing for {limits.read:g} seconds."
    cause: BaseException = error
    while cause.__context__ is not None:
        cause = cause.__context__
    return f"The download broke off: {cause}."
