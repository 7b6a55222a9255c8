"""Do many rows cost little, and are too many refused with a sentence and nothing lost?"""

import time

import pytest

from exports_portal.accounts.models import Organization
from proposals.snapshot import content_of
from proposals.views.section_page import ROWS_ON_A_SCREEN
from tests.proposals.views.pages import form_data, text

pytestmark = pytest.mark.django_db
SECTIONS = {
    "hardware": "hardware",
    "markets": "markets",
    "parties": "parties",
    "support": "support",
}


def rows(prefix, count, row):
    counts = {f"{prefix}-TOTAL_FORMS": count, f"{prefix}-INITIAL_FORMS": "0"}
    return counts | {
        f"{prefix}-{number}-{name}": value for number in range(count) for name, value in row.items()
    }


def saved(browser, ready, section, sent):
    """Send it on what is saved now, as the page does."""
    address = f"/proposals/{ready.proposal.pk}/{section}/"
    read = form_data(browser.get(address))["base"][0]
    return browser.post(address, sent | {"base": read})


def component():
    row = {"name": "Rack", "category": "SERVER", "manufacturer": "Lumen Harbor Systems"}
    numbers = {"quantity": "2", "unit_value": "1000", "us_origin_percent": "70"}
    return row | numbers | {"origin_country": "US", "eccn": "EAR99"}


def party():
    place = {"street": "1 Ring Road", "city": "Kisima", "region": "", "postal_code": ""}
    who = {"role": "BUYER", "name": "Nyota County Hospitals Board", "country": "KE"}
    owner = {"majority_owner_name": "", "majority_owner_country": "", "note": "Buys it."}
    return who | place | {"address_country": "KE"} | owner


@pytest.mark.parametrize("button", [{}, {"add_row": "hardware"}])
@pytest.mark.parametrize(("section", "prefix"), SECTIONS.items())
def test_a_hundred_thousand_rows_are_refused_before_one_is_made(
    as_user, ready, section, prefix, button
):
    browser = as_user(ready.admin)
    sent = {f"{prefix}-TOTAL_FORMS": "100000", f"{prefix}-INITIAL_FORMS": "0"}
    started = time.process_time()
    answer = browser.post(f"/proposals/{ready.proposal.pk}/{section}/", sent | button)
    assert answer.status_code == 422
    assert "rows can be kept here." in text(answer)
    assert time.process_time() - started < 1  # ten seconds and more before


def test_the_live_share_refuses_them_too(as_user, ready):
    sent = {"hardware-TOTAL_FORMS": "100000", "hardware-INITIAL_FORMS": "0"}
    answer = as_user(ready.admin).post(f"/proposals/{ready.proposal.pk}/hardware/share/", sent)
    assert answer.status_code == 422


@pytest.mark.parametrize("section", ["addresses", "owners", "officers"])
def test_the_rows_of_an_organization_are_bounded_alike(as_user, ready, section):
    sent = {"rows-TOTAL_FORMS": "100000", "rows-INITIAL_FORMS": "0"}
    answer = as_user(ready.admin).post(f"/organizations/{ready.anchor.pk}/{section}/", sent)
    assert answer.status_code == 422
    assert "At most 200 rows can be kept here." in text(answer)


def test_125_rows_of_hardware_are_saved(as_user, ready):
    """They are 1,007 fields: seven more than Django takes unasked."""
    sent = rows("hardware", 125, component()) | {"content_justification": ""}
    page = saved(as_user(ready.admin), ready, "hardware", sent)
    assert page.status_code == 302
    assert len(content_of(ready.proposal).components) == 125


def test_the_most_rows_with_the_most_fields_are_saved_and_shown_in_seconds(as_user, ready):
    browser, address = as_user(ready.admin), f"/proposals/{ready.proposal.pk}/parties/"
    answer = saved(browser, ready, "parties", rows("parties", 300, party()))
    assert answer.status_code == 302
    assert len(content_of(ready.proposal).involved_parties) == 300
    browser.get(address)
    started = time.process_time()
    shown = browser.get(address)
    assert time.process_time() - started < 4  # every row rendered every country three times
    assert "There are 300 of them, so each has a page of its own." in text(shown)
    assert (
        shown.text.count(f"/proposals/{ready.proposal.pk}/records/") == ROWS_ON_A_SCREEN + 1
    )  # and one to add


def test_a_wrong_row_among_the_most_is_said_and_the_others_stay(as_user, ready):
    sent = rows("parties", 300, party()) | {"parties-299-name": ""}
    shown = as_user(ready.admin).post(f"/proposals/{ready.proposal.pk}/parties/", sent)
    assert shown.status_code == 422
    assert "Row 300: Name: This field is required." in text(shown)
    assert shown.text.count('value="Nyota County Hospitals Board"') == 299


def test_a_text_beyond_its_bound_is_said_beside_its_field_and_stays(as_user, ready):
    title = "Lumen Stack"
    sent = {"title": title, "executive_summary": "x" * 20_001}
    shown = as_user(ready.admin).post(f"/proposals/{ready.proposal.pk}/overview/", sent)
    assert shown.status_code == 422
    assert "Ensure this value has at most 20000 characters (it has 20001)." in text(shown)
    assert "x" * 20_001 in shown.text


def test_line_ends_of_a_browser_count_once(as_user, ready):
    sent = {"title": "Lumen Stack", "executive_summary": "line\r\n" * 4_000}
    page = saved(as_user(ready.admin), ready, "overview", sent)
    assert page.status_code == 302


def test_too_many_other_names_are_said(as_user, ready):
    organization = Organization.objects.get(pk=ready.anchor.pk)
    sent = {
        "legal_name": organization.legal_name,
        "other_names": "\n".join(f"Name {number}" for number in range(51)),
        **dict.fromkeys(
            ("incorporation_country", "headquarters_country", "principal_place_country"), "US"
        ),
    }
    shown = as_user(ready.admin).post(f"/organizations/{organization.pk}/edit/", sent)
    assert "Give at most 50 names." in text(shown)
