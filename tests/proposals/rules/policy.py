"""What is a complete proposal judged against? The policy that the portal ships with."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pycountry

from exports_portal.policy.blocs import parse_blocs
from exports_portal.policy.controls import parse_controls
from exports_portal.policy.country_groups import parse_country_groups
from exports_portal.policy.destinations import parse_destinations
from exports_portal.policy.loading import DATA
from proposals.rules.context import CallWindow, RuleContext

REQUIRED = (("EAR", "2026-04"), ("OFAC", "2026-04"), ("ACCURACY", "2026-04"))
COUNTRIES = {country.alpha_2: country.name for country in pycountry.countries}


def shipped(name, parse):
    """What a file of policy says that ships with the portal."""
    return parse(json.loads((DATA / f"{name}.json").read_text())["payload"])


GROUPS = shipped("country_groups-2026-07-23", parse_country_groups)


def context(**changes) -> RuleContext:
    """Within the call of April 2026, under the policy the portal ships with."""
    whole = {
        "as_of": datetime(2026, 5, 20, 12, 0, tzinfo=UTC),
        "call": call(),
        "countries": COUNTRIES,
        "countries_of_concern": frozenset({"CN", "HK", "MO"}),
        "warn_countries": frozenset({"CU", "IR", "KP", "RU", "VE"}),
        "country_groups": {code: GROUPS.groups_of(code) for code in COUNTRIES},
        "destinations": shipped("destinations-2025-07-23", parse_destinations),
        "controls": shipped("controls-2025-07-23", parse_controls),
        "blocs": {bloc.code: bloc.members for bloc in shipped("blocs-2025-07-23", parse_blocs)},
        "support_codes": frozenset({"ITA_ADVOCACY", "EXIM_GUARANTEE", "DFC_EQUITY"}),
        "content_threshold": Decimal("51.00"),
        "required_certifications": REQUIRED,
    }
    return RuleContext(**(whole | changes))


def call(**changes) -> CallWindow:
    """From April 1 to June 30, 2026, as midnight strikes in Washington."""
    whole = {
        "code": "AAEP-2026-PRESET-1",
        "opens_at": datetime(2026, 4, 1, 4, 0, tzinfo=UTC),
        "closes_at": datetime(2026, 7, 1, 3, 59, tzinfo=UTC),
        "allow_late": False,
    }
    return CallWindow(**(whole | changes))
