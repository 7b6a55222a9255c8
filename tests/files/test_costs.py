"""Is every file, however it was built, looked at in bounded time and memory, without a fault?"""

import time
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports_portal.files.kinds import checked
from exports_portal.files.uploads import LARGEST, NewFile, WrongFile
from tests.files import samples
from tests.files.samples import GOOD, WORD, docx, office

COSTLY = {
    "bomb.docx": samples.bomb_that_says_little,
    "large.docx": lambda: docx(word__a=b"\0" * 49_000_000),
    "markup.docx": lambda: office(
        WORD, {f"word/{n}.xml": b"<a>" + b"<" * 24_000 for n in range(1_900)}
    ),
    "names.pdf": lambda: samples.pdf(body=b"/Encrypt%" * 1_000_000),
    "ends.pdf": lambda: samples.pdf(body=b"PK\x05\x06" * 2_000_000),
    "blanks.pdf": lambda: b"%PDF-1.7<" + b" " * 9_000_000 + b"%%EOF",
    "chunks.png": lambda: samples.png()[:33] + samples.chunk(b"aaaa", b"") * 800_000,
    "segments.jpg": lambda: b"\xff\xd8" + b"\xff\xd0" * 5_000_000 + b"\xff\xd9",
    "quotes.csv": lambda: b'a,"' * 3_400_000,
    "signs.csv": lambda: b"+A" * 5_000_000,
    "lists.json": lambda: b"[" + b"[]," * 690_000 + b"[]]",
    "deep.json": samples.deep_json,
}


@pytest.mark.parametrize("name", COSTLY)
def test_no_file_costs_more_than_two_seconds_and_150_megabytes(name):
    content = COSTLY[name]()
    tracemalloc.start()
    began = time.process_time()
    with suppress(WrongFile):
        checked(NewFile(name=name, content=content))
    seconds, (_, peak) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(content) < LARGEST
    assert (seconds < 2, peak < 150_000_000) == (True, True), (seconds, peak)


@given(st.sampled_from(sorted(GOOD)), st.data())
def test_a_file_with_any_byte_changed_is_kept_or_refused_and_never_a_fault(name, data):
    content = bytearray(GOOD[name])
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(WrongFile):
        assert checked(NewFile(name=name, content=bytes(content))).content == bytes(content)
