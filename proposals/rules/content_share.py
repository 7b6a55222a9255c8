"""Which part of the value of the hardware layer is of U.S. origin?

Exact to the last digit: sums and the quotient are taken at a precision that no bill of materials
reaches, and the percentage is cut, not rounded, so that 50.999 never shows as 51.00.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation, localcontext
from enum import StrEnum

from proposals.content import Component
from proposals.rules.wording import dollars, number, rows

ZERO = Decimal(0)
HUNDRED = Decimal(100)
CENT = Decimal("0.01")
TERMS_WRITTEN_OUT = 8
# A sum that would need more digits is an error, never a wrong share.
EXACT = Context(prec=80, traps=[Inexact, InvalidOperation])


class Presumption(StrEnum):
    """Whether the U.S.-content component is presumed met. Below the threshold nothing is."""

    MET = "MET"
    NOT_MET = "NOT_MET"
    INDETERMINATE = "INDETERMINATE"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Presumption.MET: "Met",
    Presumption.NOT_MET: "Not met",
    Presumption.INDETERMINATE: "Cannot be determined",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentShare:
    """U.S. dollars and percentages, the latter cut to two decimals.

    `total` and `us_value` add up what is known. `percent` is None unless every row is known and
    their value is not zero. `worst_case` and `best_case` bound it whatever the missing figures are,
    and are None where there is nothing to bound. `missing_rows` are counted from 1.
    """

    total: Decimal
    us_value: Decimal
    percent: Decimal | None
    worst_case: Decimal | None
    best_case: Decimal | None
    presumption: Presumption
    missing_rows: tuple[int, ...]
    threshold: Decimal
    formula: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A component. What cannot be true (a negative value, a share above 100) is missing."""

    component: Component
    value: Decimal | None
    share: Decimal | None

    def share_or(self, assumed: Decimal) -> Decimal:
        return assumed if self.share is None else self.share


def content_share(components: Sequence[Component], threshold: Decimal) -> ContentShare:
    """The sum of value x U.S. share over all rows, divided by the sum of their values.

    The presumption is met from `threshold` percent on. It is INDETERMINATE while a figure is
    missing, or while there is no value to divide by.
    """
    with localcontext(EXACT):
        found = [_row(component) for component in components]
        total = sum((row.value for row in found if row.value is not None), ZERO)
        us_value = _weighted(found, ZERO) / HUNDRED
        worst, best = _bound(found, ZERO, min), _bound(found, HUNDRED, max)
        missing = tuple(
            place for place, row in enumerate(found, start=1) if None in (row.value, row.share)
        )
        return ContentShare(
            total=total,
            us_value=us_value,
            percent=None if missing else worst,
            worst_case=worst,
            best_case=best,
            presumption=_presumption(
                us_value, total, threshold, is_known=bool(total and not missing)
            ),
            missing_rows=missing,
            threshold=threshold,
            formula=_bounded(missing, worst, best) if missing else _formula(found, total, us_value),
        )


def _row(component: Component) -> _Row:
    value, share = component.value, component.us_origin_percent
    return _Row(
        component=component,
        value=value if value is not None and value.is_finite() and value >= 0 else None,
        share=share if share is not None and share.is_finite() and 0 <= share <= HUNDRED else None,
    )


def _weighted(found: Sequence[_Row], assumed: Decimal) -> Decimal:
    """The sum of value x share, in percent of a dollar, with `assumed` for a missing share."""
    return sum((row.value * row.share_or(assumed) for row in found if row.value is not None), ZERO)


def _bound(
    found: Sequence[_Row], assumed: Decimal, pick: Callable[[list[Decimal]], Decimal]
) -> Decimal | None:
    """The outermost percentage. A row without a value may outweigh all others: its share counts."""
    total = sum((row.value for row in found if row.value is not None), ZERO)
    candidates = [_cut(row.share_or(assumed), Decimal(1)) for row in found if row.value is None]
    if total:
        candidates.append(_cut(_weighted(found, assumed), total))
    return pick(candidates) if candidates else None


def _cut(dividend: Decimal, divisor: Decimal) -> Decimal:
    """The quotient, cut to two decimals."""
    return (dividend * HUNDRED // divisor / HUNDRED).quantize(CENT)


def _presumption(
    us_value: Decimal, total: Decimal, threshold: Decimal, *, is_known: bool
) -> Presumption:
    if not is_known:
        return Presumption.INDETERMINATE
    is_met = us_value * HUNDRED >= threshold * total
    return Presumption.MET if is_met else Presumption.NOT_MET


def _bounded(missing: Sequence[int], worst: Decimal | None, best: Decimal | None) -> str:
    return (
        f"Not computed: a value or a U.S.-origin share is missing in {rows(missing)}. "
        f"Whatever it is, the result lies between {worst} % and {best} %."
    )


def _formula(found: Sequence[_Row], total: Decimal, us_value: Decimal) -> str:
    if not found:
        return "There are no hardware rows to compute from."
    if not total:
        return "The hardware rows have no value to divide by."
    percent = _cut(us_value * HUNDRED, total)
    is_exact = percent * total == us_value * HUNDRED
    result = f"{percent} %" if is_exact else f"{percent} % (cut to two decimals)"
    return f"({' + '.join(_terms(found))}) ÷ {dollars(total)} = {result}"


def _terms(found: Sequence[_Row]) -> Iterator[str]:
    for row in found[:TERMS_WRITTEN_OUT]:
        yield (
            f"{row.component.quantity:,} × {dollars(row.component.unit_value or ZERO)} × "
            f"{number(row.share_or(ZERO))} %"
        )
    rest = found[TERMS_WRITTEN_OUT:]
    if rest:
        worth = dollars(_weighted(rest, ZERO) / HUNDRED)
        yield f"{worth} of U.S. origin in {len(rest)} more row{'s' if len(rest) > 1 else ''}"
