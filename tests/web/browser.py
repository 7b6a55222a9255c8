"""How does a test look at a page as people do? Chromium on a desk and on a phone."""

import os
from contextlib import contextmanager
from unittest.mock import patch

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@contextmanager
def opened(executable, base_url, *, viewport=DESK, javascript=True, session=None):
    """A tab. `console` on it lists what the browser complained about.

    Playwright runs a loop in this thread, and a test may ask the database meanwhile.
    """
    with patch.dict(os.environ, DJANGO_ALLOW_ASYNC_UNSAFE="true"), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        context = browser.new_context(
            viewport=viewport, java_script_enabled=javascript, base_url=base_url
        )
        if session:
            context.add_cookies([{"name": "sessionid", "value": session, "url": base_url}])
        tab = context.new_page()
        tab.console = []
        tab.on("console", lambda line: tab.console.append(line.text) if is_fault(line) else None)
        tab.on("pageerror", lambda error: tab.console.append(str(error)))
        yield tab
        browser.close()


def is_fault(line):
    # A page shown with a status of 403 or 404 is what some tests ask for.
    return line.type == "error" and "Failed to load resource" not in line.text


def walked(tab, pages):
    """Every page that has a fault, with it; an answer other than 200 is one."""
    found = {}
    for page in pages:
        tab.console.clear()
        answer = tab.goto(page)
        faults = [*barriers(tab), *([] if answer.ok else [f"status {answer.status}"])]
        found |= {page: faults} if faults else {}
    return found


def barriers(tab):
    """What axe finds on a desk and on a phone, and whether the page is wider than the window."""
    found = _barriers(tab)
    if tab.viewport_size == DESK:
        tab.set_viewport_size(PHONE)
        found += _barriers(tab)
        tab.set_viewport_size(DESK)
    return [*found, *tab.console]


def _barriers(tab):
    width = tab.viewport_size["width"]
    found = [
        f"{width}: {rule['id']}: {rule['nodes'][0]['html'][:120]}"
        for rule in Axe().run(tab).response["violations"]
    ]
    if tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append(f"{width}: the page is wider than the window")
    return found
