"""How is JSON of others read, so that nothing in it is ambiguous, endless or no text?"""

import json
import re
from collections import Counter
from decimal import Decimal
from typing import Any

from exports_portal.files.uploads import MEGABYTE
from proposals.exchange.found import refused

LARGEST_JSON = 5 * MEGABYTE  # bytes
MOST_NESTED = 40  # levels; CycloneDX as published has 15
LONGEST_NUMBER = 60  # digits; no figure of a dossier has more than 20
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

TOO_DEEP = f"The JSON is nested more than {MOST_NESTED} levels deep."
NO_TEXT = "The file has a character that no text has (a control character, or half of one)."


class _Ambiguous(ValueError):
    """Valid for some readers and not for others."""


def load_json(text: str) -> Any:
    """What the text says; numbers with a point are Decimals. ImportRefused with the reason."""
    try:
        value = json.loads(
            text,
            parse_int=_whole,
            parse_float=_decimal,
            parse_constant=_constant,
            object_pairs_hook=_object,
        )
    except RecursionError as error:
        raise refused(TOO_DEEP) from error
    except json.JSONDecodeError as error:
        raise refused(f"This is no JSON: {error.msg}.", _place(error)) from error
    except _Ambiguous as error:
        raise refused(str(error)) from error
    _refuse_deep(value)
    return value


def _place(error: json.JSONDecodeError) -> str:
    return f"Line {error.lineno}, column {error.colno}"


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        (name, _), *_ = Counter(name for name, _ in pairs).most_common(1)
        raise _Ambiguous(f"“{name[:80]}” stands twice in one place: nobody can know which counts.")
    return found


def _whole(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise _Ambiguous(f"A number has {len(text):,} digits: no figure of a proposal has so many.")
    return int(text)


def _decimal(text: str) -> Decimal:
    exponent = text.lower().partition("e")[2]
    if len(text) > LONGEST_NUMBER or len(exponent) > 4 or abs(int(exponent or 0)) > LONGEST_NUMBER:
        raise _Ambiguous(f"“{text[:20]}…” is no figure of a proposal.")
    return Decimal(text)


def _constant(name: str) -> Any:
    raise _Ambiguous(f"“{name}” is no number, and JSON does not know it.")


def _refuse_deep(value: Any) -> None:
    """Level by level, so that no depth costs a call within a call."""
    level = [value]
    for _ in range(MOST_NESTED):
        inner: list[Any] = []
        for each in level:
            if isinstance(each, str) and _NO_TEXT.search(each):
                raise refused(NO_TEXT)
            if isinstance(each, dict):
                inner += [*each.keys(), *each.values()]
            elif isinstance(each, list):
                inner += each
        if not inner:
            return
        level = inner
    raise refused(TOO_DEEP)
