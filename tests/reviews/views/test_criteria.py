"""Who reads how a case stands by its criteria, and does the page say what is computed?"""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from exports_portal.accounts.roles import Agency, Role
from reviews.actions.adjudicate import adjudicate
from reviews.case_facts import facts_of
from reviews.criteria.assessing import CRITERIA, assess
from reviews.states import AdjudicationCode, AdjudicationOutcome, ConsultationResponse
from tests.factories import reviews
from tests.factories.reviews import steps
from tests.signing_in import client_of
from tests.web.html import page, texts

pytestmark = pytest.mark.django_db
LISTED = "Harbor Founders Holding"


def page_of(case, user=None):
    place = reverse("reviews:criteria", args=[case.proposal.public_id])
    return client_of(user or reviews.officer(Role.AUDITOR)).get(place)


def assessed(case):
    out = StringIO()
    call_command("assess", case.proposal.public_id.lower(), "--json", stdout=out)
    return json.loads(out.getvalue())


def rows_of(case, code):
    return [row for row in assess(facts_of(case.version)) if row.criterion.code == code]


def test_an_officer_reads_every_track_and_a_consultant_none():
    case = reviews.case_in_consultation()
    shown = texts(page(page_of(case)), "main h2")
    assert shown == [
        "What stands against this case",
        "Completeness",
        "Members and parties",
        "Destinations",
        "Security protocols",
        "U.S. content",
        "National interest",
        "Consultation",
    ]
    assert page_of(case, reviews.consultant(Agency.STATE)).status_code == 404
    assert page_of(case, case.ready.signatory).status_code == 404


def test_the_command_tells_what_the_page_shows_and_on_which_policy():
    case = reviews.case_in_review()
    told = assessed(case)
    assert (told["proposal"], told["version"]) == (case.proposal.public_id, 1)
    assert {ref["kind"] for ref in told["policies"]} >= {"LICENSE_POSITIONS", "CONTROLS"}
    shown = page_of(case).content.decode()
    assert told["rows"], "something is computed"
    for row in told["rows"]:
        assert row["rule"] in shown
    assert {row["criterion"] for row in told["rows"]} <= {one.code for one in CRITERIA}


@pytest.mark.parametrize("number", ["AAEP-99-9999", "nothing"])
def test_of_a_number_that_nothing_has_the_command_says_so(number):
    with pytest.raises(CommandError, match="Nothing was submitted under the number"):
        call_command("assess", number)


def test_a_hit_goes_from_a_person_to_not_met_when_it_is_a_true_match():
    case = reviews.case_in_review(listed=[LISTED])
    (row,) = rows_of(case, "PARTY.LISTED")
    assert row.computed.outcome == "NEEDS_PERSON"
    adjudicate(
        case.hits[0],
        outcome=AdjudicationOutcome.TRUE_MATCH,
        code=AdjudicationCode.SAME_NAME_PLACE,
        reason="The same name at the same address.",
        by=reviews.colleague(),
    )
    (row,) = rows_of(case, "PARTY.LISTED")
    assert row.computed.outcome == "NOT_MET"
    assert LISTED in row.subject.label


def test_an_agency_that_does_not_concur_is_not_met():
    case = reviews.case_in_consultation()
    steps.answer_consultation(
        case.version.consultations.get(agency=Agency.STATE),
        response=ConsultationResponse.NON_CONCUR,
        comment="The site is too close to a border.",
        by=reviews.consultant(Agency.STATE),
    )
    found = {row.subject.key: row.computed.outcome for row in rows_of(case, "AGENCY.ANSWER")}
    assert found == {"STATE": "NOT_MET", "WAR": "UNKNOWN", "ENERGY": "UNKNOWN", "OSTP": "UNKNOWN"}
    assert "too close to a border" not in page_of(case).content.decode()


def test_more_hits_ask_the_database_no_more_often():
    asked = []
    for listed in ([LISTED], [LISTED, "Lumen Harbor Systems", "Juniper Data Works"]):
        case = reviews.case_in_review(listed=listed)
        with CaptureQueriesContext(connection) as captured:
            assess(facts_of(case.version))
        asked.append(len(captured))
    assert asked[0] == asked[1]


def test_everybody_reads_what_a_proposal_is_judged_by(client):
    shown = texts(page(client.get(reverse("cases:criteria"))), "main tbody th")
    assert len(shown) == len(CRITERIA)
    for one, text in zip(CRITERIA, shown, strict=True):
        assert text == f"{one.question} {one.code}"
