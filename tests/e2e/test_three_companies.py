"""Do three companies write, sign and amend one proposal, in four browsers at once?"""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from exports_portal.accounts.models import User
from exports_portal.accounts.roles import Part, Role
from proposals.models import ContentRecord, Proposal
from reviews.actions import steps
from tests.e2e import applicant
from tests.e2e.conftest import Portal, account, page_for, sign_in
from tests.e2e.fields import press
from tests.factories.accounts import MembershipFactory, OrganizationFactory
from tests.factories.proposals import MemberFactory
from tests.factories.proposals_ready import Ready, ready_proposal

DATA = Path(__file__).parent.parent / "data"
ROWS = 200
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
    sign_all(pages, own)
    lapse_by_one_field(portal, pages, own)
    number = applicant.submit(pages["anchor"], own)
    assert "AAEP-" in number
    amend_and_compare(pages, own, ready)


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


def amend_and_compare(pages: dict[str, Page], own: str, ready: Ready) -> None:
    proposal = Proposal.objects.get(pk=ready.proposal.pk)
    lead = account("lena@office.example", "Lena Marsh", Role.CASE_LEAD)
    steps.return_incomplete(proposal, reason="Whom is it for?", by=lead)
    anchor = pages["anchor"]
    anchor.goto(f"{own}overview/")
    anchor.locator("[name=executive_summary]").fill("For hospitals of three counties.")
    press(anchor, "Save")
    applicant.submit(anchor, own)
    anchor.goto(f"{own}versions/2/changes/")
    expect(anchor.get_by_text("For hospitals of three counties.")).to_be_visible()
    member = pages["member"]
    member.goto(f"{own}versions/2/changes/")
    expect(member.get_by_text("For hospitals of three counties.")).to_be_visible()
    for secret in ("Tern node", "Lumen L4 accelerator"):
        member.goto(f"{own}versions/2/")
        expect(member.get_by_text(secret)).to_have_count(0)
