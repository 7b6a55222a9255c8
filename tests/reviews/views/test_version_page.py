"""Does everybody who may read a version read all of it, also one that was frozen long ago?"""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from exports_portal.accounts.roles import Role
from exports_portal.canonical import digest
from proposals.actions.drafts import SectionDraft, save_section
from proposals.models import ProposalVersion
from proposals.rules import WORST_FIRST
from reviews.actions.screening import queue_screening, screen_parties
from reviews.parties import parties_of
from reviews.views.frozen import readiness_of
from tests.factories import proposals_ready as made
from tests.factories import reviews
from tests.guards.test_destinations import barred_from_today
from tests.proposals.views.pages import text
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db

OLD = json.loads((Path(__file__).parents[2] / "data" / "version-of-format-1.json").read_text())


def officers_page(case, user=None):
    url = reverse("reviews:version", args=[case.proposal.public_id])
    return client_of(user or case.lead).get(url)


def applicants_page(case, user, number):
    return client_of(user).get(reverse("proposals:version", args=[case.proposal.pk, number]))


@pytest.fixture
def chained():
    """A case whose anchor is owned through another body."""
    ready = made.ready_proposal()
    ready.anchor.owners.create(
        name="Keel & Mast Partners",
        kind="ORGANIZATION",
        country="NO",
        percent="12.5",
        holds_shares_in=made.ANCHOR_OWNER,
    )
    made.sign_everything(ready)
    return reviews.submitted_case(ready=ready)


def test_an_officer_reads_officers_chains_of_owners_and_parties(chained):
    said = text(officers_page(chained))
    for words in (
        made.ANCHOR_OFFICER,
        made.MEMBER_OFFICER,
        f"Keel & Mast Partners Organization Norway {made.ANCHOR_OWNER} 12.5 %",
        made.BUYER,
        "Plot 9, Kisima Ring Road, Kisima, Kenya",
        "Tern Island Shipping Group, Portugal",
        "Let for ten years by the landlord named below.",
    ):
        assert words in said


def test_somebody_without_a_part_in_the_review_reads_none_of_it(chained):
    assert officers_page(chained, chained.ready.admin).status_code == 404
    assert officers_page(chained, reviews.officer(Role.BUYER)).status_code == 404


def test_the_page_takes_as_many_queries_for_one_party_as_for_many():
    counts = []
    for rows in (made.PARTIES[:1], made.PARTIES):
        ready = made.ready_proposal()
        section = SectionDraft(values={}, rows=rows)
        save_section(ready.proposal, "parties", section, by=ready.admin)
        made.sign_everything(ready)
        case = reviews.submitted_case(ready=ready)
        officers_page(case)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            officers_page(case)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.fixture
def frozen_long_ago():
    """A case whose latest version was frozen when the content had format 1."""
    case = reviews.submitted_case()
    version = ProposalVersion.objects.create(
        proposal=case.proposal,
        number=2,
        document=OLD["document"],
        sha256=OLD["sha256"],
        frozen_by=case.ready.signatory,
    )
    return case, version


def test_a_version_of_format_1_is_shown_to_officer_and_applicant_with_its_own_digest(
    frozen_long_ago,
):
    case, _ = frozen_long_ago
    for page in (officers_page(case), applicants_page(case, case.ready.admin, 2)):
        said = text(page)
        assert "Quill Fjord Data" in said
        assert OLD["sha256"] in said
        assert "Parties to the transaction" in said
        assert made.BUYER not in said


def test_a_version_of_format_1_keeps_its_document_and_is_screened_with_all_it_names(
    frozen_long_ago,
):
    _, version = frozen_long_ago
    run = queue_screening(version)
    screen_parties(run)

    version.refresh_from_db()
    run.refresh_from_db()
    assert digest(version.document) == version.sha256 == OLD["sha256"]
    named = run.parties.filter(since_submission=False).count()
    assert named == len(parties_of(version.content))


def test_the_most_serious_results_of_the_rules_stand_first():
    case = reviews.submitted_case()
    barred_from_today("KE")
    found = [finding.outcome for finding, _ in readiness_of(case.proposal, case.version)]
    assert found == sorted(found, key=WORST_FIRST.index)
    assert {"BLOCK", "NEEDS_HUMAN", "PASS"} <= set(found)
    assert found[0] == "BLOCK"
