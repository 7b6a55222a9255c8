"""Can a person give a program a key, and take it back?"""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from exports_portal.accounts.actions.tokens import create_token, revoke_token
from exports_portal.accounts.models import ApiToken
from exports_portal.audit.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

QUERIES_OF_THE_LIST = 5


@pytest.fixture
def person(client):
    person = UserFactory()
    sign_in(client, person)
    return person


def make(client, name="nightly", days="30"):
    return client.post(reverse("organizations:tokens"), {"name": name, "days": days})


def revoke_page(token):
    return reverse("organizations:revoke_token", args=[token.token_key])


def owner_of(text):
    return TokenAuthentication().authenticate_credentials(text.encode())[0]


def test_a_token_is_shown_once_and_only_its_hash_is_kept(client, person):
    answer = make(client)
    text = answer.context["text"]
    assert text in answer.text
    assert "no-store" in answer["Cache-Control"]
    token = ApiToken.objects.get()
    assert text not in (token.digest, token.token_key, token.name)
    assert text not in client.get(reverse("organizations:tokens")).text
    assert owner_of(text) == person


def test_the_list_says_how_a_token_begins_and_when_it_ends(client, person):
    text = make(client, name="nightly import").context["text"]
    page = client.get(reverse("organizations:tokens"))
    assert "nightly import" in page.text
    assert f"{text[:8]}…" in page.text
    assert text[:9] not in page.text.replace(revoke_page(ApiToken.objects.get()), "")


@pytest.mark.parametrize("days", [30, 90, 365])
def test_a_token_ends_after_the_days_chosen(client, person, days):
    text = make(client, days=str(days)).context["text"]
    with time_machine.travel(timezone.now() + timedelta(days=days, minutes=-5)):
        assert owner_of(text) == person
    with (
        time_machine.travel(timezone.now() + timedelta(days=days, minutes=5)),
        pytest.raises(AuthenticationFailed),
    ):
        owner_of(text)


def test_an_ended_token_is_marked(client, person):
    make(client)
    ApiToken.objects.update(expiry=timezone.now() - timedelta(minutes=1))
    assert "Expired" in client.get(reverse("organizations:tokens")).text


@pytest.mark.parametrize("wrong", [{"days": "3650"}, {"days": ""}, {"name": ""}])
def test_a_token_without_name_or_with_another_term_is_refused(client, person, wrong):
    answer = make(client, **wrong)
    assert answer.status_code == 422
    assert "usa-error-message" in answer.text
    assert not ApiToken.objects.exists()


def test_a_token_is_revoked_after_a_question(client, person):
    text = make(client).context["text"]
    token = ApiToken.objects.get()
    assert "Every program that uses this token is refused" in client.get(revoke_page(token)).text
    assert owner_of(text) == person
    client.post(revoke_page(token))
    with pytest.raises(AuthenticationFailed):
        owner_of(text)
    verbs = AuditEvent.objects.about(person).values_list("verb", flat=True)
    assert list(verbs) == ["user.sign_in", "token.create", "token.revoke"]


def test_a_second_click_revokes_nothing_and_is_not_recorded(person):
    token, _ = create_token(name="nightly", days=30, by=person)
    same = ApiToken.objects.get()
    revoke_token(token, by=person)
    revoke_token(same, by=person)
    assert AuditEvent.objects.about(person).filter(verb="token.revoke").count() == 1


def test_a_token_of_somebody_else_can_neither_be_seen_nor_revoked(client, person):
    token, _ = create_token(name="private", days=30, by=UserFactory())
    assert "private" not in client.get(reverse("organizations:tokens")).text
    assert client.post(revoke_page(token)).status_code == 404
    assert ApiToken.objects.filter(pk=token.pk).exists()


def test_a_token_of_a_closed_account_opens_nothing(client, person):
    text = make(client).context["text"]
    person.is_active = False
    person.save()
    with pytest.raises(AuthenticationFailed):
        owner_of(text)


def test_a_token_does_not_open_pages(client, person):
    text = make(client).context["text"]
    answer = Client().get(reverse("organizations:tokens"), headers={"authorization": text})
    assert answer.url.startswith(reverse("account_login"))


def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    client, person, django_assert_num_queries
):
    make(client)
    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        client.get(reverse("organizations:tokens"))
    make(client)
    make(client)
    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        answer = client.get(reverse("organizations:tokens"))
    assert len(answer.context["page"]) == 3
