"""Which markets can be chosen where no readiness rule looks at them afterwards?"""

from dataclasses import replace

import pytest
from django.utils import timezone

from exports_portal.policy.countries import country_choices
from exports_portal.policy.markets import open_markets
from proposals.content import MarketKind
from proposals.rules.finding import Outcome
from proposals.rules.r05_target_market import target_market
from proposals.rules.r18_embargo import embargo
from proposals.rules.r19_barred_destinations import barred_destinations
from proposals.snapshot import context_of_call
from tests.factories.proposals import CallFactory
from tests.proposals.rules.contents import complete_content, market

pytestmark = pytest.mark.django_db


@pytest.fixture
def is_blocked():
    """Whether a rule of readiness blocks a proposal for this market."""
    whole = replace(complete_content(), members=(), involved_parties=(), components=(), sites=())
    context = context_of_call(CallFactory(), as_of=timezone.now())

    def blocked(kind, code):
        content = replace(whole, markets=(market(kind=MarketKind(kind), code=code),))
        found = [
            finding
            for rule in (target_market, embargo, barred_destinations)
            for finding in rule(content, context)
        ]
        return any(finding.outcome is Outcome.BLOCK for finding in found)

    return blocked


def test_a_country_is_offered_exactly_when_no_rule_blocks_it_as_a_market(is_blocked):
    offered = open_markets(timezone.localdate())
    assert set(offered.countries) == {
        f"COUNTRY:{code}" for code, _ in country_choices() if not is_blocked("COUNTRY", code)
    }
    assert "COUNTRY:KE" in offered
    assert not {"COUNTRY:CN", "COUNTRY:IR", "COUNTRY:MO", "COUNTRY:US"} & set(offered.countries)


def test_a_bloc_is_offered_exactly_when_none_of_its_members_is_refused(is_blocked):
    offered = open_markets(timezone.localdate())
    blocs = {code.removeprefix("BLOC:") for code in offered.known}
    assert set(offered.blocs) == {f"BLOC:{b}" for b in blocs if not is_blocked("BLOC", b)}
    assert "BLOC:EU" in offered
    assert "BLOC:ASEAN" not in offered


def test_a_country_is_reached_by_itself_and_by_its_blocs():
    offered = open_markets(timezone.localdate())
    assert offered.reaching("COUNTRY:FR") == ["COUNTRY:FR", "BLOC:EU"]
    assert offered.reaching("BLOC:EU") == ["BLOC:EU"]


def test_what_is_no_longer_offered_keeps_its_name():
    offered = open_markets(timezone.localdate())
    assert [offered.name(code) for code in ("COUNTRY:CN", "BLOC:EU", "COUNTRY:XX")] == [
        "China",
        "European Union",
        "XX",
    ]
