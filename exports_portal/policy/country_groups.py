"""Which EAR country groups is a country in?"""

from dataclasses import dataclass

from exports_portal.policy.rows import country_codes


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryGroups:
    """EAR country groups ("D:5") as sets of country codes."""

    members: dict[str, frozenset[str]]

    def groups_of(self, country: str) -> tuple[str, ...]:
        """The groups a country is in. Hong Kong counts as China for EAR purposes."""
        looked_up = "CN" if country == "HK" else country
        return tuple(sorted(g for g, codes in self.members.items() if looked_up in codes))


def parse_country_groups(payload: dict[str, list[str]]) -> CountryGroups:
    return CountryGroups(
        members={group: frozenset(country_codes(codes, group)) for group, codes in payload.items()}
    )
