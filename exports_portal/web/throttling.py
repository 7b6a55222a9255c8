"""How often may a program ask? Counted once for all processes, in periods of an hour.

A process takes a few requests at a time out of the count, so that most answers need no write. What
it took and did not use counts as used: the limit is never exceeded, and may end a little early.
"""

import time
from typing import Any

from rest_framework import throttling
from rest_framework.request import Request

from exports_portal.web.models import RateCount

# A twentieth of the limit, and ten at most.
LARGEST_LEASE = 10
SHARES = 20


class SharedRate(throttling.SimpleRateThrottle):
    """DRF's limits and keys on our own counter."""

    num_requests: int | None
    duration: int | None
    # (key, window) -> how many of those taken are left in this process
    _left: dict[tuple[str, int], int] = {}

    def allow_request(self, request: Request, view: Any) -> bool:
        key = self.get_cache_key(request, view)
        if key is None or not self.num_requests or not self.duration:
            return True
        place = (key[:200], int(time.time() // self.duration))
        left = self._left.pop(place, 0) or self._taken(place)
        if left > 1:
            self._forget_other_windows(place[1])
            self._left[place] = left - 1
        return left > 0

    def wait(self) -> float | None:
        """Seconds until the next period begins."""
        return self.duration - time.time() % self.duration if self.duration else None

    def _taken(self, place: tuple[str, int]) -> int:
        limit = self.num_requests or 0
        number = max(1, min(LARGEST_LEASE, limit // SHARES))
        used = RateCount.objects.take(*place, number)
        return max(0, number - max(0, used - limit))

    def _forget_other_windows(self, window: int) -> None:
        for key, other in list(self._left):
            if other != window:
                self._left.pop((key, other), None)


class AnonymousRate(SharedRate, throttling.AnonRateThrottle):
    """By address."""


class PersonRate(SharedRate, throttling.UserRateThrottle):
    """By account."""


class StrangersFileRate(SharedRate):
    """Files that a page takes from anyone, by address, whoever is signed in there."""

    rate = "30/hour"  # a program default: reading one takes seconds of the processor

    def get_cache_key(self, request: Any, view: Any) -> str:
        return f"file:{self.get_ident(request)}"


def may_send_file(request: Any) -> bool:
    """Whether a page may read one more file from there; it counts."""
    return StrangersFileRate().allow_request(request, None)
