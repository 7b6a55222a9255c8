"""What does somebody get who finds an open session, a token or a phone that is not theirs?"""

from datetime import timedelta

import pytest
from allauth.account import signals
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from exports_portal.accounts.actions.second_factor import (
    ask_for_reset,
    confirm_reset,
    current_code,
    give_totp,
)
from exports_portal.accounts.actions.tokens import create_token
from exports_portal.accounts.models import ApiToken, SecondFactorReset, User
from exports_portal.accounts.roles import Role
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import NotPermitted, StepRefused
from exports_portal.mail.models import SentMail
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.reviews import case_awaiting_determination
from tests.signing_in import BACKEND, client_of

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ANOTHER = {"action_add": "", "email": "thief@else.example"}


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def found(person):
    """A browser in which this person is signed in, found by somebody else."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def test_another_address_or_a_token_takes_the_password_again(found, person):
    for address, data in (
        (reverse("account_email"), ANOTHER),
        ("/tokens/", {"name": "mine now", "days": "30"}),
    ):
        answer = found.post(address, data)
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_reauthenticate"))
    assert not EmailAddress.objects.filter(email=ANOTHER["email"]).exists()
    assert not ApiToken.objects.filter(user=person).exists()


def test_whoever_knows_the_password_goes_on_with_what_was_typed(found, person):
    answer = found.post("/tokens/", {"name": "nightly import", "days": "30"})
    found.post(answer.url, {"password": PASSWORD})
    assert ApiToken.objects.get(user=person).name == "nightly import"


def test_a_password_that_was_found_out_does_not_replace_a_second_factor(found, person):
    give_totp(person, SECRET)
    asked = found.post("/tokens/", {"name": "mine now", "days": "30"})
    assert asked.url.split("?")[0] == reverse("mfa_reauthenticate")
    found.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert found.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert Authenticator.objects.filter(user=person).exists()
    assert not ApiToken.objects.filter(user=person).exists()

    found.post("/tokens/", {"name": "nightly import", "days": "30"})
    found.post(asked.url, {"code": current_code(SECRET)})
    assert ApiToken.objects.get(user=person).name == "nightly import"


def test_the_old_address_hears_of_a_new_one(found, person, mailoutbox):
    new = EmailAddress.objects.create(user=person, email="new@else.example", verified=True)
    old = person.email
    data = {"action_primary": "", "email": new.email}
    found.post(found.post(reverse("account_email"), data).url, {"password": PASSWORD})
    person.refresh_from_db()
    assert person.email == new.email
    told = {address for mail in mailoutbox for address in mail.to}
    told |= set(SentMail.objects.values_list("to", flat=True))
    assert old in told


def test_a_reset_password_ends_every_token_and_every_session(found, person):
    create_token(name="import", days=30, by=person)
    person.set_password("another long password of hers")
    person.save()
    signals.password_reset.send(User, request=None, user=person)

    assert not ApiToken.objects.filter(user=person).exists()
    assert found.get("/profile/").status_code == 302
    verbs = AuditEvent.objects.about(person).values_list("verb", flat=True)
    assert {"token.revoke", "user.reset_password"} <= set(verbs)


@pytest.mark.parametrize(("roles", "idle", "absolute"), [((), 60, 24), ((Role.CASE_LEAD,), 30, 12)])
def test_a_session_ends_when_nobody_is_there_and_when_it_is_too_old(roles, idle, absolute):
    user = UserFactory(roles=roles)
    client, begun = client_of(user), timezone.now()
    page = "/profile/"
    with travel(begun + timedelta(minutes=idle - 1)):
        assert client.get(page).status_code == 200
    with travel(begun + timedelta(minutes=2 * idle - 3)):
        assert client.get(page).status_code == 200, "it counts from the last page"
    with travel(begun + timedelta(minutes=3 * idle)):
        answer = client.get(page)
        assert (answer.status_code, "next=/profile/" in answer.url) == (302, True)

    client = client_of(user)
    for minutes in range(0, absolute * 60, idle - 5):
        with travel(begun + timedelta(minutes=minutes)):
            assert client.get(page).status_code == 200
    with travel(begun + timedelta(hours=absolute, minutes=1)):
        assert client.get(page).status_code == 302


def test_a_session_whose_beginning_is_unknown_is_over(found):
    session = found.session
    del session["session_began"]
    session.save()
    assert found.get("/profile/").status_code == 302


def test_signing_in_out_and_in_vain_stand_in_the_trail(client, person):
    login = reverse("account_login")
    client.post(login, {"login": person.email, "password": "not it, not at all"})
    client.post(login, {"login": "nobody@else.example", "password": "not it, not at all"})
    client.post(login, {"login": person.email, "password": PASSWORD})
    client.post(reverse("account_logout"))
    events = AuditEvent.objects.filter(verb__startswith="user.sign").order_by("id")
    assert [(event.verb, event.subject_id) for event in events] == [
        ("user.sign_in_failed", str(person.pk)),
        ("user.sign_in", str(person.pk)),
        ("user.sign_out", str(person.pk)),
    ]
    assert "not it" not in str(list(events.values_list("data", "summary")))


def test_a_decision_takes_a_second_factor_given_lately_and_keeps_what_was_typed():
    case = case_awaiting_determination()
    give_totp(case.decider, SECRET)
    client = client_of(case.decider)
    address = f"/review/{case.proposal.public_id}/steps/decline/"
    typed = {"rationale": "Not in the national interest.", "content_basis": "NOT_MET"}
    with travel(timezone.now() + timedelta(minutes=16)):
        assert client.get(address).status_code == 200
        answer = client.post(address, typed)
        assert (answer.status_code, answer.url.split("?")[0]) == (
            302,
            reverse("mfa_reauthenticate"),
        )
        answer = client.post(answer.url, {"code": current_code(SECRET)})
        assert typed["rationale"] in answer.content.decode()
    assert not case.proposal.determinations.exists()


@pytest.fixture
def administrators():
    return [UserFactory(is_staff=True, is_superuser=True) for _ in range(2)]


def test_a_lost_second_factor_is_removed_by_two_people_with_everything_else(
    administrators, found, person
):
    asking, confirming = administrators
    give_totp(person, SECRET)
    create_token(name="import", days=30, by=person)
    create_token(name="export", days=30, by=person)

    reset = ask_for_reset(person, reason="She came to the office.", by=asking)
    assert Authenticator.objects.filter(user=person).exists()
    with pytest.raises(NotPermitted, match="another administrator"):
        confirm_reset(reset, by=asking)
    confirm_reset(reset, by=confirming)

    assert not Authenticator.objects.filter(user=person).exists()
    assert not ApiToken.objects.filter(user=person).exists()
    assert found.get("/profile/").status_code == 302
    with pytest.raises(StepRefused, match="done already"):
        confirm_reset(reset, by=confirming)
    event = AuditEvent.objects.get(verb="user.confirm_second_factor_reset")
    assert (event.actor_id, event.data) == (confirming.pk, {"asked_by": asking.pk})
    revoked = AuditEvent.objects.about(person).filter(verb="token.revoke", actor_id=confirming.pk)
    assert sorted(event.data["name"] for event in revoked) == ["export", "import"]


def test_nobody_else_and_nobody_for_themselves_resets_a_second_factor(administrators, person):
    asking, _ = administrators
    for by, whom in ((person, asking), (UserFactory(is_staff=True), person), (asking, asking)):
        with pytest.raises(NotPermitted):
            ask_for_reset(whom, reason="Lost.", by=by)
    ask_for_reset(person, reason="Lost.", by=asking)
    with pytest.raises(ValidationError, match="waits already"):
        ask_for_reset(person, reason="Lost again.", by=asking)


def test_the_administration_asks_one_and_confirms_with_the_other(administrators, person):
    asking, confirming = (client_of(user) for user in administrators)
    add = reverse("admin:accounts_secondfactorreset_add")
    listing = reverse("admin:accounts_secondfactorreset_changelist")
    asking.post(add, {"user": person.pk, "reason": "She came to the office."})
    reset = SecondFactorReset.objects.get()
    chosen = {"action": "confirm", "_selected_action": [reset.pk]}

    assert asking.post(listing, chosen).status_code == 403
    assert confirming.post(listing, chosen).status_code == 302

    reset.refresh_from_db()
    assert reset.confirmed_by == administrators[1]
    assert SentMail.objects.filter(template="second_factor_reset", to=person.email).count() == 1
