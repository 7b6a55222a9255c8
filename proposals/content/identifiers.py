"""Numbers that somebody else gave out: what do they look like, and can this be one?"""

import re
from dataclasses import dataclass
from typing import Any

from proposals.content.known import Known
from proposals.content.meanings import Words

ECCN = r"EAR99|[0-9][A-E][0-9]{3}(\.[a-z0-9]{1,4})*"


@dataclass(frozen=True, slots=True)
class Eccn(Words):
    """An export control classification number (15 CFR 738.2(d)), or EAR99."""

    def kept(self, value: Any) -> Any:
        """As the list writes it: 3A090.a."""
        if not isinstance(value, str):
            return value
        entry, point, paragraph = Words.kept(self, value).strip().partition(".")
        return f"{entry.upper()}{point}{paragraph.lower()}"

    def problem(self, value: str, known: Known) -> str:
        if value and not re.fullmatch(ECCN, value):
            return (
                "Write it as in the Commerce Control List: a digit, a letter from A to E and three "
                "digits, then its paragraph, as in 3A090.a. Or write EAR99."
            )
        return Words.problem(self, value, known)

    def schema(self) -> dict[str, Any]:
        return Words.schema(self) | {"pattern": f"^({ECCN})?$"}
