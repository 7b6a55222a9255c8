"""Does the audit trail know when somebody changes how they sign in, and no secret with it?"""

import re
from functools import partial

import pytest
from allauth.account.models import EmailAddress
from allauth.account.signals import password_set
from django.urls import reverse

from exports_portal.accounts.actions.second_factor import current_code, give_totp
from exports_portal.accounts.models import User
from exports_portal.audit.models import AuditEvent
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEW_PASSWORD = "another-long-password"


@pytest.fixture
def person(client):
    """Signed in, and gave the password once more, as those pages ask for."""
    person = UserFactory(email="ada@lumen-harbor.example")
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return person


def about(person):
    """What happened besides signing in."""
    return AuditEvent.objects.about(person).exclude(verb="user.sign_in").order_by("id")


def kept(person):
    """What the trail says about this person, oldest first: verb and data, all by themselves."""
    events = about(person)
    assert {event.actor_id for event in events} == {person.pk}
    return [(event.verb, event.data) for event in events]


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    """allauth tells of new second factors after commit, which a test of one transaction lacks."""
    return partial(django_capture_on_commit_callbacks, execute=True)


def set_up_totp(client):
    form = client.get(reverse("mfa_activate_totp")).context["form"]
    client.post(reverse("mfa_activate_totp"), {"code": current_code(form.secret)})
    return form.secret


@pytest.mark.django_db(transaction=True)
def test_a_second_factor_that_was_set_up_is_kept_without_its_secret(client, person):
    secret = set_up_totp(client)
    assert ("user.add_second_factor", {"kind": "totp"}) in kept(person)
    assert secret not in str(kept(person))


def test_a_second_factor_that_was_given_up_is_kept(client, person):
    set_up_totp(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert ("user.remove_second_factor", {"kind": "totp"}) in kept(person)


@pytest.mark.django_db(transaction=True)
def test_new_recovery_codes_are_kept_without_the_codes(client, person):
    set_up_totp(client)
    client.post(reverse("mfa_generate_recovery_codes"))
    assert kept(person)[-1] == ("user.reset_second_factor", {"kind": "recovery_codes"})


def test_a_wrong_code_sets_up_nothing_and_keeps_nothing(client, person, on_commit):
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    wrong = f"{(int(current_code(secret)) + 1) % 1_000_000:06}"
    with on_commit():
        client.post(reverse("mfa_activate_totp"), {"code": wrong})
    assert not about(person).exists()


def test_a_changed_password_is_kept_without_the_password(client, person):
    values = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post(reverse("account_change_password"), values)
    assert kept(person) == [("user.change_password", {})]


def test_a_refused_change_of_password_is_not_kept(client, person):
    values = {"oldpassword": "wrong", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post(reverse("account_change_password"), values)
    assert not about(person).exists()


def test_a_password_replaced_by_the_link_in_a_mail_is_kept(client, mailoutbox):
    person = UserFactory(email="ada@lumen-harbor.example")
    client.post(reverse("account_reset_password"), {"email": person.email})
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", mailoutbox[0].body)
    form = client.get(link.group(1), follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    assert kept(person) == [("user.reset_password", {})]


def test_a_first_password_is_kept(rf):
    """allauth has a page for it, which nobody reaches who signed up here with a password."""
    person = UserFactory()
    password_set.send(sender=User, request=rf.post("/"), user=person)
    assert kept(person) == [("user.set_password", {})]


def test_an_address_that_was_added_and_removed_is_kept(client, person):
    other = "quill@lumen-harbor.example"
    client.post(reverse("account_email"), {"action_add": "", "email": other})
    client.post(reverse("account_email"), {"action_remove": "", "email": other})
    assert kept(person) == [
        ("user.add_email", {"address": other}),
        ("user.remove_email", {"address": other}),
    ]


def test_another_primary_address_is_kept(client, person):
    other = "quill@lumen-harbor.example"
    EmailAddress.objects.create(user=person, email=other, verified=True)
    client.post(reverse("account_email"), {"action_primary": "", "email": other})
    assert kept(person) == [("user.change_email", {"address": other})]


def test_signing_in_with_the_second_factor_changes_nothing_and_keeps_nothing(client):
    person = UserFactory(email="ada@lumen-harbor.example")
    give_totp(person, SECRET)
    before = about(person).count()
    page = client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    client.post(page.url, {"code": current_code(SECRET)})
    assert about(person).count() == before
