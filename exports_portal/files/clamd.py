"""What does the virus scanner say about some bytes, and can it be believed?

The ClamAV daemon is asked over its socket by clamav-client, which limits neither connecting nor a
whole conversation nor the length of an answer: all three are limited here.
"""

import re
import socket
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import BinaryIO, Protocol, cast

from clamav_client.clamd import ClamdError, ClamdUnixSocket, ScanResults
from django.conf import settings

# Seconds for one file. Less than MaxScanTime of clamd (120 in Debian), after which the daemon
# passes a file that it has not looked at whole.
SCAN_SECONDS = 60
PROBE_SECONDS = 5  # a program default; the probes take milliseconds
LONGEST_ANSWER = 1_000  # bytes; the daemon answers in one line
# clamd allows MaxRecursion up to 100.
DEEPER_THAN_ANY_LIMIT = 101
# How Debian's ExtendedDetectionInfo lengthens the name of a virus: "(hash:size)".
DETAILS = re.compile(r"\([0-9a-f]{32,64}:\d+\)$")
LIMITS = "Heuristics.Limits.Exceeded"
# The test file of eicar.org that every scanner must find, in two halves: this file is no finding.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"


class Readable(Protocol):
    """What the client needs of a file."""

    def read(self, size: int = ..., /) -> bytes: ...


class ScannerAway(Exception):
    """Nobody answers at the socket, or whoever does is no scanner to believe."""


class ScanBroken(Exception):
    """The scanner was there, and gave no answer about this file that can be understood."""


class BeyondLimits(ScanBroken):
    """The file holds more than the scanner looks into, today and next time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`found`: the name of the virus, empty for a clean file. Versions as the daemon says them."""

    found: str
    scanner: str
    signatures: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """`signatures`: number and day, empty where none of ClamAV's own are loaded."""

    scanner: str
    signatures: str


def examine(content: Readable) -> Verdict:
    """What the scanner says about the content, from where it stands to its end.

    ScannerAway when it cannot be asked now: the file has nothing to do with it. ScanBroken when it
    was asked and gave no verdict in time, BeyondLimits when it never will.
    """
    version = believed_version()
    try:
        found = _found_in(content, SCAN_SECONDS)
    except (OSError, ClamdError, ValueError) as error:
        raise ScanBroken(f"{type(error).__name__}: {error}"[:200]) from error
    if found.startswith(LIMITS):
        raise BeyondLimits(f"It is beyond a limit of the scanner: {found}"[:200])
    return Verdict(found=found, scanner=version.scanner, signatures=version.signatures)


def believed_version() -> Version:
    """The version of a scanner that passes nothing unseen; ScannerAway for any other.

    It must find the EICAR test file, and must not pass an archive that is nested too deep to be
    looked at: without `AlertExceedsMax yes` clamd passes what is beyond its limits.
    """
    try:
        said = _asked(PROBE_SECONDS, lambda client: client.version())
        eicar = _found_in(BytesIO(EICAR), PROBE_SECONDS)
        deep = _found_in(BytesIO(nested_too_deep()), PROBE_SECONDS)
    except (OSError, ClamdError, ValueError) as error:
        raise ScannerAway(f"{type(error).__name__}: {error}"[:200]) from error
    scanner, _, signatures = said.partition("/")
    if not scanner.startswith("ClamAV ") or not eicar:
        raise ScannerAway("It does not find the EICAR test file.")
    if not deep:
        raise ScannerAway("It passes what it did not look into: set AlertExceedsMax yes.")
    return Version(scanner=scanner[:100], signatures=signatures[:100])


@cache
def nested_too_deep() -> bytes:
    """The EICAR test file in an archive in an archive, deeper than any scanner looks."""
    content = EICAR
    for _ in range(DEEPER_THAN_ANY_LIMIT):
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(zipfile.ZipInfo("a"), content)
        content = packed.getvalue()
    return content


def _found_in(content: Readable, seconds: float) -> str:
    """The name of the virus, or nothing. ValueError for an answer that is neither."""
    answer = _asked(seconds, lambda client: client.instream_timed(content))
    state, name = answer.get("stream", ("", None))
    if state == "FOUND" and name:
        return DETAILS.sub("", name)[:200]
    if state == "OK" and not name:
        return ""
    raise ValueError(f"no verdict, but {answer!r:.100}")


def _asked[Answer](seconds: float, question: Callable[["Clamd"], Answer]) -> Answer:
    return question(Clamd(settings.CLAMD_SOCKET, time.monotonic() + seconds))


class Clamd(ClamdUnixSocket):
    """One conversation with the daemon, which ends at a moment of the monotonic clock."""

    def __init__(self, path: str, deadline: float) -> None:
        super().__init__(path)
        self.deadline = deadline

    def keep_to_deadline(self) -> None:
        """From now on the socket waits no longer than what is left."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("The scanner did not answer in time.")
        self.clamd_socket.settimeout(left)

    def instream_timed(self, content: Readable) -> ScanResults:
        """The client reads the content piece by piece: none of them after the deadline."""
        return self.instream(cast(BinaryIO, Timed(content, self)))

    def _init_socket(self) -> None:
        self.clamd_socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self.keep_to_deadline()
            self.clamd_socket.connect(self.unix_socket)
        except OSError as error:
            self.clamd_socket.close()
            raise ScannerAway(f"{type(error).__name__}: {error}") from error

    def _recv_response(self) -> str:
        """One line, whole: an answer that was cut off is none."""
        answer = b""
        while not answer.endswith(b"\n"):
            self.keep_to_deadline()
            piece = self.clamd_socket.recv(LONGEST_ANSWER)
            answer += piece
            if not piece or len(answer) > LONGEST_ANSWER:
                raise ValueError(f"The answer is cut off: {answer!r:.100}")
        return answer.decode().strip()


class Timed:
    """A file that the client reads piece by piece, none of them after the deadline."""

    def __init__(self, content: Readable, client: Clamd) -> None:
        self.content = content
        self.client = client

    def read(self, size: int = -1, /) -> bytes:
        self.client.keep_to_deadline()
        return self.content.read(size)
