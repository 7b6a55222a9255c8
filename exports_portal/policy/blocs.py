"""Which countries are in a regional bloc that a proposal may name as a target market?"""

from dataclasses import dataclass
from typing import Any

from exports_portal.policy.rows import coded, country_codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Bloc:
    code: str
    name: str
    members: tuple[str, ...]
    note: str


def parse_blocs(payload: list[dict[str, Any]]) -> tuple[Bloc, ...]:
    return coded(Bloc, [row | {"members": country_codes(row["members"])} for row in payload])
