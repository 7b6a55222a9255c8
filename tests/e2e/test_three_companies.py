"""Do three companies write, sign and amend one proposal, in four browsers at once?"""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from exports_portal.accounts.models import User
from exports_portal.accounts.roles import Part, Role
from proposals.models import ContentRecord, Proposal, RecordEvidence
from reviews.actions import steps
from reviews.actions.case import conclude_track
from reviews.models import ReviewTrack, ScreeningRun
from reviews.states import TrackKind, TrackOutcome
from tests.e2e import applicant
from tests.e2e.conftest import PASSWORD, Portal, account, page_for, sign_in
from tests.e2e.fields import choose, press, tick
from tests.factories.accounts import MembershipFactory, OrganizationFactory
from tests.factories.proposals import MemberFactory
from tests.factories.proposals_ready import Ready, ready_proposal
from tests.factories.reviews import answered, fictional_list
from tests.files.samples import PDF

DATA = Path(__file__).parent.parent / "data"
ROWS = 200
NODE = "Tern node 007"
LEAD = "lena@office.example"
HEADINGS = ("Item", "Category", "Manufacturer", "Quantity", "Value of one", "U.S. origin")


@pytest.fixture
def ready(portal: Portal) -> Ready:
    return ready_proposal()


def person(email: str, name: str, organization, *parts: Part) -> User:
    user = account(email, name)
    user.authenticator_set.all().delete()  # a code is good once, and signing asks again who it is
    for part in parts:
        MembershipFactory(organization=organization, user=user, part=part)
    return user


@pytest.fixture
def people(ready: Ready) -> dict[str, str]:
    """The e-mail address of everybody, by what they do."""
    both = (Part.ADMIN, Part.SIGNATORY)
    person("ada@lumen.example", "Ada Quill", ready.anchor, *both)
    person("otto@lumen.example", "Otto Brae", ready.anchor, Part.CONTRIBUTOR)
    person("june@juniper.example", "June Tamm", ready.member, *both)
    third = OrganizationFactory(legal_name="Tern Compute Works", headquarters_country="US")
    founder = person("tess@tern.example", "Tess Okri", third, *both)
    MemberFactory(consortium=ready.consortium, organization=third, accepted_by=founder)
    return {
        "anchor": "ada@lumen.example",
        "colleague": "otto@lumen.example",
        "member": "june@juniper.example",
        "third": "tess@tern.example",
    }


def test_three_companies_write_sign_and_amend_one_proposal(portal, browser, ready, people):
    pages = {who: page_for(browser, portal) for who in people}
    for who, page in pages.items():
        sign_in(page, people[who])
    own = f"/proposals/{ready.proposal.pk}/"
    paste_a_bill_of_materials(pages["third"], own)
    import_published_files(pages["member"], own)
    write_one_record_at_once(pages["anchor"], pages["colleague"], own, ready)
    end_a_session_while_typing(pages["colleague"], people["colleague"], own)
    attach_evidence(portal, pages, own)
    mark_as_confidential(pages, own, ready)
    sign_all(pages, own)
    lapse_by_one_field(portal, pages, own)
    number = applicant.submit(pages["anchor"], own)
    assert "AAEP-" in number
    account(LEAD, "Lena Marsh", Role.CASE_LEAD)
    officer = page_for(browser, portal)
    sign_in(officer, LEAD)
    proposal = ask_about_one_field(portal, officer, ready)
    change_what_is_asked(portal, pages, own)
    answer_and_compare(pages, officer, own, proposal)


def paste_a_bill_of_materials(page: Page, own: str) -> None:
    lines = [
        "\t".join((f"Tern node {row:03}", "Server", "Tern Foundry", "4", "1,250.00", "60"))
        for row in range(ROWS)
    ]
    page.goto(f"{own}import/")
    page.get_by_label("Or paste cells or text").fill("\n".join(("\t".join(HEADINGS), *lines)))
    press(page, "See what would change")
    expect(page.get_by_text(f"Added: {ROWS}")).to_be_visible()
    press(page, "Apply")
    page.goto(f"{own}hardware/")
    expect(page.get_by_text(f"There are {ROWS} of them")).to_be_visible()
    expect(page.get_by_text("Lumen L4 accelerator")).to_have_count(0)


def import_published_files(page: Page, own: str) -> None:
    """As others publish them: an OSCAL component definition and a CycloneDX bill of materials."""
    for name in ("oscal-component-definition.json", "cyclonedx-1.6.json"):
        page.goto(f"{own}import/")
        page.locator("input[type=file]").set_input_files(DATA / name)
        press(page, "See what would change")
        if page.get_by_role("heading", name="What the file does not say").is_visible():
            answer_what_is_asked(page)
        press(page, "Apply")
    claims = ContentRecord.objects.filter(kind="security_claims", removed_at=None)
    assert claims.exists()


def answer_what_is_asked(page: Page) -> None:
    for box in page.locator("main form select").all():
        box.select_option(index=1)
    for box in page.locator("main form input:not([type=hidden])").all():
        box.fill("4" if "quantity" in str(box.get_attribute("name")) else "Tide Foundry")
    press(page, "See what would change")


def write_one_record_at_once(one: Page, other: Page, own: str, ready: Ready) -> None:
    rows = ContentRecord.objects.filter(kind="components", contributor=ready.anchor)
    address = f"{own}records/{rows.earliest('position').pk}/"
    for page in (one, other):
        page.goto(address)
    one.locator("[name=quantity]").fill("600")
    press(one, "Save")
    other.locator("[name=model_no]").fill("L4-80")
    press(other, "Save")
    said = rows.earliest("position").data
    assert (said["quantity"], said["model_no"]) == (600, "L4-80")
    for page in (one, other):
        page.goto(address)
    one.locator("[name=quantity]").fill("601")
    press(one, "Save")
    other.locator("[name=quantity]").fill("602")
    press(other, "Save")
    expect(other.get_by_text("changed what you changed")).to_be_visible()
    press(other, "Save")
    assert rows.earliest("position").data["quantity"] == 602


def end_a_session_while_typing(page: Page, email: str, own: str) -> None:
    """What was typed is there after signing in again."""
    typed = "Forty hospitals ask for it, and no other stack is offered to them."
    page.goto(f"{own}overview/")
    page.locator("[name=national_interest_statement]").fill(typed)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    press(page, "Save")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    press(page, "Sign In")
    expect(page.locator("[name=national_interest_statement]")).to_have_value(typed)
    press(page, "Save")
    overview = ContentRecord.objects.get(kind="overview").data
    assert overview["national_interest_statement"] == typed


def attach_evidence(portal: Portal, pages: dict[str, Page], own: str) -> None:
    """A file for the program office alone, scanned by the real scanner, at a record of the third
    company. Neither of the others learns of it.
    """
    third, title = pages["third"], "Report of the foundry on its assembly"
    third.goto(f"{own}evidence/")
    third.get_by_role("link", name="Tern node 000").click()
    report = {"name": "report.pdf", "mimeType": "application/pdf", "buffer": PDF}
    third.locator("[name=file]").set_input_files(report)
    third.locator("[name=title]").fill(title)
    choose(third, "marking", "PROGRAM")
    press(third, "Attach the file")
    expect(third.get_by_text(f"{title}: attached.")).to_be_visible()
    portal.worker.wait_for(
        lambda: RecordEvidence.objects.get().file.is_readable, "the scan of the evidence"
    )
    third.goto(f"{own}evidence/")
    with third.expect_download() as download:
        third.get_by_role("link", name="report.pdf").click()
    assert Path(download.value.path()).read_bytes() == PDF
    for who in ("anchor", "member"):
        pages[who].goto(f"{own}evidence/")
        expect(pages[who].get_by_text(title)).to_have_count(0)


def mark_as_confidential(pages: dict[str, Page], own: str, ready: Ready) -> None:
    """A place that the members read is kept from them, and they read the substitute."""
    secret, substitute = "Wendover Vale, hall 9", "A site in a country of the list."
    models = ContentRecord.objects.filter(kind="models", contributor=ready.anchor)
    model, anchor, member = models.earliest("position"), pages["anchor"], pages["member"]
    address = f"{own}records/{model.pk}/"
    anchor.goto(address)
    anchor.locator("[name=hosting_location]").fill(secret)
    press(anchor, "Save")
    member.goto(address)
    expect(member.get_by_text(secret)).to_be_visible()
    anchor.goto(f"{own}confidential/records/{model.pk}/")
    anchor.get_by_role("link", name="Mark Where it is hosted").click()
    choose(anchor, "readers", "PROGRAM")
    choose(anchor, "basis", "COMMERCIAL")
    anchor.locator("[name=justification]").fill("Whoever knows the hall knows how to get in.")
    anchor.locator("[name=public_substitute]").fill(substitute)
    press(anchor, "Save")
    for place in (f"{own}models/", f"{own}export/proposal.json", f"{own}export/models.csv"):
        answer = member.request.get(place)
        assert answer.ok, place
        assert secret not in answer.text(), place
    member.goto(address)
    expect(member.get_by_text("Where it is hosted")).to_be_visible()
    expect(member.get_by_text(secret)).to_have_count(0)
    anchor.goto(address)
    expect(anchor.locator("[name=hosting_location]")).to_have_value(secret)


def sign_all(pages: dict[str, Page], own: str) -> None:
    for who, name in (("member", "June Tamm"), ("third", "Tess Okri"), ("anchor", "Ada Quill")):
        applicant.certify(pages[who], own, name)


def lapse_by_one_field(portal: Portal, pages: dict[str, Page], own: str) -> None:
    """A number of the third company lapses its signature and the anchor member's, no other."""
    third = pages["third"]
    third.goto(f"{own}hardware/")
    third.get_by_role("link", name="Tern node 007").click()
    third.locator("[name=quantity]").fill("5")
    press(third, "Save")
    told = portal.mail_to("tess@tern.example", "Sign again")
    assert "Quantity" in told
    assert "Tern node" not in told
    for who, is_open in (("third", 1), ("anchor", 1), ("member", 0)):
        pages[who].goto(f"{own}certifications/")
        expect(pages[who].get_by_role("link", name="Read and sign")).to_have_count(is_open)
    third.goto(f"{own}certifications/")
    expect(third.get_by_role("heading", name="What changed since it signed")).to_be_visible()
    applicant.certify(third, own, "Tess Okri")
    applicant.certify(pages["anchor"], own, "Ada Quill")


def ask_about_one_field(portal: Portal, officer: Page, ready: Ready) -> Proposal:
    """An officer ticks the value of one node on the page of the version, and asks."""
    proposal = Proposal.objects.get(pk=ready.proposal.pk)
    lead = User.objects.get(email=LEAD)
    fictional_list()
    portal.worker.wait_for(
        lambda: ScreeningRun.objects.filter(finished_at__isnull=False).exists(), "the screening"
    )
    track = ReviewTrack.objects.get(proposal=proposal, kind=TrackKind.COMPLETENESS)
    said = {"outcome": TrackOutcome.SATISFIED, "comment": "Complete.", "by": lead}
    conclude_track(track, **said, answers=answered(track))
    steps.accept(proposal, by=lead)
    for kind in (TrackKind.SECURITY, TrackKind.US_CONTENT):
        track = ReviewTrack.objects.get(proposal=proposal, kind=kind)
        conclude_track(track, **said, answers=answered(track))
    case = f"/review/{proposal.public_id}/"
    officer.goto(f"{case}version/?ask=hardware")
    node = ContentRecord.objects.get(proposal=proposal, data__name=NODE)
    tick(officer.locator(f"[id='ask-{node.pk}-unit_value']"))
    press(officer, "Ask about what is ticked")
    expect(officer.get_by_label(f"{NODE}: Value of one")).to_be_checked()
    officer.locator("[name=question]").fill("What does this node cost?")
    press(officer, "Ask the applicant")
    return proposal


def change_what_is_asked(portal: Portal, pages: dict[str, Page], own: str) -> None:
    """The third company changes it; what it signed lapses by exactly that field; it signs."""
    third = pages["third"]
    third.goto(f"{own}amendment/")
    expect(third.get_by_text("What the program office asks about")).to_be_visible()
    third.goto(f"{own}hardware/")
    third.get_by_role("link", name=NODE).click()
    third.locator("[name=unit_value]").fill("990.00")
    press(third, "Save")
    told = portal.mail_to("tess@tern.example", "Sign again", saying="Value of one")
    assert "990" not in told
    third.goto(f"{own}certifications/")
    lapsed = third.get_by_role("region", name="Changes since the signature").locator("tbody tr")
    expect(lapsed).to_have_count(1)
    expect(lapsed).to_contain_text("Value of one")
    applicant.certify(third, own, "Tess Okri")
    applicant.certify(pages["anchor"], own, "Ada Quill")


def answer_and_compare(pages: dict[str, Page], officer: Page, own: str, proposal: Proposal) -> None:
    """The anchor answers with it; the officer sees exactly that; one track alone is open again."""
    anchor, case = pages["anchor"], f"/review/{proposal.public_id}/"
    anchor.goto(own)
    anchor.get_by_role("link", name="Read and answer the question").click()
    anchor.locator("[name=answer]").fill("It costs less since October.")
    press(anchor, "Send the answer")
    officer.goto(f"{case}questions/")
    rows = officer.locator("tbody tr")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("$990.00")
    officer.goto(f"{case}tracks/")
    expect(officer.locator("#track-SECURITY")).to_contain_text("Satisfied")
    expect(officer.locator("#track-US_CONTENT")).to_contain_text("Open")
    for page, secret in ((anchor, 1), (pages["member"], 0)):
        page.goto(f"{own}versions/?before=1&after=2")
        expect(page.get_by_role("heading", name="From version 1 to version 2")).to_be_visible()
        expect(page.get_by_text("$990.00")).to_have_count(secret)
