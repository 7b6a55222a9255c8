"""Does everybody read what is theirs, and nothing else?"""

import pytest

from proposals.actions.advance import advance
from proposals.models import CallForProposals
from proposals.snapshot import content_of
from tests.factories import proposals_ready
from tests.factories.proposals import CallFactory
from tests.factories.proposals_ready import ready_proposal
from tests.factories.reviews import case_with_question, declined_case, designated_case
from tests.proposals.api.calling import LIST, PROBLEM, change, own, send

pytestmark = pytest.mark.django_db

THE_ANCHORS = (
    proposals_ready.CONFIDENTIAL_SUMMARY,
    proposals_ready.CONFIDENTIAL_DETAIL,
    proposals_ready.CONTENT_JUSTIFICATION,
    str(proposals_ready.UNIT_VALUE),
    str(proposals_ready.SUPPORT_AMOUNT),
    proposals_ready.ANCHOR_OWNER,
    proposals_ready.BUYER,
    "Plot 9, Kisima Ring Road",
    "Tern Island Shipping Group",
    "Nairobi Civic Compute Trust",
    "Hospitals in three counties",
    "Lumen L4 accelerator",
)
READS = ("", "status/", "readiness/")


def test_the_anchor_s_people_read_the_whole(program_of, ready):
    text = program_of(ready.admin).get(own(ready)).content.decode()
    assert [value for value in THE_ANCHORS if value not in text] == [proposals_ready.ANCHOR_OWNER]


def test_a_member_reads_the_public_half_and_nothing_confidential(program_of, ready):
    program = program_of(ready.member_signatory)
    for part in READS:
        text = program.get(own(ready, part)).content.decode()
        assert [value for value in THE_ANCHORS if value in text] == []
    body = program.get(own(ready)).json()
    assert body["reader"] == "MEMBER"
    assert (
        body["overview"]["executive_summary"]
        == content_of(ready.proposal).overview.executive_summary
    )
    assert {row["organization_id"] for row in body["certifications"]} == {ready.member.pk}


@pytest.mark.parametrize("find", [case_with_question, declined_case, designated_case])
def test_a_member_reads_nothing_confidential_later_either(program_of, find):
    ready = find().ready
    program = program_of(ready.member_signatory)
    for part in READS:
        text = program.get(own(ready, part)).content.decode()
        assert [value for value in THE_ANCHORS if value in text] == []
    assert program.get(own(ready, "status/")).json()["open_question"] is None


def test_the_status_of_a_designated_package_leads_to_letter_and_catalog(program_of):
    case = designated_case()
    body = program_of(case.ready.admin).get(own(case.ready, "status/")).json()
    version = case.version
    assert body["state"] == "DESIGNATED"
    assert body["number"] == case.proposal.public_id
    assert [(row["number"], row["sha256"]) for row in body["versions"]] == [(1, version.sha256)]
    assert body["catalog_url"].endswith(case.proposal.catalog_entry.get_absolute_url())
    assert "not an export license" in body["what_happens_next"]


def test_the_status_shows_an_open_question_to_the_anchor(program_of):
    case = case_with_question(question="Who operates the site?")
    body = program_of(case.ready.admin).get(own(case.ready, "status/")).json()
    assert body["open_question"]["question"] == "Who operates the site?"
    assert body["applicant_label"] == "We need an answer from you"


def test_readiness_names_every_rule_with_its_version_and_policy(program_of, ready):
    body = program_of(ready.admin).get(own(ready, "readiness/")).json()
    rules = {finding["rule_id"] for finding in body["findings"]}
    assert rules >= {"R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R13", "R33"}
    assert body["is_ready"] is True
    assert {"CERTIFICATIONS", "BLOCS"} <= {row["kind"] for row in body["snapshots"]}


def test_a_blocked_submission_says_what_blocks_and_changes_nothing(program_of, ready):
    change(program_of(ready.admin), own(ready), {"markets": []})
    response = send(program_of(ready.signatory, may_submit=True), "post", own(ready, "submit/"))
    assert (response.status_code, response["Content-Type"]) == (409, PROBLEM)
    blocking = [f for f in response.json()["findings"] if f["rule_id"] == "R05"]
    assert [(f["outcome"], f["section"]) for f in blocking] == [("BLOCK", "markets")]
    assert blocking[0]["message"] != ""
    assert program_of(ready.admin).get(own(ready)).json()["state"] == "DRAFT"


def test_a_second_submission_is_refused_and_makes_no_second_version(program_of, ready):
    program = program_of(ready.signatory, may_submit=True)
    assert send(program, "post", own(ready, "submit/")).status_code == 201
    second = send(program, "post", own(ready, "submit/"))
    assert (second.status_code, second["Content-Type"]) == (409, PROBLEM)
    assert second.json()["findings"] == []
    assert ready.proposal.versions.count() == 1
    assert send(program_of(ready.admin), "patch", own(ready), {"title": "Late"}).status_code == 409


def test_a_withdrawn_proposal_is_read_as_what_was_submitted(program_of, ready):
    program = program_of(ready.signatory, may_submit=True)
    send(program, "post", own(ready, "submit/"))
    advance(ready.proposal, "withdraw", by=ready.signatory)
    body = program.get(own(ready)).json()
    assert (body["state"], body["is_editable"]) == ("WITHDRAWN", False)
    assert body["title"] == ready.proposal.title


def test_one_finds_ids_of_consortia_members_and_calls(program_of, ready):
    program = program_of(ready.admin)
    (consortium,) = program.get("/api/v1/consortia/").json()["results"]
    assert (consortium["id"], consortium["name"]) == (
        ready.consortium.pk,
        "Lumen Harbor Consortium",
    )
    told = ("organization_id", "legal_name", "role")
    assert [tuple(member[name] for name in told) for member in consortium["members"]] == [
        (ready.anchor.pk, "Lumen Harbor Systems", "ANCHOR"),
        (ready.member.pk, "Juniper Data Works", "MEMBER"),
    ]
    calls = {row["code"]: row for row in program.get("/api/v1/calls/").json()["results"]}
    assert calls[ready.call.code]["takes_proposals"] is True
    assert program.get(f"/api/v1/calls/{ready.call.code}/").json()["title"] == ready.call.title


@pytest.mark.parametrize("path", [LIST, "/api/v1/consortia/"])
def test_a_list_asks_as_many_questions_for_three_rows_as_for_one(
    program_of, ready, django_assert_max_num_queries, path
):
    program = program_of(ready.admin)
    with django_assert_max_num_queries(100) as one:
        assert len(program.get(path).json()["results"]) == 1
    for _ in range(2):
        more = ready_proposal()
        more.consortium.members.filter(role="ANCHOR").update(organization=ready.anchor)
    with django_assert_max_num_queries(100) as three:
        assert len(program.get(path).json()["results"]) == 3
    assert len(three) == len(one)


def test_the_calls_ask_as_many_questions_for_three_rows_as_for_one(
    client, db, django_assert_max_num_queries
):
    def rows():
        return len(client.get("/api/v1/calls/").json()["results"])

    CallForProposals.objects.all().delete()
    CallFactory()
    with django_assert_max_num_queries(100) as one:
        assert rows() == 1
    CallFactory.create_batch(2)
    with django_assert_max_num_queries(100) as three:
        assert rows() == 3
    assert len(three) == len(one)
