"""R30: a model that an “is informed” letter restricts (15 CFR 744; the letters of June 2026)."""

import pytest

from proposals.rules.r30_letter_restricted import letter_restricted
from tests.proposals.rules.contents import complete_content, context, outcomes
from tests.proposals.rules.models import model


@pytest.mark.parametrize(
    ("is_restricted", "fallback", "expected"),
    [
        (False, "", "PASS"),
        (True, "Lantern 1", "WARN"),
        (True, " ", "NEEDS_HUMAN"),
    ],
)
def test_a_restricted_model_is_told_and_needs_a_fallback(is_restricted, fallback, expected):
    restricted = model(restricted_by_letter=is_restricted, fallback_model=fallback)
    found = letter_restricted(complete_content(models=(restricted,)), context())
    assert outcomes(found) == [expected]


def test_only_the_restricted_one_of_several_is_named():
    models = (model(), model(name="Lantern 3", restricted_by_letter=True))
    (finding,) = letter_restricted(complete_content(models=models), context())
    assert finding.message.startswith("A letter restricts Lantern 3:")
