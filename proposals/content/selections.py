"""Several of a fixed list: what is wrong with a selection, and how is it read?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from proposals.content.known import Known
from proposals.content.meanings import Meaning


@dataclass(frozen=True, slots=True)
class SeveralOf(Meaning):
    """Codes of a list that the program code itself gives, with their labels, each once."""

    options: tuple[tuple[str, str], ...]

    def kept(self, value: Any) -> Any:
        """In the order of the list, which is no order that anybody chose."""
        if not isinstance(value, list | tuple | set | frozenset):
            return value
        order = list(dict(self.options))
        known = [code for code in order if code in value]
        return (*known, *dict.fromkeys(code for code in value if code not in order))

    def problem(self, value: Sequence[str], known: Known) -> str:
        unknown = [code for code in value if code not in dict(self.options)]
        return " ".join(f"“{code}” is not a choice." for code in unknown)

    def words(self, value: Sequence[str], known: Known) -> str:
        return ", ".join(dict(self.options).get(code, code) for code in value)

    def schema(self) -> dict[str, Any]:
        return {"items": {"enum": list(dict(self.options))}, "uniqueItems": True}
