"""A claim with evidence: how is a track concluded as satisfied without reading it?"""

import pytest
from django.urls import reverse

from exports_portal.accounts.roles import Role
from exports_portal.demo.security import CLAIMS, attach_evidence, security_section
from exports_portal.errors import InvalidInput
from proposals.actions.drafts import save_section
from proposals.models import RecordEvidence
from reviews.actions import case as desk_work
from reviews.actions.answers import ASKS_TO_FIND, Given
from reviews.answering import assessed_now, open_rows
from reviews.states import RowFinding, TrackKind, TrackOutcome
from tests.factories.files import cleared
from tests.factories.proposals_ready import ready_proposal, sign_everything
from tests.factories.reviews import answered, case_in_review, officer
from tests.signing_in import client_of
from tests.web.html import page

pytestmark = pytest.mark.django_db
DOMAIN = "GOVERNANCE"


@pytest.fixture
def case():
    """Everything that the catalog asks of one domain is claimed, each with a document."""
    ready = ready_proposal()
    gaps = [code for code in CLAIMS if not code.startswith(DOMAIN)]
    save_section(ready.proposal, "security", security_section(gaps), by=ready.admin)
    attach_evidence(ready.proposal, by=ready.admin)
    for document in RecordEvidence.objects.select_related("file"):
        cleared(document.file)
    sign_everything(ready)
    return case_in_review(ready=ready)


def row_of(case):
    rows = open_rows(case.track(TrackKind.SECURITY))
    return next(row for row in rows if row.criterion.code == f"SEC.{DOMAIN}")


def conclude(case, **changes):
    track = case.track(TrackKind.SECURITY)
    answers = answered(track) | {row_of(case).digest: Given(**changes)}
    desk_work.conclude_track(
        track,
        outcome=TrackOutcome.SATISFIED,
        comment="Examined.",
        by=officer(Role.SECURITY_REVIEWER),
        answers=answers,
    )


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"answer": "Read the plan."}, "finding"),
        ({"answer": "Read the plan.", "finding": "NOT_MET"}, "finding"),
        ({"answer": " ", "finding": "MET"}, "answer"),
    ],
)
def test_satisfied_over_evidence_that_nobody_read(given, field, case):
    """Conclude the security track while a claim has a document and no finding, or one without why.

    Stopped by: what is claimed with evidence asks for a finding, and for what the evidence shows.
    """
    row = row_of(case)
    assert row.asks_for_a_finding
    assert not row.stands_against
    with pytest.raises(InvalidInput) as refused:
        conclude(case, **given)
    assert list(refused.value.fields) == [f"{field}-{row.digest}"]
    assert not case.track(TrackKind.SECURITY).is_concluded


def test_a_finding_stands_with_the_case_and_with_what_is_stored_at_a_decision(case):
    """Find a domain met on a condition and let nobody know of it.

    Stopped by: nothing hides it: it is kept with who found it, and the official reads it first.
    """
    conclude(case, answer="The plan names no deputy.", finding=RowFinding.MET_WITH_CONDITION)
    (stored,) = [one for one in assessed_now(case.version) if one["criterion"] == f"SEC.{DOMAIN}"]
    assert (stored["outcome"], stored["finding"]) == ("NEEDS_PERSON", "MET_WITH_CONDITION")
    assert stored["answer"] == "The plan names no deputy."
    shown = page(
        client_of(case.lead).get(reverse("reviews:tracks", args=[case.proposal.public_id]))
    )
    assert "Met, on a condition" in shown.words


def test_the_page_shows_each_claim_with_its_documents_beside_what_it_asks(case):
    """Judge security protocols by a radio button, with nothing to look at.

    Stopped by: the page shows the requirements, what is claimed on each, and every document.
    """
    place = reverse("reviews:conclude_track", args=[case.proposal.public_id, TrackKind.SECURITY])
    client = client_of(officer(Role.SECURITY_REVIEWER))
    shown = page(client.get(place))
    claim, document = CLAIMS[f"{DOMAIN}.1"]
    assert claim in shown.words
    links = [link.get("href") for link in shown.find("a")]
    for evidence in RecordEvidence.objects.all():
        address = reverse("reviews:record_evidence", args=[case.proposal.public_id, evidence.pk])
        assert address in links
    assert document.title in shown.words
    row = row_of(case)
    refused = client.post(
        place,
        {
            "version": 1,
            "outcome": "SATISFIED",
            "comment": "Examined.",
            f"answer-{row.digest}": "Read the plan.",
        },
    )
    assert refused.status_code == 422
    assert ASKS_TO_FIND in refused.text
    assert "Read the plan." in refused.text
