"""Do the limits of the API hold, whichever process is asked?"""

from types import SimpleNamespace

import pytest
from time_machine import travel

from exports_portal.web.models import RateCount
from exports_portal.web.throttling import SharedRate

pytestmark = pytest.mark.django_db
NOON = "2026-11-27T12:00:00Z"


def process(rate):
    """What one process knows: nothing of what the others took."""

    class OfThisProcess(SharedRate):
        _left = {}
        scope = "anon"

        def get_cache_key(self, request, view):
            return f"anon:{request.address}"

        def get_rate(self):
            return rate

    return OfThisProcess


def answers(processes, number, address="192.0.2.1"):
    request = SimpleNamespace(address=address)
    turns = [processes[n % len(processes)] for n in range(number)]
    return [kind().allow_request(request, None) for kind in turns]


@pytest.mark.parametrize("count", [1, 4])
def test_no_more_than_the_limit_is_answered_by_all_processes_together(count):
    with travel(NOON, tick=False):
        allowed = sum(answers([process("60/hour") for _ in range(count)], 200))
    assert 60 - 3 * count < allowed <= 60


def test_another_address_and_another_hour_have_their_own_count():
    kinds = [process("2/hour")]
    with travel(NOON, tick=False):
        assert answers(kinds, 3) == [True, True, False]
        assert answers(kinds, 1, address="192.0.2.2") == [True]
    with travel("2026-11-27T13:00:01Z", tick=False):
        assert answers(kinds, 1) == [True]


def test_most_answers_need_no_write_and_old_counts_go(django_assert_num_queries):
    kinds = [process("600/hour")]
    with travel(NOON, tick=False):
        answers(kinds, 1)
        with django_assert_num_queries(0):
            assert all(answers(kinds, 9))
    with travel("2026-11-28T13:00:00Z", tick=False):
        answers(kinds, 1, address="192.0.2.9")
    assert list(RateCount.objects.values_list("key", flat=True)) == ["anon:192.0.2.9"]


def test_whoever_is_refused_learns_when_to_come_again():
    with travel("2026-11-27T12:59:30Z", tick=False):
        throttle = process("1/hour")()
        assert throttle.wait() == 30
