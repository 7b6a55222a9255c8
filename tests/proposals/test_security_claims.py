"""What does a claim need beside its status, and does a new field leave signatures alone?"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from proposals.content import ModelRecord, Overview, ProposalContent, SecurityClaim, TheftProtection
from proposals.content.known import Codes, Known
from proposals.content.material import material_digest
from proposals.content.models import Openness
from proposals.content.questions import Practice
from proposals.content.security import AnswerStatus
from proposals.content.writing import RecordRefused, record_from
from proposals.formats import document_of
from tests.proposals.rules.contents import complete_content
from tests.proposals.rules.models import claim, document

CODES = {"WEIGHT_CUSTODY.1": "Every copy is listed.", "PERSONNEL.1": "People are vetted."}
KNOWN = Known(titles={Codes.REQUIREMENTS: CODES})
LITERAL = "e627ab3b8100c53609f84c295503cd3d8befedd18e084733a96543014580fd8f"
CLAIM = {"domain": "WEIGHT_CUSTODY", "claim": "There is a list."}


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"requirement": "WEIGHT_CUSTODY.99"}, "requirement"),
        ({"requirement": "PERSONNEL.1"}, "requirement"),
        ({"status": "PLANNED"}, "planned_for"),
        ({"status": "NOT_APPLICABLE", "not_applicable_reason": " "}, "not_applicable_reason"),
        ({"report_date": date(2026, 2, 2), "expires_on": date(2026, 2, 1)}, "expires_on"),
        ({"assessor_name": "n/a"}, "assessor_name"),
    ],
)
def test_what_is_wrong_stands_at_its_field(values, refused):
    with pytest.raises(RecordRefused) as caught:
        record_from(SecurityClaim, CLAIM | values, KNOWN)
    assert list(caught.value.fields) == [refused]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"requirement": ""},
        {"requirement": "WEIGHT_CUSTODY.1", "status": "IN_PLACE"},
        {"status": "PLANNED", "planned_for": date(2027, 1, 1)},
        {"status": "NOT_APPLICABLE", "not_applicable_reason": "No weights are kept."},
        {"report_date": date(2026, 2, 1), "expires_on": date(2026, 2, 1)},
    ],
)
def test_what_is_whole_is_kept(values):
    assert record_from(SecurityClaim, CLAIM | values, KNOWN).claim == "There is a list."


def test_a_claim_of_before_says_nothing_new_and_its_signature_holds():
    before = complete_content(
        security_claims=(claim(),), theft_protection=TheftProtection(), evidence=()
    )
    (row,) = document_of(before)["security_claims"]
    assert set(row) - {"id", "contributor"} == {"domain", "claim", "expires_on"}
    assert "theft_protection" not in document_of(before)
    assert "evidence" not in document_of(before)


def test_the_digest_of_before_is_the_digest_of_now():
    """Literal: computed by the code of before, for the same claim and the same model."""
    model = ModelRecord(
        name="Lantern 2",
        developer="Lumen Harbor Systems",
        openness=Openness.CLOSED,
        training_ops_log10=Decimal("24.5"),
    )
    content = ProposalContent(
        call_code="",
        consortium_name="",
        overview=Overview(title=""),
        members=(),
        layers=(),
        security_claims=(claim(),),
        models=(model,),
    )
    assert material_digest(content) == LITERAL


@pytest.mark.parametrize(
    "change",
    [
        {"security_claims": (claim(status=AnswerStatus.IN_PLACE),)},
        {"theft_protection": TheftProtection(insider_program=Practice.NO)},
        {"evidence": (document(),)},
    ],
)
def test_what_is_answered_since_is_signed(change):
    before = complete_content(
        security_claims=(claim(),), theft_protection=TheftProtection(), evidence=()
    )
    assert material_digest(replace(before, **change)) != material_digest(before)


def test_another_file_under_the_same_title_is_another_signature():
    first = complete_content(evidence=(document(record=UUID(int=1)),))
    second = complete_content(evidence=(document(record=UUID(int=1), sha256="b" * 64),))
    assert material_digest(first) != material_digest(second)
