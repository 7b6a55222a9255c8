"""Is there one letter per decision, with all it must say and nothing it must not?"""

import re
import threading
from io import BytesIO

import pytest
from django.db import connection
from pypdf import PdfReader

from exports_portal.accounts.roles import Agency
from exports_portal.audit.models import AuditEvent
from exports_portal.files.models import StoredFile
from exports_portal.pdf.keys import SigningFailed
from exports_portal.pdf.signing import signer_of
from reviews.actions import case as desk_work
from reviews.actions import determine, steps
from reviews.actions.letters import issue_letter
from reviews.actions.resolving import resolve_finding
from reviews.codes import verification_code
from reviews.documents import letter_content, render_letter
from reviews.models import Consultation, DecisionLetter, Determination
from reviews.notifications import tell_decision
from reviews.states import (
    ConditionCategory,
    ConsultationResponse,
    ContentBasis,
    Severity,
    TrackKind,
)
from reviews.tasks import make_letter
from tests.factories import reviews as factories
from tests.factories.files import content_of
from tests.factories.proposals_ready import (
    ANCHOR_OWNER,
    CONFIDENTIAL_DETAIL,
    CONFIDENTIAL_SUMMARY,
    CONTENT_JUSTIFICATION,
    MEMBER_OWNER,
)
from tests.factories.reviews import (
    RATIONALE,
    conclude,
    consultant,
    declined_case,
    designated_case,
    settle,
)
from tests.mail import delivered as mail

pytestmark = pytest.mark.django_db

AGENCY_COMMENT = "The embassy heard a rumor about the operator."
INTERNAL_FINDING = "The attestation of the second site is weak."
HIT_REASON = "Another company, in another country."
TRACK_COMMENT = "Examined."


def text_of(letter):
    pages = (page.extract_text() for page in PdfReader(BytesIO(content_of(letter.file))).pages)
    return " ".join(" ".join(pages).split())


def full_case():
    """With a hit, comments of agencies and findings: all that a letter must be silent about."""
    case = factories.case_in_consultation(listed=[ANCHOR_OWNER])
    for kind in set(TrackKind) - {TrackKind.COMPLETENESS}:
        conclude(case, kind)
    for hit in case.hits:
        settle(case, hit)
    for consultation in Consultation.objects.filter(version=case.version):
        steps.answer_consultation(
            consultation,
            response=ConsultationResponse.CONCUR_WITH_CONDITIONS,
            comment=AGENCY_COMMENT,
            by=consultant(consultation.agency),
        )
    for public, internal in (("", INTERNAL_FINDING), ("Name the operator.", "Ask the embassy.")):
        desk_work.raise_finding(
            case.proposal,
            track=None,
            severity=Severity.MAJOR,
            text_public=public,
            text_internal=internal,
            by=case.lead,
        )
    factories.advance(case.proposal, "complete", by=case.lead)
    return case.now()


SILENT_ABOUT = (
    ANCHOR_OWNER,
    MEMBER_OWNER,
    "Screening hit",
    HIT_REASON,
    AGENCY_COMMENT,
    INTERNAL_FINDING,
    "Ask the embassy",
    TRACK_COMMENT,
    CONFIDENTIAL_SUMMARY,
    CONFIDENTIAL_DETAIL,
    CONTENT_JUSTIFICATION,
    "31,250",
    "31250",
    "48,500,000",
)


def test_a_designation_says_all_it_must_and_nothing_it_must_not():
    case = full_case()
    condition = determine.ConditionText(
        category=ConditionCategory.SECURITY, text="Test the keys first.", due_on=None
    )
    found = determine.designate(
        case.proposal,
        rationale=RATIONALE,
        content_basis=ContentBasis.PRESUMPTION,
        conditions=[condition],
        by=case.decider,
    )
    letter = issue_letter(found)

    text = text_of(letter)

    said = [
        case.proposal.public_id,
        "version 1",
        found.designation_number,
        "Lumen Harbor Systems (United States), anchor member",
        "Juniper Data Works (Sweden)",
        "Kenya",
        "Executive Order 14320",
        "section 3(d).",
        "presumed to be met",
        *(agency.label for agency in Agency),
        RATIONALE,
        "Test the keys first.",
        "not an export license",
        "not a loan",
        "no right or benefit",
        "Tell the program office of any change",
        "Questions: Program office",
        letter.verification_code,
        "source of",
    ]
    assert [part for part in said if part not in text] == []
    assert [part for part in SILENT_ABOUT if part.casefold() in text.casefold()] == []
    assert "Name the operator." not in text


def test_a_decline_names_the_public_findings_and_the_way_back():
    case = full_case()
    found = determine.decline(
        case.proposal, rationale=RATIONALE, content_basis=ContentBasis.PRESUMPTION, by=case.decider
    )

    text = text_of(issue_letter(found))

    said = [RATIONALE, "Name the operator.", "submit a new proposal", "is presumed to be met"]
    assert [part for part in said if part not in text] == []
    assert [part for part in SILENT_ABOUT if part.casefold() in text.casefold()] == []
    assert "not an export license" not in text


def test_what_is_found_or_resolved_after_the_decision_does_not_change_the_letter():
    case = full_case()
    found = determine.decline(
        case.proposal, rationale=RATIONALE, content_basis=ContentBasis.PRESUMPTION, by=case.decider
    )
    before = letter_content(found)
    (public,) = case.proposal.findings.exclude(text_public="")
    resolve_finding(public, resolution="Named since.", by=case.lead)
    desk_work.raise_finding(
        case.proposal,
        track=None,
        severity=Severity.MINOR,
        text_public="Name the owner as well.",
        text_internal="",
        by=case.lead,
    )

    after = letter_content(Determination.objects.get(pk=found.pk))

    assert after == before
    assert after.findings == ("Name the operator.",)


def test_the_same_decision_gives_the_same_bytes_and_one_letter():
    found = designated_case().proposal.determinations.get()
    assert render_letter(found) == render_letter(Determination.objects.get(pk=found.pk))

    first, second = issue_letter(found), issue_letter(found)

    assert first == second == DecisionLetter.objects.get()
    assert content_of(first.file).startswith(render_letter(found)), "the signature is appended"
    assert StoredFile.objects.filter(kind="decision-letter").count() == 1
    assert AuditEvent.objects.filter(verb="letter.issue").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_one_letter():
    found = declined_case().proposal.determinations.get()
    start, made = threading.Barrier(2), []

    def work():
        try:
            start.wait()
            made.append(issue_letter(Determination.objects.get(pk=found.pk)))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert made[0] == made[1] == DecisionLetter.objects.get()
    assert StoredFile.objects.filter(kind="decision-letter").count() == 1
    assert AuditEvent.objects.filter(verb="letter.issue").count() == 1


def test_a_letter_of_an_earlier_template_gets_no_second_beside_it():
    found = designated_case().proposal.determinations.get()
    letter = issue_letter(found)
    DecisionLetter.objects.update(template_version="2026-11")

    assert issue_letter(found) == letter
    assert DecisionLetter.objects.count() == 1


def test_without_a_key_no_letter_is_stored_and_the_next_run_makes_it(settings):
    found = designated_case().proposal.determinations.get()
    settings.LETTER_KEY_IS_REQUIRED = True
    with pytest.raises(SigningFailed, match="LETTER_SIGNING_KEY is not set"):
        make_letter(found.pk)
    assert not DecisionLetter.objects.exists()
    assert not StoredFile.objects.filter(kind="decision-letter").exists()
    assert list(Determination.objects.without_letter()) == [found], "the sweeper finds it again"

    settings.LETTER_KEY_IS_REQUIRED = False
    make_letter(found.pk)

    assert signer_of(content_of(DecisionLetter.objects.get().file))


def test_a_timestamp_authority_that_is_away_leaves_nothing_and_the_next_run_makes_one(settings):
    found = declined_case().proposal.determinations.get()
    settings.LETTER_TIMESTAMP_URL = "http://127.0.0.1:1/"
    with pytest.raises(SigningFailed, match="The document was not signed"):
        make_letter(found.pk)
    assert not DecisionLetter.objects.exists()
    assert not StoredFile.objects.filter(kind="decision-letter").exists()

    settings.LETTER_TIMESTAMP_URL = ""
    make_letter(found.pk)
    make_letter(found.pk)

    assert DecisionLetter.objects.get().determination == found
    assert AuditEvent.objects.filter(verb="letter.issue").count() == 1


def test_a_code_cannot_be_guessed_from_another():
    found = designated_case().proposal.determinations.get()
    code = verification_code(found)
    assert re.fullmatch(r"([A-KM-Z2-7]{5}-){3}[A-KM-Z2-7]{5}", code)  # no L, no 0, no 1
    found.pk += 1
    groups = zip(code.split("-"), verification_code(found).split("-"), strict=True)
    assert all(one != other for one, other in groups)


def test_a_code_depends_on_the_portals_secret(settings):
    found = designated_case().proposal.determinations.get()
    code = verification_code(found)
    settings.SECRET_KEY = "another secret of at least the usual length"
    assert verification_code(found) != code


@pytest.mark.parametrize("factory", [designated_case, declined_case])
def test_the_mail_goes_out_once_and_names_no_outcome(factory):
    case = factory()
    letter = issue_letter(case.proposal.determinations.get())
    mail.outbox.clear()

    tell_decision(letter)
    tell_decision(letter)

    people = sorted([case.ready.admin.email, case.ready.signatory.email])
    assert sorted(message.to[0] for message in mail.outbox) == people
    words = " ".join(f"{message.subject} {message.body}" for message in mail.outbox).casefold()
    assert [word for word in ("designat", "declin", "reject", "condition") if word in words] == []
    assert DecisionLetter.objects.get().told_at is not None
