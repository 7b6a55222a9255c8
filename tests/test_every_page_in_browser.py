"""Every page of the site on a desk, on a phone and without JavaScript: is there a barrier?

The addresses are those of tests/test_every_url.py, each opened by the first person who may.
"""

from collections.abc import Iterator

import pytest

from reviews.actions.letters import issue_letter
from reviews.models import Determination
from tests.addresses import PEOPLE, clients_of, everything, filled
from tests.test_every_url import TABLE
from tests.web.browser import opened, walked

pytestmark = pytest.mark.django_db(transaction=True)
# Not pages: files, feeds, data, and what htmx puts into a page.
NOT_PAGES = (
    "letters/",
    "catalog/feed",
    "sitemap",
    "api/v1/^",
    "api/v1/codes",
    "api/v1/consortia",
    "api/v1/openapi",
    "api/v1/schemas",
)
FILES = (".json", ".pdf", ".xlsx", ".<str:form>", "/evidence/<uuid:evidence>/")
PARTS = (
    "progress/",
    "grid/rows/",
    "presence/",
    "health/",
    "health/live/",
    "health/ready/",
    "recovery-codes/download/",
)
# Shown by scripts from a contract that the same site gives as a file beside it.
NEEDS_SCRIPTS = ("api/v1/docs/",)


def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(live_server, chromium):
    found = {}
    for person, session, pages in rounds():
        with opened(chromium, live_server.url, session=session) as tab:
            faults = walked(tab, [page for _, page in pages])
        found |= {person: faults} if faults else {}
    assert found == {}


def test_without_javascript_every_page_has_its_heading_and_every_form_its_button(
    live_server, chromium
):
    found = {}
    for person, session, pages in rounds():
        with opened(chromium, live_server.url, javascript=False, session=session) as tab:
            for address, page in pages:
                if address not in NEEDS_SCRIPTS:
                    tab.goto(page)
                    faults = missing(tab)
                    found |= {(person, address): faults} if faults else {}
    assert found == {}


def missing(tab) -> list[str]:
    """What cannot be read or sent without a script."""
    faults = [] if tab.locator("h1:visible").count() == 1 else ["not one visible heading"]
    filled_in = tab.locator("main form:has(:is(input, select, textarea):visible)")
    without = filled_in.filter(has_not=tab.locator("button:visible")).count()
    return [*faults, f"{without} forms without a button"] if without else faults


def rounds() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """A person, their session, and the pages that they are the first who may open."""
    case = everything()
    letter = issue_letter(Determination.objects.get())
    sessions = [client.session.session_key for client in clients_of(case)]
    pages = [(a, filled(a, case, letter), first_who_may(TABLE[a])) for a in TABLE if is_page(a)]
    for person, session in enumerate(sessions):
        own = [(address, page) for address, page, first in pages if first == person]
        yield PEOPLE[person], session, own


def is_page(address: str) -> bool:
    named = address.startswith(NOT_PAGES) or address.endswith((*PARTS, *FILES))
    return not named and "/letters/" not in address


def first_who_may(answers: tuple[int, ...]) -> int | None:
    return next((person for person, code in enumerate(answers) if code == 200), None)
