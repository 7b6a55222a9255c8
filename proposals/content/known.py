"""Which codes are there, and what are they called on that day?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Codes(StrEnum):
    """Codes that policy, the consortium or the declarations give, and no enumeration."""

    SECTORS = "sector"
    BLOCS = "bloc"
    INSTRUMENTS = "instrument"
    MEMBERS = "member"
    REQUIREMENTS = "requirement"
    VALUES = "value that can be marked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the codes of the day are called. A code that is missing here is refused when written.

    Codes of a sort that is not in `titles` at all cannot be judged: whoever reads a payload leaves
    them to whoever writes it. Members of the consortium are keyed by the text of their
    organization's id.
    """

    titles: Mapping[Codes, Mapping[str, str]] = field(default_factory=dict)

    def title(self, codes: Codes, code: str) -> str:
        return self.titles.get(codes, {}).get(code, code)

    def has(self, codes: Codes, code: str) -> bool:
        return codes not in self.titles or code in self.titles[codes]
