"""Can somebody without a session reach what leads to one, and nothing more?"""

import pytest

from tests.factories.accounts import UserFactory
from tests.web.html import page, texts

OPEN = {
    "/accounts/login/": "Sign In",
    "/accounts/signup/": "Sign Up",
    "/accounts/password/reset/": "Password Reset",
    "/accounts/password/reset/done/": "Password Reset",
    "/accounts/confirm-email/": "Verify Your Email Address",
}
CLOSED = [
    "/accounts/email/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/recovery-codes/",
    "/accounts/password/change/",
    "/accounts/reauthenticate/",
    "/administration/",
]


@pytest.mark.django_db
@pytest.mark.parametrize(("url", "heading"), OPEN.items())
def test_a_visitor_reaches_sign_in_and_what_leads_to_it(client, url, heading):
    assert texts(page(client.get(url)), "h1") == [heading]


@pytest.mark.parametrize("url", CLOSED)
def test_a_visitor_is_sent_to_sign_in_from_every_account_page(client, url):
    response = client.get(url)
    assert response.status_code == 302
    assert "/login/" in response.headers["location"]


@pytest.mark.django_db
def test_the_account_pages_stand_in_the_frame_of_the_portal(client):
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    tree = page(client.get("/accounts/2fa/"))
    assert texts(tree, "h2") == ["Authenticator App", "Security Keys", "Recovery Codes"]
    assert len(tree.find("main#main-content")) == 1


@pytest.mark.django_db
def test_a_wrong_password_is_said_in_the_summary_and_the_address_is_kept(client):
    person = UserFactory()
    tree = page(
        client.post("/accounts/login/", {"login": person.email, "password": "not-the-right-one"})
    )
    assert len(texts(tree, "#error-summary li")) == 1
    assert tree.by_id("id_login").get("value") == person.email
