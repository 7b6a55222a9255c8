"""Does nobody read an uploaded file before a scanner passed it, whatever happens in between?"""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from exports_portal.audit.models import AuditEvent
from exports_portal.files.clamd import EICAR
from exports_portal.files.models import MOST_ATTEMPTS, FileScan, ScanState, StoredFile
from exports_portal.files.scanning import scan
from exports_portal.files.storing import NotCleared, store_own
from exports_portal.files.tasks import find_waiting_scans
from exports_portal.mail.models import SentMail
from tests.factories.accounts import UserFactory
from tests.factories.files import cleared, content_of, uploaded
from tests.files.daemon import SAMPLE, pretended
from tests.files.samples import EICAR_DOCX, PDF, unpacking_to
from tests.files.storages import InterruptedStorage

pytestmark = pytest.mark.django_db
LONG = b"Rent is paid until 2031.\n" * 20_000


def now_in(file: StoredFile) -> StoredFile:
    return StoredFile.objects.select_related("scan").get(pk=file.pk)


def due_again() -> None:
    """The pause after an attempt is over."""
    FileScan.objects.update(next_attempt_at=timezone.now())


def bytes_kept(settings) -> list[bytes]:
    return [path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_file_is_read_by_nobody_until_it_is_clean(scanner):
    file = uploaded()
    with pytest.raises(NotCleared, match=r"lease\.pdf: Being checked for viruses\."):
        content_of(file)

    scan(file.pk)

    found = now_in(file)
    assert (found.scan.state, found.scan_words, content_of(found)) == ("CLEAN", "", PDF)
    assert found.scan.scanner.startswith("ClamAV ")
    assert found.scan.scanned_at - found.scan.waiting_since < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.txt", EICAR, "Eicar-Test-Signature.UNOFFICIAL"),
        ("a.docx", EICAR_DOCX, "Eicar-Test-Signature.UNOFFICIAL"),
        ("a.txt", SAMPLE, "Portal-Test-Sample.UNOFFICIAL"),
    ],
)
def test_an_infected_file_is_gone_and_its_uploader_is_told(
    scanner, settings, mailoutbox, name, content, found
):
    file = uploaded(content, name=name)

    scan(file.pk)

    after = now_in(file)
    assert (after.scan.state, after.scan.found) == ("INFECTED", found)
    assert after.scan_words == f"A virus was found ({found}), and the file was removed"
    assert bytes_kept(settings) == []
    with pytest.raises(NotCleared, match="A virus was found"):
        content_of(after)
    (mail,) = mailoutbox
    assert mail.to == [file.created_by.email]
    assert found in mail.body
    assert name not in mail.subject + mail.body
    event = AuditEvent.objects.about(file).get()
    assert (event.verb, event.data["found"]) == ("file.infected", found)
    assert (event.data["sha256"], event.actor) == (file.sha256, None)


def test_everybody_who_uploaded_the_same_bytes_is_told_also_who_had_them_passed(
    scanner, mailoutbox
):
    """An older scanner did not know the virus yet."""
    ann, bob = UserFactory(), UserFactory()
    of_ann = cleared(uploaded(SAMPLE, name="a.txt", by=ann))
    of_bob = uploaded(SAMPLE, name="b.txt", by=bob)

    scan(of_bob.pk)

    for file in (of_ann, of_bob):
        assert now_in(file).scan.state == "INFECTED"
        with pytest.raises(NotCleared):
            content_of(now_in(file))
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted([ann.email, bob.email])
    assert AuditEvent.objects.filter(verb="file.infected").count() == 2


def test_the_portal_s_own_copy_of_the_same_bytes_stays_and_was_never_scanned(scanner):
    letter = store_own(SAMPLE, name="letter.txt", content_type="text/plain", kind="letter")
    file = uploaded(SAMPLE, name="a.txt")

    scan(file.pk)

    assert not FileScan.objects.filter(file=letter).exists()
    assert (content_of(letter), letter.scan_words) == (SAMPLE, "")


def test_the_same_file_uploaded_again_is_scanned_anew(scanner, settings):
    """Of an infected file the bytes are there again, and nobody reads them either."""
    ann = UserFactory()
    file = uploaded(EICAR, name="a.txt", by=ann)
    scan(file.pk)

    again = uploaded(EICAR, name="a.txt", by=ann)

    assert (again, now_in(again).scan.state) == (file, "WAITING")
    assert bytes_kept(settings) == [EICAR]
    scan(again.pk)
    assert (now_in(again).scan.state, bytes_kept(settings)) == ("INFECTED", [])


def test_a_clean_file_uploaded_again_stays_clean():
    ann = UserFactory()
    file = cleared(uploaded(by=ann))
    assert uploaded(by=ann) == file
    assert now_in(file).scan.state == "CLEAN"


def test_what_a_killed_worker_did_not_remove_is_removed_by_the_sweeper(settings):
    file = uploaded(EICAR, name="a.txt")
    FileScan.objects.filter(file=file).update(state=ScanState.INFECTED, found="Eicar")

    find_waiting_scans()

    assert bytes_kept(settings) == []
    assert now_in(file).scan.removed_at is not None


def test_an_absent_scanner_leaves_the_file_waiting_as_if_nobody_had_tried(settings, tmp_path):
    settings.CLAMD_SOCKET = str(tmp_path / "nobody")
    file = uploaded()

    for _ in range(MOST_ATTEMPTS + 1):
        due_again()
        scan(file.pk)

    found = now_in(file).scan
    assert (found.state, found.attempts, found.scanned_at) == ("WAITING", 0, None)
    assert found.next_attempt_at > timezone.now()


def test_a_file_without_a_verdict_is_given_up_in_the_end_and_read_by_nobody(settings, mailoutbox):
    file = uploaded()
    with pretended(lambda connection, content: connection.sendall(b"garbage\n")) as place:
        settings.CLAMD_SOCKET = place
        states = []
        for _ in range(MOST_ATTEMPTS + 1):
            due_again()
            scan(file.pk)
            states.append(now_in(file).scan.state)

    assert states == ["WAITING"] * (MOST_ATTEMPTS - 1) + ["FAILED"] * 2
    with pytest.raises(NotCleared, match="Could not be checked for viruses"):
        content_of(now_in(file))
    assert [mail.to for mail in mailoutbox] == [[file.created_by.email]]
    assert AuditEvent.objects.about(file).get().verb == "file.not-scanned"


def test_a_file_beyond_the_limits_of_the_real_scanner_is_given_up_at_once(scanner, mailoutbox):
    """A page scanned at 300 dots per inch unpacks to 26 MB, and is within them."""
    page, bomb = uploaded(unpacking_to(30_000_000)), uploaded(unpacking_to(150_000_000))

    scan(page.pk)
    scan(bomb.pk)

    assert [now_in(file).scan.state for file in (page, bomb)] == ["CLEAN", "FAILED"]
    assert "Heuristics.Limits.Exceeded" in now_in(bomb).scan.reason
    assert [mail.to for mail in mailoutbox] == [[bomb.created_by.email]]


def test_a_file_that_could_not_be_scanned_is_scanned_when_it_is_uploaded_again(scanner):
    ann = UserFactory()
    file = uploaded(by=ann)
    FileScan.objects.update(state=ScanState.FAILED, attempts=MOST_ATTEMPTS)

    scan(uploaded(by=ann).pk)

    assert now_in(file).scan.state == "CLEAN"


def test_a_file_whose_bytes_are_gone_is_not_clean(scanner, settings):
    file = uploaded()
    (Path(settings.MEDIA_ROOT) / file.file.name).unlink()

    scan(file.pk)

    found = now_in(file).scan
    assert (found.state, found.attempts) == ("WAITING", 1)
    assert "not what was stored" in found.reason


def test_a_scanner_killed_in_the_middle_leaves_the_file_waiting_and_later_it_is_scanned(
    own_clamd, settings
):
    daemon = own_clamd()
    settings.CLAMD_SOCKET = daemon.socket
    file = uploaded(LONG, name="a.txt")
    InterruptedStorage.interrupt = daemon.kill
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "tests.files.storages.InterruptedStorage"}
    }

    scan(file.pk)

    found = now_in(file).scan
    assert daemon.process is None, "the kill must come in the middle"
    assert (found.state, found.attempts) == ("WAITING", 1)
    with pytest.raises(NotCleared):
        content_of(now_in(file))
    InterruptedStorage.interrupt = lambda: None
    daemon.start()
    due_again()
    scan(file.pk)
    assert (now_in(file).scan.state, content_of(now_in(file))) == ("CLEAN", LONG)


def test_a_file_that_a_worker_has_taken_is_not_scanned_by_a_second_one(settings):
    file, asked = uploaded(), []

    with pretended(lambda connection, content: asked.append(content)) as place:
        settings.CLAMD_SOCKET = place
        scan(file.pk)
        scan(file.pk)

    assert asked == [PDF]


@pytest.mark.usefixtures("tasks_at_once")
def test_the_sweeper_finds_what_waits_and_without_a_scanner_does_nothing(scanner, settings):
    files = [uploaded(PDF + b" " * number, name=f"{number}.pdf") for number in range(3)]
    place, settings.CLAMD_SOCKET = settings.CLAMD_SOCKET, ""
    find_waiting_scans()
    assert [now_in(file).scan.attempts for file in files] == [0, 0, 0]

    settings.CLAMD_SOCKET = place
    find_waiting_scans()

    assert [now_in(file).scan.state for file in files] == ["CLEAN"] * 3


@pytest.mark.usefixtures("tasks_at_once")
def test_an_upload_is_scanned_after_its_commit_and_not_when_it_is_rolled_back(
    scanner, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        file = uploaded()
    assert now_in(file).scan.state == "CLEAN"

    with django_capture_on_commit_callbacks(execute=True) as later, transaction.atomic():
        uploaded(SAMPLE, name="a.txt")
        transaction.set_rollback(True)
    assert (later, FileScan.objects.count(), SentMail.objects.count()) == ([], 1, 0)
