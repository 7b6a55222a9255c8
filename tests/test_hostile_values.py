"""Does every form and every parameter answer a hostile value with a refusal, never with a fault?

Every page is opened as somebody who may, the fields of its forms are read from it, and each of them
is sent some of these values, other fields others. A page added later is walked without a line here.
"""

import copy
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any
from zlib import crc32

import pytest
from django.db import transaction
from django.test import Client

from exports_portal.accounts.actions.tokens import create_token
from exports_portal.accounts.models import User
from proposals.api.writing import DraftChanges
from reviews.actions.letters import issue_letter
from reviews.models import Determination
from tests.addresses import addresses, addresses_below, clients_of, everything, filled
from tests.contracts.test_every_bound import sent_fields
from tests.factories.proposals_ready import ready_proposal
from tests.factories.reviews import case_in_review, fictional_list
from tests.hostile import HOSTILE
from tests.proposals.api.calling import own, send
from tests.signing_in import client_of, sign_in

pytestmark = pytest.mark.django_db
TURNS = 3
HOSTILE_JSON = (None, True, -1, 10**40, 1.5, "", "a\0b", "x" * 70_000, [], {}, [[]], [None])
# Names that a page takes from its address without having a field for them.
IN_THE_ADDRESS = ("page", "next", "format", "tab", "sort", "q", "o", "p", "e", "after", "before")
BUTTONS = ("confirm", "change", "continue", "add_row")


class Names(HTMLParser):
    """The names of all fields of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"input", "select", "textarea", "button"} and given.get("name"):
            self.found[str(given["name"])] = given.get("value") or ""


def names_of(page: Any) -> dict[str, str]:
    parser = Names()
    if page.headers.get("Content-Type", "").startswith("text/html"):
        parser.feed(page.text)
    return parser.found


def test_every_page_refuses_hostile_values():
    faults = [
        fault
        for browser, address in pages()
        for fault in faults_of(browser, address, names_of(browser.get(address)))
    ]
    assert faults == []


def pages() -> Iterator[tuple[Client, str]]:
    """Each page once, as the first of these people whom it answers."""
    decided = everything()
    letter = issue_letter(Determination.objects.get())
    at_work, draft = case_in_review(), ready_proposal()
    people = [
        *clients_of(decided),
        *(client_of(person) for person in (at_work.lead, at_work.decider, decided.decider)),
        *(client_of(person) for person in (draft.admin, draft.signatory)),
    ]
    places = [filled(address, decided, letter) for address in addresses()]
    of_draft = f"/{draft.proposal.pk}/"
    number, other = decided.proposal.public_id, at_work.proposal.public_id
    places = [p.replace(f"/{number}/", f"/{other}/") for p in places if number in p] + [
        re.sub(r"(?<=^/proposals)/\d+/", of_draft, p) for p in places
    ]
    for address in places:
        able = (p for p in people if p.get(address).status_code in {200, 405, 422})
        if browser := next(able, None):
            yield browser, address
    administrator = Client()
    sign_in(administrator, User.objects.create_superuser("root@portal.example", full_name="Root"))
    for address in addresses_below("administration/"):
        yield administrator, "/" + re.sub(r"<[^>]+>|\(.*\)", "1", address)


def faults_of(browser: Client, address: str, names: dict[str, str]) -> Iterator[str]:
    kept = {name: value for name, value in names.items() if name.endswith("_FORMS")}
    typed = [name for name in names if name not in BUTTONS and name != "csrfmiddlewaretoken"]
    for turn in range(TURNS):
        yield from fault(browser, "get", address, turn, hostile([*typed, *IN_THE_ADDRESS], turn))
        if typed:
            sent = hostile(typed, turn) | (kept if turn else {})
            yield from fault(browser, "post", address, turn, sent)


def hostile(names: Iterable[str], turn: int) -> dict[str, str]:
    """First the same for all, then another value for each name, and others at each turn."""
    if turn == 0:
        return dict.fromkeys(names, HOSTILE[0])
    return {name: HOSTILE[(crc32(name.encode()) + 5 * turn) % len(HOSTILE)] for name in names}


def fault(
    browser: Client, method: str, address: str, turn: int, sent: dict[str, str]
) -> Iterator[str]:
    """What went wrong, if anything did. Nothing that was sent is kept."""
    other = Client(raise_request_exception=False)
    other.cookies = copy.deepcopy(browser.cookies)
    with transaction.atomic():
        status = getattr(other, method)(address, sent).status_code
        transaction.set_rollback(True)
    if status >= 500:
        yield f"{method} {address} in turn {turn}: {status}"


def test_a_program_that_sends_hostile_json_is_refused():
    ready = ready_proposal()
    _, token = create_token(name="Test", days=1, by=ready.admin)
    program = Client(headers={"authorization": f"Token {token}"})
    answers = {
        (path, str(value)[:20]): send(program, "patch", own(ready), body).status_code
        for path, _ in sent_fields(DraftChanges(), "")
        for value in HOSTILE_JSON
        if (body := sent_at(path, value))
    }
    assert len(answers) > 500
    assert {where: status for where, status in answers.items() if status >= 500} == {}


def sent_at(path: str, value: Any) -> Any:
    """`.layers[].code` -> {"layers": [{"code": value}]}"""
    for part in reversed(re.findall(r"\[\]|[^.\[\]]+", path)):
        value = [value] if part == "[]" else {part: value}
    return value


@pytest.mark.parametrize("value", HOSTILE)
def test_the_catalog_refuses_hostile_parameters(client, value):
    fictional_list()
    names = ("q", "country", "layer", "sector", "include_withdrawn", "updated_since", "page")
    answers = [client.get("/api/v1/catalog/", {name: value}).status_code for name in names]
    assert [status for status in answers if status >= 500] == []


def test_a_moment_that_no_calendar_has_in_utc_is_refused_beside_its_parameter(client):
    answer = client.get("/api/v1/catalog/", {"updated_since": "9999-12-31T23:59:59-23:59"})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["#/updated_since"]


def test_a_role_for_nobody_is_a_form_and_no_fault():
    administrator = client_of(User.objects.create_superuser("r@portal.example", full_name="Root"))
    answer = administrator.get("/administration/accounts/rolegrant/add/", {"user": "abc"})
    assert answer.status_code == 200
