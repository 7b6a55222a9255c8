"""What does a file say of itself that a stranger sent? Run as a program of its own: hostile files
cost it time and memory, and nobody else.

    python -I examining.py <file

It imports nothing of the portal, knows no settings, writes no file and reaches no network. Each
answer is a line of JSON, written as soon as it is known: what was said before an end by force
counts.
"""

import hashlib
import json
import logging
import re
import resource
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import SuspiciousModification
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pypdf import PdfReader

SECONDS = 5  # of the processor, its start included; a letter takes less than two
BYTES = 1024**3  # of memory
MOST_SIGNATURES = 3
MOST_PAGES = 200
MOST_CODES = 20
CODE = re.compile(r"(?:[A-Z2-7]{5}-){3}[A-Z2-7]{5}(?![A-Z2-7])")
ESCAPED_HYPHEN = r"\055"  # as pyHanko writes it into a string
BROKEN_LINE = re.compile(r"\s*-\s*")


def main() -> None:
    _limit_this_process()
    content = sys.stdin.buffer.read()
    for answer in answers(content):
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def answers(content: bytes) -> Iterator[dict[str, Any]]:
    """What is known early is said early; what is said later of the same takes its place."""
    for kind, question in QUESTIONS:
        try:
            yield {kind: list(question(content))}
        except Exception:  # noqa: BLE001  a hostile file raises whatever it likes; it says nothing then
            yield {kind: []}


def signatures_in(content: bytes) -> Iterator[dict[str, Any]]:
    """Who signed, by the hash of the certificate, and what became of the bytes since."""
    reader = PdfFileReader(BytesIO(content))
    for signature in reader.embedded_regular_signatures[:MOST_SIGNATURES]:
        yield {"certificate": certificate_of(signature), "changes": _changes(signature)}


def certificate_of(signature: EmbeddedPdfSignature) -> str:
    return hashlib.sha256(signature.signer_cert.dump()).hexdigest()


def _changes(signature: EmbeddedPdfSignature) -> str:
    """NONE, or what was changed: SIGNED_BYTES, or the level of what was appended, as pyHanko calls
    it.

    Nothing is asked of anybody: whose certificate it is, is for the caller to know.
    """
    is_intact, is_valid = validate_sig_integrity(
        signature.signer_info, signature.signer_cert, "data", signature.compute_digest()
    )
    if not (is_intact and is_valid):
        return "SIGNED_BYTES"
    signature.compute_integrity_info()
    found: Any = signature.diff_result
    return "OTHER" if isinstance(found, SuspiciousModification) else found.modification_level.name


def codes_in_bytes(content: bytes) -> Iterator[str]:
    """Whatever looks like the code of a letter, without reading the file as a PDF."""
    yield from _codes([_plain(content)])


def codes_in(content: bytes) -> Iterator[str]:
    """As above, in the properties and the text of the pages as well."""
    yield from _codes(_texts(content))


def _codes(texts: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for text in texts:
        found |= dict.fromkeys(CODE.findall(BROKEN_LINE.sub("-", text)))
        if len(found) >= MOST_CODES:
            break
    return list(found)[:MOST_CODES]


def _plain(content: bytes) -> str:
    return content.decode("latin-1").replace(ESCAPED_HYPHEN, "-")


def _texts(content: bytes) -> Iterator[str]:
    yield _plain(content)
    try:
        reader = PdfReader(BytesIO(content))
        yield " ".join(str(value) for value in (reader.metadata or {}).values())
        for page in reader.pages[:MOST_PAGES]:
            yield page.extract_text()
    except Exception:  # noqa: BLE001  as above; what was read before counts
        return


QUESTIONS: tuple[tuple[str, Callable[[bytes], Iterator[Any]]], ...] = (
    ("signatures", signatures_in),
    ("codes", codes_in_bytes),
    ("codes", codes_in),
)


def _limit_this_process() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse_to_leave)
    logging.disable()
    warnings.simplefilter("ignore")


def _refuse_to_leave(event: str, _: Any) -> None:
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.fork", "os.system")):
        raise PermissionError(event)


if __name__ == "__main__":
    main()
