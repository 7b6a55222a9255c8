"""What does a PDF of unknown origin say of itself, at a bounded cost?

It is read by a program of its own (examining.py) that has no settings, no network and a few
seconds. Whether any of it is true of us is for the caller to find out.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from exports_portal.errors import PortalError

PROGRAM = Path(__file__).with_name("examining.py")
SECONDS = 20  # on the clock; the program itself stops after five of the processor
AT_ONCE = BoundedSemaphore(2)  # in this process: pages go on being answered meanwhile
PATIENCE = 10  # seconds to wait for one's turn
END = b"%%EOF"
LINE_ENDS = (b"", b"\n", b"\r\n", b"\r")
MOST_REVISIONS = 50


class ExaminersBusy(PortalError):
    """Others are having their files examined. Nothing was done."""

    status = 503
    title = "Too many files are being checked now"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSignature:
    """`certificate` is its sha256; `changes` is as in examining.py."""

    certificate: str
    changes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What was found in the time there was; after an end by force, what was read by then."""

    signatures: tuple[FoundSignature, ...]
    codes: tuple[str, ...]


def examine(content: bytes) -> Examination:
    """Whatever the file is, this ends, and no error of the file's making comes out of it."""
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise ExaminersBusy("Please try again in a minute.")
    try:
        answers = list(_answers(_output_of_program(content)))
    finally:
        AT_ONCE.release()
    said: dict[str, Any] = {kind: found for answer in answers for kind, found in answer.items()}
    return Examination(
        signatures=tuple(FoundSignature(**each) for each in said.get("signatures", ())),
        codes=tuple(said.get("codes", ())),
    )


def revisions_of(content: bytes) -> Iterator[str]:
    """The sha256 of every beginning of the file that could be a whole document: what others append
    to a document leaves its first revision as it was.
    """
    digest, done = hashlib.sha256(), 0
    place = content.find(END)
    for _ in range(MOST_REVISIONS):
        if place < 0:
            return
        digest.update(content[done : place + len(END)])
        done = place + len(END)
        for line_end in LINE_ENDS:
            if content.startswith(line_end, done):
                whole = digest.copy()
                whole.update(line_end)
                yield whole.hexdigest()
        place = content.find(END, done)


def _output_of_program(content: bytes) -> bytes:
    """It gets no environment: how the portal is configured is none of a stranger's business."""
    command = [sys.executable, "-I", str(PROGRAM)]
    try:
        done = subprocess.run(  # noqa: S603  our own program; the file comes in as input
            command, input=content, env={}, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as late:
        return late.stdout or b""
    return done.stdout


def _answers(output: bytes) -> Iterator[dict[str, Any]]:
    """Whole lines only: the last may be cut off."""
    for line in output.splitlines(keepends=True):
        if line.endswith(b"\n"):
            yield json.loads(line)
