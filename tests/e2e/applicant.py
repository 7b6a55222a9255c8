"""What does an applicant do in the browser? Each function is a piece of the path."""

from playwright.sync_api import Page

from tests.e2e.conftest import PASSWORD, Portal, link_in
from tests.e2e.fields import choose_last, press, tick

LAYERS = {
    "L1_HARDWARE": "Accelerator racks with storage and networking.",
    "L2_DATA": "Pipelines and labeling that keep records in the country.",
    "L3_MODELS": "General models with fixed versions.",
    "L4_SECURITY": "Keys held by the buyer, attested boots, limits against distillation.",
    "L5_APPLICATIONS": "Triage and clinical notes.",
}
BUYER = "Umoja Hospitals Procurement Board"
CONFIDENTIAL = "The financing is agreed in principle with two lenders in confidence."


def sign_up(page: Page, portal: Portal, *, email: str, name: str, start: str = "") -> None:
    """Sign up and follow the link in the mail, which signs in. `start` is the page one came for."""
    page.goto(f"/accounts/signup/?next={start}" if start else "/accounts/signup/")
    page.get_by_label("Full name").fill(name)
    page.get_by_label("Email").fill(email)
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("[name=password2]").fill(PASSWORD)
    press(page)
    page.goto(link_in(portal.mail_to(email, "onfirm")))
    press(page)
    page.get_by_text(name).first.wait_for()


def register_organization(page: Page, *, name: str, country: str, owner: str) -> None:
    """Register with one address, two owners and an officer."""
    page.goto("/organizations/new/")
    page.locator("[name=legal_name]").fill(name)
    for field in ("incorporation_country", "headquarters_country", "principal_place_country"):
        page.locator(f"[name={field}]").select_option(country)
    press(page, "Register")
    organization = page.url
    page.goto(f"{organization}addresses/")
    page.locator("[name=rows-0-street]").fill("12 Invented Quay")
    page.locator("[name=rows-0-city]").fill("Port Lumen")
    page.locator("[name=rows-0-country]").select_option(country)
    press(page, "Save")
    page.goto(f"{organization}owners/")
    _owner(page, 0, f"{name} Founders Trust", country, "85")
    press(page, "Add another owner")
    _owner(page, 1, owner, country, "15")
    press(page, "Save")
    page.goto(f"{organization}officers/")
    page.locator("[name=rows-0-name]").fill(f"{name.split()[0]} Ashgrove-Fell")
    page.locator("[name=rows-0-title]").fill("Managing director")
    page.locator("[name=rows-0-nationality]").select_option(country)
    press(page, "Save")


def _owner(page: Page, row: int, name: str, country: str, percent: str) -> None:
    page.locator(f"[name=rows-{row}-name]").fill(name)
    page.locator(f"[name=rows-{row}-kind]").select_option("ORGANIZATION")
    page.locator(f"[name=rows-{row}-country]").select_option(country)
    page.locator(f"[name=rows-{row}-percent]").fill(percent)


def found_consortium(page: Page, *, name: str, invite: str) -> None:
    page.goto("/consortia/new/")
    page.locator("[name=name]").fill(name)
    choose_last(page, "anchor")
    press(page, "Found the consortium")
    with page.expect_navigation():
        page.get_by_role("link", name="Invite").first.click()
    page.get_by_label("mail").first.fill(invite)
    press(page)


def write_proposal(page: Page, *, title: str) -> str:
    """Fill every section. Returns the path of the proposal."""
    page.goto("/proposals/new/")
    page.locator("[name=title]").fill(title)
    choose_last(page, "consortium")
    choose_last(page, "call")
    press(page, "Start the draft")
    number = page.url.split("/proposals/")[1].split("/")[0]
    proposal = f"/proposals/{number}/"
    sections = (_overview, _layers, _hardware, _markets, _operations, _parties, _support)
    for section in sections:
        page.goto(f"{proposal}{section.__name__.strip('_')}/")
        section(page)
        press(page, "Save")
    return proposal


def _overview(page: Page) -> None:
    page.locator("[name=executive_summary]").fill("A complete stack for public hospitals.")
    page.locator("[name=confidential_summary]").fill(CONFIDENTIAL)
    page.locator("[name=national_interest_statement]").fill("American hardware reaches a partner.")
    tick(page.get_by_label("Healthcare"))


def _layers(page: Page) -> None:
    for code, text in LAYERS.items():
        page.locator(f"[name={code}-description]").fill(text)
        providers = page.locator(f"[name={code}-providers]")
        tick(providers.last if code == "L2_DATA" else providers.first)
    page.locator("[name=L1_HARDWARE-us_manufacture_statement]").fill("Assembled in Ohio.")


def _hardware(page: Page) -> None:
    values = {
        "name": "Lumen accelerator tray",
        "manufacturer": "Lumen Harbor Tray Works",
        "quantity": "128",
        "unit_value": "41800.00",
        "us_origin_percent": "64",
    }
    for field, value in values.items():
        page.locator(f"[name=hardware-0-{field}]").fill(value)
    page.locator("[name=hardware-0-category]").select_option("ACCELERATOR")


def _markets(page: Page) -> None:
    page.locator("[name=markets-0-market]").select_option(label="Kenya")
    page.locator("[name=markets-0-rationale]").fill("Forty hospitals asked for it.")


def _operations(page: Page) -> None:
    tick(page.get_by_label("In the country, operated by the host"))
    for role in ("BUILD", "OWN", "OPERATE"):
        page.locator(f"[name={role}-name]").fill("Nairobi Civic Compute Trust")
        page.locator(f"[name={role}-country]").select_option("KE")


def _parties(page: Page) -> None:
    """The site and, in a second row, who buys."""
    page.locator("[name=parties-0-role]").select_option("FACILITY")
    values = {"name": "Kisima Compute Hall", "street": "Plot 9, Invented Road", "city": "Kisima"}
    for field, value in values.items():
        page.locator(f"[name=parties-0-{field}]").fill(value)
    page.locator("[name=parties-0-address_country]").select_option("KE")
    press(page, "Add another party")
    page.locator("[name=parties-1-role]").select_option("BUYER")
    page.locator("[name=parties-1-name]").fill(BUYER)
    page.locator("[name=parties-1-country]").select_option("KE")


def _support(page: Page) -> None:
    tick(page.get_by_label("No Federal support is requested"))


def certify(page: Page, proposal: str, name: str) -> None:
    """Sign every statement for one's own organization."""
    page.goto(f"{proposal}certifications/")
    page.get_by_role("link", name="Read and sign").click()
    page.get_by_role("heading", name="What you sign").wait_for()
    page.get_by_role("button", name="Sign the ticked statements").wait_for()  # below every box
    for box in page.locator("main form input[type=checkbox]").all():
        tick(box)
    page.locator("main form [name$=signer_title]").fill("General Counsel")
    page.locator("main form [name$=typed_name]").fill(name)
    press(page, "Sign the ticked statements")
    confirm_who_it_is(page)
    page.get_by_text("Signed for").wait_for()


def confirm_who_it_is(page: Page) -> None:
    """A signature asks again who signs, where that was not said just now; what was sent is kept."""
    if "/reauthenticate/" not in page.url:
        return
    page.locator("[name=password]").fill(PASSWORD)
    press(page, "Confirm")


def submit(page: Page, proposal: str) -> str:
    """Submit and return the number that the receipt gives."""
    page.goto(f"{proposal}submit/")
    tick(page.locator("[name=confirmed]"))
    press(page, "Submit the proposal")
    return page.get_by_text("AAEP-").first.inner_text()
