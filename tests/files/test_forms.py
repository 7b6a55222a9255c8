"""Does a form say beside the field what is wrong, and read nothing that is too large?"""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.test import Client

from exports_portal.files.forms import EvidenceField
from exports_portal.files.uploads import LARGEST, TOO_LARGE, CheckedFile
from tests.factories.accounts import UserFactory
from tests.files.samples import EICAR_DOCX, PDF, docx
from tests.signing_in import client_of


class Form(forms.Form):
    file = EvidenceField(help_text="A lease or a deed.")
    other = EvidenceField(required=False)


class Unread:
    """Fails when somebody reads it."""

    def read(self, *_):
        raise AssertionError("It must not be read.")

    readline = read


def form_with(name, content):
    return Form({}, {"file": SimpleUploadedFile(name, content, content_type="text/html")})


def test_a_good_file_is_given_as_what_its_bytes_are():
    form = form_with("lease.docx", docx())

    assert form.is_valid(), form.errors
    file = form.cleaned_data["file"]
    assert isinstance(file, CheckedFile)
    assert (file.name, file.content) == ("lease.docx", docx())
    assert form.cleaned_data["other"] is None


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"<html>", "The file is neither a PDF nor"),
        ("a.pdf", b"", "The submitted file is empty."),
        ("a.pdf", PDF[:-8], "The file is cut off"),
        ("a.docm", docx(), "The document holds macros"),
    ],
)
def test_what_is_wrong_stands_beside_the_field(name, content, said):
    form = form_with(name, content)

    assert not form.is_valid()
    (message,) = form.errors["file"]
    assert message.startswith(said)


def test_a_file_that_is_too_large_is_refused_by_its_size_and_not_read():
    upload = UploadedFile(Unread(), "a.pdf", "application/pdf", size=LARGEST + 1)
    form = Form({}, {"file": upload})

    assert form.errors["file"] == [TOO_LARGE]


def test_the_field_says_what_it_takes():
    page = str(Form()["file"])

    assert 'accept=".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.csv,.txt,.json,application/pdf,' in page
    assert "Choose a file of the kind PDF, PNG, JPEG, DOCX, XLSX, CSV, TXT or JSON." in page
    assert Form().fields["file"].help_text == (
        "A lease or a deed. PDF, PNG, JPEG, DOCX, XLSX, CSV, TXT or JSON, up to 10 MB. "
        "It is checked for viruses first."
    )


def test_what_the_scanner_would_find_is_taken_and_left_to_it():
    assert form_with("a.docx", EICAR_DOCX).is_valid()


@pytest.mark.django_db
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_a_body_of_a_gigabyte_is_refused_unread(is_signed_in):
    client = client_of(UserFactory()) if is_signed_in else Client()
    answer = client.generic(
        "POST",
        "/organizations/new/",
        **{
            "CONTENT_TYPE": "multipart/form-data; boundary=x",
            "CONTENT_LENGTH": str(1024**3),
            "wsgi.input": Unread(),
        },
    )

    assert answer.status_code == 413
    assert "At most 32.0" in answer.content.decode()
