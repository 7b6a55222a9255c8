"""Is evidence part of what a draft says, and does a version keep it?"""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from exports_portal.audit.models import AuditEvent
from exports_portal.errors import InvalidInput, NotFound, NotPermitted, StepRefused
from exports_portal.files.models import FileScan, ScanState
from exports_portal.files.storing import FileDamaged, NotCleared
from proposals.actions import evidence as actions
from proposals.actions.evidence import attach, opened, put_back, remove, same_file
from proposals.actions.submit import submit
from proposals.content.material import material_digest
from proposals.models import RecordEvidence
from proposals.snapshot import content_of, context_of, findings_of
from tests.factories.evidence import TITLE, attached, model_of
from tests.factories.files import content_of as bytes_of
from tests.factories.proposals_ready import ready_proposal, sign_everything
from tests.files.samples import PDF, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready():
    return ready_proposal()


def test_what_is_attached_is_part_of_what_the_draft_says(ready):
    made = attached(ready.proposal, by=ready.admin, proves="Two people agree.")
    (document,) = content_of(ready.proposal).evidence
    assert (document.id, document.record) == (made.pk, model_of(ready.proposal).pk)
    assert (document.title, document.proves) == (TITLE, "Two people agree.")
    assert (document.contributor, document.marking) == (ready.anchor.pk, "ANCHOR")
    assert (document.sha256, document.size) == (made.file.sha256, len(PDF))


def test_it_is_signed_with_the_rest_and_its_removal_lapses_that_signature(ready):
    before = material_digest(content_of(ready.proposal))
    made = attached(ready.proposal, by=ready.admin)
    assert material_digest(content_of(ready.proposal)) != before
    remove(ready.proposal, made.pk, by=ready.admin)
    assert material_digest(content_of(ready.proposal)) == before


def test_the_same_file_twice_at_one_record_is_once(ready):
    assert (
        attached(ready.proposal, by=ready.admin).pk == attached(ready.proposal, by=ready.admin).pk
    )


def test_a_removal_is_undone_and_both_are_in_the_trail(ready):
    made = attached(ready.proposal, by=ready.admin)
    remove(ready.proposal, made.pk, by=ready.admin)
    assert content_of(ready.proposal).evidence == ()
    put_back(ready.proposal, made.pk, by=ready.admin)
    assert [d.id for d in content_of(ready.proposal).evidence] == [made.pk]
    verbs = AuditEvent.objects.about(ready.proposal).filter(verb__startswith="evidence.")
    assert sorted(verbs.values_list("verb", flat=True)) == [
        "evidence.attach",
        "evidence.put_back",
        "evidence.remove",
    ]
    assert TITLE not in str([event.data for event in verbs])


def test_what_was_attached_again_meanwhile_stays_alone(ready):
    first = attached(ready.proposal, by=ready.admin)
    remove(ready.proposal, first.pk, by=ready.admin)
    second = attached(ready.proposal, by=ready.admin)
    put_back(ready.proposal, first.pk, by=ready.admin)
    assert [d.id for d in content_of(ready.proposal).evidence] == [second.pk]


def test_evidence_goes_with_its_record(ready):
    made = attached(ready.proposal, by=ready.admin)
    ready.proposal.records.filter(pk=made.record_id).update(removed_at=timezone.now())
    assert content_of(ready.proposal).evidence == ()


def test_a_version_keeps_what_the_draft_removes_and_its_file_opens(ready):
    made = attached(ready.proposal, by=ready.admin)
    sign_everything(ready)
    version = submit(ready.proposal, by=ready.signatory)
    RecordEvidence.objects.filter(pk=made.pk).update(
        removed_at=timezone.now(), removed_by=ready.admin
    )
    (document,) = version.content.evidence
    assert (document.title, document.sha256) == (TITLE, made.file.sha256)
    assert bytes_of(opened(ready.proposal, document, by=ready.admin)) == PDF


def test_a_file_that_is_not_the_one_that_was_frozen_is_not_handed_out(ready):
    attached(ready.proposal, by=ready.admin)
    (document,) = content_of(ready.proposal).evidence
    with pytest.raises(FileDamaged):
        opened(ready.proposal, replace(document, sha256="0" * 64), by=ready.admin)


def test_nobody_opens_it_before_its_scan(ready):
    attached(ready.proposal, by=ready.admin, is_clean=False)
    (document,) = content_of(ready.proposal).evidence
    with pytest.raises(NotCleared):
        opened(ready.proposal, document, by=ready.admin)


@pytest.mark.parametrize(
    ("state", "outcome"), [("WAITING", "WARN"), ("FAILED", "BLOCK"), ("CLEAN", "PASS")]
)
def test_a_file_that_nobody_can_open_is_told_of_and_proves_nothing(ready, state, outcome):
    made = attached(ready.proposal, by=ready.admin)
    FileScan.objects.filter(file=made.file).update(state=ScanState(state))
    found = findings_of(ready.proposal, as_of=timezone.now())
    assert [f.outcome for f in found if f.rule_id == "PD03"] == [outcome]
    unread = context_of(ready.proposal, as_of=timezone.now()).unread
    assert unread == ({} if state == "CLEAN" else {made.pk: state})


def test_whoever_does_not_write_the_draft_attaches_and_removes_nothing(ready):
    made = attached(ready.proposal, by=ready.admin)
    for person in (ready.signatory, ready.member_signatory):
        with pytest.raises(NotPermitted):
            attached(ready.proposal, by=person)
        with pytest.raises(NotPermitted):
            remove(ready.proposal, made.pk, by=person)
        with pytest.raises(NotPermitted):
            put_back(ready.proposal, made.pk, by=person)
    assert len(content_of(ready.proposal).evidence) == 1


def test_after_submission_nothing_is_attached_or_removed(ready):
    made = attached(ready.proposal, by=ready.admin)
    sign_everything(ready)
    submit(ready.proposal, by=ready.signatory)
    with pytest.raises(StepRefused):
        attached(ready.proposal, by=ready.admin, content=pdf(b"2"))
    with pytest.raises(StepRefused):
        remove(ready.proposal, made.pk, by=ready.admin)


def test_a_record_of_another_proposal_gets_nothing(ready):
    other = ready_proposal()
    made = attached(other.proposal, by=other.admin)
    with pytest.raises(NotFound):
        attached(ready.proposal, by=ready.admin, record=model_of(other.proposal))
    with pytest.raises(NotFound):
        remove(ready.proposal, made.pk, by=ready.admin)
    with pytest.raises(NotFound):
        put_back(ready.proposal, uuid4(), by=ready.admin)


@pytest.mark.parametrize(
    "stated",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"issuer": "n/a"},
        {"marking": "PUBLIC"},
        {"sha256": "f" * 64, "title": "x\x00"},
        {"expires_on": "2026-01-01", "issued_on": "2026-01-02"},
    ],
)
def test_what_is_said_of_a_file_is_judged_by_its_declaration(ready, stated):
    with pytest.raises(InvalidInput):
        attached(ready.proposal, by=ready.admin, **stated)
    assert not RecordEvidence.objects.exists()


def test_a_proposal_takes_so_many_files(ready, monkeypatch):
    monkeypatch.setattr(actions, "MOST_EVIDENCE", 1)
    attached(ready.proposal, by=ready.admin)
    with pytest.raises(InvalidInput, match="at most 1 files"):
        attached(ready.proposal, by=ready.admin, content=pdf(b"2"))


def test_the_same_bytes_elsewhere_in_the_proposal_are_found_among_what_one_may_read(ready):
    first = attached(ready.proposal, by=ready.admin)
    component = ready.proposal.records.filter(kind="components").first()
    second = attached(ready.proposal, by=ready.admin, record=component)
    assert same_file(second, among={first.pk, second.pk}) == first
    assert same_file(second, among={second.pk}) is None


def test_the_database_knows_no_public_evidence_and_no_removal_by_nobody(ready):
    made = attached(ready.proposal, by=ready.admin)
    for change in ({"marking": "PUBLIC"}, {"removed_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RecordEvidence.objects.filter(pk=made.pk).update(**change)


def test_attach_names_a_record_that_was_removed(ready):
    record = model_of(ready.proposal)
    ready.proposal.records.filter(pk=record.pk).update(removed_at=timezone.now())
    with pytest.raises(NotFound, match="not part of the draft"):
        attach(ready.proposal, record.pk, file=None, stated={}, by=ready.admin)
