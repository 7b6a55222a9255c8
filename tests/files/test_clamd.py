"""Is the scanner asked in bounded time, and believed only where it can be?"""

import time
from io import BytesIO

import pytest

from exports_portal.files import clamd
from exports_portal.files.clamd import (
    EICAR,
    ScanBroken,
    ScannerAway,
    Verdict,
    believed_version,
    examine,
)
from tests.files.daemon import SAMPLE, pretended
from tests.files.samples import EICAR_DOCX, GOOD, archive

CLEAN = b"stream: OK\n"


def test_the_real_scanner_finds_what_it_has_a_signature_for(scanner):
    verdict = examine(BytesIO(SAMPLE))

    assert verdict.found == "Portal-Test-Sample.UNOFFICIAL"
    assert verdict.scanner.startswith("ClamAV ")
    assert examine(BytesIO(EICAR)).found.startswith("Eicar-Test-Signature")


def test_the_real_scanner_looks_into_documents_and_archives(scanner):
    assert examine(BytesIO(EICAR_DOCX)).found.startswith("Eicar-Test-Signature")
    nested = archive({"a.zip": archive({"b": SAMPLE})})
    assert examine(BytesIO(nested)).found.startswith("Portal-Test-Sample")


@pytest.mark.parametrize("name", GOOD)
def test_the_real_scanner_passes_what_is_harmless(scanner, name):
    assert examine(BytesIO(GOOD[name])).found == ""


def test_a_scanner_that_passes_what_is_beyond_its_limits_is_not_believed(own_clamd, settings):
    """Debian's configuration does: an archive nested too deep is "OK" there, and nobody looked."""
    settings.CLAMD_SOCKET = own_clamd(alert="no").socket

    with pytest.raises(ScannerAway, match="set AlertExceedsMax yes"):
        examine(BytesIO(b"words"))


def test_what_is_beyond_a_limit_of_the_scanner_is_not_clean_and_no_virus_either(scanner):
    with pytest.raises(ScanBroken, match="MaxRecursion"):
        examine(BytesIO(clamd.nested_too_deep()))


def test_a_socket_at_which_nobody_listens_is_an_absent_scanner(settings, tmp_path):
    settings.CLAMD_SOCKET = str(tmp_path / "nobody")

    with pytest.raises(ScannerAway, match="No such file"):
        examine(BytesIO(b"words"))


def test_a_scanner_that_calls_everything_clean_is_not_believed(settings):
    with pretended(lambda connection, content: None) as place:
        settings.CLAMD_SOCKET = place
        assert believed_version().signatures == "27800/Fri Nov 27 08:25:12 2026"
    with everything_clean() as place:
        settings.CLAMD_SOCKET = place
        with pytest.raises(ScannerAway, match="does not find the EICAR test file"):
            examine(BytesIO(b"words"))


def everything_clean():
    """Says "stream: OK" whatever it is asked."""
    return pretended(lambda connection, content: connection.sendall(CLEAN), knows_tests=False)


@pytest.mark.parametrize(
    "answer",
    [
        *(b"", b"\n", b"stream: OK", b"OK\n", b"stream: FOUND\n", b"stream: MAYBE\n"),
        *(b"other: OK\n", b"stream: a OK\n", b"\xff\xfe\x00\n", b"x" * 5_000_000),
        b"INSTREAM size limit exceeded. ERROR\n",
    ],
)
def test_an_answer_that_is_none_is_no_verdict(settings, answer):
    with pretended(lambda connection, content: connection.sendall(answer)) as place:
        settings.CLAMD_SOCKET = place
        with pytest.raises(ScanBroken):
            examine(BytesIO(b"words"))


def test_a_whole_answer_of_a_scanner_that_can_be_believed_is_a_verdict(settings):
    with pretended(lambda connection, content: connection.sendall(CLEAN)) as place:
        settings.CLAMD_SOCKET = place
        verdict = examine(BytesIO(b"words"))

    assert verdict == Verdict(
        found="", scanner="ClamAV 1.4.6", signatures="27800/Fri Nov 27 08:25:12 2026"
    )


def test_the_details_that_debian_adds_to_a_name_are_left_out(settings):
    said = b"stream: Some.Virus(44d88612fea8a8f36de82e1278abb02f:68) FOUND\n"
    with pretended(lambda connection, content: connection.sendall(said)) as place:
        settings.CLAMD_SOCKET = place
        assert examine(BytesIO(b"words")).found == "Some.Virus"


def slowly(connection, content):
    """A byte now and then: each of them comes in time, the whole answer does not."""
    for byte in CLEAN:
        time.sleep(0.3)
        connection.sendall(bytes([byte]))


def test_a_slow_scanner_is_given_up_at_the_deadline_of_the_whole_conversation(
    settings, monkeypatch
):
    monkeypatch.setattr(clamd, "SCAN_SECONDS", 1)
    with pretended(slowly) as place:
        settings.CLAMD_SOCKET = place
        began = time.monotonic()
        with pytest.raises(ScanBroken, match=r"in time|timed out"):
            examine(BytesIO(b"words"))

    assert 0.9 < time.monotonic() - began < 5


def test_a_frozen_scanner_is_an_absent_one_after_the_time_for_a_probe(
    own_clamd, settings, monkeypatch
):
    monkeypatch.setattr(clamd, "PROBE_SECONDS", 0.5)
    daemon = own_clamd()
    daemon.freeze()
    settings.CLAMD_SOCKET = daemon.socket
    began = time.monotonic()

    with pytest.raises(ScannerAway, match=r"in time|timed out"):
        examine(BytesIO(b"words"))
    assert time.monotonic() - began < 5


def test_a_scanner_killed_in_the_middle_gives_no_verdict(own_clamd, settings):
    daemon = own_clamd()
    settings.CLAMD_SOCKET = daemon.socket

    with pytest.raises(ScanBroken):
        examine(Killing(daemon))


class Killing(BytesIO):
    """Kills the scanner while it is being read."""

    def __init__(self, daemon):
        super().__init__(b"words" * 100_000)
        self.daemon = daemon

    def read(self, size=-1):
        if self.tell() > 100_000:
            self.daemon.kill()
        return super().read(size)
