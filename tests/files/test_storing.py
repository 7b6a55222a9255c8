"""Is what comes out of the store what went in, and does nobody learn who else has it?"""

from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from exports_portal.accounts.models import User
from exports_portal.files.models import StoredFile
from exports_portal.files.names import safe_name
from exports_portal.files.storing import (
    FileDamaged,
    duplicates_of,
    store_own,
    verify,
)
from tests.factories.files import cleared, content_of, uploaded
from tests.files.samples import PDF

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.7 a letter"


def letter(**changes) -> StoredFile:
    given = {"name": "letter.pdf", "content_type": "application/pdf", "kind": "letter"}
    return store_own(changes.pop("content", CONTENT), **given | changes)


def test_a_stored_file_comes_back_as_it_was():
    stored = letter()

    assert content_of(stored) == CONTENT
    assert (stored.size, stored.name) == (len(CONTENT), "letter.pdf")
    assert stored.file.name == f"stored/{stored.sha256[:2]}/{stored.sha256[2:4]}/{stored.sha256}"


def test_storing_the_same_again_gives_the_same_row_and_one_file(settings):
    first, second = letter(), letter()

    assert first == second
    assert len([path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]) == 1


def test_two_people_with_the_same_file_do_not_learn_of_each_other(settings):
    ann = User.objects.create_user("ann@lumen.example", full_name="Ann")
    bob = User.objects.create_user("bob@harbor.example", full_name="Bob")

    of_ann, of_bob = cleared(uploaded(by=ann)), uploaded(by=bob)

    assert (of_ann.created_by, of_bob.created_by) == (ann, bob)
    assert of_ann.file.name == of_bob.file.name
    assert of_bob.scan_words == "Being checked for viruses"
    of_bob_alone = StoredFile.objects.filter(created_by=bob)
    assert list(duplicates_of(of_bob, among=of_bob_alone)) == []


def test_a_duplicate_is_found_by_its_bytes_among_the_files_of_one_owner():
    ann = User.objects.create_user("ann@lumen.example", full_name="Ann")
    first, second = uploaded(by=ann), uploaded(name="copy.pdf", by=ann)
    uploaded(PDF + b" ", name="other.pdf", by=ann)
    of_ann = StoredFile.objects.filter(created_by=ann)

    assert list(duplicates_of(second, among=of_ann)) == [first]
    assert list(duplicates_of(first, among=of_ann)) == [second]


def test_uploads_lie_apart_from_what_the_portal_made():
    assert letter(content=PDF).file.name.startswith("stored/")
    assert uploaded(PDF).file.name.startswith("uploads/")


@pytest.mark.parametrize("damage", [b"%PDF-1.7 a better", b""])
def test_a_changed_file_is_not_handed_out(settings, damage):
    stored = letter()
    (Path(settings.MEDIA_ROOT) / stored.file.name).write_bytes(damage)

    with pytest.raises(FileDamaged, match="not what was stored"):
        content_of(stored)
    with pytest.raises(FileDamaged):
        verify(stored)


def test_a_file_that_is_gone_is_a_damaged_file(settings):
    stored = letter()
    (Path(settings.MEDIA_ROOT) / stored.file.name).unlink()

    with pytest.raises(FileDamaged):
        content_of(stored)


def test_what_was_damaged_is_whole_again_when_the_same_is_stored_again(settings):
    path = Path(settings.MEDIA_ROOT) / letter().file.name
    path.write_bytes(CONTENT[:5])

    assert content_of(letter()) == CONTENT
    assert path.read_bytes() == CONTENT


def test_the_remainder_of_a_write_that_was_killed_does_not_spoil_the_next(settings):
    stored = letter()
    (Path(settings.MEDIA_ROOT) / stored.file.name).write_bytes(CONTENT[:5])

    again = letter(kind="letter-copy")

    assert content_of(again) == CONTENT


def test_the_database_refuses_to_change_a_row():
    stored = letter()
    stored.name = "another.pdf"

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        stored.save()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("letter.pdf", "letter.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a\r\nSet-Cookie: b.pdf", "a_Set-Cookie_ b.pdf"),
        ("invoice\u202efdp.exe", "invoice_fdp.exe"),
        ("Übersicht 设计.pdf", "Übersicht 设计.pdf"),
        ("", "file"),
        ("...", "file"),
        ("n" * 300 + ".pdf", "n" * 251 + ".pdf"),
    ],
)
def test_a_name_keeps_what_is_harmless(given, kept):
    assert safe_name(given) == kept
