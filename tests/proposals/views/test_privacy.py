"""Does a member that is not the anchor ever see what is the anchor's confidential business?"""

import pytest
from django.urls import reverse

from proposals.actions.drafts import SectionDraft, save_section
from proposals.actions.submit import submit
from proposals.rules.places import Section
from tests.factories import proposals_ready as made
from tests.factories.reviews import case_with_question
from tests.proposals.views.pages import text
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db

CONFIDENTIAL = {
    "confidential summary": made.CONFIDENTIAL_SUMMARY,
    "confidential detail": made.CONFIDENTIAL_DETAIL,
    "value of a component": "31,250",
    "value in a field": "31250",
    "name of a component": "Lumen L4 accelerator",
    "justification": made.CONTENT_JUSTIFICATION,
    "amount of support": "48,500,000",
    "amount in a field": "48500000",
    "owner of the anchor": made.ANCHOR_OWNER,
    "officer of the anchor": made.ANCHOR_OFFICER,
    "buyer": made.BUYER,
    "landlord": "Kisima Land Cooperative",
    "address of the facility": "Plot 9, Kisima Ring Road",
    "majority owner of the forwarder": "Tern Island Shipping Group",
    "note on the facility": "Let for ten years",
    "who owns the site": "Nairobi Civic Compute Trust",
    "why this market": "Hospitals in three counties",
    "share of U.S. content": "64.62",
}


def pages_of(browser, proposal):
    """Every page of the proposal that a person can open, by name, with its status."""
    names = ["detail", *(section.value for section in Section)]
    pages = {name: browser.get(reverse(f"proposals:{name}", args=[proposal.pk])) for name in names}
    if proposal.public_id:
        pages["receipt"] = browser.get(reverse("proposals:receipt", args=[proposal.pk]))
        pages["version"] = browser.get(reverse("proposals:version", args=[proposal.pk, 1]))
    return pages


def told(browser, proposal):
    """What of the confidential half stands in the source of any page."""
    sources = [page.content.decode() for page in pages_of(browser, proposal).values()]
    return {name for name, value in CONFIDENTIAL.items() if any(value in page for page in sources)}


def test_the_people_of_the_anchor_read_all_of_it(ready, as_user):
    writer, reader = as_user(ready.admin), as_user(ready.signatory)
    found = told(writer, ready.proposal) | told(reader, ready.proposal)
    assert found == set(CONFIDENTIAL)


def test_a_member_reads_none_of_it_in_a_draft(ready, as_user):
    assert told(as_user(ready.member_signatory), ready.proposal) == set()


def test_a_member_reads_none_of_it_in_a_draft_with_findings(ready, as_user):
    rows = [made.COMPONENTS[0] | {"us_origin_percent": None}, *made.COMPONENTS[1:]]
    save_section(ready.proposal, "hardware", SectionDraft(values={}, rows=rows), by=ready.admin)
    operator = {"role": "OWN", "name": "Nairobi Civic Compute Trust"}
    save_section(
        ready.proposal, "operations", SectionDraft(values={}, rows=[operator]), by=ready.admin
    )
    assert told(as_user(ready.member_signatory), ready.proposal) == set()


def test_a_member_reads_none_of_it_in_a_submitted_version(ready, as_user):
    proposal = submit(ready.proposal, by=ready.signatory).proposal
    assert told(as_user(ready.member_signatory), proposal) == set()


def test_a_member_reads_the_public_half_and_its_own_facts(ready, as_user):
    pages = pages_of(as_user(ready.member_signatory), ready.proposal)
    assert {page.status_code for page in pages.values()} == {200}
    said = " ".join(text(page) for page in pages.values())
    public = (
        made.OVERVIEW["executive_summary"],
        "Labeling and pipelines for health records.",
        "Boards are assembled in Ohio; memory is bought abroad.",
        "European Union",
        made.MEMBER_OWNER,
    )
    assert [value for value in public if value not in said] == []


def test_a_member_knows_of_no_question_to_the_anchor(as_user):
    case = case_with_question(question="Is the contract in Dayton signed?")
    page = reverse("proposals:detail", args=[case.proposal.pk])
    assert "Is the contract in Dayton signed?" in text(as_user(case.ready.admin).get(page))
    assert "Dayton" not in text(as_user(case.ready.member_signatory).get(page))


def test_a_member_is_told_that_more_than_the_public_part_is_shown():
    ready = made.ready_proposal()
    url = f"/proposals/{ready.proposal.pk}/models/"
    said = text(client_of(ready.member_signatory).get(url))
    assert "what becomes public and what is for members only: each answer says which" in said
