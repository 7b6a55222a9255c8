"""Is a file applied whole or not at all, by whoever may edit, on what they have seen?"""

from datetime import timedelta

import pytest
from django.utils import timezone

from exports_portal.accounts.roles import Part
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import EditConflict, InvalidInput, NotFound, NotPermitted, StepRefused
from proposals.actions.drafts import SectionDraft, save_section
from proposals.actions.imports import apply, forget_expired, let_wait
from proposals.actions.planning import Mode, Speaker, planned
from proposals.actions.submit import submit
from proposals.content.reading import PROGRAM_OFFICE
from proposals.content.sections import Section
from proposals.exchange.found import as_found
from proposals.exchange.own_json import json_file
from proposals.exchange.recognizing import found_in
from proposals.models import ContentRecord, PendingImport, Proposal, RecordRevision
from proposals.snapshot import content_of, known_codes
from proposals.tasks import forget_expired_imports
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.proposals_ready import ready_proposal

pytestmark = pytest.mark.django_db
HEAD = "Item,Category,Manufacturer,Quantity,Value of one\n"
NEW = HEAD + "Tide switch,Networking,Harbor Storage Works,4,\n"


@pytest.fixture
def ready():
    return ready_proposal()


def known(proposal):
    return known_codes(content_of(proposal), timezone.localdate())


def waiting(ready, text, by=None):
    found = found_in(text.encode(), None, known(ready.proposal))
    return let_wait(
        ready.proposal,
        found,
        contributor=ready.anchor.pk,
        name="parts.csv",
        by=by or ready.admin,
    )


def seen(pending, mode=Mode.ADD):
    proposal = pending.proposal
    content = content_of(proposal)
    speaker = Speaker(contributor=pending.contributor_id, reader=PROGRAM_OFFICE)
    plan = planned(content, as_found(pending.found), mode, speaker, known(proposal))
    return plan.read_digest


def applied(pending, mode=Mode.ADD, digest=None, by=None):
    digest = seen(pending, mode) if digest is None else digest
    return apply(pending, mode, reader=PROGRAM_OFFICE, read_digest=digest, by=by or pending.by)


def names(proposal):
    return [each.name for each in content_of(proposal).components]


def test_rows_are_added_and_nothing_else_changes(ready):
    before = content_of(ready.proposal).components
    applied(waiting(ready, NEW))
    after = content_of(ready.proposal).components
    assert after[:-1] == before
    assert (after[-1].name, after[-1].quantity) == ("Tide switch", 4)
    assert PendingImport.objects.count() == 0
    event = AuditEvent.objects.about(ready.proposal).latest("id")
    assert (event.verb, event.data["mode"]) == ("proposal.import", "ADD")


def test_the_same_file_twice_adds_nothing(ready):
    applied(waiting(ready, NEW))
    revisions = RecordRevision.objects.count()
    applied(waiting(ready, NEW))
    assert names(ready.proposal).count("Tide switch") == 1
    assert RecordRevision.objects.count() == revisions


def test_rows_of_the_file_take_the_place_of_what_was_there(ready):
    applied(waiting(ready, NEW), Mode.REPLACE)
    assert names(ready.proposal) == ["Tide switch"]


def test_a_row_with_its_id_is_changed_and_an_empty_cell_empties_only_when_replaced(ready):
    first = content_of(ready.proposal).components[0]
    text = f"Record id,Quantity,ECCN\n{first.id},7,\n"
    applied(waiting(ready, text))
    changed, *others = content_of(ready.proposal).components
    assert (changed.quantity, changed.eccn, changed.unit_value) == (7, first.eccn, first.unit_value)
    assert len(others) == 1
    applied(waiting(ready, text), Mode.REPLACE)
    (only,) = content_of(ready.proposal).components
    assert (only.id, only.eccn, only.unit_value) == (first.id, "", first.unit_value)


def test_a_market_is_known_by_its_country(ready):
    text = "Kind of market,Country or bloc,Why this market\nCountry,Kenya,New reasons.\n"
    applied(waiting(ready, text))
    reasons = {each.code: each.rationale for each in content_of(ready.proposal).markets}
    assert reasons["KE"] == "New reasons."
    assert len(reasons) == 2


def test_two_rows_of_one_record_are_refused(ready):
    text = "Kind of market,Country or bloc\nCountry,Kenya\nCountry,KE\n"
    with pytest.raises(InvalidInput, match="Row 3: It is the same record as Row 2"):
        seen(waiting(ready, text))


def test_more_rows_than_a_proposal_may_have_are_refused(ready):
    rows = "".join(f"Part {number},Server,Brass,1,\n" for number in range(4_999))
    with pytest.raises(InvalidInput, match="takes 5,000 of them, and these would be 5,001"):
        seen(waiting(ready, HEAD + rows))


def test_what_somebody_saved_since_the_preview_is_not_overwritten(ready):
    pending = waiting(ready, NEW)
    digest = seen(pending)
    save_section(
        ready.proposal,
        "hardware",
        SectionDraft(values={"content_justification": "New."}),
        by=ready.admin,
    )
    with pytest.raises(EditConflict, match="Nothing was imported"):
        applied(pending, digest=digest)
    assert "Tide switch" not in names(ready.proposal)
    applied(pending)
    assert "Tide switch" in names(ready.proposal)


def test_a_digest_of_the_other_choice_or_none_is_refused_or_the_same(ready):
    with pytest.raises(EditConflict):
        applied(waiting(ready, NEW), digest="")


def test_nobody_else_can_apply_it(ready):
    colleague = MembershipFactory(organization=ready.anchor, part=Part.ADMIN).user
    pending = waiting(ready, NEW)
    digest = seen(pending)
    for person in (colleague, UserFactory()):
        with pytest.raises(NotFound):
            applied(pending, digest=digest, by=person)
    assert "Tide switch" not in names(ready.proposal)


@pytest.mark.parametrize("part", [Part.SIGNATORY])
def test_only_who_may_edit_may_let_a_file_wait(ready, part):
    signatory = MembershipFactory(organization=ready.anchor, part=part).user
    for person in (signatory, UserFactory()):
        with pytest.raises(NotPermitted):
            waiting(ready, NEW, by=person)


def test_who_may_not_edit_any_more_applies_nothing(ready):
    membership = MembershipFactory(organization=ready.anchor, part=Part.CONTRIBUTOR)
    pending = waiting(ready, NEW, by=membership.user)
    digest = seen(pending)
    membership.delete()
    with pytest.raises(NotPermitted):
        applied(pending, digest=digest)


def test_nothing_is_imported_into_what_is_submitted(ready):
    pending = waiting(ready, NEW)
    digest = seen(pending)
    submit(ready.proposal, by=ready.signatory)
    with pytest.raises(StepRefused):
        applied(pending, digest=digest)


def test_a_file_waits_for_an_hour_and_another_takes_its_place(ready):
    first = waiting(ready, NEW)
    second = waiting(ready, NEW)
    assert list(PendingImport.objects.values_list("pk", flat=True)) == [second.pk]
    with pytest.raises(NotFound):
        applied(first, digest=seen(second))
    PendingImport.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(NotFound):
        applied(second)
    forget_expired_imports()
    assert PendingImport.objects.count() == 0
    assert forget_expired() == 0


def test_a_whole_proposal_comes_back_as_it_left(ready):
    file = json_file(content_of(ready.proposal), PROGRAM_OFFICE)
    save_section(ready.proposal, "markets", SectionDraft(values={}, rows=[]), by=ready.admin)
    save_section(ready.proposal, "overview", SectionDraft(values={"title": "New"}), by=ready.admin)
    applied(waiting(ready, NEW), Mode.REPLACE)
    assert json_file(content_of(ready.proposal), PROGRAM_OFFICE) != file
    applied(waiting(ready, file.decode()), Mode.REPLACE)
    assert json_file(content_of(ready.proposal), PROGRAM_OFFICE) == file
    assert Proposal.objects.get().title == content_of(ready.proposal).title


def test_one_page_that_is_refused_keeps_all_of_them_from_being_saved(ready, monkeypatch):
    file = json_file(content_of(ready.proposal), PROGRAM_OFFICE).decode()
    pending = waiting(
        ready, file.replace("Harbor storage shelf", "Shelf").replace("Lumen Clinical 2", "Lumen 3")
    )
    digest = seen(pending)
    saved = []

    def fails_at_the_second(proposal, section, draft, **options):
        saved.append(section)
        if len(saved) == 2:
            raise StepRefused("No.")
        return save_section(proposal, section, draft, **options)

    monkeypatch.setattr("proposals.actions.imports.save_section", fails_at_the_second)
    with pytest.raises(StepRefused):
        applied(pending, digest=digest)
    assert len(saved) == 2
    assert "Shelf" not in names(ready.proposal)
    assert PendingImport.objects.count() == 1


def test_what_nobody_had_written_is_unwritten_again_to_the_byte(ready):
    """The only record of its kind: said after the file was made, and gone with it again."""
    proposal, said = ready.proposal, {"accounts_detail": "Each customer shows who it is."}
    assert not ContentRecord.objects.filter(kind="theft_protection").exists()
    file = json_file(content_of(proposal), PROGRAM_OFFICE)
    save_section(proposal, Section.SECURITY, SectionDraft(values=said), by=ready.admin)
    assert json_file(content_of(proposal), PROGRAM_OFFICE) != file
    applied(waiting(ready, file.decode()), Mode.REPLACE)
    assert json_file(content_of(proposal), PROGRAM_OFFICE) == file
    # Said again, it is the same record as before.
    save_section(proposal, Section.SECURITY, SectionDraft(values=said), by=ready.admin)
    row = ContentRecord.objects.get(kind="theft_protection")
    assert (row.revision, row.revisions.count()) == (3, 3)
