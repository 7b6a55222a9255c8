"""Does any page, file or answer give a reader a comment on a place that they may not read?

A comment with words that occur nowhere else stands on every page, every record and every field of
three members, with values and records marked by lot. Everything that four people can open is
searched for every one of them.
"""

import random
import re
from itertools import count

import pytest

from exports_portal.mail.models import SentMail
from proposals.actions import comments
from proposals.actions.comments import COMMENTED
from proposals.content.saying import fields_of
from proposals.models import CommentThread, Proposal
from proposals.notifications import tell_of_comment
from proposals.snapshot import content_of, record_of_row
from proposals.views.reading import reading_of
from tests.factories.comments import commented, place_of
from tests.proposals import test_every_byte
from tests.proposals.scenes import made_scene, mark_by_lot
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
NUMBERS = count(10_001)
WORD = re.compile(r"zc\d{5}zc")


def word():
    return f"zc{next(NUMBERS)}zc"


@pytest.fixture
def told(monkeypatch):
    """The proposal, its people, and word -> (record, field) of the comment that says it."""
    monkeypatch.setattr(comments, "MOST_BY_PERSON", 10_000)
    monkeypatch.setattr(comments, "MOST_IN_PROPOSAL", 10_000)
    scene = made_scene()
    said = {}
    for section in COMMENTED:
        said[_comment(scene, section.value)] = (None, "")
    rows = [row for row in scene.proposal.records.filter(removed_at=None) if row.part.is_written]
    for row in rows:
        writer = _writer(scene, row)
        if writer is not None:
            for name in ("", *(field.name for field in fields_of(row.part.of)[:4])):
                said[_comment(scene, place_of(row, name), by=writer)] = (row, name)
    mark_by_lot(scene.proposal, random.Random(3))
    return scene, Proposal.objects.get(pk=scene.proposal.pk), said


def _writer(scene, row):
    """Somebody who reads it before anything is marked."""
    if row.contributor_id == scene.ready.member.pk:
        return scene.ready.member_signatory
    return scene.ready.admin if row.contributor_id == scene.ready.anchor.pk else None


def _comment(scene, place, by=None):
    """Who comments on a page tells somebody of it."""
    text = word()
    told = () if by else (scene.ready.signatory,)
    commented(scene.proposal, by=by or scene.ready.admin, at=place, text=text, tell=told)
    return text


def allowed_to(person, proposal, said):
    sight = reading_of(proposal, person).sight
    for text, (row, name) in said.items():
        if row is None:
            yield text
            continue
        record = record_of_row(row)
        fields = [field for field in fields_of(row.part.of) if field.name == name]
        if sight.reads(record, fields[0]) if name else sight.knows(record):
            yield text


def addresses(proposal):
    own, api = f"/proposals/{proposal.pk}/comments/", f"/api/v1/proposals/{proposal.pk}/comments/"
    yield from (f"{own}?page={number}" for number in range(1, 5))
    yield from (f"{api}?page_size=200&page={number}" for number in (1, 2))
    for thread in CommentThread.objects.order_by("pk")[::25]:
        yield from (f"{own}{thread.pk}/", f"{api}{thread.pk}/", f"{own}?at={thread.named}")


def test_nobody_reads_a_comment_on_a_place_that_is_not_for_them(told):
    scene, proposal, said = told
    assert len(said) > 150
    for who, person in scene.people.items():
        browser, allowed = client_of(person), set(allowed_to(person, proposal, said))
        assert allowed < said.keys()
        seen = set()
        for address in addresses(proposal):
            answer = browser.get(address)
            assert answer.status_code in (200, 404), address
            seen |= set(WORD.findall(answer.content.decode()))
        assert seen == allowed, (who, {said[text] for text in seen ^ allowed})


def test_no_other_page_and_no_file_holds_one(told):
    _, proposal, said = told
    assert not WORD.search(str(content_of(proposal)))
    browser = client_of(told[0].ready.admin)
    opened = 0
    for address in test_every_byte.addresses(proposal):
        answer = browser.get(address)
        opened += 1
        assert not set(WORD.findall(test_every_byte.text_of(answer))) & said.keys(), address
    assert opened > 100


def test_no_mail_holds_one(told):
    for thread in CommentThread.objects.all():
        tell_of_comment(thread.comments.get())
    mails = SentMail.objects.filter(template="comment_mention").values_list("subject", "body")
    assert len(mails) == len(COMMENTED)
    assert not any(WORD.search(f"{subject} {body}") for subject, body in mails)
