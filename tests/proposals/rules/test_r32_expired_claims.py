"""R32: when is a security assessment told of?"""

from datetime import date

import pytest

from proposals.rules.r32_expired_claims import expired_claims
from tests.proposals.rules.contents import complete_content, context
from tests.proposals.rules.models import claim


@pytest.mark.parametrize(
    ("ends", "expected", "words"),
    [
        (None, "PASS", ""),
        (date(2026, 6, 19), "PASS", ""),
        (date(2026, 6, 18), "WARN", "it ends on June 18, 2026"),
        (date(2026, 5, 20), "WARN", "it ends on May 20, 2026"),
        (date(2026, 5, 19), "WARN", "it ended on May 19, 2026, so the claim is unsupported"),
    ],
)
def test_an_assessment_that_ends_within_30_days_of_may_20_is_told_of(ends, expected, words):
    content = complete_content(security_claims=(claim(expires_on=ends),))
    (finding,) = expired_claims(content, context())
    assert finding.outcome == expected
    assert words in finding.message
