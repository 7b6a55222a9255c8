"""Does somebody see how far a file is, that it is read, and that its rows are applied?"""

import json

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from proposals.models import ContentRecord
from tests.files.samples import PDF
from tests.signing_in import client_of
from tests.web.browser import barriers, opened

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]
HEAD = "Item,Category,Manufacturer,Quantity\n"
ROWS = 300
# What the progress said, also on pages that are left.
LISTEN = """
  new MutationObserver(() => {
    for (const each of document.querySelectorAll(".portal-progress__text")) {
      const said = JSON.parse(sessionStorage.getItem("said") || "[]");
      sessionStorage.setItem("said", JSON.stringify([...said, each.textContent]));
    }
  }).observe(document, { childList: true, subtree: true, characterData: true });
"""


@pytest.fixture
def tab(chromium, live_server, ready):
    session = client_of(ready.admin).session.session_key
    with opened(chromium, live_server.url, session=session) as tab:
        tab.set_default_timeout(20_000)
        tab.add_init_script(LISTEN)
        yield tab


def said(tab):
    return json.loads(tab.evaluate("sessionStorage.getItem('said') || '[]'"))


def choose(tab, rows, name="rows.csv"):
    lines = "".join(f"Node {at},Server,Tern Foundry,{amount}\n" for at, amount in enumerate(rows))
    content = (HEAD + lines).encode()
    file = {"name": name, "mimeType": "text/csv", "buffer": content}
    tab.locator("input[type=file]").set_input_files(file)


def test_a_file_is_sent_read_and_applied_and_each_is_said(tab, ready):
    tab.goto(f"/proposals/{ready.proposal.pk}/import/")
    choose(tab, [4] * ROWS)
    tab.get_by_role("button", name="See what would change").click()
    expect(tab.locator("h1")).to_have_text("What would change")
    assert "Sending the file…" in said(tab)
    assert "Reading the file…" in said(tab)
    tab.get_by_role("button", name="Apply").click()
    expect(tab.get_by_text("rows.csv: imported.")).to_be_visible()
    assert f"Applying {ROWS} rows…" in said(tab)
    assert ContentRecord.objects.filter(kind="components", removed_at=None).count() == ROWS + 2
    assert tab.console == []


def test_what_is_wrong_with_a_file_is_shown_and_the_next_one_can_be_chosen(tab, ready):
    tab.goto(f"/proposals/{ready.proposal.pk}/import/")
    choose(tab, ["many", 4])
    tab.get_by_role("button", name="See what would change").click()
    expect(tab.locator("#error-summary")).to_contain_text("Row 2, Quantity")
    expect(tab.locator("#error-summary")).to_be_focused()
    assert barriers(tab) == []
    choose(tab, [4])
    tab.get_by_role("button", name="See what would change").click()
    expect(tab.locator("h1")).to_have_text("What would change")


def test_evidence_is_attached_with_progress(tab, ready):
    row = ContentRecord.objects.filter(kind="models", contributor=ready.anchor).first()
    tab.goto(f"/proposals/{ready.proposal.pk}/evidence/add/{row.pk}/")
    report = {"name": "report.pdf", "mimeType": "application/pdf", "buffer": PDF}
    tab.locator("input[type=file]").set_input_files(report)
    tab.locator("[name=title]").fill("Report of the foundry")
    tab.get_by_role("button", name="Attach the file").click()
    expect(tab.get_by_text("Report of the foundry: attached.")).to_be_visible()
    assert "Reading the file…" in said(tab)


def test_a_session_that_ended_leaves_the_file_chosen(tab, ready):
    tab.goto(f"/proposals/{ready.proposal.pk}/import/")
    choose(tab, [4])
    Session.objects.all().delete()
    tab.get_by_role("button", name="See what would change").click()
    expect(tab.locator(".portal-progress")).to_contain_text("Your session ended")
    assert tab.locator("input[type=file]").evaluate("field => field.files.length") == 1
    assert barriers(tab) == []
    session = client_of(ready.admin).session.session_key
    url = tab.url.split("/proposals/")[0]
    tab.context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
    tab.get_by_role("button", name="See what would change").click()
    expect(tab.locator("h1")).to_have_text("What would change")
