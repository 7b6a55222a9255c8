"""Where may a package not go? The program's dated defaults over the EAR country groups."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from exports_portal.policy.countries import is_country


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """An occupied region. `stems` are how a word begins that names it or a city in it."""

    name: str
    countries: frozenset[str]
    stems: tuple[str, ...]

    def is_named_in(self, text: str) -> bool:
        return any(word.startswith(self.stems) for word in _words(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class DestinationPolicy:
    """`embargoed`: never, for anybody. `barred`: not where a package goes to, by default."""

    embargoed_groups: frozenset[str]
    embargoed_regions: tuple[Region, ...]
    barred_groups: frozenset[str]
    barred_countries: frozenset[str]
    label: str

    def is_embargoed(self, groups: Iterable[str]) -> bool:
        return not self.embargoed_groups.isdisjoint(groups)

    def is_barred(self, country: str, groups: Iterable[str]) -> bool:
        return country in self.barred_countries or not self.barred_groups.isdisjoint(groups)


def parse_destinations(payload: dict[str, Any]) -> DestinationPolicy:
    policy = DestinationPolicy(
        embargoed_groups=frozenset(payload["embargoed_groups"]),
        embargoed_regions=tuple(_region(row) for row in payload["embargoed_regions"]),
        barred_groups=frozenset(payload["barred_groups"]),
        barred_countries=frozenset(payload["barred_countries"]),
        label=payload["label"],
    )
    groups = policy.embargoed_groups | policy.barred_groups
    if odd := sorted(group for group in groups if not re.fullmatch(r"[A-E]:\d", group)):
        raise ValueError(f"no country groups: {', '.join(odd)}")
    countries = policy.barred_countries.union(*(r.countries for r in policy.embargoed_regions))
    if unknown := sorted(code for code in countries if not is_country(code)):
        raise ValueError(f"not ISO 3166-1 alpha-2 codes: {', '.join(unknown)}")
    return policy


def _region(row: dict[str, Any]) -> Region:
    region = Region(
        name=row["name"], countries=frozenset(row["countries"]), stems=tuple(row["stems"])
    )
    if not region.stems or any(_words(stem) != [stem] for stem in region.stems):
        raise ValueError(f"{region.name}: every stem is one word in small letters")
    return region


def _words(text: str) -> list[str]:
    """In small letters without accents and apostrophes: "Donets'k" is donetsk."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    return re.findall(r"\w+", re.sub(r"['’ʼ`ʹ]", "", plain))
