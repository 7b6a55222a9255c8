"""What are the readiness rules judged against?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from exports_portal.policy.controls import ControlCatalog
from exports_portal.policy.destinations import DestinationPolicy

# Where the program keeps its days.
WASHINGTON = ZoneInfo("America/New_York")
# Program default, not published text. The call says "owned or controlled" and gives no number;
# half is where the 50 percent rules of OFAC and BIS stand.
CONTROL_PERCENT = Decimal(50)
# Program default, not published text: from here a stake is told to those who read the case.
NOTED_PERCENT = Decimal(10)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallWindow:
    """When a call takes proposals. `allow_late`: late ones are marked, not refused."""

    code: str
    opens_at: datetime
    closes_at: datetime
    allow_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleContext:
    """The call and the policy in force at `as_of`. Countries are ISO 3166-1 alpha-2 codes.

    `countries` is every country there is, with its name; `country_groups` the EAR groups of each
    that is in one; `blocs` the members of each bloc. `content_threshold`, `control_percent` and
    `noted_percent` are percentages; `required_certifications` are (code, text version) pairs.
    `elsewhere` says in how many other submitted proposals a member takes part: for the program
    office alone. `unread`: of each document that nobody can open now, the state of its scan
    (WAITING, INFECTED, FAILED). `handed_in_at`: of an amendment, when the proposal was submitted
    first.
    """

    as_of: datetime
    call: CallWindow
    countries: Mapping[str, str]
    countries_of_concern: frozenset[str]
    warn_countries: frozenset[str]
    country_groups: Mapping[str, tuple[str, ...]]
    destinations: DestinationPolicy
    controls: ControlCatalog
    blocs: Mapping[str, tuple[str, ...]]
    support_codes: frozenset[str]
    content_threshold: Decimal
    required_certifications: tuple[tuple[str, str], ...]
    elsewhere: Mapping[int, int] = field(default_factory=dict)
    control_percent: Decimal = CONTROL_PERCENT
    noted_percent: Decimal = NOTED_PERCENT
    unread: Mapping[UUID, str] = field(default_factory=dict)
    handed_in_at: datetime | None = None

    @property
    def today(self) -> date:
        """The day of the judgment in Washington, as the days of a call are."""
        return self.as_of.astimezone(WASHINGTON).date()

    def country_name(self, code: str) -> str:
        """The name people know; a code nobody knows is given back as it is."""
        return self.countries.get(code, code or "an unstated country")
