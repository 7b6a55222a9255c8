"""Can a person get an account, and learns nobody by it who else has one?"""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse

from exports_portal.accounts.models import User
from exports_portal.mail.models import SentMail
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

INVITATION = "/consortia/join/some-secret/"
ANSWERS = {
    "full_name": "Ada Quill",
    "email": "Ada.Quill@Lumen-Harbor.example",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def link_in(mail):
    return re.search(r"http://testserver(/accounts/confirm-email/\S+)", mail.body).group(1)


def test_signing_up_keeps_the_full_name_and_the_address_in_small_letters(client):
    client.post(reverse("account_signup"), ANSWERS)
    person = User.objects.get()
    assert (person.full_name, person.email) == ("Ada Quill", "ada.quill@lumen-harbor.example")


def test_nobody_is_signed_in_before_the_address_is_confirmed(client):
    client.post(reverse("account_signup"), ANSWERS)
    answer = client.post(
        reverse("account_login"), {"login": ANSWERS["email"], "password": PASSWORD}
    )
    assert answer.url == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session


def test_confirming_in_the_same_browser_leads_to_the_invitation(client, mailoutbox):
    client.post(f"{reverse('account_signup')}?next={INVITATION}", ANSWERS)
    answer = client.post(link_in(mailoutbox[0]))
    assert answer.url == INVITATION
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)


def test_confirming_in_another_browser_leads_to_the_invitation_by_way_of_sign_in(
    client, mailoutbox
):
    client.post(f"{reverse('account_signup')}?next={INVITATION}", ANSWERS)
    other = Client()
    page = other.get(link_in(mailoutbox[0]))
    assert f'name="next" value="{INVITATION}"' in page.text
    assert other.post(link_in(mailoutbox[0])).url == INVITATION
    assert EmailAddress.objects.get().verified
    assert other.get(INVITATION).url == f"{reverse('account_login')}?next={INVITATION}"


def test_a_link_to_a_foreign_site_is_not_kept_for_after_the_confirmation(client, mailoutbox):
    client.post(f"{reverse('account_signup')}?next=https://elsewhere.example/", ANSWERS)
    assert "elsewhere" not in mailoutbox[0].body


def test_an_address_that_has_an_account_gets_the_same_answer_and_a_mail_that_says_so(
    client, mailoutbox
):
    fresh = client.post(reverse("account_signup"), ANSWERS)
    UserFactory(email="taken@lumen-harbor.example")
    taken = Client().post(
        reverse("account_signup"), ANSWERS | {"email": "TAKEN@lumen-harbor.example"}
    )
    assert (taken.status_code, taken.url) == (fresh.status_code, fresh.url)
    assert [mail.to for mail in mailoutbox][1:] == [["taken@lumen-harbor.example"]]
    assert "already" in mailoutbox[1].body
    assert User.objects.count() == 2


def test_an_address_that_has_an_account_costs_as_many_hashes_as_a_new_one(monkeypatch):
    """Hashing takes most of the time of an answer: without it the answer would tell."""
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *given: hashed.append(given) or encode(*given)
    )
    UserFactory(email="taken@lumen-harbor.example")
    costs = []
    for email in ("new@lumen-harbor.example", "taken@lumen-harbor.example"):
        hashed.clear()
        Client().post(reverse("account_signup"), ANSWERS | {"email": email})
        costs.append(len(hashed))
    assert costs[0] == costs[1] > 0


@pytest.mark.parametrize("backend", ["RefusingBackend", "KillingBackend"])
def test_signing_up_and_resetting_do_not_wait_for_the_mail_server(client, settings, backend):
    """It was a 500 when the server refused, and hung when it was mute."""
    settings.MAILERS = {"default": {"BACKEND": f"tests.mail.refusing.{backend}"}}
    assert client.post(reverse("account_signup"), ANSWERS).status_code == 302
    reset = Client().post(reverse("account_reset_password"), {"email": ANSWERS["email"]})
    assert reset.status_code == 302
    written = SentMail.objects.order_by("pk").values_list("template", "sent_at", "is_secret")
    assert list(written) == [
        ("account/email/email_confirmation_signup", None, True),
        ("account/email/password_reset_key", None, True),
    ]


def test_sending_the_form_twice_makes_one_account(client):
    client.post(reverse("account_signup"), ANSWERS)
    Client().post(reverse("account_signup"), ANSWERS)
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"full_name": ""}, "This field is required."),
        ({"full_name": "..."}, "Nobody can be screened under this name"),
        ({"password2": "another-long-password"}, "You must type the same password each time."),
        ({"password1": "short", "password2": "short"}, "at least 12 characters"),
        ({"email": "ada"}, "Enter a valid email address."),
    ],
)
def test_a_wrong_answer_is_named_and_what_was_typed_stays(client, changed, message):
    page = client.post(reverse("account_signup"), ANSWERS | changed)
    assert message in page.text
    typed = (ANSWERS | changed)["email"]
    assert f'value="{typed}"' in page.text
    assert not User.objects.exists()
