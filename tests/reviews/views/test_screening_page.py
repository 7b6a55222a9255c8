"""Does the screening page put the best hit first, with its reason, and keep every adjudication?"""

import pytest
from django.urls import reverse
from django.utils import timezone

from exports_portal.accounts.roles import Agency, Role
from reviews.actions.adjudicate import adjudicate
from reviews.actions.screening import screen_parties
from reviews.models import Adjudication, Finding
from reviews.states import AdjudicationCode, AdjudicationOutcome, Severity
from tests.factories import reviews
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db

LISTED = ["Lumen Harbor Sistems", "Harbor Founders Holding", "Juniper Employees Trast"]
SETTLED = {
    "outcome": "FALSE_POSITIVE",
    "code": "DIFFERENT_PLACE",
    "reason": "Another company, in another country.",
}


def address(case, name="screening", *more):
    return reverse(f"reviews:{name}", args=[case.proposal.public_id, *more])


def test_the_party_with_the_best_hit_comes_first_and_the_reason_is_in_words():
    case = reviews.case_in_review(listed=LISTED)
    page = client_of(case.lead).get(address(case))
    lines = page.context["with_hits"]
    scores = [line.best for line in lines]
    text = page.content.decode()

    assert lines[0].party.name == "Harbor Founders Holding"
    assert scores == sorted(scores, reverse=True)
    of_lines = [[group.best.hit.score for group in line.groups] for line in lines]
    assert of_lines == [sorted(of_line, reverse=True) for of_line in of_lines]
    assert "The names are equal once case, accents and punctuation are set aside." in text
    assert "systems read as sistems" in text
    assert f"fictional-list.json, published {timezone.localdate():%B %-d, %Y}" in text
    assert len(page.context["without_hits"]) == case.run.party_count - len(lines)


def test_while_the_screening_runs_the_page_shows_how_far_it_is_and_asks_again():
    case = reviews.submitted_case(screened=False)
    client = client_of(case.lead)
    text = client.get(address(case)).content.decode()
    fragment = client.get(address(case, "screening_progress"))

    assert f"Parties screened: 0 of {case.run.party_count}" in text
    assert '<noscript><meta http-equiv="refresh"' in text
    assert f'hx-get="{address(case, "screening_progress")}"' in text
    assert "HX-Refresh" not in fragment

    screen_parties(case.run)
    fragment = client.get(address(case, "screening_progress"))

    assert fragment["HX-Refresh"] == "true"
    assert "hx-get" not in fragment.content.decode()
    assert '<noscript><meta http-equiv="refresh"' not in client.get(address(case)).content.decode()


def test_an_officer_adjudicates_with_a_reason_and_another_cannot():
    case = reviews.case_in_review(listed=[LISTED[1]])
    hit = case.hits[0]
    place = address(case, "hit", hit.pk)
    refused = client_of(reviews.officer(Role.SECURITY_REVIEWER))
    reviewer = reviews.officer(Role.DESTINATION_REVIEWER)

    assert refused.post(place, SETTLED).status_code == 403
    assert "Save and next open hit" not in refused.get(place).content.decode()
    assert Adjudication.objects.count() == 0

    answer = client_of(reviewer).post(place, SETTLED)

    assert answer.url == f"{address(case)}#hit-{hit.pk}"
    assert [(a.outcome, a.by) for a in Adjudication.objects.all()] == [
        (AdjudicationOutcome.FALSE_POSITIVE, reviewer)
    ]
    assert client_of(case.lead).post(place, SETTLED).status_code == 302
    text = client_of(reviewer).get(address(case)).content.decode()
    assert "Every hit that needs it is adjudicated, and the screening is up to date." in text


def test_a_reason_that_says_nothing_is_refused_beside_its_field():
    case = reviews.case_in_review(listed=[LISTED[1]])
    answer = client_of(case.lead).post(
        address(case, "hit", case.hits[0].pk), SETTLED | {"reason": "no"}
    )
    text = answer.content.decode()

    assert answer.status_code == 422
    assert "Give the reason, so that somebody else can check it." in text
    assert 'value="FALSE_POSITIVE"' in text
    assert Adjudication.objects.count() == 0


def test_a_true_match_raises_a_blocking_finding():
    case = reviews.case_in_review(listed=[LISTED[1]])
    client_of(case.lead).post(
        address(case, "hit", case.hits[0].pk),
        SETTLED | {"outcome": "TRUE_MATCH", "code": "SAME_ADDRESS"},
    )

    severities = list(Finding.objects.values_list("severity", flat=True))
    assert severities == [Severity.BLOCKING] * 2  # the match, and the body that it owns
    assert "2 blocking" in client_of(case.lead).get(address(case, "findings")).content.decode()


def test_the_page_of_a_hit_shows_both_records_and_every_adjudication_of_the_pair():
    case = reviews.case_in_review(listed=[LISTED[1]])
    hit = case.hits[0]
    for outcome, reason in (
        ("ESCALATE", "The country is unknown."),
        ("ESCALATE", "Still unknown."),
    ):
        adjudicate(
            hit,
            outcome=AdjudicationOutcome(outcome),
            code=AdjudicationCode.CONTRADICTION,
            reason=reason,
            by=case.lead,
        )
    text = client_of(case.lead).get(address(case, "hit", hit.pk)).content.decode()

    assert "Owner of Lumen Harbor Systems (100 %)" in text
    assert "Entity List (EL) - Bureau of Industry and Security" in text
    assert text.index("Still unknown.") < text.index("The country is unknown.")
    assert "You escalated this hit, so somebody else has to settle it." in text


def test_screening_again_keeps_what_was_settled_and_the_old_hit_cannot_be_adjudicated():
    case = reviews.case_in_review(listed=[LISTED[1]])
    old = case.hits[0]
    reviews.settle(case, old)
    client = client_of(case.lead)
    answer = client.post(address(case, "screen_again"))
    screen_parties(case.run)
    text = client.get(address(case)).content.decode()

    assert answer.url == address(case)
    assert case.hits[0].pk != old.pk
    assert "Every hit that needs it is adjudicated" in text
    assert client.post(address(case, "hit", old.pk), SETTLED).status_code == 409
    assert client.post(address(case, "screen_again")).status_code == 302
    assert client.post(address(case, "screen_again")).status_code == 409


def test_an_auditor_and_a_consultant_cannot_screen_again():
    case = reviews.case_in_consultation()

    auditor, consultant = reviews.officer(Role.AUDITOR), reviews.consultant(Agency.STATE)
    assert client_of(auditor).post(address(case, "screen_again")).status_code == 403
    assert client_of(consultant).post(address(case, "screen_again")).status_code == 404


def test_a_hit_of_another_case_is_not_found():
    case = reviews.case_in_review(listed=[LISTED[1]])
    other = reviews.submitted_case()

    assert client_of(case.lead).get(address(other, "hit", case.hits[0].pk)).status_code == 404


def test_the_lists_page_says_which_version_is_in_force_and_which_it_replaced():
    reviews.fictional_list()
    reviews.fictional_list(listed=["Harbor Founders Holding"])
    text = client_of(reviews.officer(Role.POLICY_STEWARD)).get("/review/lists/").content.decode()

    assert text.index("In force") < text.index("Replaced")


def test_an_applicant_does_not_see_the_lists():
    case = reviews.submitted_case()

    assert client_of(case.ready.admin).get("/review/lists/").status_code == 403
