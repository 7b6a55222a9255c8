"""Can somebody import a file by keyboard, on a desk and on a phone, without a barrier?"""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from proposals.snapshot import content_of
from tests.factories.proposals_ready import ready_proposal
from tests.signing_in import client_of
from tests.web.browser import DESK, PHONE, barriers, opened

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]
PASTED = "Item\tCategory\tManufacturer\tQuantity\tColour\nTide switch\tNetworking\tHarbor\t4\tred\n"


def looked_at(tab, name):
    """No barrier; a picture where somebody wants to see it."""
    if folder := os.environ.get("PICTURES"):
        width = tab.viewport_size["width"]
        tab.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)
    assert barriers(tab) == []


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_rows_are_pasted_seen_and_applied(chromium, live_server, viewport):
    ready = ready_proposal()
    session = client_of(ready.admin).session.session_key
    with opened(chromium, live_server.url, viewport=viewport, session=session) as tab:
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
