"""Two clicks, two tabs, two people at the same moment: how many people is that?"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from reviews.actions.adjudicate import adjudicate
from reviews.models import Adjudication, ScreeningHit
from reviews.states import AdjudicationCode, AdjudicationOutcome
from tests.factories.proposals_ready import ANCHOR_OWNER
from tests.factories.reviews import case_in_review, colleague

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 6


def clear_at_once(hit, people):
    """Everybody clears it at the same moment, each with a reason of their own."""
    together = Barrier(len(people))

    def attempt(number, person):
        together.wait(30)
        try:
            return adjudicate(
                ScreeningHit.objects.get(pk=hit.pk),
                outcome=AdjudicationOutcome.FALSE_POSITIVE,
                code=AdjudicationCode.DIFFERENT_PLACE,
                reason=f"Another country, said in tab {number}.",
                by=person,
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(attempt, range(len(people)), people))


def is_open(case):
    return ScreeningHit.objects.filter(party__run=case.run).open_for(case.proposal).exists()


def test_many_tabs_of_one_person_are_one_person():
    case = case_in_review(listed=[ANCHOR_OWNER])
    rows = clear_at_once(case.hits[0], [case.lead] * THREADS)

    assert len(rows) == THREADS
    assert not Adjudication.objects.exclude(answers=None).exists()
    assert is_open(case)


def test_two_people_at_the_same_moment_are_two_and_one_answers_the_other():
    case = case_in_review(listed=[ANCHOR_OWNER])
    people = [case.lead, colleague()]
    clear_at_once(case.hits[0], people)

    first, second = Adjudication.objects.order_by("pk")
    assert (first.answers, second.answers) == (None, first)
    assert {first.by, second.by} == set(people)
    assert not is_open(case)
