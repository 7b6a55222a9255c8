"""The processes of a worker's pool are killed, and the worker itself lives: does it go on?"""

import os
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from exports_portal.web.models import Pulse
from tests.factories.reviews import fictional_list
from tests.reviews.test_killed_worker import (
    ADDRESSES,
    finished,
    screened,
    submitted_with_many_addresses,
)
from tests.workers import Worker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker(tmp_path):
    made = Worker(tmp_path, processes=2)
    made.environment["PULSE_SECONDS"] = "1"
    yield made
    made.kill()


def pool_of(worker):
    """The processes that the worker made: its pool and its clock."""
    children = Path(f"/proc/{worker.process.pid}/task/{worker.process.pid}/children").read_text()
    return [int(pid) for pid in children.split()]


def beats_after(moment):
    return lambda: Pulse.objects.filter(at__gt=moment).exists()


@pytest.mark.parametrize("times", [1, 3])
def test_a_worker_whose_pool_was_killed_goes_on(worker, times):
    """On the folder broker it was deaf from then on, while /health/ said ok."""
    worker.start()
    worker.wait_for(Pulse.objects.exists, "the first sign of life")
    for _ in range(times):
        last = timezone.now() + timedelta(seconds=1)
        for pid in pool_of(worker):
            os.kill(pid, signal.SIGKILL)
        time.sleep(1.5)
        worker.wait_for(beats_after(last), "another sign of life")


def test_a_pool_that_was_killed_in_the_middle_of_a_job_goes_on_and_finishes_it(worker):
    fictional_list(listed=["Harbor Founders Holding"])
    submitted_with_many_addresses()
    worker.start()
    worker.wait_for(lambda: screened() >= 3, "the first parties to be screened")
    for pid in pool_of(worker):
        os.kill(pid, signal.SIGKILL)
    killed = timezone.now()
    assert 0 < screened() < ADDRESSES, "the kill must come in the middle"
    worker.wait_for(beats_after(killed), "another sign of life")
    worker.wait_for(finished, "the end of the screening")
