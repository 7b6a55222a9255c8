"""Is an amendment a draft like any other, and is what is under review untouched by it?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from exports_portal.audit.models import AuditEvent
from exports_portal.errors import InvalidInput, LostUpdate, PortalError, StepRefused
from proposals.actions.amending import (
    amend,
    amendment_digest,
    changes_of_amendment,
    drop_amendment,
    open_amendment,
)
from proposals.actions.one_record import change_record, remove_record
from proposals.content.reading import PROGRAM_OFFICE, Reader
from proposals.content.whole import parts, records_of
from proposals.models import CallForProposals, RecordRevision
from proposals.snapshot import content_of
from proposals.states import ProposalState as S
from reviews.actions.determine import designate
from reviews.models import Determination
from reviews.states import ContentBasis
from tests.factories import amendments as change
from tests.factories.evidence import attached
from tests.factories.markings import marked
from tests.factories.proposals_ready import ready_proposal, sign_everything
from tests.factories.reviews import case_awaiting_determination, case_in_review
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db


def said(content):
    """What is written, without members and signatures."""
    return {name: records_of(content, part) for name, part in parts().items() if part.is_record}


def test_an_amendment_says_in_one_line_why():
    case = case_in_review()
    for reason in ("", "  \n "):
        with pytest.raises(InvalidInput):
            open_amendment(case.proposal, reason=reason, by=case.ready.admin)
    opened = open_amendment(case.proposal, reason="New\n prices", by=case.ready.admin)
    assert (opened.reason, opened.base.number) == ("New prices", 1)
    with pytest.raises(StepRefused, match="open already"):
        open_amendment(case.proposal, reason="Again", by=case.ready.admin)


def test_the_title_of_the_case_stays_until_the_amendment_is_handed_in():
    case = case_in_review()
    change.opened(case)
    change.change(case, "overview", title="Lumen Stack, second edition")
    assert case.now().proposal.title == "Lumen Stack for public services"
    change.hand_in(case)
    assert case.now().proposal.title == "Lumen Stack, second edition"


def test_dropping_puts_a_marking_back_that_was_taken_back():
    ready = ready_proposal()
    model = ready.proposal.records.get(kind="models")
    values = {"hosting_location": "Tern Island, hall 4"}
    change_record(ready.proposal, model.pk, values, revision=model.revision, by=ready.admin)
    row = marked(ready.proposal, by=ready.admin, readers="PROGRAM")
    sign_everything(ready)
    case = case_in_review(ready=ready)
    change.opened(case)
    remove_record(case.proposal, row.pk, revision=row.revision, by=ready.admin)
    drop_amendment(case.proposal, by=ready.admin)
    assert [one.value for one in content_of(case.proposal).markings] == ["models.hosting_location"]
    browser, own = client_of(ready.member_signatory), f"/proposals/{case.proposal.pk}/"
    for page in (f"{own}models/", f"{own}models/history/", f"/api/v1{own}records/?kind=models"):
        answer = browser.get(page)
        assert answer.status_code == 200
        assert "Tern Island, hall 4" not in answer.text, page


def test_what_the_last_amendment_changed_is_not_what_the_next_one_changes():
    case = case_in_review()
    browser, page = client_of(case.ready.admin), f"/proposals/{case.proposal.pk}/amendment/"
    change.opened(case)
    change.change_value(case)
    sign_everything(case.ready)
    assert "$30,000.00" in browser.get(page).text
    change.hand_in(case)
    change.opened(case)
    assert "$30,000.00" not in browser.get(page).text


def test_dropping_puts_everything_back_and_forgets_nothing():
    case = case_in_review()
    before = said(case.version.content)
    change.opened(case)
    kept = attached(case.proposal, by=case.ready.admin)
    change.change_value(case)
    row = change.add_supplier(case)
    change.take_out(case, change.record_of(case, "sites"))
    change.change(case, "hardware", content_justification="Another reason.")
    assert said(content_of(case.proposal)) != before
    drop_amendment(case.proposal, by=case.ready.admin)
    assert said(content_of(case.proposal)) == before
    kept.refresh_from_db()
    assert kept.removed_by == case.ready.admin
    revisions = RecordRevision.objects.filter(record=row).order_by("number")
    assert [revision.is_removal for revision in revisions] == [False, True]
    assert not case.now().proposal.is_editable


def test_what_was_read_is_what_is_handed_in_or_dropped():
    case = case_in_review()
    change.opened(case)
    change.change_value(case)
    sign_everything(case.ready)
    read = amendment_digest(case.now().proposal)
    change.change_value(case, "1.00")
    for act, by in ((amend, case.ready.signatory), (drop_amendment, case.ready.admin)):
        with pytest.raises(LostUpdate):
            act(case.proposal, by=by, read_digest=read)
    assert case.now().proposal.is_editable


def test_an_amendment_may_come_after_the_call_has_closed():
    case = case_in_review()
    CallForProposals.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    assert change.amended(case).version.number == 2


def test_each_reader_sees_the_changes_that_are_theirs():
    case = case_in_review()
    change.opened(case)
    change.change_value(case)
    change.change(case, "overview", executive_summary="A shorter summary.")
    member = Reader(organizations=frozenset({case.ready.member.pk}))
    labels = [found.label for found in changes_of_amendment(case.now().proposal, member)]
    assert labels == ["Executive summary"]
    assert len(changes_of_amendment(case.now().proposal, PROGRAM_OFFICE)) == 2


def test_the_trail_says_who_opened_handed_in_and_what_was_reopened():
    case = change.amended(case_awaiting_determination())
    events = AuditEvent.objects.about(case.proposal)
    assert events.get(verb="amendment.open").data["note"] == change.WHY
    handed_in = events.get(verb="proposal.amend")
    assert handed_in.data["version"] == 2
    assert "the track “U.S. content”" in handed_in.data["reopened"]
    assert events.filter(verb="proposal.send_back").get().actor is None


@pytest.mark.django_db(transaction=True)
def test_a_decision_and_an_amendment_in_one_moment():
    """Whoever holds the case first: the decision is on the version that was reviewed, or there is
    none, and never on the new one."""
    case = case_awaiting_determination()
    change.opened(case)
    change.change_value(case)
    sign_everything(case.ready)

    def attempt(act):
        try:
            act()
        except PortalError as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    def decide():
        designate(
            case.proposal,
            rationale="The package serves the national interest.",
            content_basis=ContentBasis.PRESUMPTION,
            by=case.decider,
        )

    acts = (decide, lambda: amend(case.proposal, by=case.ready.signatory))
    with ThreadPoolExecutor(2) as pool:
        outcomes = [each.result() for each in [pool.submit(attempt, act) for act in acts]]
    assert sorted(outcomes) == ["StepRefused", "done"]
    case = case.now()
    if outcomes[0] == "done":
        assert Determination.objects.get().version.number == case.version.number == 1
    else:
        assert (case.version.number, case.proposal.state) == (2, S.IN_REVIEW)
        assert not Determination.objects.exists()


def test_an_amended_value_is_exact():
    case = change.amended(case_in_review())
    assert case.version.content.components[0].unit_value == Decimal("30000.00")
