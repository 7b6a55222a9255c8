"""Does one judgment settle the very same pair in other cases, and nothing else anywhere?"""

import pytest

from exports_portal.audit.models import AuditEvent
from exports_portal.errors import StepRefused
from reviews.actions import case as desk_work
from reviews.actions.adjudicate import Judgment, adjudicate_together
from reviews.actions.adjudicate_elsewhere import adjudicate_elsewhere, same_pairs_elsewhere
from reviews.actions.screening import screen_again
from reviews.models import Adjudication, ScreeningHit
from reviews.states import AdjudicationCode, AdjudicationOutcome
from tests.factories import reviews
from tests.factories.proposals_ready import ANCHOR_OWNER, ready_proposal, sign_everything
from tests.reviews.views.hit_rooms import FALSE_POSITIVE, hit_page
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
JUDGMENT = Judgment(
    outcome=AdjudicationOutcome.FALSE_POSITIVE,
    code=AdjudicationCode.DIFFERENT_PLACE,
    reason="Another company, in another country.",
)


@pytest.fixture
def cases():
    """Three cases of consortia whose anchors have the same owner, record for record."""
    return [
        reviews.case_in_review(listed=[ANCHOR_OWNER], ready=ready_proposal(title=f"Stack {n}"))
        for n in range(3)
    ]


def numbers(cases):
    return [case.proposal.public_id for case in cases]


def open_in(case):
    return ScreeningHit.objects.filter(party__run=case.run).open_for(case.proposal).count()


def save(case, by, **more):
    return client_of(by).post(hit_page(case), FALSE_POSITIVE | more, follow=True)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_the_same_pair_is_offered_in_other_cases_and_settled_there_when_ticked(cases):
    here, there, untouched = cases
    offered = client_of(here.lead).get(hit_page(here)).context["form"]["also_in"]
    assert [value for value, _ in offered.field.choices] == numbers([there, untouched])

    said = save(here, here.lead, also_in=numbers([there]))
    assert f"Recorded in {numbers([there])[0]} too." in text_of(said)
    save(here, reviews.colleague(), also_in=numbers([there]))

    assert [open_in(case) for case in cases] == [0, 0, 1]
    of_cases = [Adjudication.objects.filter(proposal=case.proposal).count() for case in cases]
    assert of_cases == [2, 2, 0]
    for case in (here, there):
        assert (
            AuditEvent.objects.about(case.proposal).filter(verb="screening.adjudicate").count() == 2
        )


def test_a_case_with_a_conflict_of_interest_is_left_out_and_said_so(cases):
    here, tied, other = cases
    desk_work.declare_conflict(tied.proposal, has_conflict=True, note="A cousin.", by=here.lead)
    page = client_of(here.lead).get(hit_page(here))

    assert f"{numbers([tied])[0]} is left out: You declared a conflict" in text_of(page)
    refused = save(here, here.lead, also_in=numbers([tied, other]))
    assert refused.status_code == 422
    assert not Adjudication.objects.exists()

    save(here, here.lead, also_in=numbers([other]))
    assert Adjudication.objects.filter(proposal=tied.proposal).count() == 0
    assert Adjudication.objects.filter(proposal=other.proposal).count() == 1


def test_a_conflict_declared_after_the_page_was_opened_leaves_that_case_out(cases):
    here, tied, _ = cases
    pairs = same_pairs_elsewhere(here.hits, user=here.lead)
    desk_work.declare_conflict(tied.proposal, has_conflict=True, note="A cousin.", by=here.lead)

    rows, left_out = adjudicate_elsewhere(pairs, JUDGMENT, by=here.lead)

    assert [case.proposal for case in left_out] == [tied.proposal]
    assert len(rows) == 1


def test_what_is_not_identical_cannot_be_ticked(cases):
    here, other, _ = cases
    changed = {"name": ANCHOR_OWNER, "remarks": "Another remark."}
    reviews.fictional_list(listed=[changed])
    reviews.screen_parties(screen_again(other.proposal, by=other.lead))

    refused = save(here, here.lead, also_in=numbers([other]))

    assert refused.status_code == 422
    assert not Adjudication.objects.exists()


def test_only_rows_of_one_listed_party_are_adjudicated_together():
    case = reviews.case_in_review(
        listed=[
            {"name": ANCHOR_OWNER, "entity_number": 1, "source": "A (SDN)"},
            {"name": ANCHOR_OWNER, "entity_number": 2, "source": "A (SDN)"},
        ]
    )
    with pytest.raises(StepRefused, match="Only hits on one listed party"):
        adjudicate_together(case.hits, JUDGMENT, by=case.lead)
    assert not Adjudication.objects.exists()


def test_the_same_pair_under_another_relation_of_the_case_is_settled_with_it():
    ready = ready_proposal()
    ready.member.owners.update(percent=90)
    ready.member.owners.create(name=ANCHOR_OWNER, kind="ORGANIZATION", country="US", percent=10)
    sign_everything(ready)
    case = reviews.case_in_review(listed=[ANCHOR_OWNER], ready=ready)
    assert open_in(case) == len(case.hits) == 2

    page = text_of(client_of(case.lead).get(hit_page(case)))
    assert "one adjudication counts for all" in page
    assert "Owner of Juniper Data Works (10 %)" in page
    reviews.settle(case, case.hits[0])

    assert open_in(case) == 0
