"""Does the queue show each officer what waits, in the order asked for, and as quickly with many?"""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exports_portal.accounts.roles import Agency, Role
from proposals.actions.drafts import SectionDraft, save_section
from proposals.models import Proposal
from reviews.actions import case as desk_work
from reviews.actions import steps
from reviews.models import ListVersion
from reviews.states import TrackKind
from tests.factories import reviews
from tests.factories.accounts import UserFactory
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db


def numbers(client, query=""):
    """The case numbers of a page, in its order."""
    page = client.get(f"/review/{query}")
    return [line["row"].proposal.public_id for line in page.context["lines"]]


def queries(client, path):
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_the_queue_makes_as_many_queries_for_three_cases_as_for_one_and_no_more_than_twelve():
    case = reviews.case_in_review(listed=["Harbor Founders Holding"])
    client = client_of(case.lead)
    at_one = queries(client, "/review/?sort=due")
    reviews.shelf_of_cases(2, like=case)

    assert queries(client, "/review/?sort=due") == at_one
    assert len(numbers(client)) == 3
    assert at_one <= 12


def test_the_screening_lists_make_as_many_queries_for_three_versions_as_for_one():
    officer = reviews.officer(Role.CASE_LEAD)
    client = client_of(officer)
    reviews.fictional_list()
    at_one = queries(client, "/review/lists/")
    reviews.fictional_list(listed=["Harbor One"])
    reviews.fictional_list(listed=["Harbor Two"])
    ListVersion.objects.update(loaded_by=officer)

    assert len(client.get("/review/lists/").context["page"].object_list) == 3
    assert queries(client, "/review/lists/") == at_one


def test_a_page_holds_fifty_cases_and_the_filters_stay_in_the_addresses_of_the_next():
    case = reviews.submitted_case()
    reviews.shelf_of_cases(51, like=case)
    client = client_of(case.lead)

    assert len(numbers(client, "?q=shelf")) == 50
    assert len(numbers(client, "?q=shelf&page=2")) == 1
    assert "?q=shelf&amp;page=2" in client.get("/review/?q=shelf").content.decode()


def test_a_long_queue_says_that_there_are_more_than_were_counted(monkeypatch):
    case = reviews.submitted_case()
    reviews.shelf_of_cases(51, like=case)
    client = client_of(case.lead)
    monkeypatch.setattr("exports_portal.web.pagination.COUNTED_AT_ONCE", 50)

    assert "Showing 1–50 of 52<" in client.get("/review/").content.decode()
    assert "Showing 51–52 of 52<" in client.get("/review/?page=2").content.decode()
    reviews.shelf_of_cases(49, like=case)
    assert "Showing 1–50 of more than 100<" in client.get("/review/").content.decode()
    for sort in ("oldest", "newest", "due", "hits", "number", "title", "state"):
        every = [n for page in (1, 2, 3) for n in numbers(client, f"?sort={sort}&page={page}")]
        assert len(every) == len(set(every)) == 101


def test_a_row_says_what_an_officer_wants_to_know():
    case = reviews.case_in_review(listed=["Harbor Founders Holding"])
    desk_work.assign_lead(case.proposal, to=case.lead, by=case.lead)
    reviewer = reviews.officer(Role.SECURITY_REVIEWER, full_name="Ravi Stone")
    tomorrow = timezone.localdate() + timedelta(days=1)
    desk_work.assign_track(
        case.track(TrackKind.SECURITY), to=reviewer, due_on=tomorrow, by=case.lead
    )

    line = client_of(case.lead).get("/review/").context["lines"][0]

    assert line["row"].title == "Lumen Stack for public services"
    assert line["row"].anchor == "Lumen Harbor Systems"
    assert line["markets"] == "Kenya, European Union"
    assert line["row"].proposal.case.lead == case.lead
    assert line["row"].assignees == ("Ravi Stone",)
    assert (line["row"].open_hits, line["row"].due_on, line["days"]) == (1, tomorrow, 0)


def test_a_settled_hit_is_not_counted():
    case = reviews.case_in_review(listed=["Harbor Founders Holding"])
    client = client_of(case.lead)
    assert numbers(client, "?hits=on") == [case.proposal.public_id]

    reviews.settle(case, case.hits[0])

    assert numbers(client, "?hits=on") == []
    assert client.get("/review/").context["lines"][0]["row"].open_hits == 0


def test_my_cases_are_those_i_lead_or_review_or_have_to_decide():
    led = reviews.case_in_review()
    decision = reviews.case_awaiting_determination()
    desk_work.assign_lead(led.proposal, to=led.lead, by=led.lead)
    reviewer = reviews.officer(Role.CONTENT_ANALYST)
    desk_work.assign_track(led.track(TrackKind.US_CONTENT), to=reviewer, due_on=None, by=led.lead)
    stranger = reviews.officer(Role.SECURITY_REVIEWER)

    assert numbers(client_of(led.lead), "?tab=mine") == [led.proposal.public_id]
    assert numbers(client_of(reviewer), "?tab=mine") == [led.proposal.public_id]
    assert numbers(client_of(decision.decider), "?tab=mine") == [decision.proposal.public_id]
    assert numbers(client_of(stranger), "?tab=mine") == []
    assert numbers(client_of(reviewer), "?assigned=on") == [led.proposal.public_id]


def test_a_consultant_sees_the_cases_of_their_agency_and_no_hits():
    asked = reviews.case_in_consultation(listed=["Harbor Founders Holding"])
    reviews.submitted_case()
    consultant = reviews.consultant(Agency.ENERGY)

    assert numbers(client_of(consultant)) == [asked.proposal.public_id]
    assert numbers(client_of(consultant), "?tab=mine") == [asked.proposal.public_id]
    page = client_of(consultant).get("/review/").content.decode()
    assert '<td data-label="Open hits" class="portal-number">–</td>' in page
    assert numbers(client_of(consultant), "?hits=on") == [asked.proposal.public_id]
    settled = reviews.case_in_consultation()
    both = [asked.proposal.public_id, settled.proposal.public_id]
    assert sorted(numbers(client_of(consultant), "?hits=on")) == both
    assert 'name="hits"' not in page


def test_filters_and_tabs_narrow_the_queue():
    submitted = reviews.submitted_case()
    decided = reviews.declined_case()
    client = client_of(submitted.lead)
    number = submitted.proposal.public_id

    assert numbers(client, "?tab=decided") == [decided.proposal.public_id]
    assert numbers(client) == [number]
    assert numbers(client, "?state=SUBMITTED") == [number]
    assert numbers(client, "?state=IN_REVIEW") == []
    assert numbers(client, "?q=lumen+harbor+sys") == [number]
    assert numbers(client, f"?q={number[-4:]}") == [number]
    assert numbers(client, "?q=no+such+anchor") == []
    assert numbers(client, f"?lead={submitted.lead.pk}") == []


def test_cases_are_found_by_any_assignee_and_sorted_by_open_hits():
    quiet, busy = (
        reviews.case_in_review(),
        reviews.case_in_review(listed=["Juniper Employees Trust"]),
    )
    reviewer = reviews.officer(Role.SECURITY_REVIEWER)
    desk_work.assign_track(quiet.track(TrackKind.SECURITY), to=reviewer, due_on=None, by=quiet.lead)
    client = client_of(busy.lead)

    assert numbers(client, f"?assignee={reviewer.pk}") == [quiet.proposal.public_id]
    assert numbers(client, "?sort=hits") == [busy.proposal.public_id, quiet.proposal.public_id]
    assert numbers(client, "?sort=number") == [quiet.proposal.public_id, busy.proposal.public_id]
    assert numbers(client_of(reviews.consultant(Agency.STATE)), "?sort=hits") == []


def test_a_country_finds_the_cases_of_the_blocs_it_belongs_to():
    case = reviews.submitted_case()
    client = client_of(case.lead)

    assert numbers(client, "?market=FR") == [case.proposal.public_id]  # a member of the EU
    assert numbers(client, "?market=KE") == [case.proposal.public_id]
    assert numbers(client, "?market=BR") == []


def test_the_case_under_review_for_longest_comes_first_and_a_paused_clock_stands():
    case = reviews.submitted_case()
    old, paused = reviews.shelf_of_cases(2, like=case)
    now = timezone.now()
    Proposal.objects.filter(pk=old.pk).update(submitted_at=now - timedelta(days=20))
    Proposal.objects.filter(pk=paused.pk).update(
        submitted_at=now - timedelta(days=90), clock_paused_at=now - timedelta(days=80)
    )
    client = client_of(case.lead)

    assert numbers(client) == [old.public_id, paused.public_id, case.proposal.public_id]
    assert numbers(client, "?sort=newest") == numbers(client)[::-1]
    lines = client.get("/review/").context["lines"]
    assert [line["days"] for line in lines] == [20, 10, 0]
    assert client.get("/review/").content.decode().count(">paused<") == 1


def test_a_wrong_filter_is_said_beside_its_field_and_filters_nothing():
    case = reviews.submitted_case()
    client = client_of(case.lead)

    assert numbers(client, "?state=NOWHERE") == [case.proposal.public_id]
    assert (
        "NOWHERE is not one of the available choices"
        in client.get("/review/?state=NOWHERE").content.decode()
    )


def test_an_empty_queue_says_why_it_is_empty():
    client = client_of(reviews.officer(Role.AUDITOR))

    assert "No cases" in client.get("/review/").content.decode()
    assert "Nothing waits for you" in client.get("/review/?tab=mine").content.decode()
    assert "No case fits" in client.get("/review/?q=zebra").content.decode()


def test_an_applicant_does_not_get_into_the_queue():
    page = client_of(UserFactory()).get("/review/")

    assert page.status_code == 403
    assert "The review queue is for officers of the program." in page.content.decode()


def test_the_draft_of_a_returned_proposal_is_not_searched():
    case = reviews.submitted_case()
    number, client = case.proposal.public_id, client_of(case.lead)
    steps.return_incomplete(case.proposal, reason="Sign again.", by=case.lead)
    draft = SectionDraft(values={"title": "Quokka Stack"})
    save_section(case.proposal, "overview", draft, by=case.ready.admin)

    assert numbers(client, "?q=quokka") == []
    assert numbers(client, f"?q={number}") == [number]


def test_running_and_paused_clocks_stand_in_one_order_on_every_page():
    case = reviews.submitted_case()
    now, hours = timezone.now(), random.Random(6).sample(range(1, 900), 60)
    for number, proposal in enumerate(reviews.shelf_of_cases(60, like=case)):
        age, paused = timedelta(hours=hours[number]), timedelta(hours=hours[-number - 1])
        proposal.clock_paused_for = paused
        proposal.clock_paused_at = now - timedelta(days=number) if number % 3 else None
        proposal.submitted_at = (proposal.clock_paused_at or now) - age - paused
        proposal.save()
    found = [*Proposal.objects.all()]
    oldest = [p.public_id for p in sorted(found, key=lambda p: (-p.review_age, p.public_id))]

    client = client_of(case.lead)
    assert numbers(client, "?sort=oldest") + numbers(client, "?sort=oldest&page=2") == oldest
    assert numbers(client, "?sort=newest") + numbers(client, "?sort=newest&page=2") == oldest[::-1]
