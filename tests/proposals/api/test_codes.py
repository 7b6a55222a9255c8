"""Does a program learn which security requirements a claim can name?"""

import pytest

pytestmark = pytest.mark.django_db


def test_the_requirements_of_the_catalog_are_among_the_codes_with_what_they_draw_on(client):
    found = client.get("/api/v1/codes/").json()["security_requirements"]

    assert len(found) == 49
    (row,) = (item for item in found if item["code"] == "WEIGHT_CUSTODY.2")
    assert (row["level"], row["mandatory"]) == ("SL2", True)
    assert row["asked_of"] == "A model whose weights are not given out"
    assert row["draws_on"].startswith("RAND RRA2849-1")
    assert "SOC 2 Type II report" in row["evidence"]
