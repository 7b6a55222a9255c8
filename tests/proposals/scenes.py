"""Which dossier says everything, with files and markings by lot, and who are its readers?"""

import re
from dataclasses import dataclass
from itertools import count

from exports_portal.accounts.roles import Part as InOrganization
from proposals.content import ConfidentialityMarking
from proposals.content.evidence import Marking
from proposals.content.markable import code_of, markable_fields, markable_values
from proposals.content.meanings import Words
from proposals.content.saying import fields_of, kind_of
from proposals.content.whole import parts, records_of
from proposals.content.writing import data_of
from proposals.models import ContentRecord, Proposal
from proposals.snapshot import content_of
from tests.factories.accounts import MembershipFactory
from tests.factories.evidence import attached
from tests.factories.proposals import MemberFactory
from tests.factories.proposals_ready import Ready, ready_proposal
from tests.files.samples import pdf

NUMBERS = count(10_001)
VALUE = re.compile(r"zq\d{5}zq")


def is_free_text(field):
    return isinstance(field.meaning, Words) and field.meaning.longest > 40


def with_values(record):
    """The record in which every free text is one that occurs nowhere else."""
    changes = {
        field.name: f"zq{next(NUMBERS)}zq"
        for field in fields_of(type(record))
        if is_free_text(field)
    }
    return type(record)(**{name: getattr(record, name) for name in _names(record)} | changes)


def _names(record):
    return ["id", "contributor", *(field.name for field in fields_of(type(record)))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    ready: Ready
    proposal: Proposal
    people: dict


def made_scene() -> "Scene":
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
    return Scene(ready=ready, proposal=Proposal.objects.get(pk=proposal.pk), people=people)


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


def attach_files(ready, proposal, lot):
    """A file at a record of each member, each for other readers."""
    for row in proposal.records.filter(kind="models", removed_at=None):
        admin = MembershipFactory(organization=row.contributor, part=InOrganization.ADMIN).user
        for marking in lot.sample(list(Marking), 2):
            said = {name: value() for name in ("title", "proves", "issuer")}
            attached(
                proposal,
                by=admin,
                record=row,
                marking=marking,
                content=pdf(value().encode()),
                **said,
            )


def value():
    return f"zq{next(NUMBERS)}zq"


def mark_by_lot(proposal, lot):
    """Markings of every third value, of some whole records and of the files, by lot."""
    content = content_of(proposal)
    for part in parts().values():
        if not part.is_record or kind_of(part.of).is_apart:
            continue
        for record in records_of(content, part):
            codes = [code_of(part.of, field.name) for field in markable_fields(part.of)]
            drawn = [code for code in codes if lot.random() < 0.3]
            if lot.random() < (0.5 if part.name == "evidence" else 0.2):
                drawn.append(code_of(part.of, ""))
            for code in drawn:
                if code in markable_values() and record.id.int:
                    _add_marking(proposal, record, code, lot)


def _add_marking(proposal, record, code, lot):
    said = ConfidentialityMarking(
        record=record.id,
        value=code,
        readers=lot.choice(list(Marking)),
        justification=value(),
        public_substitute=value(),
    )
    ContentRecord.objects.create(
        proposal=proposal,
        kind="markings",
        contributor_id=record.contributor,
        data=data_of(said),
        updated_by=proposal.created_by,
    )
