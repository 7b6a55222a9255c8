"""Can everybody use the pages: on a phone, by keyboard, without JavaScript, by ear?"""

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from playwright.sync_api import expect

from tests.factories.accounts import PASSWORD, UserFactory
from tests.web.browser import PHONE, barriers, opened, walked

# No addresses of the site: tests/test_every_page_in_browser.py opens those.
PAGES = [
    "/gallery/",
    "/confirm/",
    "/refuse/403/",
    "/refuse/409/",
    "/no-such-page/",
    "/fault/",
]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("gallery")]


@pytest.fixture
def session(live_server):
    client = Client()
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies["sessionid"].value


def test_axe_finds_nothing_on_parts_refusals_and_the_home_of_a_person(
    chromium, live_server, session
):
    with opened(chromium, live_server.url) as tab:
        for page in PAGES:
            tab.console.clear()
            tab.goto(page)
            assert (page, barriers(tab)) == (page, [])
    with opened(chromium, live_server.url, session=session) as tab:
        assert walked(tab, ["/"]) == {}


def test_a_wrong_form_moves_the_focus_to_its_summary_and_from_there_to_the_field(
    chromium, live_server
):
    with opened(chromium, live_server.url) as tab:
        tab.goto("/gallery/")
        tab.get_by_role("button", name="Save").click()
        expect(tab.locator("#error-summary")).to_be_focused()
        tab.get_by_role("link", name="Value: This field is required.").first.click()
        expect(tab.locator("#id_value")).to_be_focused()
        assert barriers(tab) == []


def test_the_keyboard_reaches_the_content_the_navigation_and_the_account(
    chromium, live_server, session
):
    with opened(chromium, live_server.url, session=session) as tab:
        tab.goto("/about/")
        tab.keyboard.press("Tab")
        expect(tab.get_by_role("link", name="Skip to main content")).to_be_focused()
        tab.keyboard.press("Enter")
        expect(tab.locator("#main-content")).to_be_focused()
        tab.goto("/about/")
        order = [focused_after_tab(tab) for _ in range(12)]
        assert order[3:] == [
            "Organizations",
            "Consortia",
            "Partners",
            "Proposals",
            "Catalog",
            "Calls",
            "Verify a letter",
            "API",
            tab.locator(".portal-menu__summary").inner_text().strip(),
        ]
        tab.keyboard.press("Enter")
        expect(tab.get_by_role("button", name="Sign out")).to_be_visible()
        tab.keyboard.press("Escape")
        expect(tab.get_by_role("button", name="Sign out")).to_be_hidden()
        expect(tab.locator(".portal-menu__summary")).to_be_focused()


def focused_after_tab(tab):
    tab.keyboard.press("Tab")
    return tab.evaluate("document.activeElement.innerText.trim()")


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(chromium, live_server):
    with opened(chromium, live_server.url, viewport=PHONE) as tab:
        tab.goto("/about/")
        menu, link = tab.get_by_role("button", name="Menu", exact=True), main_link(tab, "Catalog")
        expect(link).to_be_hidden()
        menu.focus()
        tab.keyboard.press("Enter")
        expect(link).to_be_visible()
        assert barriers(tab) == []
        tab.keyboard.press("Escape")
        expect(link).to_be_hidden()


def main_link(tab, name):
    return tab.locator(".usa-nav__primary").get_by_role("link", name=name)


def test_without_javascript_one_can_go_anywhere_and_sign_out(chromium, live_server, session):
    with opened(chromium, live_server.url, javascript=False, session=session) as tab:
        tab.goto("/")
        link = main_link(tab, "Organizations")
        target = link.get_attribute("href")
        link.click()
        assert tab.url.endswith(target)
        tab.locator(".portal-menu__summary").click()
        tab.get_by_role("button", name="Sign out").click()
        expect(tab.get_by_role("link", name="Sign in")).to_be_visible()


def test_without_javascript_rows_are_added_and_nothing_typed_is_lost(chromium, live_server):
    with opened(chromium, live_server.url, viewport=PHONE, javascript=False) as tab:
        tab.goto("/gallery/")
        tab.fill("#id_rows-0-item", "Rack")
        tab.get_by_role("button", name="Add another item").click()
        expect(tab.locator("#id_rows-0-item")).to_have_value("Rack")
        expect(tab.locator(".portal-row")).to_have_count(2)
        tab.fill("#id_rows-1-item", "Cooling")
        tab.keyboard.press("Enter")
        expect(tab.locator("#id_rows-1-item")).to_have_value("Cooling")
        expect(tab.locator("#error-summary")).to_be_visible()
        expect(tab.locator(".portal-row")).to_have_count(2)


def test_a_person_sets_up_a_second_factor_and_signs_in_with_it(chromium, live_server):
    person = UserFactory()
    with opened(chromium, live_server.url, viewport=PHONE) as tab:
        sign_in(tab, person)
        tab.goto("/accounts/2fa/totp/activate/")
        tab.get_by_label("Password").fill(PASSWORD)
        tab.get_by_role("button", name="Confirm").click()
        expect(tab.locator("#authenticator_secret")).to_be_visible()
        assert barriers(tab) == []
        secret = tab.locator("#authenticator_secret").input_value()
        tab.get_by_label("Authenticator code").fill(code_of(secret))
        tab.get_by_role("button", name="Activate").click()
        expect(tab.get_by_label("Unused codes")).to_be_visible()
        assert barriers(tab) == []
        spare = tab.get_by_label("Unused codes").input_value().split()[0]
        tab.locator(".usa-menu-btn").click()
        tab.locator(".portal-menu__summary").click()
        tab.get_by_role("button", name="Sign out").click()
        sign_in(tab, person)
        assert barriers(tab) == []
        tab.get_by_label("Code").fill(spare)
        tab.get_by_role("button", name="Sign In").click()
        expect(tab.get_by_role("heading", name="Your next places")).to_be_visible()


def test_a_person_signs_up_confirms_the_address_and_resets_the_password(
    chromium, live_server, mailoutbox
):
    with opened(chromium, live_server.url, viewport=PHONE) as tab:
        tab.goto("/accounts/signup/")
        assert barriers(tab) == []
        tab.get_by_label("Full name").fill("Ada Quill")
        tab.get_by_label("Email").fill("ada@lumen-harbor.example")
        tab.get_by_label("Password (required)").fill(PASSWORD)
        tab.get_by_label("Password (again)").fill(PASSWORD)
        tab.get_by_role("button", name="Sign Up").click()
        tab.wait_for_url("**/confirm-email/")
        assert barriers(tab) == []
        tab.goto(link_in(mailoutbox[-1]))
        assert barriers(tab) == []
        tab.get_by_role("button", name="Confirm").click()
        expect(tab.get_by_text("You have confirmed ada@")).to_be_visible()
        assert barriers(tab) == []
        tab.goto("/accounts/password/reset/")
        tab.get_by_label("Email").fill("ada@lumen-harbor.example")
        tab.get_by_role("button", name="Reset My Password").click()
        tab.wait_for_url("**/done/")
        assert barriers(tab) == []
        tab.goto(link_in(mailoutbox[-1]))
        assert barriers(tab) == []
        tab.get_by_label("New Password (required)").fill("quite-another-password")
        tab.get_by_label("New Password (again)").fill("quite-another-password")
        tab.get_by_role("button", name="Change Password").click()
        expect(tab.get_by_text("Your password is now changed.")).to_be_visible()
        assert barriers(tab) == []


def link_in(mail):
    return re.search(r"https?://\S+", mail.body).group()


def sign_in(tab, person):
    tab.goto("/accounts/login/")
    tab.get_by_label("Email").fill(person.email)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.get_by_role("button", name="Sign In", exact=True).click()
    tab.wait_for_url(lambda url: "/login/" not in url)


def code_of(secret):
    counter = next(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counter))
