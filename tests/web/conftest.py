"""What do the tests of the pages share?"""

import copy
from pathlib import Path

import pytest


@pytest.fixture
def gallery(settings):
    """The site with the gallery of components beside it."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(Path(__file__).parent / "templates")
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "tests.web.gallery"
