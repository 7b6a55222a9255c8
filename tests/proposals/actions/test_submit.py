"""What is frozen when a proposal is handed in, and what is not when it is refused?"""

import threading
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from exports_portal.accounts.actions.organizations import replace_owners
from exports_portal.accounts.roles import Part
from exports_portal.audit.models import AuditEvent
from exports_portal.canonical import digest, plain
from exports_portal.errors import NotPermitted, StepRefused
from exports_portal.policy.readers import snapshots_in_force
from proposals.actions.consortia import accept, invite
from proposals.actions.drafts import SectionDraft, save_section
from proposals.actions.submit import submit
from proposals.formats import document_of
from proposals.models import NumberCounter, Proposal, ProposalVersion
from proposals.snapshot import content_of
from proposals.states import ProposalState
from reviews.actions import case, steps
from tests.factories.accounts import MembershipFactory, OrganizationFactory, UserFactory
from tests.factories.proposals_ready import ready_proposal
from tests.factories.reviews import officer

pytestmark = pytest.mark.django_db


def facts():
    """Everything that a submission may change."""
    return (
        ProposalVersion.objects.count(),
        list(NumberCounter.objects.values_list("series", "last")),
        AuditEvent.objects.count(),
        list(Proposal.objects.values_list("state", "public_id", "submitted_at")),
    )


def year():
    return f"{timezone.localtime():%y}"


def returned(ready):
    """Submitted, received, and returned as incomplete."""
    case.receive(submit(ready.proposal, by=ready.signatory))
    intake = officer("INTAKE_OFFICER")
    steps.return_incomplete(ready.proposal, reason="The owners are missing.", by=intake)


def test_every_blocking_finding_is_said_and_nothing_is_changed():
    ready = ready_proposal()
    clear = SectionDraft(values={"executive_summary": ""})
    save_section(ready.proposal, "overview", clear, by=ready.admin)
    save_section(ready.proposal, "markets", SectionDraft(values={}, rows=[]), by=ready.admin)
    before = facts()

    with pytest.raises(StepRefused) as refused:
        submit(ready.proposal, by=ready.signatory)

    assert facts() == before
    assert len(refused.value.reasons) == 2
    assert all(sentence.endswith(".") for sentence in refused.value.reasons)
    assert "summary" in str(refused.value)
    assert "country" in str(refused.value)


def test_a_refused_submission_leaves_no_gap_in_the_numbers():
    broken = ready_proposal()
    save_section(broken.proposal, "markets", SectionDraft(values={}, rows=[]), by=broken.admin)
    first, second = ready_proposal(), ready_proposal()

    submit(first.proposal, by=first.signatory)
    with pytest.raises(StepRefused):
        submit(broken.proposal, by=broken.signatory)
    submit(second.proposal, by=second.signatory)

    numbers = Proposal.objects.exclude(public_id=None).order_by("public_id")
    assert list(numbers.values_list("public_id", flat=True)) == [
        f"AAEP-{year()}-0001",
        f"AAEP-{year()}-0002",
    ]


def test_a_number_is_given_back_when_the_submission_fails_after_it():
    first, second = ready_proposal(), ready_proposal()
    with transaction.atomic():
        submit(first.proposal, by=first.signatory)
        transaction.set_rollback(True)

    submit(second.proposal, by=second.signatory)

    assert Proposal.objects.get(pk=second.proposal.pk).public_id == f"AAEP-{year()}-0001"
    assert Proposal.objects.get(pk=first.proposal.pk).state == ProposalState.DRAFT


def test_the_hash_is_that_of_the_content_read_back():
    ready = ready_proposal()
    content = content_of(ready.proposal)

    pk = submit(ready.proposal, by=ready.signatory).pk
    version = ProposalVersion.objects.get(pk=pk)

    assert version.content == content
    assert version.sha256 == digest(version.document)
    assert version.document == plain(document_of(content))
    assert (version.number, version.frozen_by) == (1, ready.signatory)


def test_a_version_names_the_policy_it_was_judged_on():
    ready = ready_proposal()

    version = submit(ready.proposal, by=ready.signatory)

    assert version.policy_snapshots == [
        {"kind": ref.kind, "id": ref.id, "sha256": ref.sha256}
        for ref in snapshots_in_force(timezone.localdate())
    ]
    assert version.policy_snapshots


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE proposals_proposalversion SET sha256 = 'x'",
        "UPDATE proposals_proposalversion SET document = '{}'",
        "DELETE FROM proposals_proposalversion",
        "TRUNCATE proposals_proposalversion CASCADE",
    ],
)
def test_the_database_refuses_to_change_a_frozen_version(change):
    ready = ready_proposal()
    version = submit(ready.proposal, by=ready.signatory)
    connection.check_constraints()  # TRUNCATE is refused while some are still to be checked

    with (
        pytest.raises(IntegrityError, match="frozen"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)

    assert ProposalVersion.objects.get().sha256 == version.sha256


@pytest.mark.parametrize("part", [Part.ADMIN, Part.CONTRIBUTOR])
def test_nobody_but_a_signatory_of_the_anchor_submits(part):
    ready = ready_proposal()
    person = MembershipFactory(organization=ready.anchor, part=part).user
    before = facts()

    with pytest.raises(NotPermitted, match="anchor signatory"):
        submit(ready.proposal, by=person)

    assert facts() == before


def test_the_signatory_of_a_member_cannot_submit_for_the_anchor():
    ready = ready_proposal()

    with pytest.raises(NotPermitted):
        submit(ready.proposal, by=ready.member_signatory)


def test_an_anchor_that_left_can_neither_write_nor_submit():
    ready = ready_proposal()
    ready.consortium.members.filter(role="ANCHOR").update(left_at=timezone.now())

    with pytest.raises(NotPermitted):
        submit(ready.proposal, by=ready.signatory)
    with pytest.raises(NotPermitted):
        save_section(ready.proposal, "overview", SectionDraft(values={}), by=ready.admin)


def test_a_submitted_proposal_is_not_submitted_again():
    ready = ready_proposal()
    submit(ready.proposal, by=ready.signatory)

    with pytest.raises(StepRefused, match="is submitted"):
        submit(ready.proposal, by=ready.signatory)

    assert ProposalVersion.objects.count() == 1


def test_a_returned_proposal_becomes_version_two_under_its_number():
    ready = ready_proposal()
    returned(ready)
    number = Proposal.objects.get().public_id
    save_section(
        ready.proposal, "overview", SectionDraft(values={"title": "Better"}), by=ready.admin
    )

    second = submit(ready.proposal, by=ready.signatory)

    assert second.number == 2
    assert Proposal.objects.get().public_id == number
    assert [v.content.title for v in ProposalVersion.objects.order_by("number")] == [
        "Lumen Stack for public services",
        "Better",
    ]


def test_the_clock_stands_while_a_proposal_is_with_the_applicant():
    ready = ready_proposal()
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        returned(ready)
        clock.shift(timedelta(days=3))
        assert Proposal.objects.get().review_age == timedelta(0)
        assert Proposal.objects.get().resume_state == ""  # no question interrupted a review
        submit(ready.proposal, by=ready.signatory)
        clock.shift(timedelta(days=2))
        again = Proposal.objects.get()

        assert again.submitted_at == start
        assert again.clock_paused_for == timedelta(days=3)
        assert again.review_age == timedelta(days=2)


@pytest.mark.django_db(transaction=True)
def test_owners_cannot_change_between_the_check_and_the_freezing():
    ready = ready_proposal()
    MembershipFactory(organization=ready.anchor, user=ready.signatory, part=Part.ADMIN)
    new_owner = {"name": "New Owner", "kind": "ORGANIZATION", "country": "US"}
    row = new_owner | {"percent": Decimal(100), "has_control": True}

    done = during_a_submission(
        ready, lambda: replace_owners(ready.anchor, rows=[row], by=ready.signatory)
    )

    frozen = ProposalVersion.objects.get().content
    assert "New Owner" not in {owner.name for member in frozen.members for owner in member.owners}
    assert done == ["after the submission"]
    assert ready.anchor.owners.get().name == "New Owner"


@pytest.mark.django_db(transaction=True)
def test_nobody_joins_between_the_check_and_the_freezing():
    ready = ready_proposal()
    newcomer = UserFactory()
    organization = OrganizationFactory(admin=newcomer)
    _, secret = invite(ready.consortium, email=newcomer.email, by=ready.admin)

    done = during_a_submission(
        ready, lambda: accept(secret, organization=organization, by=newcomer)
    )

    assert len(ProposalVersion.objects.get().content.members) == 2
    assert done == ["after the submission"]
    assert ready.consortium.current_members().count() == 3


def during_a_submission(ready, act):
    """Start `act` when everything is frozen but not committed; say when it got through."""
    order = []

    def other():
        try:
            act()
            order.append("after the submission" if committed.is_set() else "in between")
        finally:
            connection.close()

    committed = threading.Event()
    thread = threading.Thread(target=other)
    with transaction.atomic():
        submit(ready.proposal, by=ready.signatory)
        thread.start()
        thread.join(timeout=1)
        committed.set()
    thread.join()
    return order
