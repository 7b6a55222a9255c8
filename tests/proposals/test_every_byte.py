"""Does any page, file or answer give a reader a value that is not declared or marked for them?

Every text field of every record gets a value that occurs nowhere else, from each of three members.
Files are attached, and values, whole records and files are marked by lot. Then everything that four
people can open, and what the catalog would copy, is searched for every one of them.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from catalog.actions import public_fields
from exports_portal.mail.models import SentMail
from proposals.content import Audience, reading, saying, walk
from proposals.content.reading import Reader
from proposals.content.saying import fields_of
from proposals.content.walk import answers
from proposals.content.whole import parts, written_sections
from proposals.exchange.columns import many
from proposals.models import Proposal, RecordEvidence
from proposals.notifications import tell_signers
from proposals.snapshot import content_of
from proposals.views.previews import PREVIEWS
from tests.proposals.scenes import VALUE, attach_files, is_free_text, made_scene, mark_by_lot
from tests.proposals.test_declarations import may_read_no_more, named_by
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return made_scene()


def addresses(proposal) -> Iterator[str]:
    own, api = f"/proposals/{proposal.pk}/", f"/api/v1/proposals/{proposal.pk}/"
    yield from (f"{own}activity/", f"{own}activity/?page=2", f"{api}activity/?page_size=200")
    yield from (own, f"{own}members/", f"{own}certifications/", f"{own}submit/")
    yield from (f"{own}export/", f"{own}export/proposal.json", f"{own}export/proposal.pdf")
    yield from (f"{own}evidence/", f"{own}evidence/?q=zq", f"{own}import/")
    yield from (f"{own}confidential/", f"{own}confidential/?q=zq", f"{own}confidential/history/")
    yield from (f"{own}confidential/preview/{who}/" for who in PREVIEWS)
    for document in RecordEvidence.objects.filter(record__proposal=proposal):
        yield f"{own}evidence/{document.pk}/remove/"
        yield f"{own}confidential/records/{document.pk}/"
        yield f"{api}evidence/{document.pk}/"
    for section in written_sections():
        yield from (f"{own}{section}/", f"{own}{section}/?read=1", f"{own}{section}/history/")
    for member in proposal.consortium.current_members():
        yield f"{own}certifications/{member.organization_id}/"
        yield f"{own}hardware/?for={member.organization_id}"
    for part in many():
        yield f"{own}export/{part.name}.csv"
    yield from (api, f"{api}records/?page_size=200", f"{api}readiness/", f"{api}status/")
    yield from (f"{api}evidence/", f"{api}evidence/?removed=true", f"{api}exports/json/")
    yield from (f"{api}revisions/?page_size=200", f"{api}revisions/?page_size=200&page=2")
    rows = proposal.records.exclude(kind="markings").order_by("kind", "contributor_id")
    for row in rows.distinct("kind", "contributor_id"):
        yield from (f"{own}records/{row.pk}/", f"{api}records/{row.pk}/")
    # Of each kind one: the others differ in nothing but what they say.
    for row in proposal.records.order_by("kind", "contributor_id").distinct("kind"):
        yield f"{own}confidential/records/{row.pk}/"
    for row in proposal.records.filter(kind="markings").order_by("pk")[:4]:
        yield from (f"{own}confidential/{row.pk}/", f"{own}confidential/{row.pk}/take-back/")
        yield f"{api}records/{row.pk}/"
    yield from ("/", "/proposals/", "/api/v1/proposals/", "/catalog/?q=zq", "/proposals/?q=zq")


def text_of(answer) -> str:
    if answer["Content-Type"] == "application/pdf":
        pages = PdfReader(BytesIO(answer.content)).pages
        return "".join("".join(page.extract_text().split()) for page in pages)
    return answer.content.decode()


def reader_of(person, proposal) -> Reader:
    own = proposal.consortium.current_members().filter(organization__memberships__user=person)
    return Reader(
        organizations=frozenset(own.values_list("organization_id", flat=True)),
        is_anchor=own.filter(role="ANCHOR").exists(),
    )


AS_DECLARED, DRAWN, MARKED = 0, 1, 2


@pytest.fixture(params=[AS_DECLARED, DRAWN, MARKED], ids=["as declared", "drawn", "marked"])
def lot(request, monkeypatch):
    """Who may read each text: as it is declared, drawn by lot, or marked by lot."""
    drawn_by = random.Random(request.param)
    if request.param == DRAWN:
        _draw_audiences(drawn_by, monkeypatch)
    _forget_declarations()
    yield request.param, drawn_by
    _forget_declarations()


def _forget_declarations():
    reading._declared_blanks.cache_clear()
    walk._not_public.cache_clear()


def _draw_audiences(lot, monkeypatch):
    for part in parts().values():
        if part.is_written:
            fixed, readers = named_by(part.of), list(may_read_no_more(part.of))
            drawn = [
                replace(field, said=replace(field.said, audience=lot.choice(readers)))
                if is_free_text(field) and field.name not in fixed
                else field
                for field in fields_of(part.of)
            ]
            monkeypatch.setitem(saying._FIELDS, part.of, tuple(drawn))


@pytest.fixture
def told(scene, lot):
    """The scene with files, and with markings where they are drawn."""
    how, drawn_by = lot
    attach_files(scene.ready, scene.proposal, drawn_by)
    if how == MARKED:
        mark_by_lot(scene.proposal, drawn_by)
    return replace(scene, proposal=Proposal.objects.get(pk=scene.proposal.pk))


def said_in(proposal):
    """Every value, with who may read it."""
    return {
        found.value: found
        for found in answers(content_of(proposal))
        if isinstance(found.value, str) and VALUE.fullmatch(found.value)
    }


def test_nobody_is_given_a_value_that_is_not_declared_and_marked_for_them(told):
    said = said_in(told.proposal)
    assert len({found.contributor for found in said.values()}) == 3
    leaked, opened = set(), 0
    for who, person in told.people.items():
        browser, reader = client_of(person), reader_of(person, told.proposal)
        allowed = {v for v, f in said.items() if reader.may_read(f.audience, f.contributor)}
        seen = set()
        for address in addresses(told.proposal):
            answer = browser.get(address)
            assert answer.status_code in (200, 403, 404), (who, address, answer.status_code)
            found = set(VALUE.findall(text_of(answer))) & said.keys()
            seen |= found
            opened += 1
            leaked |= {(who, address, said[value].name) for value in found - allowed}
        assert allowed <= seen, (who, {said[value].name for value in allowed - seen})
    assert leaked == set()
    assert opened > 400


def test_the_catalog_and_a_preview_as_the_public_have_no_value_that_is_not_public(told):
    said = said_in(told.proposal)
    public = {v for v, found in said.items() if found.audience is Audience.PUBLIC}
    fields = public_fields(content_of(told.proposal), date(2026, 11, 27))
    assert set(VALUE.findall(str(fields))) <= public
    for person in told.people.values():
        own = f"/proposals/{told.proposal.pk}/confidential/preview/"
        shown = text_of(client_of(person).get(f"{own}public/"))
        assert set(VALUE.findall(shown)) & said.keys() <= public
        as_member = text_of(client_of(person).get(f"{own}member/"))
        wide = {
            v
            for v, f in said.items()
            if Reader(organizations=frozenset({-1})).may_read(f.audience, 0)
        }
        assert set(VALUE.findall(as_member)) & said.keys() <= wide


def test_no_mail_holds_any_of_them(told):
    tell_signers(told.proposal)
    mails = SentMail.objects.values_list("subject", "body")
    assert mails
    assert not any(VALUE.search(f"{subject} {body}") for subject, body in mails)
