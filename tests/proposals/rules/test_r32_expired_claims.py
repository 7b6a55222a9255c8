"""R32: when is a security assessment told of?"""

from datetime import UTC, date, datetime

import pytest

from proposals.content.security import AnswerStatus
from proposals.rules.r32_expired_claims import expired_claims
from tests.proposals.rules.contents import complete_content, context
from tests.proposals.rules.models import claim, document


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


@pytest.mark.parametrize(
    ("ends", "expected"),
    [(date(2026, 6, 19), "PASS"), (date(2026, 6, 18), "WARN"), (date(2026, 5, 19), "WARN")],
)
def test_a_document_that_ends_is_told_of_as_an_assessment_is(ends, expected):
    content = complete_content(security_claims=(), evidence=(document(expires_on=ends),))
    (finding,) = expired_claims(content, context())
    assert finding.outcome == expected


def test_a_plan_whose_day_has_passed_is_told_of():
    late = claim(status=AnswerStatus.PLANNED, planned_for=date(2026, 5, 19))
    due = claim(status=AnswerStatus.PLANNED, planned_for=date(2026, 5, 20))
    content = complete_content(security_claims=(late, due), evidence=())
    (finding,) = expired_claims(content, context())
    assert "it was planned for May 19, 2026" in finding.message


def test_the_day_is_the_day_in_washington():
    """At 3:59 UTC it is still the evening before there."""
    content = complete_content(security_claims=(claim(expires_on=date(2026, 6, 18)),), evidence=())
    late = context(as_of=datetime(2026, 5, 20, 3, 59, tzinfo=UTC))
    assert expired_claims(content, late)[0].outcome == "PASS"
    assert expired_claims(content, context())[0].outcome == "WARN"
