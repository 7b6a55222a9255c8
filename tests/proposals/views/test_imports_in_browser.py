"""Can somebody import a file by keyboard, on a desk and on a phone, without a barrier?"""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from proposals.snapshot import content_of
from tests.factories.proposals_ready import ready_proposal
from tests.signing_in import client_of
from tests.web.browser import barriers, opened

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]
DATA = Path(__file__).parents[2] / "data"
PASTED = "Item\tCategory\tManufacturer\tQuantity\tColour\nTide switch\tNetworking\tHarbor\t4\tred\n"


def looked_at(tab, name):
    """No barrier; a picture where somebody wants to see it."""
    if folder := os.environ.get("PICTURES"):
        width = tab.viewport_size["width"]
        tab.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)
    assert barriers(tab) == []


def test_rows_are_pasted_seen_and_applied(chromium, live_server):
    ready = ready_proposal()
    session = client_of(ready.admin).session.session_key
    with opened(chromium, live_server.url, session=session) as tab:
        tab.goto(reverse("proposals:export", args=[ready.proposal.pk]))
        looked_at(tab, "export")
        tab.goto(reverse("proposals:hardware", args=[ready.proposal.pk]))
        tab.get_by_role("link", name="Import rows from a file").click()
        looked_at(tab, "import")
        tab.get_by_role("textbox", name="Or paste cells or text").fill(PASTED.replace("4", "many"))
        tab.get_by_role("button", name="See what would change").press("Enter")
        tab.get_by_text("Row 2, Quantity: Enter a number").wait_for()
        tab.console.clear()  # the refusal itself
        looked_at(tab, "import-refused")
        tab.get_by_role("textbox", name="Or paste cells or text").fill(PASTED)
        tab.get_by_role("button", name="See what would change").press("Enter")
        looked_at(tab, "preview")
        tab.get_by_label("Replace: the tables").press("Space")
        tab.get_by_role("button", name="Show what this changes").press("Enter")
        tab.get_by_text("Removed: 2").wait_for()
        looked_at(tab, "preview-replace")
        tab.get_by_role("button", name="Apply").press("Enter")
        tab.get_by_text("Pasted text: imported.").wait_for()
        looked_at(tab, "applied")
    assert [each.name for each in content_of(ready.proposal).components] == ["Tide switch"]


def test_what_a_file_does_not_say_is_answered_by_keyboard(chromium, live_server):
    ready = ready_proposal()
    session = client_of(ready.admin).session.session_key
    with opened(chromium, live_server.url, session=session) as tab:
        tab.goto(reverse("proposals:import", args=[ready.proposal.pk]))
        tab.get_by_label("File", exact=False).first.set_input_files(DATA / "cyclonedx-1.6.json")
        tab.get_by_role("button", name="See what would change").press("Enter")
        tab.get_by_role("heading", name="What the file does not say").wait_for()
        looked_at(tab, "questions")
        tab.get_by_label("“Lantern rack server”: Category").select_option("Server")
        tab.get_by_role("button", name="See what would change").press("Enter")
        tab.get_by_text("Added: 1").wait_for()
        looked_at(tab, "preview-cyclonedx")
        tab.get_by_role("button", name="Apply").press("Enter")
        tab.get_by_text("cyclonedx-1.6.json: imported.").wait_for()
    assert content_of(ready.proposal).components[-1].name == "Lantern rack server L4"
