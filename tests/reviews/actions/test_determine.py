"""Is a case decided wholly or not at all, and does the catalog say the same?"""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from catalog.actions import publish
from catalog.models import Availability, CatalogEntry
from exports_portal.audit.models import AuditEvent
from exports_portal.errors import InvalidInput, NotPermitted, StepRefused
from exports_portal.policy.readers import snapshots_in_force
from proposals.actions.drafts import SectionDraft, save_section
from proposals.formats import document_of
from proposals.models import NumberCounter, ProposalVersion
from reviews.actions import case as desk_work
from reviews.actions import determine
from reviews.actions.letters import issue_letter
from reviews.actions.verifying import verification_of
from reviews.models import Condition, Determination
from reviews.states import ConditionCategory, ContentBasis, Severity
from tests.factories.proposals_ready import (
    COMPONENTS,
    CONFIDENTIAL_DETAIL,
    CONFIDENTIAL_SUMMARY,
    CONTENT_JUSTIFICATION,
    ready_proposal,
    sign_everything,
)
from tests.factories.reviews import (
    RATIONALE,
    case_awaiting_determination,
    declined_case,
    designated_case,
    suspended_case,
)
from tests.proposals.rules.nested import changed

pytestmark = pytest.mark.django_db
CONDITIONS = (
    determine.ConditionText(
        category=ConditionCategory.SECURITY, text="Test the keys.", due_on=date(2027, 3, 1)
    ),
    determine.ConditionText(category=ConditionCategory.REPORTING, text="Report twice a year."),
    determine.ConditionText(category=ConditionCategory.LICENSING, text="Hold every license."),
)


def designate(case, **changes):
    given = {
        "rationale": RATIONALE,
        "content_basis": ContentBasis.PRESUMPTION,
        "conditions": (),
        "by": case.decider,
    }
    return determine.designate(case.proposal, **(given | changes))


def decline(case, **changes):
    given = {"rationale": RATIONALE, "content_basis": ContentBasis.PRESUMPTION, "by": case.decider}
    return determine.decline(case.proposal, **(given | changes))


def refused(case, act, error):
    """Nothing is decided, published, numbered or written down."""

    def facts():
        return (
            case.now().proposal.state,
            Determination.objects.count(),
            CatalogEntry.objects.count(),
            list(NumberCounter.objects.order_by("series").values_list("series", "last")),
            AuditEvent.objects.count(),
        )

    before = facts()
    with pytest.raises(error) as refusal:
        act()
    assert facts() == before
    return refusal.value


def condition(text):
    return determine.ConditionText(category=ConditionCategory.SECURITY, text=text)


def test_a_designation_names_what_it_was_taken_on():
    case = case_awaiting_determination()

    found = designate(case, conditions=CONDITIONS)

    assert found.designation_number == f"AAEP-D-{timezone.localtime():%y}-0001"
    assert (found.version, found.screening_run) == (case.version, case.run)
    assert [(s["kind"], s["sha256"]) for s in found.policy_snapshots] == [
        (ref.kind, ref.sha256) for ref in snapshots_in_force(timezone.localdate())
    ]
    texts = [(c.category, c.text, c.due_on) for c in found.conditions.all()]
    assert texts == [(c.category, c.text, c.due_on) for c in CONDITIONS]


def test_the_public_half_is_copied_with_the_conditions_in_their_order():
    case = case_awaiting_determination()
    found = designate(case, conditions=CONDITIONS)

    entry = CatalogEntry.objects.get()
    assert (entry.proposal, entry.designation_number) == (case.proposal, found.designation_number)
    assert [c["text"] for c in entry.conditions] == [c.text for c in CONDITIONS]
    assert entry.availability == Availability.AVAILABLE


def test_designations_are_numbered_without_a_gap():
    first, between, second = (case_awaiting_determination() for _ in range(3))
    numbers = [designate(first).designation_number]
    refused(between, lambda: designate(between, rationale=CONFIDENTIAL_SUMMARY), InvalidInput)
    numbers.append(designate(second).designation_number)
    assert [number[-4:] for number in numbers] == ["0001", "0002"]
    assert decline(between).designation_number is None


@pytest.mark.parametrize(
    "secret",
    [CONFIDENTIAL_SUMMARY, CONFIDENTIAL_DETAIL, CONTENT_JUSTIFICATION, "Each costs $31,250."],
)
def test_a_confidential_text_is_refused_beside_the_field(secret):
    case = case_awaiting_determination()
    for given in (
        {"rationale": f"Because: {secret}"},
        {"conditions": (CONDITIONS[0], condition(f"Keep {secret.upper()}"))},
    ):
        refusal = refused(case, lambda g=given: designate(case, **g), InvalidInput)
        assert refusal.fields.keys() == {"rationale"}
        assert "repeats the" in refusal.fields["rationale"][0]
    refused(case, lambda: decline(case, rationale=secret), InvalidInput)


def test_a_confidential_passage_in_the_packages_public_text_is_not_published():
    case = case_awaiting_determination()
    secret = 'The lender "Blue Heron" has agreed in confidence.'
    leaking = changed(
        case.version.content, confidential_summary=secret, executive_summary=f"A stack.\n{secret}"
    )
    version = ProposalVersion(proposal=case.proposal, number=9, document=document_of(leaking))

    with pytest.raises(StepRefused, match="repeats the confidential summary"):
        publish(version, designation_number="AAEP-D-26-0001", conditions=(), by=case.decider)

    assert not CatalogEntry.objects.exists()


def test_a_presumption_that_the_figures_do_not_carry_is_refused():
    ready = ready_proposal()
    rows = [row | {"us_origin_percent": Decimal("50.99")} for row in COMPONENTS]
    draft = SectionDraft(values={"content_justification": CONTENT_JUSTIFICATION}, rows=rows)
    save_section(ready.proposal, "hardware", draft, by=ready.admin)
    sign_everything(ready)
    case = case_awaiting_determination(ready=ready)

    refusal = refused(case, lambda: designate(case), InvalidInput)

    assert refusal.fields.keys() == {"content_basis"}
    found = designate(case, content_basis=ContentBasis.OTHER_FACTORS)
    assert found.content_basis == ContentBasis.OTHER_FACTORS


@pytest.mark.parametrize("act", [designate, decline])
def test_a_decision_needs_a_rationale_and_the_deciding_official(act):
    case = case_awaiting_determination()
    refused(case, lambda: act(case, rationale="  "), InvalidInput)
    refused(case, lambda: act(case, by=case.lead), NotPermitted)
    refused(case, lambda: act(case, by=case.ready.signatory), NotPermitted)


def test_a_case_is_decided_once():
    case = designated_case()
    refused(case, lambda: designate(case), StepRefused)
    refused(case, lambda: decline(case), StepRefused)


def test_a_declined_package_is_in_no_catalog_and_has_no_number():
    declined_case()
    assert Determination.objects.get().designation_number is None
    assert not CatalogEntry.objects.exists()
    assert not Condition.objects.exists()


def test_a_decline_does_not_repeat_what_is_confidential_in_a_finding():
    case = case_awaiting_determination()
    desk_work.raise_finding(
        case.proposal,
        track=None,
        severity=Severity.MAJOR,
        text_public=f"You wrote: {CONFIDENTIAL_SUMMARY}",
        text_internal="",
        by=case.lead,
    )
    refusal = refused(case, lambda: decline(case), StepRefused)
    assert "finding repeats the confidential summary" in str(refusal)


def test_a_reopened_case_is_decided_anew_and_the_old_letter_is_not_current():
    case = declined_case()
    old = issue_letter(Determination.objects.get())
    assert verification_of(old.verification_code).is_current

    determine.reopen(case.proposal, reason="New facts.", by=case.decider)
    assert not verification_of(old.verification_code).is_current

    new = issue_letter(designate(case.now()))

    assert case.proposal.determinations.count() == 2
    assert not verification_of(old.verification_code).is_current
    assert verification_of(new.verification_code).is_current
    assert CatalogEntry.objects.get().designation_number == new.determination.designation_number


def test_a_case_is_reopened_once():
    case = declined_case()
    determine.reopen(case.proposal, reason="New facts.", by=case.decider)
    decline(case.now())
    refusal = refused(
        case, lambda: determine.reopen(case.proposal, reason="More.", by=case.decider), StepRefused
    )
    assert "reopened once" in str(refusal)


def standing(case):
    """What the world sees: the catalog, and whether the letter is current."""
    letter = issue_letter(case.proposal.determinations.first())
    entry = CatalogEntry.objects.get(proposal=case.proposal)
    return entry.availability, verification_of(letter.verification_code).is_current


def test_catalog_and_letter_follow_a_designation_through_its_life():
    case = designated_case()
    seen = [standing(case)]
    for step in ("suspend", "reinstate", "suspend", "terminate"):
        determine.supervise(case.proposal, step, reason="A member left.", by=case.decider)
        seen.append(standing(case))
    assert seen == [
        (Availability.AVAILABLE, True),
        (Availability.SUSPENDED, False),
        (Availability.AVAILABLE, True),
        (Availability.SUSPENDED, False),
        (Availability.WITHDRAWN, False),
    ]


def test_a_lapsed_designation_is_no_longer_offered():
    case = designated_case()
    determine.supervise(case.proposal, "lapse", reason="The term ended.", by=case.decider)
    assert standing(case) == (Availability.WITHDRAWN, False)


def test_supervision_needs_a_reason_a_possible_step_and_the_official():
    case = suspended_case()
    supervise = determine.supervise
    refused(
        case,
        lambda: supervise(case.proposal, "reinstate", reason=" ", by=case.decider),
        InvalidInput,
    )
    refused(
        case, lambda: supervise(case.proposal, "lapse", reason="x", by=case.decider), StepRefused
    )
    refused(
        case, lambda: supervise(case.proposal, "decline", reason="x", by=case.decider), StepRefused
    )
    refused(
        case, lambda: supervise(case.proposal, "reinstate", reason="x", by=case.lead), NotPermitted
    )
    assert CatalogEntry.objects.get().availability == Availability.SUSPENDED
