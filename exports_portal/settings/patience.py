"""How long may a query take, and how long wait for a lock, before the database gives up on it?"""

import os
import sys

# Seconds for a statement, and for a lock: program defaults.
PAGE = (10, 5)  # whoever waits for a page has gone by then
WORKER = (300, 60)
NEVER = (0, 0)  # migrations, loading by hand, the check of the trail, tests
KINDS = {"page": PAGE, "worker": WORKER, "command": NEVER}


def patience() -> str:
    """The options of a connection of this process: a page's, a worker's or a command's.

    `DATABASE_PATIENCE` says which; exports_portal.wsgi sets it, and Celery is known by its name.
    """
    kind = os.environ.get("DATABASE_PATIENCE") or ("worker" if _is_celery() else "command")
    statement, lock = KINDS[kind]
    idle = f" -c idle_in_transaction_session_timeout={statement * 6}s" if statement else ""
    return f"-c statement_timeout={statement}s -c lock_timeout={lock}s{idle}"


def _is_celery() -> bool:
    return any("celery" in word for word in sys.argv[:2])
