"""Does clearing a strong hit take two people, each with a reason, and neither with a tie?"""

import pytest
from django.db import IntegrityError, transaction

from exports_portal.accounts.roles import Part, Role
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import InvalidInput, NotPermitted, StepRefused
from reviews.actions import case as desk_work
from reviews.actions.adjudicate import Judgment, adjudicate_together, newest_of
from reviews.actions.screening import screen_again, screen_parties
from reviews.desk import decision_gaps
from reviews.models import Adjudication, Finding, ScreeningHit
from reviews.states import AdjudicationCode as Code
from reviews.states import AdjudicationOutcome as Outcome
from reviews.states import Severity
from tests.factories.accounts import MembershipFactory
from tests.factories.policy import screening_lines
from tests.factories.proposals_ready import ANCHOR_OWNER
from tests.factories.reviews import case_in_review, clear, colleague, officer

pytestmark = pytest.mark.django_db
WAITS = "1 screening hit waits for a second person."
REVIEW_ONLY = "Lumen Harvor Systms Trading"  # resembles the anchor member, and is not strong


@pytest.fixture
def case():
    return case_in_review(listed=[ANCHOR_OWNER])


def is_open(case):
    return ScreeningHit.objects.filter(party__run=case.run).open_for(case.proposal).exists()


def judged(hit, outcome, code, *, by, reason="Looked at with other eyes."):
    judgment = Judgment(outcome=outcome, code=code, reason=reason)
    return adjudicate_together([hit], judgment, by=by)[0]


def test_one_person_only_proposes_to_clear_a_strong_hit(case):
    (hit,) = case.hits
    first = clear(hit, by=case.lead)

    assert (hit.tier, first.answers, first.first_person) == ("strong", None, None)
    assert is_open(case)
    assert WAITS in decision_gaps(case.proposal)
    event = AuditEvent.objects.get(verb="screening.adjudicate")
    assert event.summary == "A second person has to agree."


def test_a_second_person_with_a_reason_of_their_own_settles_it(case):
    (hit,) = case.hits
    first = clear(hit, by=case.lead)
    second = clear(hit, by=colleague(), reason="The register names other directors.")

    assert (second.answers, second.first_person) == (first, case.lead)
    assert not is_open(case)
    assert WAITS not in decision_gaps(case.proposal)
    event = AuditEvent.objects.filter(verb="screening.adjudicate").latest("id")
    assert event.summary == f"Agrees with {case.lead}."


@pytest.mark.parametrize("reason", ["I looked at it anew.", "Another company, in another country."])
def test_the_same_person_is_never_the_second_one(case, reason):
    (hit,) = case.hits
    clear(hit, by=case.lead)
    clear(hit, by=case.lead, reason=reason)
    clear(hit, by=case.lead, reason=reason)

    assert is_open(case)
    assert not Adjudication.objects.exclude(answers=None).exists()


def test_the_database_itself_refuses_the_same_person_twice(case):
    (hit,) = case.hits
    first = clear(hit, by=case.lead)
    with pytest.raises(IntegrityError, match="second_person_is_another"), transaction.atomic():
        Adjudication.objects.filter(pk=first.pk).update(answers=first, first_person=case.lead)


def test_a_second_click_writes_nothing(case):
    (hit,) = case.hits
    first = clear(hit, by=case.lead)
    events = AuditEvent.objects.count()

    assert clear(hit, by=case.lead) == first
    assert (Adjudication.objects.count(), AuditEvent.objects.count()) == (1, events)


def test_who_does_not_agree_puts_the_hit_back_and_the_history_stays(case):
    (hit,) = case.hits
    first = clear(hit, by=case.lead)
    answer = judged(hit, Outcome.ESCALATE, Code.NOT_CONVINCED, by=colleague())

    assert answer.answers == first
    assert is_open(case)
    assert "1 screening hit is not adjudicated." in decision_gaps(case.proposal)
    assert Adjudication.objects.count() == 2

    again = clear(hit, by=case.lead, reason="The register extract is attached now.")
    settled = clear(hit, by=colleague(), reason="With the extract I agree: another owner.")
    assert (again.answers, settled.answers) == (None, again)
    assert not is_open(case)


def test_a_second_person_who_sees_the_listed_party_settles_it_as_a_true_match(case):
    (hit,) = case.hits
    clear(hit, by=case.lead)
    judged(hit, Outcome.TRUE_MATCH, Code.SAME_NAME_PLACE, by=colleague())

    assert not is_open(case)
    severities = set(Finding.objects.values_list("severity", flat=True))
    assert severities == {Severity.BLOCKING}


def test_a_hit_that_is_not_strong_takes_one_person():
    case = case_in_review(listed=[REVIEW_ONLY])
    hit = next(hit for hit in case.hits if hit.tier == "review")
    clear(hit, by=case.lead)

    assert hit not in ScreeningHit.objects.filter(party__run=case.run).open_for(case.proposal)


def test_what_one_person_cleared_is_open_again_when_the_pair_becomes_strong():
    case = case_in_review(listed=[REVIEW_ONLY])
    hit = next(hit for hit in case.hits if hit.tier == "review")
    first = clear(hit, by=case.lead)
    screening_lines(strong=0.78)
    run = screen_again(case.proposal, by=case.lead)
    screen_parties(run)
    now = ScreeningHit.objects.get(party__run=run, fingerprint=hit.fingerprint)

    assert (hit.tier, now.tier, is_open(case)) == ("review", "strong", True)
    assert clear(now, by=colleague()).answers == first
    assert not is_open(case)


@pytest.mark.parametrize("tie", ["conflict", "membership", "role"])
def test_who_may_not_work_on_the_case_is_no_second_person(case, tie):
    (hit,) = case.hits
    clear(hit, by=case.lead)
    second = officer(Role.AUDITOR if tie == "role" else Role.DESTINATION_REVIEWER)
    if tie == "conflict":
        desk_work.declare_conflict(case.proposal, has_conflict=True, note="Shares.", by=second)
    if tie == "membership":
        MembershipFactory(organization=case.ready.member, user=second, part=Part.CONTRIBUTOR)

    with pytest.raises(NotPermitted):
        clear(hit, by=second)
    assert is_open(case)


def test_a_first_person_with_a_conflict_declared_since_counts_for_nothing(case):
    (hit,) = case.hits
    clear(hit, by=case.lead)
    desk_work.declare_conflict(case.proposal, has_conflict=True, note="A cousin.", by=case.lead)

    begun_anew = clear(hit, by=colleague())

    assert begun_anew.answers is None
    assert is_open(case)
    assert clear(hit, by=officer(Role.CASE_LEAD)).answers == begun_anew
    assert not is_open(case)


def test_who_escalated_cannot_clear_it_but_may_agree_with_somebody_who_does(case):
    (hit,) = case.hits
    judged(hit, Outcome.ESCALATE, Code.CONTRADICTION, by=case.lead)
    with pytest.raises(StepRefused, match="You escalated this hit"):
        clear(hit, by=case.lead)

    clear(hit, by=colleague())
    clear(hit, by=case.lead, reason="The second look convinces me.")
    assert not is_open(case)


def test_rows_that_say_the_very_same_are_one_pair_and_take_one_row_of_each_person():
    case = case_in_review(listed=[ANCHOR_OWNER, ANCHOR_OWNER])
    assert len({hit.fingerprint for hit in case.hits}) == 1 < len(case.hits)
    judgment = Judgment(
        outcome=Outcome.FALSE_POSITIVE, code=Code.DIFFERENT_NAME, reason="Another company."
    )

    for person in (case.lead, colleague()):
        assert len(adjudicate_together(case.hits, judgment, by=person)) == 1
    assert not is_open(case)


def test_who_has_not_seen_the_newest_adjudication_is_asked_to_look_again(case):
    (hit,) = case.hits
    seen = newest_of([hit], case.proposal)
    clear(hit, by=case.lead)
    judgment = Judgment(
        outcome=Outcome.FALSE_POSITIVE, code=Code.DIFFERENT_NAME, reason="Written before I looked."
    )

    with pytest.raises(InvalidInput, match="while you had the page open"):
        adjudicate_together([hit], judgment, by=colleague(), seen=seen)
    assert is_open(case)

    adjudicate_together([hit], judgment, by=colleague(), seen=newest_of([hit], case.proposal))
    assert not is_open(case)
