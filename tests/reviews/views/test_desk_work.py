"""May the right officer, and nobody else, assign, conclude, note, resolve, answer and declare?"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from exports_portal.accounts.roles import Agency, Role
from proposals.permissions import is_contact_of_a_member
from reviews.answering import open_rows
from reviews.models import ReviewCase
from reviews.states import ConsultationResponse, TrackKind, TrackOutcome
from tests.clock import days_from_now
from tests.factories import reviews
from tests.factories.accounts import MembershipFactory
from tests.signing_in import client_of
from tests.web.html import page

pytestmark = pytest.mark.django_db
CONCLUSION = {
    "outcome": "SATISFIED",
    "comment": "Keys stay with the buyer.",
    "version": "1",
}


def address(case, name, *more):
    return reverse(f"reviews:{name}", args=[case.proposal.public_id, *more])


def test_intake_assigns_a_track_and_a_reviewer_does_not():
    case = reviews.case_in_review()
    reviewer = reviews.officer(Role.SECURITY_REVIEWER)
    place = address(case, "assign_track", TrackKind.SECURITY)
    due = timezone.localdate() + timedelta(days=7)
    typed = {"to": reviewer.pk, "due_on": due.isoformat()}

    assert client_of(reviewer).get(place).status_code == 403
    assert client_of(reviewer).post(place, typed).status_code == 403

    client_of(reviews.officer(Role.INTAKE_OFFICER)).post(place, typed)

    track = case.track(TrackKind.SECURITY)
    assert (track.assignee, track.due_on) == (reviewer, due)


def test_a_track_is_assigned_only_to_somebody_with_its_role():
    case = reviews.case_in_review()
    stranger = reviews.officer(Role.CONTENT_ANALYST)
    answer = client_of(case.lead).post(
        address(case, "assign_track", TrackKind.SECURITY), {"to": stranger.pk}
    )

    assert answer.status_code == 422
    assert case.track(TrackKind.SECURITY).assignee is None


def test_the_reviewer_of_a_track_concludes_and_reopens_it_and_another_does_not():
    case = reviews.case_in_review()
    reviewer = client_of(reviews.officer(Role.SECURITY_REVIEWER))
    other = client_of(reviews.officer(Role.CONTENT_ANALYST))
    conclude = address(case, "conclude_track", TrackKind.SECURITY)
    reopen = address(case, "reopen_track", TrackKind.SECURITY)

    given = CONCLUSION | answers_of(case)
    assert other.post(conclude, given).status_code == 403
    assert reviewer.post(conclude, given).url == address(case, "tracks")
    assert case.track(TrackKind.SECURITY).outcome == TrackOutcome.SATISFIED
    assert reviewer.post(conclude, given).status_code == 409

    assert other.post(reopen).status_code == 403
    assert reviewer.post(reopen).url == address(case, "tracks")
    assert not case.track(TrackKind.SECURITY).is_concluded


def answers_of(case, answer="Shown at the site."):
    """One for each row that stands against the security track, as the form sends them."""
    rows = open_rows(case.track(TrackKind.SECURITY))
    found = {f"finding-{row.digest}": "MET" for row in rows if row.asks_for_a_finding}
    return found | {f"answer-{row.digest}": answer for row in rows}


def test_what_stands_against_a_track_is_asked_for_one_by_one_and_what_was_typed_is_kept():
    case = reviews.case_in_review()
    officer = client_of(case.lead)
    place = address(case, "conclude_track", TrackKind.SECURITY)
    names = [field.get("name") for field in page(officer.get(place)).find("textarea")]
    chosen = [f.get("name") for f in page(officer.get(place)).find("select")]
    assert {*names, *chosen} - {"comment"} == set(answers_of(case))

    first, *others = (name for name in answers_of(case) if name.startswith("answer-"))
    refused = officer.post(place, CONCLUSION | {first: "Shown at the site."})
    assert refused.status_code == 422
    for name in others:
        assert f'id="id_{name}_error"' in refused.content.decode()
    assert f'id="id_{first}_error"' not in refused.content.decode()
    assert "Shown at the site." in refused.content.decode()

    officer.post(place, CONCLUSION | answers_of(case))
    shown = officer.get(address(case, "tracks")).content.decode()
    assert shown.count("Shown at the site.") == len(names) - 1


def test_a_conclusion_without_its_reason_is_refused_and_the_choice_is_kept():
    case = reviews.case_in_review()
    answer = client_of(case.lead).post(
        address(case, "conclude_track", TrackKind.SECURITY), CONCLUSION | {"comment": " "}
    )

    assert answer.status_code == 422
    assert 'id="id_comment_error"' in answer.content.decode()
    assert not case.track(TrackKind.SECURITY).is_concluded


def test_intake_names_the_lead_and_an_analyst_does_not():
    case = reviews.case_in_review()

    assert (
        client_of(reviews.officer(Role.CONTENT_ANALYST))
        .post(address(case, "lead"), {"to": case.lead.pk})
        .status_code
        == 403
    )
    client_of(reviews.officer(Role.INTAKE_OFFICER)).post(
        address(case, "lead"), {"to": case.lead.pk}
    )
    assert ReviewCase.objects.get(proposal=case.proposal).lead == case.lead


def test_an_officer_raises_and_resolves_a_finding_and_an_auditor_does_not():
    case = reviews.case_in_review()
    officer = client_of(reviews.officer(Role.CONTENT_ANALYST))
    auditor = client_of(reviews.officer(Role.AUDITOR))
    typed = {"severity": "BLOCKING", "text_internal": "The share is not shown."}

    assert auditor.post(address(case, "raise_finding"), typed).status_code == 403
    officer.post(address(case, "raise_finding"), typed)
    finding = case.proposal.findings.get()
    assert finding.text_internal == "The share is not shown."

    place = address(case, "resolve_finding", finding.pk)
    assert auditor.post(place, {"resolution": "Shown now."}).status_code == 403
    assert officer.post(place, {"resolution": "Shown now."}).url == address(case, "findings")
    assert officer.post(place, {"resolution": "Again."}).status_code == 409
    finding.refresh_from_db()
    assert finding.resolution == "Shown now."


def test_a_finding_that_says_nothing_is_refused_beside_its_field():
    case = reviews.case_in_review()
    answer = client_of(case.lead).post(address(case, "raise_finding"), {"severity": "MINOR"})

    assert answer.status_code == 422
    assert "Say what you found." in answer.content.decode()


def test_a_consultant_answers_for_their_agency_and_for_no_other():
    case = reviews.case_in_consultation()
    consultant = client_of(reviews.consultant(Agency.STATE))
    typed = {"response": "CONCUR_WITH_CONDITIONS", "comment": "Name an operator first."}

    assert (
        consultant.post(address(case, "answer_consultation", Agency.WAR), typed).status_code == 404
    )
    answer = consultant.post(address(case, "answer_consultation", Agency.STATE), typed)

    assert answer.url == address(case, "consultations")
    answered = case.version.consultations.exclude(answered_at=None).get()
    assert (answered.agency, answered.response) == (
        Agency.STATE,
        ConsultationResponse.CONCUR_WITH_CONDITIONS,
    )
    second = consultant.post(address(case, "answer_consultation", Agency.STATE), typed)
    assert second.status_code == 409


def test_a_consultant_reads_no_other_agency():
    case = reviews.case_in_consultation()
    energy = case.version.consultations.get(agency=Agency.ENERGY)
    reviews.steps.answer_consultation(
        energy,
        response=ConsultationResponse.NON_CONCUR,
        comment="The grid cannot carry it.",
        by=reviews.consultant(Agency.ENERGY),
    )
    seen = client_of(reviews.consultant(Agency.STATE)).get(address(case, "consultations"))
    officer = client_of(case.lead).get(address(case, "consultations"))

    assert "The grid cannot carry it." not in seen.content.decode()
    assert "Department of Energy" not in seen.content.decode()
    assert "The grid cannot carry it." in officer.content.decode()


def test_reasons_are_needed_unless_the_agency_has_no_comment():
    case = reviews.case_in_consultation()
    consultant = client_of(reviews.consultant(Agency.STATE))
    place = address(case, "answer_consultation", Agency.STATE)

    assert consultant.post(place, {"response": "NON_CONCUR"}).status_code == 422
    assert consultant.post(place, {"response": "NO_COMMENT"}).status_code == 302


def test_the_lead_records_no_comment_and_a_reviewer_does_not():
    case = reviews.case_in_consultation()
    place = address(case, "no_comment", Agency.OSTP)
    typed = {"comment": "Asked by mail on Monday; no answer by Friday."}

    assert client_of(reviews.officer(Role.SECURITY_REVIEWER)).post(place, typed).status_code == 403
    assert client_of(case.lead).post(place, typed).status_code == 409
    page = client_of(case.lead).get(address(case, "consultations")).content.decode()
    assert "no comment can be recorded from" in page
    assert place not in page

    case.version.consultations.update(requested_at=days_from_now(-31))
    assert place in client_of(case.lead).get(address(case, "consultations")).content.decode()
    client_of(case.lead).post(place, typed)
    answered = case.version.consultations.exclude(answered_at=None).get()
    assert (answered.agency, answered.response) == (Agency.OSTP, ConsultationResponse.NO_COMMENT)


def test_questions_and_answers_are_shown():
    case = reviews.case_with_question(question="Who operates the site?")
    waiting = client_of(case.lead).get(address(case, "questions")).content.decode()
    reviews.asking.answer(case.proposal, text="A company of the host.", by=case.ready.signatory)
    answered = client_of(case.lead).get(address(case, "questions")).content.decode()

    assert "Waiting for the applicant" in waiting
    assert "Who operates the site?" in answered
    assert "A company of the host." in answered
    assert "Waiting for the applicant" not in answered


def test_a_declared_conflict_needs_its_reason_and_keeps_the_officer_from_the_case():
    case = reviews.case_in_review()
    officer = client_of(case.lead)
    place = address(case, "declaration")

    assert officer.post(place, {"has_conflict": "yes"}).status_code == 422
    assert officer.post(place, {"has_conflict": "yes", "note": "I own shares."}).status_code == 302
    refused = officer.post(address(case, "conclude_track", TrackKind.SECURITY), CONCLUSION)
    assert refused.status_code == 403
    assert "You declared a conflict of interest" in refused.content.decode()


def test_a_lead_lifts_the_conflict_of_somebody_who_says_that_it_is_gone():
    case = reviews.case_in_review()
    tied = reviews.officer(Role.SECURITY_REVIEWER)
    officer = client_of(tied)
    place = address(case, "declaration")
    officer.post(place, {"has_conflict": "yes", "note": "I own shares."})
    officer.post(place, {"has_conflict": "no", "note": "Sold in May."})
    declared = case.proposal.conflict_declarations.get(has_conflict=True)
    lift = address(case, "lift_conflict", declared.pk)
    assert officer.post(lift, {"note": "Fine."}).status_code == 403
    assert lift not in officer.get(place).content.decode()

    lead = client_of(case.lead)
    assert lift in lead.get(place).content.decode()
    asked = lead.get(lift).content.decode()
    assert "Conflict: I own shares." in asked
    assert "No conflict: Sold in May." in asked
    assert lead.post(lift, {"note": ""}).status_code == 422
    assert lead.post(lift, {"note": "The broker confirms it."}).status_code == 302
    page = lead.get(place).content.decode()
    assert "Conflict, lifted" in page
    assert "The broker confirms it." in page
    assert lead.get(lift).status_code == 404
    track = address(case, "conclude_track", TrackKind.SECURITY)
    assert officer.post(track, CONCLUSION | answers_of(case)).status_code == 302


def test_an_auditor_declares_nothing():
    case = reviews.case_in_review()
    auditor = client_of(reviews.officer(Role.AUDITOR))

    answer = auditor.post(address(case, "declaration"), {"has_conflict": "no"})
    assert answer.status_code == 403
    assert case.proposal.conflict_declarations.count() == 0


def test_who_belongs_to_a_member_neither_reads_its_case_nor_works_on_it():
    case = reviews.case_in_review()
    MembershipFactory(organization=case.ready.member, user=case.lead)
    assert is_contact_of_a_member(case.proposal, case.lead)
    lead = client_of(case.lead)

    for name, more in (("raise_finding", ()), ("conclude_track", (TrackKind.SECURITY,))):
        assert lead.post(address(case, name, *more), CONCLUSION).status_code == 404
    assert lead.get(address(case, "case")).status_code == 404
    assert case.proposal.public_id not in lead.get("/review/?tab=open").content.decode()
