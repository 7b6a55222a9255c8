"""Does a hostile file cost little, reach nobody, and get an answer?"""

import hashlib
import signal
import subprocess
import sys
import time
import zlib
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from exports_portal.pdf import examination, examining
from exports_portal.pdf.examination import (
    PROGRAM,
    Examination,
    ExaminersBusy,
    examine,
    revisions_of,
)
from exports_portal.pdf.signing import signed
from tests.pdf.letters import letter

CODE = "ABCDE-FGHIJ-KMNOP-QRSTU"
NOTHING = Examination(signatures=(), codes=())
CONTACT = f"https://portal.exports.example/verify/{CODE}/"


def one_page(stream: bytes, filters: bytes = b"/FlateDecode", pages: bytes = b"[3 0 R]") -> bytes:
    """A PDF of one page with this content, in the fewest words a reader takes."""
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids" + pages + b">>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<>>>>",
        b"<</Filter[%s]/Length %d>>stream\n%s\nendstream" % (filters, len(stream), stream),
    )
    body, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body
        + b"xref\n0 5\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    )


BOMB = zlib.compress(b"0 0 m " * 50_000_000, 9)  # 300 MB in 300 kB
HOSTILE = {
    "garbage": b"%PDF-1.7\n" + bytes(range(256)) * 400,
    "no table": b"%PDF-1.7\nstartxref\n99999999\n%%EOF",
    "a table before itself": b"%PDF-1.7\nxref\n0 0\ntrailer<</Prev 9>>\nstartxref\n9\n%%EOF",
    "nested without end": b"%PDF-1.7\n1 0 obj\n" + b"[" * 500_000 + b"\nstartxref\n9\n%%EOF",
    "its own parent": one_page(zlib.compress(b""), pages=b"[2 0 R]"),
    "a bomb": one_page(BOMB),
    "a bomb in a bomb": one_page(
        zlib.compress(zlib.compress(bytes(1_000_000_000), 9), 9), b"/FlateDecode/FlateDecode"
    ),
    "a table of a billion": b"%PDF-1.7\nxref\n0 999999999\ntrailer<<>>\nstartxref\n9\n%%EOF",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_says_nothing_and_ends(kind):
    started = time.monotonic()

    assert examine(HOSTILE[kind]) == NOTHING
    assert time.monotonic() - started < examination.SECONDS


def test_what_a_file_says_before_it_is_stopped_counts():
    slow = one_page(zlib.compress(b"0 0 m " * 8_000_000, 9))
    started = time.monotonic()

    assert examine(slow + b"% " + CODE.encode()).codes == (CODE,)
    assert time.monotonic() - started < examination.SECONDS


def test_a_signature_and_a_code_are_found_and_nobody_is_asked():
    """The certificates' issuer is nobody's business here: the program refuses every connection."""
    found = examine(signed(letter(), reason="x", contact=CONTACT))

    assert [each.changes for each in found.signatures] == ["NONE"]
    assert found.codes == (CODE,)


def limited(attempt: str, **changed: int) -> subprocess.CompletedProcess[bytes]:
    """What comes of this in a process with the limits of the program."""
    program = (
        f"import runpy, socket, subprocess; m = runpy.run_path({str(PROGRAM)!r})\n"
        f"limit = m['_limit_this_process']; limit.__globals__.update({changed!r}); limit()\n"
        f"{attempt}"
    )
    return subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)


def test_the_program_reaches_no_network_starts_nothing_and_writes_nothing(tmp_path):
    for attempt in ("socket.create_connection(('127.0.0.1', 9))", "subprocess.run(['true'])"):
        assert b"PermissionError" in limited(attempt).stderr
    assert b"File too large" in limited(f"open({str(tmp_path / 'x')!r}, 'w').write('x')").stderr
    assert (tmp_path / "x").stat().st_size == 0


def test_the_program_ends_when_its_time_or_its_memory_is_used_up():
    assert limited("while True: pass", SECONDS=3).returncode == -signal.SIGXCPU
    assert b"MemoryError" in limited("bytes(2 * 1024**3)").stderr


def test_a_code_is_found_in_the_text_of_a_file_written_anew():
    reader = PdfReader(BytesIO(letter(verification_code=CODE, verification_url="x")))
    writer = PdfWriter()
    for page in reader.pages:
        writer.add_page(page)
    output = BytesIO()
    writer.write(output)
    assert CODE.encode() not in output.getvalue()

    assert examine(output.getvalue()).codes == (CODE,)


def test_a_file_of_many_codes_gives_a_few():
    codes = " ".join(f"AAAAA-BBBBB-CCCCC-{n:05d}".translate(DIGITS) for n in range(500))

    assert len(examine(b"%PDF-1.7\n" + codes.encode()).codes) == examining.MOST_CODES


DIGITS = str.maketrans("0189", "WXYZ")


def test_every_beginning_that_could_be_a_document_is_looked_at():
    rendered = letter()
    pdf = signed(rendered, reason="x", contact="x")
    found = list(revisions_of(pdf + b"\n% more"))

    assert hashlib.sha256(rendered).hexdigest() in found
    assert hashlib.sha256(pdf).hexdigest() in found
    assert len(list(revisions_of(b"%%EOF" * 10_000))) == examination.MOST_REVISIONS


def test_while_others_are_examined_the_next_is_told_so(monkeypatch):
    monkeypatch.setattr(examination, "PATIENCE", 0.01)
    with examination.AT_ONCE, examination.AT_ONCE, pytest.raises(ExaminersBusy):
        examine(b"%PDF-1.7")
    assert examine(b"%PDF-1.7") == NOTHING
