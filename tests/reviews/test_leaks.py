"""Does what agencies and officers wrote for each other stay inside the Government?"""

import pytest

from exports_portal.audit.recording import record
from exports_portal.errors import InvalidInput
from proposals.actions.advance import advance
from proposals.views.history import history
from reviews.actions import asking, steps
from reviews.actions.case import raise_finding
from reviews.actions.determine import decline, designate, supervise
from reviews.models import Consultation
from reviews.states import ContentBasis, Severity
from tests.factories.reviews import case_awaiting_determination, case_in_review, designated_case

pytestmark = pytest.mark.django_db
COMMENT = "State sees a risk of diversion through the port of entry."
SEEN = "The weights can be reached by two contractors abroad."


@pytest.fixture
def decided():
    case = case_awaiting_determination()
    Consultation.objects.filter(version=case.version, agency="STATE").update(comment=COMMENT)
    return case


@pytest.mark.parametrize("step", [designate, decline])
def test_the_rationale_does_not_repeat_what_an_agency_wrote(step, decided):
    basis = ContentBasis.PRESUMPTION if step is designate else ContentBasis.OTHER_FACTORS
    for text in (COMMENT, f"We note: {COMMENT.upper()}"):
        with pytest.raises(InvalidInput) as refused:
            step(decided.proposal, rationale=text, content_basis=basis, by=decided.decider)
        assert "the comment of Department of State" in str(refused.value.fields)
    assert not decided.proposal.determinations.exists()


ASKED = {
    "question": lambda case: asking.ask(
        case.proposal, question=f"Why? {SEEN}", due_on=None, by=case.lead
    ),
    "reason": lambda case: steps.return_incomplete(case.proposal, reason=SEEN, by=case.lead),
}


@pytest.mark.parametrize("field", ASKED)
def test_the_applicant_is_not_told_what_officers_noted(field):
    case = case_in_review()
    finding = {"severity": Severity.MINOR, "text_public": "", "text_internal": SEEN}
    raise_finding(case.proposal, track=None, **finding, by=case.lead)
    with pytest.raises(InvalidInput) as refused:
        ASKED[field](case)
    assert refused.value.fields == {field: ["This text repeats the internal text of a finding."]}


def test_words_of_ones_own_pass(decided):
    advance(decided.proposal, "send_back", by=decided.decider, note="Look at the port again.")


def test_the_text_on_a_suspension_does_not_tell_what_officers_noted():
    case = designated_case()
    finding = {"severity": Severity.MINOR, "text_public": "", "text_internal": SEEN}
    raise_finding(case.proposal, track=None, **finding, by=case.lead)
    with pytest.raises(InvalidInput) as refused:
        supervise(case.proposal, "suspend", reason="A tip.", for_applicant=SEEN, by=case.decider)
    assert refused.value.fields == {
        "for_applicant": ["This text repeats the internal text of a finding."]
    }
    supervise(case.proposal, "suspend", reason=SEEN, for_applicant="We look.", by=case.decider)


def test_the_reason_of_an_earlier_release_is_not_shown_as_a_note():
    case = designated_case()
    states = {"before": "DESIGNATED", "after": "SUSPENDED"}
    record("proposal.suspend", by=case.decider, subject=case.proposal, note=SEEN, **states)
    supervise(case.proposal, "suspend", reason=SEEN, for_applicant="We look.", by=case.decider)
    shown = [event.note for event in history(case.proposal, with_notes=True) if event.note]
    assert shown == ["We look."]
