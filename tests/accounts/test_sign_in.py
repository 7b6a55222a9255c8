"""Who comes in with a password, and who not?"""

import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

REFUSED = "The email address and/or password you specified are not correct."


def sign_in_page(client, email, password):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_the_case_of_the_address_does_not_matter(client):
    UserFactory(email="ada@lumen-harbor.example")
    answer = sign_in_page(client, "ADA@Lumen-Harbor.example", PASSWORD)
    assert answer.url == reverse("home")


def test_a_wrong_password_and_an_unknown_address_get_the_same_words(client):
    UserFactory(email="ada@lumen-harbor.example")
    known = sign_in_page(client, "ada@lumen-harbor.example", "not-the-password")
    unknown = sign_in_page(client, "nobody@lumen-harbor.example", "not-the-password")
    assert REFUSED in known.text
    assert REFUSED in unknown.text


def test_somebody_whose_account_is_closed_does_not_come_in(client):
    UserFactory(email="ada@lumen-harbor.example", is_active=False)
    sign_in_page(client, "ada@lumen-harbor.example", PASSWORD)
    assert "_auth_user_id" not in client.session


def test_after_five_wrong_passwords_even_the_right_one_must_wait(client):
    UserFactory(email="ada@lumen-harbor.example")
    for _ in range(5):
        sign_in_page(client, "ada@lumen-harbor.example", "not-the-password")
    answer = sign_in_page(client, "ada@lumen-harbor.example", PASSWORD)
    assert "Too many failed login attempts. Try again later." in answer.text
    assert "_auth_user_id" not in client.session


def test_a_forgotten_password_is_replaced_by_the_link_in_the_mail(client, mailoutbox):
    UserFactory(email="ada@lumen-harbor.example")
    client.post(reverse("account_reset_password"), {"email": "ADA@lumen-harbor.example"})
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", mailoutbox[0].body)
    form = client.get(link.group(1), follow=True).redirect_chain[-1][0]
    new = "another-long-password"
    client.post(form, {"password1": new, "password2": new})
    assert sign_in_page(client, "ada@lumen-harbor.example", new).url == reverse("home")


def test_asking_for_a_new_password_says_the_same_for_an_unknown_address(client, mailoutbox):
    UserFactory(email="ada@lumen-harbor.example")
    address = reverse("account_reset_password")
    known = client.post(address, {"email": "ada@lumen-harbor.example"})
    unknown = client.post(address, {"email": "nobody@lumen-harbor.example"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_the_administration_has_no_sign_in_of_its_own(client):
    answer = client.get("/administration/login/?next=/administration/")
    assert answer.url == f"{reverse('account_login')}?next=%2Fadministration%2F"


def test_attempts_are_counted_for_all_web_processes_together(client, settings):
    """In the database, that is: the counters of one process are not those of the next."""
    settings.CACHES = settings.SHARED_CACHES
    UserFactory(email="ada@lumen-harbor.example")
    for _ in range(5):
        sign_in_page(client, "ada@lumen-harbor.example", "not-the-password")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM portal_cache WHERE cache_key LIKE '%login_failed%'")
        assert cursor.fetchone()[0] > 0
    answer = sign_in_page(Client(), "ada@lumen-harbor.example", PASSWORD)
    assert "Too many failed login attempts. Try again later." in answer.text
