"""What do the tests of the files share?"""

import pytest

from tests.files.daemon import Daemon


@pytest.fixture
def own_clamd(clamd):
    """Makes a real scanner for this test alone, which may be killed."""
    made = []

    def make(**options):
        made.append(Daemon(**options))
        made[-1].start()
        return made[-1]

    yield make
    for daemon in made:
        daemon.remove()
