"""Is what comes out of the store what went in?"""

from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from exports_portal.accounts.models import User
from exports_portal.files.models import StoredFile
from exports_portal.files.responses import download_response
from exports_portal.files.storing import FileDamaged, open_verified, safe_name, store

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.7 a letter"


def letter(**changes) -> StoredFile:
    given = {"name": "letter.pdf", "content_type": "application/pdf", "kind": "letter", "by": None}
    return store(changes.pop("content", CONTENT), **given | changes)


def test_a_stored_file_comes_back_as_it_was():
    stored = letter()

    assert open_verified(stored) == CONTENT
    assert (stored.size, stored.name) == (len(CONTENT), "letter.pdf")
    assert stored.file.name == f"stored/{stored.sha256[:2]}/{stored.sha256[2:4]}/{stored.sha256}"


def test_storing_the_same_again_gives_the_same_row_and_one_file(settings):
    first, second = letter(), letter()

    assert first == second
    assert len([path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]) == 1


def test_two_people_with_the_same_file_do_not_learn_of_each_other(settings):
    ann = User.objects.create_user("ann@lumen.example", full_name="Ann")
    bob = User.objects.create_user("bob@harbor.example", full_name="Bob")

    of_ann, of_bob = letter(by=ann), letter(by=bob)

    assert (of_ann.created_by, of_bob.created_by) == (ann, bob)
    assert of_ann.file.name == of_bob.file.name


@pytest.mark.parametrize("damage", [b"%PDF-1.7 a better", b""])
def test_a_changed_file_is_not_handed_out(settings, damage):
    stored = letter()
    (Path(settings.MEDIA_ROOT) / stored.file.name).write_bytes(damage)

    with pytest.raises(FileDamaged, match="not what was stored"):
        open_verified(stored)
    with pytest.raises(FileDamaged):
        download_response(stored)


def test_a_file_that_is_gone_is_a_damaged_file(settings):
    stored = letter()
    (Path(settings.MEDIA_ROOT) / stored.file.name).unlink()

    with pytest.raises(FileDamaged):
        open_verified(stored)


def test_the_remainder_of_a_write_that_was_killed_does_not_spoil_the_next(settings):
    stored = letter()
    (Path(settings.MEDIA_ROOT) / stored.file.name).write_bytes(CONTENT[:5])

    again = letter(kind="letter-copy")

    assert open_verified(again) == CONTENT


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
        ("n" * 300 + ".pdf", "n" * 196 + ".pdf"),
    ],
)
def test_a_name_keeps_what_is_harmless(given, kept):
    assert safe_name(given) == kept


def test_a_private_download_is_kept_nowhere():
    response = download_response(letter(name='Ünit "one".pdf'))

    assert response.content == CONTENT
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%C3%9Cnit")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_a_download_may_be_shown_in_the_page():
    response = download_response(letter(), inline=True)

    assert response["Content-Disposition"] == 'inline; filename="letter.pdf"'
    assert response["Cache-Control"] == "private, no-store"
