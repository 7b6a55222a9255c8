"""Which countries and regional blocs does the program not refuse as a destination?

What it refuses: countries under embargo (rule R18), under an arms embargo, of concern, and Macau
(rule R19). A bloc is refused with any of its members. The United States is no foreign market (R05).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from exports_portal.policy.countries import country_choices, country_name, is_united_states
from exports_portal.policy.models import Kind
from exports_portal.policy.readers import all_in_force

ASKED = (Kind.DESTINATIONS, Kind.COUNTRY_GROUPS, Kind.COUNTRIES_OF_CONCERN, Kind.BLOCS)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMarkets:
    """What can be chosen, each code with its name; a code says its kind: COUNTRY:KE, BLOC:EU."""

    blocs: Mapping[str, str]
    countries: Mapping[str, str]
    # Every bloc, also a refused one: bloc -> its name and its members.
    known: Mapping[str, tuple[str, tuple[str, ...]]]

    def __contains__(self, code: str) -> bool:
        return code in self.blocs or code in self.countries

    def name(self, code: str) -> str:
        """What it is called, also what was chosen before the policy changed."""
        kind, _, bare = code.partition(":")
        return self.known[code][0] if code in self.known else country_name(bare if kind else code)

    def reaching(self, code: str) -> list[str]:
        """The market itself, and for a country each bloc that it belongs to."""
        bare = code.removeprefix("COUNTRY:")
        around = [bloc for bloc, (_, members) in self.known.items() if bare in members]
        return [code, *around]


def open_markets(on: date) -> OpenMarkets:
    says = all_in_force(on, *ASKED)
    policy, groups = says[Kind.DESTINATIONS], says[Kind.COUNTRY_GROUPS]
    concern = frozenset(says[Kind.COUNTRIES_OF_CONCERN].concern)

    def is_refused(country: str) -> bool:
        of_it = groups.groups_of(country)
        refused = policy.is_embargoed(of_it) or policy.is_barred(country, of_it)
        return refused or country in concern

    countries = {
        f"COUNTRY:{code}": name
        for code, name in country_choices()
        if not is_united_states(code) and not is_refused(code)
    }
    known = {f"BLOC:{bloc.code}": (bloc.name, bloc.members) for bloc in says[Kind.BLOCS]}
    blocs = {
        code: name for code, (name, members) in known.items() if not any(map(is_refused, members))
    }
    return OpenMarkets(blocs=blocs, countries=countries, known=known)
