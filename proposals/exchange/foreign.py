"""What do the readers of published formats have in common? Nothing is guessed, nothing dropped."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from proposals.exchange.found import refused

LONGEST_SHOWN = 80  # characters of a name in a sentence


def as_object(value: Any, place: str) -> Mapping[str, Any]:
    """An object of JSON, {} for what is not there. ImportRefused for anything else."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise refused("This is not as the format has it: an object is expected.", place)
    return value


def as_objects(value: Any, place: str) -> Sequence[Mapping[str, Any]]:
    """A list of objects, () for what is not there. ImportRefused as above."""
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
        raise refused("This is not as the format has it: a list of objects is expected.", place)
    return value


def as_text(value: Any) -> str:
    """A text without blanks around it; "" for anything else."""
    return value.strip() if isinstance(value, str) else ""


def short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def no_place(place: str, names: Iterable[str]) -> list[str]:
    """That these have no field, in one sentence; none where there are none."""
    shown = ", ".join(sorted(short(name) for name in names))
    return [f"{place}: there is no field for {shown}."] if shown else []
