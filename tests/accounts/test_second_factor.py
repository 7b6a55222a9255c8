"""Does an officer get to protected pages with a second factor, and only with one?"""

import pytest
import time_machine
from django.urls import reverse

from exports_portal.accounts.actions.second_factor import current_code, give_totp
from exports_portal.accounts.roles import OFFICERS, Role
from exports_portal.accounts.second_factor import PROTECTED_PATHS
from exports_portal.audit.models import AuditEvent
from tests.factories.accounts import PASSWORD, UserFactory
from tests.signing_in import sign_in, sign_in_by_password

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PAGES = [path for path in PROTECTED_PATHS if not path.startswith("/api/")]
API = [path for path in PROTECTED_PATHS if path.startswith("/api/")]


def led_to_second_factor(answer):
    return answer.status_code == 302 and answer.url.startswith(
        reverse("organizations:second_factor")
    )


@pytest.mark.parametrize("path", PAGES)
def test_an_officer_with_a_password_alone_is_led_to_the_second_factor(client, path):
    sign_in_by_password(client, UserFactory(roles=[Role.INTAKE_OFFICER]))
    answer = client.get(path, {"page": 2})
    assert answer.status_code == 302
    after = path.replace("/", "%2F")
    assert answer.url == f"{reverse('organizations:second_factor')}?next={after}%3Fpage%3D2"


@pytest.mark.parametrize("path", API)
def test_an_officers_session_without_second_factor_gets_a_problem_from_the_api(client, path):
    sign_in_by_password(client, UserFactory(roles=[Role.INTAKE_OFFICER]))
    answer = client.get(path)
    assert (answer.status_code, answer.json()["title"]) == (403, "Sign in with a second factor")


@pytest.mark.parametrize("role", sorted(OFFICERS))
def test_every_role_of_an_officer_needs_the_second_factor(client, role):
    sign_in_by_password(client, UserFactory(roles=[role]))
    assert led_to_second_factor(client.get("/tokens/"))


@pytest.mark.parametrize("role", [Role.BUYER, Role.INTEGRATOR])
def test_a_role_from_outside_needs_none(client, role):
    sign_in_by_password(client, UserFactory(roles=[role]))
    assert client.get("/tokens/").status_code == 200


def test_an_applicant_needs_none(client):
    sign_in_by_password(client, UserFactory())
    assert client.get("/tokens/").status_code == 200


def test_somebody_who_runs_the_portal_needs_one(client):
    sign_in_by_password(client, UserFactory(is_staff=True, is_superuser=True))
    assert led_to_second_factor(client.get("/administration/"))


def test_with_the_second_factor_the_page_opens(client):
    sign_in(client, UserFactory(is_staff=True, is_superuser=True))
    assert client.get("/administration/").status_code == 200


def test_a_form_is_stopped_as_well(client):
    officer = UserFactory(roles=[Role.INTAKE_OFFICER])
    sign_in_by_password(client, officer)
    answer = client.post("/tokens/", {"name": "nightly", "days": "30"})
    assert led_to_second_factor(answer)
    assert not officer.auth_token_set.exists()


def test_signing_in_with_password_and_code_opens_the_page(client):
    officer = UserFactory(email="ada@office.example", roles=[Role.INTAKE_OFFICER])
    give_totp(officer, SECRET)
    sign_in_form = f"{reverse('account_login')}?next=/tokens/"
    answer = client.post(sign_in_form, {"login": officer.email, "password": PASSWORD})
    assert answer.url.startswith(reverse("mfa_authenticate"))
    answer = client.post(answer.url, {"code": current_code(SECRET)})
    assert answer.url == "/tokens/"
    assert client.get("/tokens/").status_code == 200


def test_a_wrong_code_does_not_sign_in(client):
    officer = UserFactory(email="ada@office.example", roles=[Role.INTAKE_OFFICER])
    give_totp(officer, SECRET)
    answer = client.post(reverse("account_login"), {"login": officer.email, "password": PASSWORD})
    wrong = f"{(int(current_code(SECRET)) + 1) % 1_000_000:06}"
    page = client.post(answer.url, {"code": wrong})
    assert "Incorrect code." in page.text
    assert "_auth_user_id" not in client.session


def test_an_officer_without_any_is_led_to_set_up(client):
    sign_in_by_password(client, UserFactory(roles=[Role.INTAKE_OFFICER]))
    page = client.get("/tokens/", follow=True)
    assert reverse("mfa_activate_totp") in page.text
    assert reverse("mfa_reauthenticate") not in page.text


def test_an_officer_who_has_one_on_file_gives_its_code_and_goes_on(client):
    officer = UserFactory(roles=[Role.INTAKE_OFFICER])
    give_totp(officer, SECRET)
    sign_in_by_password(client, officer)
    page = client.get("/tokens/", follow=True)
    asking = f"{reverse('mfa_reauthenticate')}?next=/tokens/"
    assert asking in page.text.replace("%2F", "/")
    answer = client.post(asking, {"code": current_code(SECRET)})
    assert answer.url == "/tokens/"
    assert client.get("/tokens/").status_code == 200


def test_one_persons_second_factor_does_not_serve_the_next_person_at_the_browser(client):
    sign_in(client, UserFactory(roles=[Role.INTAKE_OFFICER]))
    sign_in_by_password(client, UserFactory(roles=[Role.INTAKE_OFFICER]))
    assert led_to_second_factor(client.get("/tokens/"))


def test_after_signing_out_it_is_asked_for_again(client):
    officer = UserFactory(roles=[Role.INTAKE_OFFICER])
    sign_in(client, officer)
    client.post(reverse("account_logout"))
    sign_in_by_password(client, officer)
    assert led_to_second_factor(client.get("/tokens/"))


def test_the_explaining_page_leads_on_only_to_pages_of_the_portal(client):
    sign_in(client, UserFactory(roles=[Role.INTAKE_OFFICER]))
    explaining = reverse("organizations:second_factor")
    assert client.get(explaining, {"next": "/tokens/"}).url == "/tokens/"
    assert client.get(explaining, {"next": "https://elsewhere.example/"}).status_code == 200


def test_giving_a_new_one_replaces_the_old_one_and_is_recorded():
    officer = UserFactory()
    give_totp(officer, SECRET)
    give_totp(officer, "NBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert officer.authenticator_set.count() == 1
    verbs = AuditEvent.objects.about(officer).values_list("verb", flat=True)
    assert list(verbs) == ["user.give_second_factor"] * 2


def test_the_current_code_is_the_one_of_rfc_6238():
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # "12345678901234567890", appendix B
    with time_machine.travel(1_111_111_109, tick=False):
        assert current_code(secret) == "081804"  # the last six of 07081804
