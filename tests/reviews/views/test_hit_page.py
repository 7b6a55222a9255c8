"""What does the page of a hit show, keep and refuse, and whom does it tell?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exports_portal.accounts.roles import Role
from exports_portal.audit.models import AuditEvent
from proposals.actions.submit import submit
from reviews.actions import case as desk_work
from reviews.actions import steps
from reviews.actions.screening import screen_parties
from reviews.models import Adjudication, ScreeningHit
from reviews.states import Standing
from tests.factories import reviews
from tests.factories.proposals_ready import ANCHOR_OWNER, sign_everything
from tests.reviews.views.hit_rooms import (
    ENTITY_LIST,
    FALSE_POSITIVE,
    grouped_case,
    hit_page,
    page_of,
    reopened_case,
    screened_on,
)
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db


def text_of(answer):
    return " ".join(answer.content.decode().split())


def is_open(case):
    return ScreeningHit.objects.filter(party__run=case.run).open_for(case.proposal).exists()


def test_the_first_person_waits_and_the_second_is_asked_whether_they_agree():
    case = reviews.case_in_review(listed=[ANCHOR_OWNER])
    lead, second = client_of(case.lead), client_of(reviews.colleague())

    saved = lead.post(hit_page(case), FALSE_POSITIVE, follow=True)
    assert "A second person has to agree before the hit is settled." in text_of(saved)
    assert "stays open until a second person agrees. What you record" in text_of(
        lead.get(hit_page(case))
    )
    assert "Waits for a second person" in text_of(lead.get(page_of(case)))

    asked = text_of(second.get(hit_page(case)))
    assert "Do you agree?" in asked
    assert f"{case.lead} found it a false positive" in asked
    assert FALSE_POSITIVE["reason"] in asked

    answered = second.post(hit_page(case), FALSE_POSITIVE | {"reason": "Other directors."})
    assert answered.url == f"{page_of(case)}#hit-{case.hits[0].pk}"
    assert not is_open(case)
    assert f"as the second person, after {case.lead}" in text_of(second.get(hit_page(case)))


def test_who_saves_over_a_judgment_they_have_not_seen_keeps_what_they_typed():
    case = reviews.case_in_review(listed=[ANCHOR_OWNER])
    second = client_of(reviews.colleague())
    seen = second.get(hit_page(case)).context["form"]["seen"].value()
    reviews.clear(case.hits[0], by=case.lead)

    typed = FALSE_POSITIVE | {"reason": "Written before I looked.", "seen": seen}
    refused = second.post(hit_page(case), typed)

    assert refused.status_code == 422
    assert "was adjudicated while you had the page open" in text_of(refused)
    assert "Written before I looked." in text_of(refused)
    assert f"{case.lead} found it a false positive" in text_of(refused)
    assert is_open(case)

    seen_now = refused.context["form"]["seen"].value()
    assert second.post(hit_page(case), typed | {"seen": seen_now}).status_code == 302
    assert not is_open(case)


def test_rows_of_one_party_on_three_lists_are_adjudicated_in_one_form():
    case = grouped_case()
    shown = client_of(case.lead).get(hit_page(case))
    assert "3 rows of the list describe this listed party." in text_of(shown)
    assert "(expired: history)" in text_of(shown)

    saved = client_of(case.lead).post(hit_page(case, case.hits[2]), FALSE_POSITIVE, follow=True)
    client_of(reviews.colleague()).post(hit_page(case), FALSE_POSITIVE)

    assert "Recorded for 3 rows of the list." in text_of(saved)
    assert Adjudication.objects.count() == 6
    assert AuditEvent.objects.filter(verb="screening.adjudicate").count() == 6
    assert not is_open(case)


def test_a_row_that_is_settled_is_not_touched_when_a_new_row_of_the_party_appears():
    case = reviews.case_in_review(listed=[ENTITY_LIST])
    reviews.settle(case, case.hits[0])
    settled = Adjudication.objects.count()
    screened_on(case, listed=[ENTITY_LIST, ENTITY_LIST | {"source": "Unverified List (UVL)"}])

    client_of(case.lead).post(hit_page(case), FALSE_POSITIVE)

    assert Adjudication.objects.count() == settled + 1
    assert Adjudication.objects.latest("pk").hit.list_code == "UVL"


def test_a_pair_whose_entry_changed_shows_the_change_and_what_was_found_before():
    case = reopened_case()
    text = text_of(client_of(case.lead).get(hit_page(case)))

    assert "Changed since it was adjudicated" in text
    assert "What changed in the listed party" in text
    assert "What changed in the screened party" not in text
    for said in ("Of Port Lumen.", "Moved to Neverport.", "HFH Ltd.", reviews.CLEARED):
        assert said in text
    assert f"{case.lead} and {reviews.colleague()} adjudicated this pair on" in text
    group = client_of(case.lead).get(page_of(case)).context["with_hits"][0].groups[0]
    assert group.standing == Standing.CHANGED


def test_a_renamed_owner_is_known_again_and_both_names_are_shown():
    case = reviews.submitted_case(listed=[ENTITY_LIST])
    reviews.settle(case, case.hits[0])
    steps.return_incomplete(case.proposal, reason="Names are missing.", by=case.lead)
    case.ready.anchor.owners.update(name="Harbor Founder Holdings", percent=60)
    sign_everything(case.ready)
    screen_parties(desk_work.receive(submit(case.proposal, by=case.ready.signatory)))

    assert is_open(case)
    page = client_of(case.lead).get(hit_page(case))
    (reopened,) = page.context["reopened"]
    assert [(d.label, d.before, d.now) for d in reopened.party] == [
        ("Name", ANCHOR_OWNER, "Harbor Founder Holdings"),
        (
            "In the proposal",
            "Owner of Lumen Harbor Systems (100 %)",
            "Owner of Lumen Harbor Systems (60 %)",
        ),
    ]
    assert reopened.entry == ()
    assert "What changed in the screened party" in text_of(page)
    assert [row.by for row in reopened.said] == [reviews.colleague(), case.lead]


def test_a_settled_pair_that_did_not_change_is_not_shown_as_changed():
    case = reviews.case_in_review(listed=[ENTITY_LIST])
    reviews.settle(case, case.hits[0])
    screened_on(case, listed=["An Entry Before", ENTITY_LIST])

    assert not is_open(case)
    assert "Changed since" not in text_of(client_of(case.lead).get(hit_page(case)))


def test_save_and_next_goes_to_the_next_open_hit_and_at_the_end_to_the_list():
    case = reviews.case_in_review(listed=["Lumen Harvor Systms Trading", "Juniper Employees Trast"])
    first, second = case.hits
    lead = client_of(case.lead)

    answer = lead.post(hit_page(case, first), FALSE_POSITIVE | {"next": "1"})
    assert answer.url == f"{hit_page(case, second)}#heading"

    ended = lead.post(hit_page(case, second), FALSE_POSITIVE | {"next": "1"}, follow=True)
    assert ended.redirect_chain[0][0] == f"{page_of(case)}#heading"
    assert "No open hit of this case waits for you." in text_of(ended)


def test_what_a_person_proposed_is_not_their_next_open_hit_but_that_of_another():
    case = reviews.case_in_review(listed=[ANCHOR_OWNER, "Juniper Employees Trast"])
    strong, other = case.hits
    reviews.clear(strong, by=case.lead)

    assert client_of(case.lead).get(hit_page(case, other)).context["next_group"] is None
    shown = client_of(reviews.colleague()).get(hit_page(case, other)).context["next_group"]
    assert shown.holds(strong)


def test_an_outcome_with_a_reason_of_another_outcome_is_refused_beside_the_reason():
    case = reviews.case_in_review(listed=[ANCHOR_OWNER])
    answer = client_of(case.lead).post(hit_page(case), FALSE_POSITIVE | {"code": "SAME_ADDRESS"})

    assert answer.status_code == 422
    assert "does not go with the outcome" in answer.context["form"].errors["code"][0]


def test_who_escalated_sees_why_there_is_no_form():
    case = reviews.case_in_review(listed=[ANCHOR_OWNER])
    escalated = {"outcome": "ESCALATE", "code": "PARTY_UNKNOWN", "reason": "No country is given."}
    client_of(case.lead).post(hit_page(case), escalated)

    answer = client_of(case.lead).get(hit_page(case))
    assert "You escalated this hit, so somebody else has to settle it." in text_of(answer)
    assert "data-judge" not in text_of(answer)


def test_a_conflict_keeps_the_form_away():
    case = reviews.case_in_review(listed=[ANCHOR_OWNER])
    tied = reviews.officer(Role.DESTINATION_REVIEWER)
    desk_work.declare_conflict(case.proposal, has_conflict=True, note="Shares.", by=tied)

    assert "data-judge" not in text_of(client_of(tied).get(hit_page(case)))
    assert client_of(tied).post(hit_page(case), FALSE_POSITIVE).status_code == 403


@pytest.mark.parametrize("page", ["screening", "hit"])
def test_a_page_asks_the_database_as_often_with_three_hits_as_with_one(page):
    one = reviews.case_in_review(listed=[ANCHOR_OWNER])
    counts = [queries_of(one, page)]
    three = screened_on(one, listed=[ANCHOR_OWNER, "Juniper Employees Trast", "Harbor Founder"])
    counts.append(queries_of(three, page))

    assert len(three.hits) >= 3
    assert counts[0] == counts[1]


def queries_of(case, page):
    client = client_of(case.lead)
    place = hit_page(case) if page == "hit" else page_of(case)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(place).status_code == 200
    return len(asked)
