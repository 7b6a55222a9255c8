"""How does a value become one text, the same every time, and how does it come back?

Works on plain values and frozen dataclasses. Decimals, dates and times are written as text.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, asdict, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID


def canonical_json(value: Any) -> str:
    """One text for one value: sorted keys, no spaces. ValueError for what is not a number."""
    return json.dumps(
        value,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
        default=_as_plain,
    )


def digest(value: Any) -> str:
    """sha256, in hex, over the canonical JSON of a value."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def plain(value: Any) -> Any:
    """The value as JSON has it: what a JSONField keeps and gives back."""
    return json.loads(canonical_json(value))


def read_as[T](kind: type[T], data: Mapping[str, Any]) -> T:
    """The dataclass that `plain` or `answers` wrote; a field that is not there has its default.

    KeyError for a field without a default, TypeError or ValueError for what is no such value.
    """
    result: T = _read(kind, data)
    return result


def answers(value: Any) -> Any:
    """As `plain`, but without what equals its default: a field that is added later changes nothing
    that was written before, nor the digest of it.
    """
    return plain(_said(value))


def digest_of_answers(value: Any) -> str:
    """The digest of `answers`, without making them anew: the text is the same."""
    return digest(_said(value))


def _said(value: Any) -> Any:
    kind: Any = type(value)
    declared = _defaults(kind)
    if declared is not None:
        given = ((name, getattr(value, name), default) for name, default in declared)
        return {name: _said(said) for name, said, default in given if said != default}
    if isinstance(value, tuple):
        return [_said(item) for item in value]
    return value


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...] | None:
    """The fields of a dataclass with their defaults; None for what is none."""
    if not is_dataclass(kind):
        return None
    return tuple((each.name, each.default) for each in fields(kind))


def _as_plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Decimal):
        return _decimal_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _decimal_text(value: Decimal) -> str:
    """Every digit, none for show: 41800.00 and 4.18E+4 are the same value and the same text.

    `Decimal.normalize()` would round to the 28 digits of the usual context.
    """
    if not value.is_finite():
        raise ValueError(f"{value} has no canonical form")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if value else "0"


@cache
def _hints(kind: Any) -> list[tuple[str, Any, Any]]:
    """The fields of a dataclass with types and defaults, worked out once per class."""
    hints = get_type_hints(kind)
    return [(field.name, hints[field.name], field.default) for field in fields(kind)]


def _read(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin is tuple:
        return _read_tuple(get_args(kind), value)
    if origin in (Union, UnionType):
        inner = next(arg for arg in get_args(kind) if arg is not type(None))
        return None if value is None else _read(inner, value)
    if is_dataclass(kind):
        dataclass: Any = kind
        return dataclass(
            **{
                name: _read(hint, value[name])
                for name, hint, default in _hints(dataclass)
                if name in value or default is MISSING
            }
        )
    return _read_scalar(kind, value)


def _read_tuple(kinds: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    """A text is a sequence too, but never the one that is meant."""
    if not isinstance(value, list | tuple):
        raise TypeError(f"{value!r} is no list")
    if kinds[-1] is Ellipsis:
        return tuple(_read(kinds[0], item) for item in value)
    return tuple(_read(kind, item) for kind, item in zip(kinds, value, strict=True))


# What JSON has as such, and which of its values stand for it; `true` is no number.
_AS_SUCH: dict[Any, tuple[type, ...]] = {
    str: (str,),
    int: (int,),
    bool: (bool,),
    float: (int, float),
}


def _read_scalar(kind: Any, value: Any) -> Any:
    """What JSON has as such is taken as it is; everything else is made from its text."""
    if type(value) not in _AS_SUCH.get(kind, (str,)):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    if kind in (datetime, date):
        return kind.fromisoformat(value)
    return _read_decimal(value) if kind is Decimal else kind(value)


def _read_decimal(value: str) -> Decimal:
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise ValueError(f"{value!r} is no decimal number") from error
    if not number.is_finite():
        raise ValueError(f"{value!r} is no decimal number")
    return number
