"""Does the case page show each reader what they may read, and only their own buttons?"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from exports_portal.accounts.roles import Agency, Role
from exports_portal.audit.models import AuditEvent
from reviews.actions import case as desk_work
from reviews.actions.letters import issue_letter
from reviews.states import Severity, TrackKind
from reviews.views.step_pages import TITLES
from tests.factories import proposals_ready, reviews
from tests.reviews.views.rooms import CONDITIONS, SECTIONS
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db

LISTED = ["Harbor Founders Holding", "Lumen Harbor Sistems", "Juniper Employees Trust"]


def page(user, case, section="case"):
    return client_of(user).get(reverse(f"reviews:{section}", args=[case.proposal.public_id]))


def offered(user, case):
    """The steps for which the case page has a button."""
    text = page(user, case).content.decode()
    return [step for step in re.findall(r"/steps/(\w+)/", text) if step in TITLES]


OFFERED = {
    Role.INTAKE_OFFICER: ["ask"],
    Role.SECURITY_REVIEWER: ["ask"],
    Role.DESTINATION_REVIEWER: ["ask"],
    Role.CONTENT_ANALYST: ["ask"],
    Role.CASE_LEAD: ["consult", "ask"],
    Role.DECIDING_OFFICIAL: [],
    Role.AUDITOR: [],
}


def test_everybody_sees_their_own_buttons_in_review():
    case = reviews.case_in_review()

    assert {role: offered(reviews.officer(role), case) for role in OFFERED} == OFFERED


def test_intake_is_offered_accept_only_when_completeness_is_concluded():
    case = reviews.submitted_case()
    intake = reviews.officer(Role.INTAKE_OFFICER)

    assert offered(intake, case) == ["return_incomplete"]
    assert "The completeness track is not concluded." in page(intake, case).content.decode()


def test_the_deciding_official_reads_what_is_missing_before_a_determination():
    case = reviews.case_in_consultation(listed=["Harbor Founders Holding"])
    text = page(case.decider, case).content.decode()

    assert "1 screening hit is not adjudicated." in text
    assert "Department of Energy has not answered, and no comment is not recorded." in text
    assert "The track “U.S. content” is not concluded." in text


def test_the_only_reviewer_is_told_why_they_cannot_decide():
    case = reviews.case_awaiting_determination()
    reviews.RoleGrantFactory(user=case.lead, role=Role.DECIDING_OFFICIAL)
    both = type(case.lead).objects.get(pk=case.lead.pk)

    assert offered(both, case) == ["send_back"]
    assert "You have reviewed a part of this case" in page(both, case).content.decode()
    assert offered(case.decider, case) == ["designate", "decline", "send_back"]


def test_who_declared_a_conflict_loses_every_button_and_reads_why():
    case = reviews.case_in_review()
    desk_work.declare_conflict(case.proposal, has_conflict=True, note="Shares.", by=case.lead)

    assert offered(case.lead, case) == []
    for section in ("case", "tracks", "findings"):
        text = page(case.lead, case, section).content.decode()
        assert "You declared a conflict of interest in this case" in text
        assert ">Conclude<" not in text
        assert "Raise a finding" not in text


def test_an_auditor_reads_every_section_and_finds_nothing_to_change():
    case = reviews.case_in_review(listed=["Harbor Founders Holding"])
    auditor = reviews.officer(Role.AUDITOR)

    for section in SECTIONS:
        answer = page(auditor, case, section)
        main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
        assert answer.status_code == 200
        assert main.count("<form") == (1 if section == "screening" else 0)
        assert 'method="post"' not in main
        assert main.count('type="submit"') == main.count('class="portal-filter"')


def test_a_consultant_reads_the_proposal_and_not_the_review():
    case = reviews.case_in_consultation()
    consultant = reviews.consultant(Agency.WAR)
    seen = [name for name in SECTIONS if page(consultant, case, name).status_code == 200]

    assert seen == ["case", "version", "consultations", "declaration"]


def test_a_consultant_of_an_agency_that_was_not_asked_finds_nothing():
    case = reviews.case_in_review()
    consultant = reviews.consultant(Agency.WAR)

    assert {page(consultant, case, name).status_code for name in SECTIONS} == {404}


def test_the_applicant_finds_nothing_under_review():
    case = reviews.submitted_case()

    assert {page(case.ready.admin, case, name).status_code for name in SECTIONS} == {404}


def test_a_draft_is_not_a_case():
    ready = proposals_ready.ready_proposal()
    lead = reviews.officer(Role.CASE_LEAD)

    assert client_of(lead).get(f"/review/{ready.proposal.pk}/").status_code == 404


def test_the_version_is_shown_in_full_with_what_is_confidential_marked():
    case = reviews.submitted_case()
    text = page(case.lead, case, "version").content.decode()

    assert case.version.sha256 in text
    assert proposals_ready.CONFIDENTIAL_SUMMARY in text
    assert proposals_ready.CONFIDENTIAL_DETAIL in text
    assert "$16,000,000.00" in text  # 512 accelerators
    assert "(512 × $31,250.00 × 70 % + 40 × $87,400.00 × 40 %) ÷ $19,496,000.00" in text
    assert "= 64.62 % (cut to two decimals)" in text
    assert "Austria (A:1, A:5), Belgium (A:1, A:5), Bulgaria" in text  # the countries of the bloc
    assert text.count(">Business confidential<") >= 4


def test_an_earlier_version_can_be_read_and_says_that_it_is_earlier():
    case = reviews.submitted_case()
    reviews.steps.return_incomplete(case.proposal, reason="The site is missing.", by=case.lead)
    reviews.submit(case.proposal, by=case.ready.signatory)
    client = client_of(case.lead)
    earlier = reverse("reviews:version_number", args=[case.proposal.public_id, 1])

    assert "This is an earlier version." in client.get(earlier).content.decode()
    assert "This is an earlier version." not in page(case.lead, case, "version").content.decode()


def test_after_the_decision_the_letter_is_being_made_and_then_can_be_opened():
    case = reviews.designated_case(conditions=CONDITIONS)
    assert "The letter is being made." in page(case.lead, case).content.decode()

    letter = issue_letter(case.proposal.determinations.get())
    address = reverse("reviews:letter", args=[case.proposal.public_id, letter.pk])
    text = page(case.lead, case).content.decode()
    opened = client_of(case.lead).get(address)

    assert address in text
    assert "The letter is being made." not in text
    assert opened.getvalue().startswith(b"%PDF-")
    assert AuditEvent.objects.about(case.proposal).last().verb == "letter.download"


def test_the_history_says_who_did_what_and_nothing_of_the_draft():
    case = reviews.case_in_review()
    text = page(case.lead, case, "history").content.decode()

    assert "Track concluded" in text
    assert "Track: Completeness" in text
    assert "Submitted to In review" in text
    assert case.lead.email in text
    assert "Proposal: edit" not in text


def test_every_section_makes_as_many_queries_for_three_rows_as_for_one():
    one = reviews.case_in_review(listed=[LISTED[0]])
    three = reviews.case_in_review(listed=LISTED)
    reviews.fictional_list(listed=LISTED)
    for case, rows in ((one, 1), (three, 3)):
        for number in range(rows):
            desk_work.raise_finding(
                case.proposal,
                track=case.track(TrackKind.SECURITY),
                severity=Severity.MINOR,
                text_public="",
                text_internal=f"Finding {number}.",
                by=one.lead,
            )
            desk_work.declare_conflict(case.proposal, has_conflict=False, note="", by=one.lead)

    assert queries_of_sections(three, one.lead) == queries_of_sections(one, one.lead)


def queries_of_sections(case, user):
    client = client_of(user)
    counts = {}
    for section in SECTIONS:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(f"reviews:{section}", args=[case.proposal.public_id]))
        counts[section] = len(captured)
    return counts
