"""Where may a package not go? The program's dated defaults over the EAR country groups."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from exports_portal.policy.countries import is_country
from exports_portal.policy.spelling import spelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """An occupied region. `names` are names of it and of places in it, spelled as `spelled` does.

    `stems` are how a word begins that may name it; `elsewhere` how a word begins that tells a place
    of the same name outside it, as Rostov tells Donetsk in Russia.
    """

    name: str
    countries: frozenset[str]
    names: tuple[str, ...]
    stems: tuple[str, ...]
    elsewhere: tuple[str, ...] = ()

    def is_named_in(self, text: str) -> bool:
        """Is it this region, as a city or a region of an address is written?"""
        if not self.names:  # a snapshot from before places were listed: stems were all there was
            return self.may_be_named_in(text)
        words = spelled(text)
        if any(word.startswith(self.elsewhere) for word in words.split()):
            return False
        return any(f" {name} " in f" {words} " for name in self.names)

    def may_be_named_in(self, text: str) -> bool:
        """Could it be: so that a person has to look?"""
        words = spelled(text)
        named = any(f" {name} " in f" {words} " for name in self.names)
        return named or any(word.startswith(self.stems) for word in words.split())


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
        name=row["name"],
        countries=frozenset(row["countries"]),
        names=tuple(row.get("names", ())),
        stems=tuple(row["stems"]),
        elsewhere=tuple(row.get("elsewhere", ())),
    )
    if not region.stems or any(_one_word(stem) != stem for stem in region.stems):
        raise ValueError(f"{region.name}: every stem is one word in small letters")
    if odd := [name for name in region.names if spelled(name) != name]:
        raise ValueError(f"{region.name}: not spelled as names are compared: {', '.join(odd)}")
    return region


def _one_word(stem: str) -> str:
    return stem if re.fullmatch(r"\w+", stem) and stem == stem.casefold() else ""
