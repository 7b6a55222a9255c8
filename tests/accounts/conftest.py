"""What do the tests of people and organizations share?"""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    """The counters of sign-in attempts and the used codes lie in the cache."""
    cache.clear()
