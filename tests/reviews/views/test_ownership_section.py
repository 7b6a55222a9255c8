"""Does an officer see who owns whom, every way with its arithmetic, and an applicant nothing?"""

import pytest
from django.urls import reverse

from exports_portal.accounts.roles import Agency
from reviews.actions.screening import screen_again, screen_parties
from reviews.models import Finding
from tests.factories import reviews
from tests.factories.ownership import MEMBER, judge, owned_case, resolve_by_two
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
GRIM = "Grimspire Holding"
CHAIN = [("Morrow AB", "80", ""), (GRIM, "51", "Morrow AB")]


def page_of(case, user=None):
    place = reverse("reviews:screening", args=[case.proposal.public_id])
    return client_of(user or case.lead).get(place)


def text_of(case):
    return page_of(case).content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_a_chain_is_shown_with_its_arithmetic_its_grounds_and_every_way():
    case = owned_case(CHAIN, listed=[GRIM])
    judge(case, GRIM)
    text = text_of(case)

    assert f"Morrow AB (counted as listed: BIS Affiliates Rule) holds 80 % of {MEMBER}" in text
    assert f"<li>{GRIM} (Entity List) holds 51 % of Morrow AB: 51.00 % ≥ 50 %.</li>" in text
    assert (
        f"{GRIM} (Entity List) holds 51 % of Morrow AB (counted as listed: BIS Affiliates Rule), "
        f"which holds 80 % of {MEMBER}: counts with 80 %."
    ) in text
    assert "who holds the other 20.00 % is not disclosed." in text
    assert "finding open" in text


def test_an_open_hit_is_shown_as_what_it_would_mean():
    case = owned_case(CHAIN, listed=[GRIM])
    text = text_of(case)

    assert "The adjudicated hits give no result under the rules of the day." in text
    assert f"If the open hit on {GRIM} is a true match, then:" in text


def test_the_rules_of_the_day_stand_there_with_their_sources():
    text = text_of(owned_case([("Trust", "100", "")], listed=[]))

    assert "In force by program default" in text
    assert "Conservative program default: no source read is newer than that date." in text
    assert "90 FR 47212" in text
    assert "Revised Guidance on Entities Owned by Persons" in text
    assert "3 parties of which these rules say nothing" in text


def test_a_resolved_finding_is_shown_beside_its_result():
    case = owned_case(CHAIN, listed=[GRIM])
    judge(case, GRIM)
    assert "Ownership open" in text_of(case)
    for finding in Finding.objects.all():
        resolve_by_two(finding, case)
    text = text_of(case)

    assert "Ownership open" not in text
    assert f"by {case.lead}" in text
    assert "finding open" not in text


def test_an_owner_since_submission_is_shown_as_one():
    case = owned_case([("Trust", "100", "")], listed=[GRIM])
    case.ready.member.owners.update(name=GRIM)
    screen_parties(screen_again(case.proposal, by=case.lead))
    assert "as its members say since submission · provisional" in text_of(case)

    judge(case, GRIM)
    text = text_of(case)

    assert f"{GRIM} (Entity List) holds 100 % of {MEMBER}: 100.00 % ≥ 50 %." in text
    assert "as its members say since submission · <a" in text


def test_shares_that_cannot_be_right_are_said():
    case = owned_case([("One AB", "80", ""), ("Two AB", "40", "")], listed=[])
    text = text_of(case)
    assert f"The disclosed shares in {MEMBER} add to 120.00 %, which is more than 100 %." in text


def test_neither_an_applicant_nor_a_consultant_sees_anything_of_it():
    case = owned_case(CHAIN, listed=[GRIM])
    judge(case, GRIM)

    for outsider in (case.ready.signatory, reviews.consultant(Agency.STATE)):
        assert page_of(case, outsider).status_code == 404
    place = reverse("proposals:detail", args=[case.proposal.pk])
    shown = client_of(case.ready.signatory).get(place)
    assert shown.status_code == 200
    assert "Affiliates" not in shown.content.decode()
    assert "listed" not in shown.content.decode().lower()
