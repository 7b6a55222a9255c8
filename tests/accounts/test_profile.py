"""Can a person change the name under which they sign?"""

import pytest
from django.urls import reverse

from exports_portal.audit.models import AuditEvent
from exports_portal.mail.kinds import Way
from tests.factories.accounts import UserFactory
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def test_name_and_title_are_saved_and_recorded(client):
    person = UserFactory(full_name="Ada Quil")
    sign_in(client, person)
    answers = {"full_name": "Ada Quill", "job_title": "General counsel", "mail_way": "DAILY"}
    for _ in range(2):  # a second click changes nothing
        assert client.post(reverse("organizations:profile"), answers).status_code == 302
    person.refresh_from_db()
    assert (person.full_name, person.job_title) == ("Ada Quill", "General counsel")
    assert person.mail_way == Way.DAILY
    event = AuditEvent.objects.about(person).exclude(verb="user.sign_in").get()
    assert event.data["before"] == {
        "full_name": "Ada Quil",
        "job_title": "",
        "mail_way": "AT_ONCE",
    }


def test_a_profile_without_a_name_is_refused(client):
    person = UserFactory(full_name="Ada Quill")
    sign_in(client, person)
    answers = {"full_name": "", "job_title": "Counsel", "mail_way": "AT_ONCE"}
    page = client.post(reverse("organizations:profile"), answers)
    assert (page.status_code, 'value="Counsel"' in page.text) == (422, True)
    person.refresh_from_db()
    assert person.full_name == "Ada Quill"
