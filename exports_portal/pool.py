"""What does a worker do when a process of its pool was killed?

On a broker without an event loop, such as the folder, the processes of the pool take turns at one
pipe under one lock. Who is killed while holding the lock keeps it: the worker lives, holds its
messages, and never does a job again. So it starts itself anew; what was under way is found again by
query (docs/decisions/0005).
"""

import os
import signal
import sys
import time
from typing import Any

import structlog
from celery.signals import worker_ready

logger = structlog.get_logger(__name__)
PAUSE_SECONDS = 1  # a process that cannot even start must not make this a hot loop


@worker_ready.connect
def watch_the_pool(sender: Any, **_: Any) -> None:
    """Only where the processes share a pipe: the pool of an event loop gives each its own."""
    pool: Any = getattr(sender.pool, "_pool", None)
    if hasattr(pool, "on_process_down") and pool.on_process_down is None:
        pool.on_process_down = lambda process: _process_ended(pool, process)


def _process_ended(pool: Any, process: Any) -> None:
    """Leaving in order after so many jobs is no reason; a signal (or a time limit) is."""
    if (process.exitcode or 0) >= 0:
        return
    logger.error("pool_was_killed", process=process.pid, exit_code=process.exitcode)
    time.sleep(PAUSE_SECONDS)
    for other in pool._pool:
        if other.pid:
            os.kill(other.pid, signal.SIGKILL)
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606  our own command
