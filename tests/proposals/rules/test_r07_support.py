"""R07: Federal support is requested, or expressly not."""

from proposals.rules.r07_support import support
from tests.proposals.rules.contents import complete_content, context, outcomes, support_request


def judge(*requests, none=False):
    content = complete_content(support_requests=requests, no_support_requested=none)
    return support(content, context())


def test_requests_pass():
    (finding,) = judge(support_request(), support_request(code="DFC_EQUITY"))
    assert outcomes([finding]) == ["PASS"]
    assert finding.message == "2 instruments are requested. A request is no grant."


def test_an_express_none_passes():
    (finding,) = judge(none=True)
    assert outcomes([finding]) == ["PASS"]
    assert finding.message == "No Federal support is requested."


def test_no_answer_blocks():
    (finding,) = judge()
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.message == "Request Federal support, or check the box that none is requested."
    assert finding.anchor == "support-rows"


def test_both_answers_block():
    (finding,) = judge(support_request(), none=True)
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.message.endswith("not both.")


def test_an_instrument_that_is_not_offered_blocks_and_names_its_row():
    (finding,) = judge(support_request(), support_request(code="GOLD"))
    assert outcomes([finding]) == ["BLOCK"]
    assert finding.message == "Row 2: choose an instrument from the list."
    assert finding.explanation == "The code is 'GOLD'."


def test_a_request_without_a_purpose_is_a_warning():
    (finding,) = judge(support_request(purpose=" "))
    assert outcomes([finding]) == ["WARN"]
    assert finding.message == "Row 1: say what the support is for."


def test_the_instruments_come_from_the_context():
    content = complete_content(support_requests=(support_request(),))
    findings = support(content, context(support_codes=frozenset()))
    assert outcomes(findings) == ["BLOCK"]
