"""R40: EXIM finances sensitive items after Commerce has signed off (ExportAI, as reported)."""

from decimal import Decimal

import pytest

from proposals.rules.r40_financing_prerequisite import financing_prerequisite
from tests.proposals.rules.contents import (
    complete_content,
    component,
    context,
    outcomes,
    support_request,
)

SENSITIVE = {"category": "ACCELERATOR", "eccn": "3A090.a", "tpp": Decimal(9800)}


def judge(request, **changes):
    content = complete_content(
        components=(component(), component(**changes)), support_requests=(request,)
    )
    return financing_prerequisite(content, context())


@pytest.mark.parametrize(
    ("code", "record", "item", "expected"),
    [
        ("EXIM_GUARANTEE", "", SENSITIVE, "WARN"),
        ("EXIM_GUARANTEE", "BIS application Z123456", SENSITIVE, "PASS"),
        ("EXIM_GUARANTEE", "", {}, "PASS"),
        ("EXIM_GUARANTEE", "", {"eccn": "5A992.z"}, "WARN"),
        ("EXIM_GUARANTEE", "", {"tpp": None}, "WARN"),
        ("EXIM_GUARANTEE", "", {"tpp": Decimal(4800), "eccn": ""}, "WARN"),
        ("DFC_EQUITY", "", SENSITIVE, "PASS"),
    ],
)
def test_a_request_to_exim_for_sensitive_items_names_a_license(code, record, item, expected):
    request = support_request(code=code, license_record=record)
    assert outcomes(judge(request, **item)) == [expected]


def test_a_license_that_must_come_first_is_named():
    request = support_request(code="EXIM_INSURANCE", prerequisite_license=True)
    assert outcomes(judge(request)) == ["WARN"]


def test_the_hardware_is_named():
    (finding,) = judge(support_request(code="EXIM_GUARANTEE"), **SENSITIVE)
    assert finding.explanation == "Hardware that may need a license: Lantern rack server."
    assert finding.anchor == "support-rows"
