"""Does a refusal say why, what to do next, and nothing else?"""

import pytest
from django.test import Client

from exports_portal.errors import PortalError
from tests.web.html import hrefs, page, texts

pytestmark = pytest.mark.usefixtures("gallery")


@pytest.mark.parametrize(
    ("status", "heading", "reasons"),
    [
        (403, "You may not do this", ["Only the anchor's signatory submits."]),
        (404, "Not found", []),
        (
            409,
            "This step is not possible now",
            ["Two findings are open.", "One screening hit is not adjudicated."],
        ),
        (422, "Some answers need a correction", ["Check the amounts.", "Enter a number."]),
    ],
)
def test_an_error_of_our_own_becomes_its_page(client, status, heading, reasons):
    response = client.get(f"/refuse/{status}/")
    tree = page(response)
    assert response.status_code == status
    assert texts(tree, "h1") == [heading]
    assert texts(tree, "main ul.usa-list li") == reasons
    assert tree.find("main")[0].words.endswith(f"Error {status}")


def test_an_unknown_address_is_a_404_page_with_a_way_on(client):
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert hrefs(page(response), ".portal-buttons a") == ["/"]


def test_the_way_back_leads_to_the_page_the_person_came_from(client):
    came_from = "http://testserver/gallery/"
    tree = page(client.post("/refuse/409/", headers={"referer": came_from}))
    assert hrefs(tree, ".portal-buttons a") == [came_from, "/"]


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "javascript:alert(1)", "//evil.example"]
)
def test_the_way_back_never_leaves_the_site(client, elsewhere):
    tree = page(client.get("/refuse/409/", headers={"referer": elsewhere}))
    assert hrefs(tree, ".portal-buttons a") == ["/"]


def test_an_expired_form_says_how_to_send_it_again():
    response = Client(enforce_csrf_checks=True).post("/gallery/", {"legal_name": "Lumen"})
    assert response.status_code == 403
    assert texts(page(response), "h1") == ["This form has expired"]


def test_a_fault_of_ours_is_a_page_that_shows_nothing_of_its_cause():
    response = Client(raise_request_exception=False).get("/fault/")
    assert response.status_code == 500
    assert texts(page(response), "h1") == ["Something went wrong on our side"]
    assert b"hunter2" not in response.content
    assert b"Traceback" not in response.content


def test_a_fault_of_ours_under_the_api_is_a_problem_without_its_cause():
    response = Client(raise_request_exception=False).get("/api/v1/fault/")
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "instance": "/api/v1/fault/",
    }


def test_a_forged_host_is_a_400_page(settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    response = Client(raise_request_exception=False).get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert texts(page(response), "h1") == ["The request cannot be carried out"]
    assert b"evil.example" not in response.content


def test_an_error_without_reasons_reads_as_its_title():
    assert str(PortalError()) == "The request cannot be carried out"


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/accounts/login/", "text/html"), ("/api/v1/x/", "application/problem+json")],
)
def test_a_body_that_is_far_too_large_is_refused_unread(client, path, kind):
    answers = [
        client.post(path, b"x", content_type=content_type, CONTENT_LENGTH=str(length))
        for content_type, length in (
            ("multipart/form-data; boundary=x", 32 * 1024**2 + 1),
            ("application/x-www-form-urlencoded", 2_621_441),
            ("application/json", 1),
        )
    ]
    assert answers[0].headers["Content-Type"].split(";")[0] == kind
    assert "At most 32.0\xa0MB can be sent at once." in answers[0].text.replace(
        "\\u00a0", "\xa0"
    ).replace("&nbsp;", "\xa0")
    assert "At most 2.5\xa0MB can be sent at once." in answers[1].text.replace(
        "\\u00a0", "\xa0"
    ).replace("&nbsp;", "\xa0")
    assert [answer.status_code == 413 for answer in answers] == [True, True, False]


def test_a_body_without_a_stated_length_is_refused_unread(client):
    answer = client.post(
        "/accounts/login/",
        b"x",
        content_type="multipart/form-data",
        HTTP_TRANSFER_ENCODING="chunked",
    )
    assert answer.status_code == 411


@pytest.mark.django_db
def test_who_is_not_signed_in_sends_no_large_body():
    answer = Client().post("/accounts/login/", {"login": "x" * 70_000})
    assert answer.status_code == 413
    assert "At most 64.0" in answer.text


@pytest.mark.django_db
def test_too_many_fields_are_a_sentence_and_not_a_bare_400(client, django_user_model):
    client.force_login(django_user_model.objects.create(email="a@b.example", full_name="A B"))
    answer = client.post("/profile/", {f"f{number}": "" for number in range(4_001)})
    assert answer.status_code == 413
    assert "At most 4,000 fields can be sent at once." in answer.text
