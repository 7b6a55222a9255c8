"""What do tests and other programs run on? The portal's database, started when it is its own.

python -m deploy.with_database PROGRAM ARGUMENT ...
"""

import os
import signal
import subprocess
from collections.abc import Sequence

from deploy.database import database
from deploy.terminal import ROOT, run_as_program


def main(command: Sequence[str]) -> int:
    """Run the program on the database; its exit code is ours."""
    own_name = {"TEST_DATABASE_NAME": f"test_portal_{os.getpid()}"}
    with database() as url:
        environment = {**own_name, **os.environ, "DATABASE_URL": url}
        child = subprocess.Popen(command, cwd=ROOT, env=environment)
        # The terminal sends Ctrl-C to the program as well, which ends in its own way: we wait.
        # SIGTERM comes to us alone; passed on as Ctrl-C, pytest still drops its databases.
        signal.signal(signal.SIGINT, lambda *_: None)
        signal.signal(signal.SIGTERM, lambda *_: child.send_signal(signal.SIGINT))
        return child.wait()


if __name__ == "__main__":
    run_as_program(main)
