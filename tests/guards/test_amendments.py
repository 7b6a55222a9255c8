"""What is under review is written: in which ways does somebody change what they may not?"""

from decimal import Decimal

import pytest

from exports_portal.accounts.actions.tokens import create_token
from exports_portal.accounts.roles import Part
from exports_portal.errors import NotPermitted
from proposals.actions.advance import advance
from proposals.actions.amending import amend, drop_amendment, open_amendment
from proposals.actions.one_record import add_records, change_record
from proposals.models import Amendment
from proposals.states import ProposalState as S
from tests.factories import amendments as change
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.proposals_ready import sign_everything
from tests.factories.reviews import (
    case_awaiting_determination,
    case_in_review,
    declined_case,
    designated_case,
    submitted_case,
)
from tests.guards.amending import decide, refused
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("decided", [designated_case, declined_case])
def test_amending_after_the_determination(decided):
    """Change the proposal once it is decided, with an amendment that was opened in time or a new
    one.

    Stopped by: a decision ends the amendment, and only what is under review is amended.
    """
    case = case_awaiting_determination() if decided is designated_case else decided()
    if case.proposal.state == S.AWAITING_DETERMINATION:
        change.opened(case)
        change.change_value(case)
        sign_everything(case.ready)
        decide(case)
        case = case.now()
        (reason,) = refused(lambda: amend(case.proposal, by=case.ready.signatory))
        assert "“amend” is not possible from there" in reason
        refused(lambda: change.change_value(case, "1.00"))
    refused(lambda: open_amendment(case.proposal, reason="Too late", by=case.ready.admin))
    assert case.version.number == 1
    assert case.proposal.amendment is None


def test_an_amendment_for_which_a_member_has_not_signed_again():
    """Change what a member signed, and hand the amendment in on its old signature.

    Stopped by: the same readiness rules as at submission; the signature lapsed with the change.
    """
    case = case_in_review()
    change.opened(case)
    change.change(case, "layers", of={"code": "L2_DATA"}, description="Something else entirely.")
    reasons = refused(lambda: amend(case.proposal, by=case.ready.signatory))
    assert any("Juniper Data Works" in reason for reason in reasons)
    assert case.now().version.number == 1


def test_an_amendment_that_was_dropped_between_the_signing_and_the_freeze():
    """Sign, let a colleague drop the amendment, and hand in from the page that is open still.

    Stopped by: no amendment is open, and the draft says again what is under review.
    """
    case = case_in_review()
    change.opened(case)
    change.change_value(case)
    sign_everything(case.ready)
    drop_amendment(case.proposal, by=case.ready.admin)
    assert (
        "No amendment is open" in refused(lambda: amend(case.proposal, by=case.ready.signatory))[0]
    )
    change.opened(case)
    assert "Nothing is different from version 1 yet." in refused(
        lambda: amend(case.proposal, by=case.ready.signatory)
    )


def test_a_record_of_another_member():
    """Change, as a contributor of one member, what another member says.

    Stopped by: a member writes its own records, in an amendment as in a draft.
    """
    case = case_in_review()
    change.opened(case)
    contributor = UserFactory()
    MembershipFactory(organization=case.ready.member, user=contributor, part=Part.CONTRIBUTOR)
    row = change.record_of(case, "components")
    with pytest.raises(NotPermitted):
        change_record(
            case.proposal,
            row.pk,
            {"unit_value": Decimal(1)},
            revision=row.revision,
            by=contributor,
        )
    add_records(
        case.proposal,
        "components",
        [{"name": "Own", "category": "OTHER", "manufacturer": "Own", "quantity": 1}],
        by=contributor,
    )
    with pytest.raises(NotPermitted):
        open_amendment(case.proposal, reason="Ours", by=contributor)


def test_writing_without_an_amendment():
    """Write into a proposal under review by page, API or action without saying that and why.

    Stopped by: what is under review is written only while an amendment is open.
    """
    case = case_in_review()
    refused(lambda: change.change_value(case))
    row = change.record_of(case, "components")
    _, text = create_token(name="Program", days=1, by=case.ready.admin, may_submit=True)
    answer = client_of(case.ready.admin).patch(
        f"/api/v1/proposals/{case.proposal.pk}/records/{row.pk}/",
        {"answers": {"quantity": 1}},
        content_type="application/json",
        headers={"authorization": f"Token {text}", "if-match": f'"{row.revision}"'},
    )
    assert answer.status_code == 409


def test_a_withdrawn_case():
    """Withdraw, and go on with the amendment that was open.

    Stopped by: a case that leaves the review ends its amendment.
    """
    case = case_in_review()
    change.opened(case)
    change.change_value(case)
    sign_everything(case.ready)
    advance(case.proposal, "withdraw", by=case.ready.signatory)
    refused(lambda: amend(case.proposal, by=case.ready.signatory))
    refused(lambda: change.change_value(case, "1.00"))
    assert Amendment.objects.get(proposal=case.proposal).closed_at is not None


def test_returning_what_is_amended():
    """Have the proposal returned while an amendment is open, and hand in the amendment.

    Stopped by: it goes on as the returned draft, which is submitted, and received, as a whole.
    """
    case = submitted_case()
    change.opened(case)
    change.change_value(case)
    advance(case.proposal, "return_incomplete", by=case.lead)
    refused(lambda: amend(case.proposal, by=case.ready.signatory))
    assert case.now().proposal.is_editable


def test_two_tabs():
    """Hand in the same amendment twice from two tabs.

    Stopped by: the second finds no amendment open; one version is frozen.
    """
    case = case_in_review()
    change.opened(case)
    change.change_value(case)
    sign_everything(case.ready)
    amend(case.proposal, by=case.ready.signatory)
    refused(lambda: amend(case.proposal, by=case.ready.signatory))
    assert case.now().version.number == 2
