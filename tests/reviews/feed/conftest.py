"""What do several tests of the feed need?"""

import pytest

from exports_portal.celery import app


@pytest.fixture
def tasks_at_once():
    """A task runs where it is handed out, as if a worker had taken it at once."""
    before = app.conf.task_always_eager
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = before
