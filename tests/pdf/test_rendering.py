"""Does a document load nothing but what ships with the portal?"""

import base64
import os
import socket
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader

from exports_portal.pdf.qr import qr_code
from exports_portal.pdf.rendering import DocumentRefused, render
from tests.pdf.letters import AS_OF

EXAMPLE = "example_document.html"


@pytest.fixture
def template(settings, tmp_path) -> Path:
    """A template file outside the project, found by Django."""
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}
    ]
    return tmp_path / EXAMPLE


def rendered(template: Path, body: str) -> bytes:
    template.write_text(f'<html lang="{{{{ lang }}}}"><title>{{{{ title }}}}</title>{body}</html>')
    return render(template=EXAMPLE, context={}, title="Example", as_of=AS_OF)


@pytest.fixture
def listener():
    """A server on this machine that would notice a visit."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


def svg(content: str) -> str:
    text = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{content}</svg>'
    return "data:image/svg+xml;base64," + base64.b64encode(text.encode()).decode()


def test_an_address_on_the_network_is_refused_and_never_visited(template, listener):
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/logo.png"

    with pytest.raises(DocumentRefused, match="may not load http://127"):
        rendered(template, f'<img src="{address}" alt="logo">')
    with pytest.raises(TimeoutError):
        listener.accept()


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "../../manage.py",
        "fonts/../../../manage.py",
        "fonts/%2e%2e/%2e%2e/%2e%2e/manage.py",
        "data:text/css,p{}",
        "ftp://127.0.0.1/x",
    ],
)
def test_a_file_elsewhere_is_refused(template, address):
    with pytest.raises(DocumentRefused, match="may not load"):
        rendered(template, f'<img src="{address}" alt="x">')


def test_a_picture_inside_a_picture_is_refused_too(template):
    with pytest.raises(DocumentRefused, match="may not load file:///etc/hostname"):
        rendered(template, f'<img alt="x" src="{svg('<image href="file:///etc/hostname"/>')}">')


def test_a_style_sheet_of_the_project_is_loaded(template):
    pdf = rendered(template, '<link rel="stylesheet" href="document.css"><p>Text</p>')

    fonts = PdfReader(BytesIO(pdf)).pages[0]["/Resources"]["/Font"].values()
    assert {font["/BaseFont"].partition("+")[2].strip(",") for font in fonts} == {
        "Source-Serif-4",
        "Public-Sans",
    }


def test_a_missing_file_of_the_project_stops_the_document(template):
    with pytest.raises(DocumentRefused, match=r"could not load file:.*/fonts/gone\.ttf"):
        rendered(template, "<style>@font-face{font-family:A;src:url(fonts/gone.ttf)}</style>x")


def test_the_language_can_be_another(template):
    rendered(template, "<p>Texto</p>")

    pdf = render(template=EXAMPLE, context={}, title="Ejemplo", lang="es", as_of=AS_OF)

    reader = PdfReader(BytesIO(pdf))
    assert (reader.trailer["/Root"]["/Lang"], reader.metadata.title) == ("es", "Ejemplo")


def test_two_processes_make_the_same_bytes():
    program = (
        "import django, hashlib; django.setup()\n"
        "from tests.pdf.letters import letter\n"
        "print(hashlib.sha256(letter()).hexdigest())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={
                "PYTHONHASHSEED": seed,
                "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
                "PYTHONPATH": ":".join(sys.path),
                "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
                "TZ": zone,
            },
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()[-1]
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }

    assert len(hashes) == 1


def test_a_qr_code_is_a_drawing_without_references():
    picture = base64.b64decode(qr_code("https://portal.example/verify/ABCD").partition(",")[2])

    assert b"<svg" in picture
    assert b"href" not in picture
