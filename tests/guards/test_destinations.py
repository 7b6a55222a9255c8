"""A package for a country that the program refuses: in which ways does it get through?"""

import json
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from exports_portal.accounts.actions.tokens import create_token
from exports_portal.errors import StepRefused
from exports_portal.policy.loading import DATA
from exports_portal.policy.models import Kind, PolicySnapshot
from proposals.actions.advance import advance
from proposals.actions.drafts import SectionDraft, save_section
from proposals.actions.submit import submit
from proposals.models import Proposal
from proposals.states import ProposalState
from reviews.actions.determine import designate
from reviews.states import ContentBasis
from tests.factories.proposals_ready import PARTIES, ready_proposal, sign_everything
from tests.factories.reviews import case_awaiting_determination
from tests.proposals.api.calling import own, send

pytestmark = pytest.mark.django_db
REFUSED = ["IR", "KP", "SY", "CU", "RU", "BY", "MM", "CN", "HK", "MO"]


def with_markets(*markets):
    """A ready proposal whose markets are these (kind, code), signed anew."""
    ready = ready_proposal()
    rows = [{"kind": kind, "code": code, "rationale": "Wanted."} for kind, code in markets]
    save_section(ready.proposal, "markets", SectionDraft(values={}, rows=rows), by=ready.admin)
    sign_everything(ready)
    return replace(ready, proposal=Proposal.objects.get(pk=ready.proposal.pk))


def barred_from_today(*codes):
    """The policy of today refuses these countries too."""
    shipped = json.loads((DATA / "destinations-2025-07-23.json").read_text())["payload"]
    today = timezone.localdate()
    return PolicySnapshot.objects.create(
        kind=Kind.DESTINATIONS,
        title="More destinations refused",
        source="This test",
        source_date=today,
        effective_from=today,
        is_program_default=True,
        sha256="0" * 64,
        payload=shipped | {"barred_countries": ["MO", *codes]},
    )


def reasons(act):
    with pytest.raises(StepRefused) as refused:
        act()
    return list(refused.value.reasons)


@pytest.mark.parametrize("code", REFUSED)
def test_a_refused_country_as_a_market(code):
    """Name Iran, North Korea, Syria, Cuba, Russia, Belarus, Burma, China, Hong Kong or Macau as a
    market beside an accepted one, and submit.

    Stopped by: rules R18 and R19 at submission.
    """
    ready = with_markets(("COUNTRY", "KE"), ("COUNTRY", code))
    (reason,) = reasons(lambda: submit(ready.proposal, by=ready.signatory))
    assert reason.startswith("Row 2: take out ")


@pytest.mark.parametrize(("bloc", "member"), [("ASEAN", "Burma"), ("AU", "Zimbabwe")])
def test_a_bloc_that_hides_a_refused_country(bloc, member):
    """Name a bloc that has a refused country among its members.

    Stopped by: rule R19, which judges a bloc member by member and names the member.
    """
    ready = with_markets(("BLOC", bloc))
    (reason,) = reasons(lambda: submit(ready.proposal, by=ready.signatory))
    assert f"{member} (" in reason


def test_a_market_in_order_and_a_site_that_is_not():
    """Name Kenya as the market, and let the hardware stand in Iran.

    Stopped by: rule R18 over every party and address, not over markets alone.
    """
    ready = ready_proposal()
    rows = [row | {"address_country": "IR"} if "street" in row else row for row in PARTIES]
    save_section(ready.proposal, "parties", SectionDraft(values={}, rows=rows), by=ready.admin)
    sign_everything(ready)
    (reason,) = reasons(lambda: submit(ready.proposal, by=ready.signatory))
    assert reason.startswith("Replace the facility Kisima Compute Hall: it is in Iran (")


def test_a_site_in_an_occupied_region():
    """Let the hardware stand in Sevastopol, written as Ukraine.

    Stopped by: rule R18, which reads the city and the region of an address.
    """
    ready = ready_proposal()
    there = {"city": "Sevastopol", "address_country": "UA", "country": "UA"}
    rows = [row | there if "street" in row else row for row in PARTIES]
    save_section(ready.proposal, "parties", SectionDraft(values={}, rows=rows), by=ready.admin)
    sign_everything(ready)
    (reason,) = reasons(lambda: submit(ready.proposal, by=ready.signatory))
    assert "its address is in Crimea, which is embargoed." in reason


@pytest.mark.parametrize("city", ["Yalta", "Ялта", "Лисичанськ", "Mariupol’"])
def test_a_site_in_a_smaller_place_of_an_occupied_region(city):
    """Let the hardware stand in Yalta or Lysychansk, in Latin or Cyrillic letters, as Ukraine.

    Stopped by: rule R18 knows the larger places of each region, and folds names as the screening.
    """
    ready = ready_proposal()
    there = {"city": city, "address_country": "UA", "country": "UA"}
    rows = [row | there if "street" in row else row for row in PARTIES]
    save_section(ready.proposal, "parties", SectionDraft(values={}, rows=rows), by=ready.admin)
    sign_everything(ready)
    (reason,) = reasons(lambda: submit(ready.proposal, by=ready.signatory))
    assert "which is embargoed." in reason


def test_a_buyer_without_a_country():
    """Leave the country of the buyer open.

    Stopped by: rule R17: what receives the package states a country.
    """
    ready = ready_proposal()
    rows = [row | {"country": ""} if row["role"] == "BUYER" else row for row in PARTIES]
    save_section(ready.proposal, "parties", SectionDraft(values={}, rows=rows), by=ready.admin)
    sign_everything(ready)
    (reason,) = reasons(lambda: submit(ready.proposal, by=ready.signatory))
    assert reason.startswith("State the country of the buyer ")


def test_a_territory_as_a_foreign_market():
    """Call Puerto Rico a foreign market.

    Stopped by: rule R05: the territories are the United States.
    """
    ready = with_markets(("COUNTRY", "PR"))
    (reason,) = reasons(lambda: submit(ready.proposal, by=ready.signatory))
    assert reason == "Row 1: take out Puerto Rico. A target market is outside the United States."


def test_over_the_api():
    """Write Iran as a market over the API and submit there.

    Stopped by: the same guard of the state table, behind page and API alike.
    """
    ready = with_markets(("COUNTRY", "IR"))
    _, token = create_token(name="Test", days=1, by=ready.signatory, may_submit=True)
    program = Client(headers={"authorization": f"Token {token}"})
    answer = send(program, "post", own(ready, "submit/"))
    assert answer.status_code == 409
    assert "Iran" in answer.content.decode()
    assert Proposal.objects.get(pk=ready.proposal.pk).state == ProposalState.DRAFT


@pytest.mark.parametrize("step", ["complete", "designate"])
def test_a_country_that_was_accepted_when_the_proposal_came_in(step):
    """Submit for a country that is refused only later, and go on with the old version.

    Stopped by: the rules that last are judged again on the frozen version, by the policy of the
    day, at `complete` and at `designate`.
    """
    case = case_awaiting_determination()
    if step == "complete":
        Proposal.objects.filter(pk=case.proposal.pk).update(state=ProposalState.IN_CONSULTATION)
    barred_from_today("KE")
    by = case.lead if step == "complete" else case.decider
    found = reasons(lambda: advance(case.proposal, step, by=by))
    assert found[0].startswith("Rule R19 blocks. Row 1: take out Kenya.")
    assert {reason.split(".")[0] for reason in found} == {"Rule R19 blocks"}


def test_a_member_that_moves_after_submission():
    """Submit, then move the headquarters of a member to China.

    Stopped by: the rules that last are judged again on what members say by now.
    """
    case = case_awaiting_determination()
    case.ready.member.headquarters_country = "CN"
    case.ready.member.save()
    found = reasons(
        lambda: designate(
            case.proposal,
            rationale="The package serves the national interest.",
            content_basis=ContentBasis.PRESUMPTION,
            by=case.decider,
        )
    )
    assert found[0].startswith("Rule R09 blocks since submission. Take ")
