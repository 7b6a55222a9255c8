"""Who calls the API, and with what?"""

import pytest
from django.test import Client

from exports_portal.accounts.actions.tokens import create_token
from tests.factories.proposals_ready import ready_proposal


@pytest.fixture
def ready():
    """A proposal that can be submitted, with its people."""
    return ready_proposal()


@pytest.fixture
def program_of():
    """A program that acts for this person with a token, speaking JSON."""

    def program(user, *, may_submit=False) -> Client:
        _, text = create_token(name="Test", days=1, by=user, may_submit=may_submit)
        return Client(headers={"authorization": f"Token {text}"})

    return program
