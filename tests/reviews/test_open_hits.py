"""Is the number of open hits that a case keeps always what counting them gives?"""

import pytest

from exports_portal.accounts.roles import Role
from proposals.actions.submit import submit
from reviews.actions import steps
from reviews.actions.adjudicate import adjudicate
from reviews.actions.case import receive
from reviews.actions.counting import count_what_nobody_counted
from reviews.actions.screening import queue_screening, screen_again, screen_parties
from reviews.hits import open_hits
from reviews.models import ReviewCase
from reviews.states import AdjudicationCode, AdjudicationOutcome
from tests.factories.proposals_ready import ANCHOR_OWNER, MEMBER_OWNER, sign_everything
from tests.factories.reviews import case_in_review, officer, submitted_case

pytestmark = pytest.mark.django_db
LISTED = [ANCHOR_OWNER, MEMBER_OWNER]


def kept(case):
    return ReviewCase.objects.get(proposal=case.proposal).open_hits


def counted(case):
    return open_hits().filter(party__run__version__proposal=case.proposal).count()


def is_right(case):
    assert kept(case) == counted(case)
    return kept(case)


def judge(hit, outcome, code, by):
    adjudicate(hit, outcome=outcome, code=code, reason="Compared name, place and owner.", by=by)


def test_it_is_right_after_the_first_screening():
    case = submitted_case(listed=LISTED, screened=False)
    assert is_right(case) == 0
    screen_parties(case.run)
    assert is_right(case) >= 2


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (AdjudicationOutcome.FALSE_POSITIVE, AdjudicationCode.DIFFERENT_PLACE),
        (AdjudicationOutcome.ESCALATE, AdjudicationCode.PARTY_UNKNOWN),
        (AdjudicationOutcome.TRUE_MATCH, AdjudicationCode.SAME_NAME_PLACE),
    ],
)
def test_it_is_right_after_each_word_about_each_hit(outcome, code):
    case = case_in_review(listed=LISTED)
    first, second = officer(Role.DESTINATION_REVIEWER), officer(Role.DESTINATION_REVIEWER)
    for hit in case.hits:
        for person in (first, second):
            judge(hit, outcome, code, person)
            is_right(case)
    assert (kept(case) == 0) == (outcome != AdjudicationOutcome.ESCALATE)


def test_it_is_right_while_and_after_everybody_is_screened_again():
    case = case_in_review(listed=LISTED)
    before = kept(case)
    run = screen_again(case.proposal, by=case.lead)
    assert is_right(case) == 0  # the newest screening counts, and has found nothing yet
    screen_parties(run)
    assert is_right(case) == before > 0


def test_it_is_right_when_results_are_carried_over():
    case = case_in_review(listed=LISTED)
    before = kept(case)
    screen_parties(queue_screening(case.version, basis=case.run))
    assert is_right(case) == before > 0


def test_it_is_right_with_another_version():
    case = submitted_case(listed=LISTED)
    steps.return_incomplete(case.proposal, reason="A page is missing.", by=case.lead)
    sign_everything(case.ready)
    version = submit(case.ready.proposal, by=case.ready.signatory)
    assert is_right(case) == 0  # nobody has screened this version
    screen_parties(receive(version))
    assert is_right(case) >= 2


def test_a_case_from_before_is_counted_by_the_sweeper():
    case = case_in_review(listed=LISTED)
    ReviewCase.objects.update(open_hits=None)
    count_what_nobody_counted()
    assert is_right(case) >= 2
