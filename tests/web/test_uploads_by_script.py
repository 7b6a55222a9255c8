"""Is a script that sends a file told what the person would see, without another rule for it?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from exports_portal.bounds import LARGEST_ANONYMOUS_BYTES
from tests.factories.proposals_ready import ready_proposal
from tests.proposals.views.pages import text
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
UPLOAD = {"x-upload": "yes"}
ROWS = b"Item,Category,Manufacturer,Quantity\nTern node,Server,Tern Foundry,4\n"


@pytest.fixture
def ready():
    return ready_proposal()


def sent(browser, ready, content=ROWS, **how):
    file = SimpleUploadedFile("rows.csv", content)
    fields = {"file": file, "member": ready.anchor.pk, "table": ""}
    return browser.post(f"/proposals/{ready.proposal.pk}/import/", fields, **how)


def test_it_is_told_where_the_page_leads(ready):
    browser = client_of(ready.admin)
    led = sent(browser, ready)
    told = sent(browser, ready, headers=UPLOAD)
    assert led.status_code == 302
    assert (told.status_code, "Location" in told.headers) == (200, False)
    assert "What would change" in text(browser.get(told.headers["X-Location"]))


def test_what_is_wrong_is_the_page_of_the_form_as_without_a_script(ready):
    browser = client_of(ready.admin)
    wrong = b"Item,Category\nTern node,Server\n"
    plain, told = sent(browser, ready, wrong), sent(browser, ready, wrong, headers=UPLOAD)
    assert (plain.status_code, told.status_code) == (422, 422)
    assert text(plain) == text(told)


def test_whoever_is_not_signed_in_is_told_so_before_the_file_is_read(ready, client):
    for content in (ROWS, b"x" * (LARGEST_ANONYMOUS_BYTES + 1)):
        answer = sent(client, ready, content, headers=UPLOAD)
        assert (answer.status_code, answer.content) == (401, b"")
