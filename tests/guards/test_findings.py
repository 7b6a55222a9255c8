"""A confirmed match or an ownership result stands against a case: who can make it go away?"""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from exports_portal.accounts.roles import Role
from exports_portal.errors import InvalidInput, NotPermitted, StepRefused
from proposals.actions.submit import submit
from reviews.actions import case as desk_work
from reviews.actions import steps
from reviews.actions.resolving import resolve_finding
from reviews.desk import decision_gaps
from reviews.models import Finding
from reviews.states import FindingSource, ResolutionCode, Severity
from reviews.tasks import screen_run
from tests.factories.ownership import MEMBER, judge, owned_case
from tests.factories.proposals_ready import ANCHOR_OWNER, sign_everything
from tests.factories.reviews import (
    case_in_review,
    clear,
    colleague,
    officer,
    submitted_case,
)
from tests.guards.confirmed import close, confirmed, is_open, match_of, say_true
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
GRIM = "Grimspire Holding"


def test_one_person_marks_the_match_and_closes_its_finding():
    """One person marks a strong hit as a true match and resolves its blocking finding.

    Stopped by: a finding of a true match closes by two people; the first only proposes, and says so
    twice in vain.
    """
    case, _, finding = confirmed()
    close(finding, by=case.lead)
    close(finding, by=case.lead, reason="Looked at it once more.")
    assert is_open(case)
    assert any("blocking finding" in gap for gap in decision_gaps(case.proposal))


@pytest.mark.parametrize(
    "role", [Role.CONTENT_ANALYST, Role.SECURITY_REVIEWER, Role.INTAKE_OFFICER, Role.AUDITOR]
)
def test_a_role_that_does_not_adjudicate_closes_the_finding(role):
    """A content analyst, a security reviewer, an intake officer or an auditor resolves it.

    Stopped by: only the roles that adjudicate close what an adjudication raised.
    """
    case, _, finding = confirmed()
    with pytest.raises(NotPermitted):
        close(finding, by=officer(role))
    assert is_open(case)


def test_without_a_ground():
    """Resolve it with words and without a ground, or with a ground that is the portal's own.

    Stopped by: a coded ground is required, of those that a person may give.
    """
    case, _, finding = confirmed()
    for code in ("", ResolutionCode.OTHERWISE, ResolutionCode.NO_RESULT):
        with pytest.raises(InvalidInput):
            close(finding, by=case.lead, code=code)
    assert is_open(case)


def test_two_people_with_two_grounds():
    """Two people resolve it on two different grounds.

    Stopped by: another ground is another proposal, and waits for a second person of its own.
    """
    case, _, finding = confirmed()
    close(finding, by=case.lead)
    close(finding, by=colleague(), code=ResolutionCode.LISTING_ENDED)
    assert is_open(case)
    close(finding, by=case.lead, code=ResolutionCode.LISTING_ENDED)
    closed = match_of(case)
    assert (closed.first_person, closed.resolved_by) == (colleague(), case.lead)


def test_a_second_person_with_a_conflict_or_a_first_one():
    """The second person has declared a conflict, or the first one has since.

    Stopped by: whoever has a tie does not close it, and their proposal counts for nothing.
    """
    case, _, finding = confirmed()
    close(finding, by=case.lead)
    desk_work.declare_conflict(case.proposal, has_conflict=True, note="Shares.", by=case.lead)
    close(finding, by=colleague())
    assert is_open(case)
    with pytest.raises(NotPermitted):
        close(finding, by=case.lead)


def test_in_the_shell():
    """Write the resolution into the row itself, as one person.

    Stopped by: the database takes two different people for a finding of the portal.
    """
    case, _, finding = confirmed()
    by = {"resolved_by": case.lead, "resolved_at": timezone.now()}
    for first in (None, case.lead):
        with pytest.raises(IntegrityError, match="takes_two"), transaction.atomic():
            Finding.objects.filter(pk=finding.pk).update(**by, first_person=first)
    assert is_open(case)


def test_on_the_page(client):
    """Post the resolution to the page as a content analyst, and as one adjudicator twice.

    Stopped by: the page calls the same action: 403, and a finding that stays open.
    """
    case, _, finding = confirmed()
    place = reverse("reviews:resolve_finding", args=[case.proposal.public_id, finding.pk])
    typed = {"code": "AUTHORIZED", "resolution": "A license covers it."}
    sign_in(client, officer(Role.CONTENT_ANALYST))
    assert client.post(place, typed).status_code == 403
    sign_in(client, case.lead)
    assert [client.post(place, typed).status_code for _ in range(2)] == [302, 302]
    assert is_open(case)


def test_an_ownership_result_closed_by_one():
    """One adjudicator resolves the result that a member counts as listed.

    Stopped by: a result on ownership takes two people as well, and the decision waits for it.
    """
    case = owned_case([(GRIM, "50", "")], listed=[GRIM])
    judge(case, GRIM)
    finding = Finding.objects.get(source=FindingSource.OWNERSHIP)
    close(finding, by=case.lead)
    gaps = decision_gaps(case.proposal)
    assert any("on ownership is not resolved" in gap for gap in gaps)
    close(finding, by=colleague())
    assert not any("on ownership is not resolved" in gap for gap in decision_gaps(case.proposal))


def test_an_ownership_result_that_comes_back():
    """Undo a match so that its ownership result goes, then confirm it again.

    Stopped by: the result is told by what it rests on, and its finding is opened again.
    """
    case = owned_case([(GRIM, "50", "")], listed=[GRIM])
    judge(case, GRIM)
    for hit in [hit for hit in case.hits if hit.party.name == GRIM]:
        for person in (case.lead, colleague()):
            clear(hit, by=person, reason=f"Another company, says {person}.")
    finding = Finding.objects.get(source=FindingSource.OWNERSHIP)
    assert finding.resolution_code == ResolutionCode.NO_RESULT
    judge(case, GRIM, "It is the listed one after all.")
    finding.refresh_from_db()
    assert finding.resolved_at is None
    assert finding.text_internal.startswith(f"Ownership of {MEMBER}")


def test_a_later_version_that_still_names_the_party():
    """Have the proposal returned and submit it again with the confirmed party still in it.

    Stopped by: only a version that does not name the party any more closes the finding.
    """
    case = case_returned_with_match()
    screened_anew(case)
    assert is_open(case)


def test_a_later_version_without_the_party_is_the_way_out():
    """The honest way: have the party replaced, submit again.

    Stopped by: nothing: the portal closes the finding itself, once the new version is screened.
    """
    case = case_returned_with_match()
    case.ready.anchor.owners.update(name="Harbor Widows Fund")
    sign_everything(case.ready)
    screened_anew(case)
    finding = match_of(case)
    assert (finding.resolution_code, finding.resolved_by) == (ResolutionCode.NEW_VERSION, None)


def test_a_blocking_finding_of_a_colleague():
    """A content analyst resolves the blocking finding of a security reviewer.

    Stopped by: a blocking finding is resolved by whoever raised it, the roles of its track or a
    case lead.
    """
    case = case_in_review()
    finding = desk_work.raise_finding(
        case.proposal,
        track=case.track("SECURITY"),
        severity=Severity.BLOCKING,
        text_public="",
        text_internal="Nobody holds the keys.",
        by=officer(Role.SECURITY_REVIEWER),
    )
    with pytest.raises(NotPermitted, match="security reviewer"):
        resolve_finding(finding, resolution="Seems fine.", by=officer(Role.CONTENT_ANALYST))
    resolve_finding(finding, resolution="Shown.", by=officer(Role.SECURITY_REVIEWER))
    with pytest.raises(StepRefused):
        resolve_finding(finding, resolution="Again.", by=case.lead)


def case_returned_with_match():
    case = submitted_case(listed=[ANCHOR_OWNER])
    say_true(case, case.hits[0])
    steps.return_incomplete(case.proposal, reason="Names are missing.", by=case.lead)
    return case


def screened_anew(case):
    screen_run(desk_work.receive(submit(case.proposal, by=case.ready.signatory)).pk)
