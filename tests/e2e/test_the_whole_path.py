"""One walk through every room: from an empty portal to a designated package, in a real browser."""

import json
import urllib.request
from datetime import timedelta

import pypdf
import pytest
from django.utils import timezone

from exports_portal.accounts.roles import Agency, Role
from exports_portal.audit.models import AuditEvent
from proposals.models import CallForProposals
from reviews.actions.lists import take_in
from reviews.models import ScreeningRun
from reviews.parties import parties_of
from tests.e2e import applicant, officers
from tests.e2e.conftest import Portal, account, link_in, page_for, sign_in
from tests.e2e.fields import choose_last, press, tick

TITLE = "Harbor Stack for public hospitals"
# A listed party of the real list: it must be found among the owners.
LISTED = "Huawei Technologies Co., Ltd."
RATIONALE = "The package extends the use of American AI in a partner country."
CONDITION = "Report deliveries to the program office twice a year."
SECOND_REASON = "The deed of the trust, of 1998, names no foreign party."
REASON = "Another party: the owner is a trust under the law of Ohio."


@pytest.fixture
def real_list(transactional_db, screening_data):
    # It was published months ago: without a reason no case is decided on it.
    reason = "The newest copy that this test has."
    return take_in(screening_data / "consolidated.json.gz", release=reason).version


@pytest.fixture
def open_call(transactional_db):
    now = timezone.now()
    return CallForProposals.objects.create(
        code="AAEP-TEST",
        title="Test call",
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=89),
    )


@pytest.fixture
def program_office(transactional_db):
    account("intake@office.example", "Ines Calder", Role.INTAKE_OFFICER)
    account("security@office.example", "Sol Whitaker", Role.SECURITY_REVIEWER)
    account("destination@office.example", "Dana Reyes", Role.DESTINATION_REVIEWER)
    account("content@office.example", "Cal Nyberg", Role.CONTENT_ANALYST)
    account("lead@office.example", "Lena Marsh", Role.CASE_LEAD)
    account("official@office.example", "Dario Okafor", Role.DECIDING_OFFICIAL)
    for agency in Agency:
        email = f"{agency.value.lower()}@office.example"
        account(email, f"{agency.label} desk", Role.AGENCY_CONSULTANT, agency=agency)


@pytest.mark.usefixtures("real_list", "open_call", "program_office")
def test_from_sign_up_to_a_designated_package(portal, browser):
    anchor, number, proposal = propose(portal, browser)
    case = f"/review/{number}/"
    destination, lead = review(portal, browser, case, number)
    conclude_and_consult(portal, browser, case, destination, lead)
    official = officer(portal, browser, "official")
    officers.designate(official, case, rationale=RATIONALE, condition=CONDITION)
    check_letter(portal, anchor, number, proposal)
    check_catalog_and_api(portal, browser)
    assert AuditEvent.objects.filter(verb="proposal.designate").count() == 1


def propose(portal: Portal, browser):
    """Two organizations meet, write, sign and submit, and receive a number."""
    anchor, member = page_for(browser, portal), page_for(browser, portal)
    applicant.sign_up(anchor, portal, email="ada@harbor.example", name="Ada Quill")
    applicant.register_organization(anchor, name="Lumen Harbor Systems", country="US", owner=LISTED)
    applicant.found_consortium(anchor, name="Harbor Consortium", invite="june@juniper.example")
    invitation = link_in(portal.mail_to("june@juniper.example", "onsortium"))
    applicant.sign_up(member, portal, email="june@juniper.example", name="June Tamm")
    applicant.register_organization(
        member, name="Juniper Data Works", country="SE", owner="Juniper Staff Union"
    )
    member.goto(invitation)
    choose_last(member, "organization")
    tick(member.locator("main form input[type=checkbox]"))
    press(member)
    member.get_by_role("heading", name="Harbor Consortium", exact=True).wait_for()
    proposal = applicant.write_proposal(anchor, title=TITLE)
    applicant.certify(anchor, proposal, "Ada Quill")
    applicant.certify(member, proposal, "June Tamm")
    receipt = applicant.submit(anchor, proposal)
    number = next(word for word in receipt.split() if word.startswith("AAEP-"))
    portal.mail_to("ada@harbor.example", number)
    return anchor, number, proposal


def review(portal: Portal, browser, case: str, number: str):
    """Intake, screening of every party, and the adjudication of every hit."""
    intake = officer(portal, browser, "intake")
    intake.goto("/review/")
    assert intake.get_by_role("link", name=number).count() >= 1
    officers.conclude(intake, case, "COMPLETENESS")
    officers.name_lead(intake, case)
    destination = officer(portal, browser, "destination")
    officers.wait_for_screening(destination, case)
    officers.take_step(intake, case, "accept")
    said = officers.adjudicate_all(destination, case, REASON)
    assert "Huawei" in said[0]
    lead = officer(portal, browser, "lead")
    assert "Huawei" in officers.agree_to_all(lead, case, SECOND_REASON)[0]
    run = ScreeningRun.objects.get()
    assert run.party_count == len(parties_of(run.version.content)) == run.screened_count
    return destination, lead


def conclude_and_consult(portal: Portal, browser, case: str, destination, lead) -> None:
    officers.conclude(officer(portal, browser, "security"), case, "SECURITY")
    officers.conclude(destination, case, "DESTINATION")
    officers.conclude(officer(portal, browser, "content"), case, "US_CONTENT")
    officers.conclude(lead, case, "NATIONAL_INTEREST")
    officers.take_step(lead, case, "consult")
    for agency in Agency:
        consultant = officer(portal, browser, agency.value.lower())
        officers.answer_consultation(consultant, case, agency.value)
    officers.take_step(lead, case, "complete")


def check_letter(portal: Portal, anchor, number: str, proposal: str) -> None:
    """The anchor follows the link in the mail and downloads an accessible, signed-off letter."""
    link = link_in(portal.mail_to("ada@harbor.example", "letter"))
    anchor.goto(link)
    with anchor.expect_download() as download:
        anchor.get_by_role("link", name="Download the determination letter").click()
    pdf = pypdf.PdfReader(download.value.path())
    text = " ".join("".join(page.extract_text() for page in pdf.pages).split())
    for expected in (number, TITLE, "Lumen Harbor Systems", "Kenya", RATIONALE, CONDITION):
        assert expected in text
    of_officers = ("Huawei", REASON, SECOND_REASON, "The agency concurs.")
    for secret in (applicant.CONFIDENTIAL, applicant.BUYER, "41,800", *of_officers):
        assert secret not in text
    assert pdf.trailer["/Root"]["/Lang"] == "en-US"
    assert number in pdf.metadata.title
    assert b"pdfuaid:part" in pdf.trailer["/Root"]["/Metadata"].get_data()
    assert "/StructTreeRoot" in pdf.trailer["/Root"]
    code = next(word for word in text.split() if word.count("-") == 3 and len(word) >= 23)
    anchor.goto(f"/verify/{code[:23]}/")
    assert TITLE in anchor.locator("main").inner_text()


def check_catalog_and_api(portal: Portal, browser) -> None:
    """Anybody finds the package, and reads it over the API, without anything confidential."""
    buyer = page_for(browser, portal, java_script_enabled=False)
    buyer.goto("/catalog/?q=hospitals")
    buyer.get_by_role("link", name=TITLE).click()
    page = buyer.locator("main").inner_text()
    assert "Lumen Harbor Systems" in page
    assert "not an export license" in page
    with urllib.request.urlopen(f"{portal.url}/api/v1/catalog/") as answer:
        listing = json.load(answer)
    assert [entry["title"] for entry in listing["results"]] == [TITLE]
    for secret in (applicant.CONFIDENTIAL, applicant.BUYER, "41800", "Huawei"):
        assert secret not in page
        assert secret not in json.dumps(listing)


def officer(portal: Portal, browser, name: str):
    page = page_for(browser, portal)
    sign_in(page, f"{name}@office.example")
    return page
