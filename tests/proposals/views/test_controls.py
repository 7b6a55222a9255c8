"""Can everybody read the control catalog, with its sources, and what stands there without one?"""

import pytest
import time_machine

pytestmark = pytest.mark.django_db


def test_anybody_reads_each_requirement_with_its_source_and_its_standing(client):
    page = client.get("/security-requirements/").content.decode()

    assert 'id="weight_custody.1"' in page
    assert "There is a list of every copy of the weights" in page
    assert "RAND RRA2849-1" in page
    assert "From SL2 on (RAND, 2024)" in page
    assert page.count("The wording: program default, not published text.") == 49


def test_a_day_without_a_catalog_says_so(client):
    with time_machine.travel("2025-01-02", tick=False):
        page = client.get("/security-requirements/")

    assert page.status_code == 200
    assert "No security requirements are in force today" in page.content.decode()
