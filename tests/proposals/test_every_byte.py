"""Does any page, file or answer give a reader a value that its declaration does not allow?

Every text field of every record gets a value that occurs nowhere else, from each of three members.
Then everything that four people can open is searched for every one of them.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import count

import pytest
from pypdf import PdfReader

from exports_portal.accounts.roles import Part as InOrganization
from exports_portal.mail.models import SentMail
from proposals.content import saying
from proposals.content.meanings import Words
from proposals.content.reading import Reader
from proposals.content.saying import fields_of, kind_of
from proposals.content.walk import answers
from proposals.content.whole import parts, written_sections
from proposals.content.writing import data_of
from proposals.exchange.columns import many
from proposals.models import ContentRecord, Proposal
from proposals.notifications import tell_signers
from proposals.snapshot import content_of
from tests.factories.accounts import MembershipFactory
from tests.factories.proposals import MemberFactory
from tests.factories.proposals_ready import ready_proposal
from tests.proposals.test_declarations import may_read_no_more, named_by
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
NUMBERS = count(10_001)
VALUE = re.compile(r"zq\d{5}zq")


def _is_free_text(field):
    return isinstance(field.meaning, Words) and field.meaning.longest > 40


def with_values(record):
    """The record in which every free text is one that occurs nowhere else."""
    changes = {
        field.name: f"zq{next(NUMBERS)}zq"
        for field in fields_of(type(record))
        if _is_free_text(field)
    }
    return type(record)(**{name: getattr(record, name) for name in _names(record)} | changes)


def _names(record):
    return ["id", "contributor", *(field.name for field in fields_of(type(record)))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    proposal: Proposal
    people: dict


@pytest.fixture
def scene():
    """A draft of three members, each of which says everything, and four people."""
    ready = ready_proposal()
    third = MemberFactory(consortium=ready.consortium).organization
    speakers = (ready.anchor.pk, ready.member.pk, third.pk)
    proposal = ready.proposal
    for part in parts().values():
        if part.is_written:
            _fill(proposal, part, speakers, ready.admin)
    writer = MembershipFactory(organization=ready.member, part=InOrganization.CONTRIBUTOR).user
    people = {
        "anchor's administrator": ready.admin,
        "anchor's signatory": ready.signatory,
        "a member's contributor": writer,
        "a member's signatory": ready.member_signatory,
    }
    return Scene(proposal=Proposal.objects.get(pk=proposal.pk), people=people)


def _fill(proposal, part, speakers, by):
    rows = list(proposal.records.filter(kind=part.name, removed_at=None))
    for row in rows:
        said = part.of(**_said(part, row))
        row.data = data_of(with_values(said))
        row.save()
    if not (part.is_of_each_member and rows):
        return
    for contributor in speakers[1:]:
        said = part.of(**_said(part, rows[0]))
        ContentRecord.objects.create(
            proposal=proposal,
            kind=part.name,
            contributor_id=contributor,
            position=len(rows),
            data=data_of(with_values(said)),
            updated_by=by,
        )


def _said(part, row):
    record = next(
        one
        for one in _records(row.proposal, part)
        if one.id == row.pk or kind_of(part.of).key == () or not part.is_many
    )
    return {name: getattr(record, name) for name in _names(record)}


def _records(proposal, part):
    value = getattr(content_of(proposal), part.name)
    return value if part.is_many else (value,)


def addresses(proposal) -> Iterator[str]:
    own, api = f"/proposals/{proposal.pk}/", f"/api/v1/proposals/{proposal.pk}/"
    yield from (own, f"{own}members/", f"{own}certifications/", f"{own}submit/")
    yield from (f"{own}export/", f"{own}export/proposal.json", f"{own}export/proposal.pdf")
    yield from (f"{own}evidence/", f"{own}import/")
    for section in written_sections():
        yield from (f"{own}{section}/", f"{own}{section}/?read=1", f"{own}{section}/history/")
    for member in proposal.consortium.current_members():
        yield f"{own}certifications/{member.organization_id}/"
        yield f"{own}hardware/?for={member.organization_id}"
    for part in many():
        yield f"{own}export/{part.name}.csv"
    yield from (api, f"{api}records/?page_size=200", f"{api}readiness/", f"{api}status/")
    for row in proposal.records.all():
        yield from (f"{own}records/{row.pk}/", f"{api}records/{row.pk}/")
    yield from ("/", "/proposals/", "/api/v1/proposals/")


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


AS_DECLARED = 0


@pytest.fixture(params=[AS_DECLARED, 1], ids=["as declared", "drawn"])
def audiences(request, monkeypatch):
    """Who may read each text: as it is declared, or drawn by lot."""
    if request.param == AS_DECLARED:
        return
    lot = random.Random(request.param)
    for part in parts().values():
        if part.is_written:
            fixed, readers = named_by(part.of), list(may_read_no_more(part.of))
            drawn = [
                replace(field, said=replace(field.said, audience=lot.choice(readers)))
                if _is_free_text(field) and field.name not in fixed
                else field
                for field in fields_of(part.of)
            ]
            monkeypatch.setitem(saying._FIELDS, part.of, tuple(drawn))


@pytest.mark.usefixtures("audiences")
def test_nobody_is_given_a_value_that_its_declaration_does_not_allow(scene):
    said = {
        found.value: found
        for found in answers(content_of(scene.proposal))
        if isinstance(found.value, str) and VALUE.fullmatch(found.value)
    }
    assert len({found.contributor for found in said.values()}) == 3
    leaked, opened = set(), 0
    for who, person in scene.people.items():
        browser, reader = client_of(person), reader_of(person, scene.proposal)
        allowed = {v for v, f in said.items() if reader.may_read(f.audience, f.contributor)}
        seen = set()
        for address in addresses(scene.proposal):
            answer = browser.get(address)
            assert answer.status_code in (200, 403, 404), (who, address, answer.status_code)
            found = set(VALUE.findall(text_of(answer))) & said.keys()
            seen |= found
            opened += 1
            leaked |= {(who, address, said[value].name) for value in found - allowed}
        assert allowed <= seen, (who, {said[value].name for value in allowed - seen})
    assert leaked == set()
    assert opened > 400


def test_no_mail_holds_any_of_them(scene):
    tell_signers(scene.proposal)
    mails = SentMail.objects.values_list("subject", "body")
    assert mails
    assert not any(VALUE.search(f"{subject} {body}") for subject, body in mails)
