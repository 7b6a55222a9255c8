"""Numbers that somebody else gave out: what do they look like, and can this be one?"""

import re
from dataclasses import dataclass
from typing import Any

from exports_portal.policy.license_positions import ECCN
from proposals.content.known import Known
from proposals.content.meanings import Words


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
        if value and not ECCN.fullmatch(value):
            return (
                "Write it as in the Commerce Control List: a digit, a letter from A to E and three "
                "digits, then its paragraph, as in 3A090.a. Or write EAR99."
            )
        return Words.problem(self, value, known)

    def schema(self) -> dict[str, Any]:
        return Words.schema(self) | {"pattern": f"^({ECCN.pattern})?$"}


@dataclass(frozen=True, slots=True)
class Lei(Words):
    """A legal entity identifier with its check digits (ISO 17442, ISO 7064 MOD 97-10)."""

    def kept(self, value: Any) -> Any:
        return _bare(value) if isinstance(value, str) else value

    def problem(self, value: str, known: Known) -> str:
        if value and not re.fullmatch(r"[A-Z0-9]{18}[0-9]{2}", value):
            return "An LEI has 20 letters and digits, the last two of them digits."
        if value and int("".join(str(int(sign, 36)) for sign in value)) % 97 != 1:
            return "This is no LEI: its check digits do not fit. Compare it letter by letter."
        return ""

    def schema(self) -> dict[str, Any]:
        return {"pattern": "^([A-Z0-9]{18}[0-9]{2})?$"}


@dataclass(frozen=True, slots=True)
class ImoNumber(Words):
    """The number of a ship, with its check digit (IMO resolution A.1117(30)), without the label."""

    def kept(self, value: Any) -> Any:
        return _bare(value).removeprefix("IMO") if isinstance(value, str) else value

    def problem(self, value: str, known: Known) -> str:
        if value and not re.fullmatch("[0-9]{7}", value):
            return "An IMO number has seven digits."
        if value and sum(
            int(d) * w for d, w in zip(value[:6], range(7, 1, -1), strict=True)
        ) % 10 != int(value[6]):
            return "This is no IMO number: its check digit does not fit. Compare it digit by digit."
        return ""

    def schema(self) -> dict[str, Any]:
        return {"pattern": "^([0-9]{7})?$"}


def _bare(typed: str) -> str:
    """Without spaces and hyphens, in capitals."""
    return re.sub(r"[\s\-]", "", typed).upper()
