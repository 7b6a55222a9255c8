"""What is judged against: groups, embargoes, blocs and license rules of one day."""

from dataclasses import dataclass
from datetime import date

from exports_portal.policy.blocs import Bloc
from exports_portal.policy.country_groups import CountryGroups
from exports_portal.policy.destinations import DestinationPolicy
from exports_portal.policy.license_positions import LicensePolicy, LicenseRule, RuleCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Four kinds of policy as they are in force together.

    `destinations_dated`: the day of the source of what the program refuses. ValueError where one
    kind names a country group that the groups do not have: it would never be met.
    """

    country_groups: CountryGroups
    destinations: DestinationPolicy
    destinations_dated: date
    blocs: tuple[Bloc, ...]
    licenses: LicensePolicy

    def __post_init__(self) -> None:
        scopes = {
            "scope": self.licenses.scope,
            "embargo": self.licenses.embargo,
            "headquarters": self.licenses.headquarters,
        }
        named = {row: scope.groups | scope.except_groups for row, scope in scopes.items()}
        named["embargoed_groups"] = self.destinations.embargoed_groups
        named["barred_groups"] = self.destinations.barred_groups
        for row, groups in named.items():
            if unknown := sorted(groups - set(self.country_groups.members)):
                raise ValueError(f"{row}: unknown country groups: {', '.join(unknown)}")

    def groups_of(self, country: str) -> tuple[str, ...]:
        return self.country_groups.groups_of(country)

    def is_embargoed(self, country: str) -> bool:
        """Under comprehensive embargo by law, whatever the program refuses besides."""
        return self.licenses.embargo.has(country, self.groups_of(country))

    def rule(self, code: RuleCode) -> LicenseRule:
        return self.licenses.rules[code]


def countries_in_scope(snapshot: Snapshot) -> frozenset[str]:
    """Where the advanced computing scope asks for a license: 46 destinations in July 2026.

    As the groups print them: Hong Kong is no row of its own, it counts as China.
    """
    scope = snapshot.licenses.scope
    members = snapshot.country_groups.members
    by_group = frozenset[str]().union(*(members[group] for group in scope.groups))
    spared = frozenset[str]().union(*(members[group] for group in scope.except_groups))
    return by_group - spared | scope.countries


def countries_spared(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """Who is in a group of the scope and outside it through another, with those groups."""
    scope = snapshot.licenses.scope
    relevant = scope.groups | scope.except_groups
    by_group = set().union(*(snapshot.country_groups.members[group] for group in scope.groups))
    return {
        country: tuple(group for group in snapshot.groups_of(country) if group in relevant)
        for country in sorted(by_group - countries_in_scope(snapshot))
    }
