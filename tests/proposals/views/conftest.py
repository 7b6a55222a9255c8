"""Who is signed in, and what does a page say?"""

import pytest
from django.test import Client

from tests.factories.proposals_ready import ready_proposal


@pytest.fixture
def ready():
    """A proposal that can be submitted, with its people."""
    return ready_proposal()


@pytest.fixture
def as_user():
    """A browser in which this person is signed in."""

    def signed_in(user) -> Client:
        browser = Client()
        browser.force_login(user)
        return browser

    return signed_in
