"""What is a file that somebody sent, and what is said when it cannot be kept?"""

from dataclasses import dataclass

from exports_portal.errors import InvalidInput

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE  # bytes; a scanned extract of a register stays far below
TOO_LARGE = f"The file is larger than {LARGEST // MEGABYTE} MB."


class WrongFile(InvalidInput):
    """The file cannot be kept. The reason is a sentence for the person who chose it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file as somebody sent it. Nothing of it is known to be true."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """A file whose bytes are of a kind the portal keeps. Made by `kinds.checked` alone."""

    name: str
    content: bytes
    content_type: str
