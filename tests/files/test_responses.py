"""How does a file travel: whole, in part, or not at all, and never as a page?"""

import pytest
from django.test import RequestFactory

from exports_portal.files.responses import PIECE, download_response
from exports_portal.files.storing import NotCleared, store_own
from tests.factories.files import cleared, uploaded
from tests.files.samples import PDF

pytestmark = pytest.mark.django_db
LONG = b"".join(b"%06d\n" % number for number in range(30_000))  # 210,000 bytes


def asked(stored, *, method="get", inline=False, **headers):
    request = getattr(RequestFactory(), method)("/", headers=headers)
    response = download_response(request, stored, inline=inline)
    return response, b"".join(response)


@pytest.fixture
def text():
    return cleared(uploaded(LONG, name='Ünit "one".txt'))


def letter(content_type="application/pdf"):
    return store_own(PDF, name="letter.pdf", content_type=content_type, kind="letter")


def test_a_whole_file_is_saved_kept_in_no_cache_and_never_run(text):
    response, content = asked(text)

    assert (response.status_code, content) == (200, LONG)
    assert dict(response.headers) == {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(LONG)),
        "Content-Disposition": "attachment; filename*=utf-8''%C3%9Cnit%20_one_.txt",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        "Cache-Control": "private, no-store",
        "Accept-Ranges": "bytes",
        "ETag": f'"{text.sha256}"',
    }


@pytest.mark.parametrize(
    ("wanted", "first", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-99", 0, 100),
        ("bytes=100-199", 100, 200),
        ("bytes=209990-", 209_990, 210_000),
        ("bytes=209990-999999", 209_990, 210_000),
        ("bytes=-10", 209_990, 210_000),
        ("bytes=-999999", 0, 210_000),
        ("BYTES = 5 - 9", 5, 10),
    ],
)
def test_a_part_is_the_part_that_was_asked_for(text, wanted, first, end):
    response, content = asked(text, range=wanted)

    assert (response.status_code, content) == (206, LONG[first:end])
    assert response["Content-Range"] == f"bytes {first}-{end - 1}/210000"
    assert response["Content-Length"] == str(end - first)
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("wanted", ["bytes=210000-", "bytes=999999-1000000", "bytes=-0"])
def test_a_part_that_the_file_does_not_have_is_refused_with_its_size(text, wanted):
    response, content = asked(text, range=wanted)

    assert (response.status_code, content) == (416, b"")
    assert response["Content-Range"] == "bytes */210000"


@pytest.mark.parametrize(
    "wanted",
    ["bytes=5-1", "bytes=-", "bytes=a-b", "lines=0-5", "bytes=0-5,7-9", "bytes=1", "0" * 9_000],
)
def test_what_is_no_single_range_gives_the_whole_file(text, wanted):
    response, content = asked(text, range=wanted)

    assert (response.status_code, content) == (200, LONG)


def test_a_part_of_another_file_is_not_put_together_with_this_one(text):
    fresh, _ = asked(text, range="bytes=5-9", if_range=f'"{text.sha256}"')
    stale, content = asked(text, range="bytes=5-9", if_range='"another"')

    assert (fresh.status_code, stale.status_code, content) == (206, 200, LONG)


def test_a_file_is_sent_in_pieces(text):
    response = download_response(RequestFactory().get("/"), text)
    pieces = list(response.streaming_content)

    assert [len(piece) for piece in pieces] == [PIECE, PIECE, PIECE, 210_000 - 3 * PIECE]


def test_an_answer_that_nobody_reads_leaves_no_file_open(text):
    """A file that stays open is a warning, and here a warning is an error."""
    response = download_response(RequestFactory().get("/"), text)
    begun = download_response(RequestFactory().get("/"), text)

    assert next(iter(begun)) == LONG[:PIECE]
    assert response["Content-Length"] == "210000"


def test_what_no_scanner_has_passed_is_not_sent():
    with pytest.raises(NotCleared, match="Being checked for viruses"):
        asked(uploaded())


def test_a_letter_of_the_portal_may_be_shown_in_the_page():
    response, content = asked(letter(), inline=True)

    assert (response["Content-Disposition"], content) == ('inline; filename="letter.pdf"', PDF)
    assert (response["Cache-Control"], "Content-Security-Policy" in response) == (
        "private, no-store",
        False,
    )


def test_neither_an_upload_nor_a_page_is_ever_shown_in_the_page(text):
    page = letter(content_type="text/html")
    for stored in (text, cleared(uploaded(PDF)), page):
        response, _ = asked(stored, inline=True)
        assert response["Content-Disposition"].startswith("attachment")
        assert response["Content-Security-Policy"].startswith("sandbox")
