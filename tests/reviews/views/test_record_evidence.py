"""Does an officer find the evidence beside what it proves, and open it whatever became of it?"""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exports_portal.accounts.roles import Role
from exports_portal.audit.models import AuditEvent
from proposals.models import RecordEvidence
from tests.factories.accounts import UserFactory
from tests.factories.evidence import TITLE, attached
from tests.factories.files import cleared, uploaded
from tests.factories.proposals_ready import ready_proposal, sign_everything
from tests.factories.reviews import officer, submitted_case
from tests.files.samples import PDF, pdf
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready():
    return ready_proposal()


def submitted(ready):
    sign_everything(ready)
    return submitted_case(ready=ready, screened=False)


def browser_of(person):
    browser = Client()
    sign_in(browser, person)
    return browser


def place(case, evidence):
    return reverse("reviews:record_evidence", args=[case.proposal.public_id, evidence.pk])


@pytest.mark.parametrize("marking", ["ANCHOR", "CONSORTIUM", "PROGRAM"])
def test_the_version_shows_it_beside_the_record_and_hands_it_out(ready, marking):
    made = attached(ready.proposal, by=ready.admin, marking=marking, proves="Two people agree.")
    case = submitted(ready)
    browser = browser_of(case.lead)
    page = browser.get(reverse("reviews:version", args=[case.proposal.public_id])).content.decode()
    assert page.index("Lumen Clinical 2") < page.index(TITLE) < page.index("Two people agree.")
    assert made.file.sha256 in page
    taken = browser.get(place(case, made))
    assert b"".join(taken.streaming_content) == PDF
    event = AuditEvent.objects.about(case.proposal).get(verb="evidence.open")
    assert (event.actor, event.data["sha256"]) == (case.lead, made.file.sha256)


def test_it_stays_readable_after_the_draft_has_removed_it(ready):
    made = attached(ready.proposal, by=ready.admin)
    case = submitted(ready)
    RecordEvidence.objects.update(removed_at=timezone.now(), removed_by=ready.admin)
    assert browser_of(case.lead).get(place(case, made)).status_code == 200


def test_what_no_version_names_is_not_there_for_an_officer(ready):
    kept = attached(ready.proposal, by=ready.admin)
    case = submitted(ready)
    draft = RecordEvidence.objects.create(
        record=kept.record,
        file=cleared(uploaded(pdf(b"2"))),
        title="Of the draft",
        added_by=ready.admin,
    )
    assert browser_of(case.lead).get(place(case, draft)).status_code == 404


def test_a_file_that_waits_for_its_scan_is_opened_by_nobody(ready):
    made = attached(ready.proposal, by=ready.admin, is_clean=False)
    case = submitted(ready)
    assert browser_of(case.lead).get(place(case, made)).status_code == 409


def test_a_consultant_and_an_applicant_do_not_reach_it_through_the_case(ready):
    made = attached(ready.proposal, by=ready.admin)
    case = submitted(ready)
    people = [officer(Role.AGENCY_CONSULTANT), ready.admin, UserFactory()]
    assert {browser_of(person).get(place(case, made)).status_code for person in people} == {404}
