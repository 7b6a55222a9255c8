"""Which advanced-computing class do the numbers of a chip come to, under 3A090 and 4A090?

Thresholds: 15 CFR 774 Supp. 1, ECCNs 3A090 and 4A090, eCFR of July 23, 2026 (domain.md 4.3). A
suggestion to look at beside the declared ECCN, and no classification. A number that is not stated
is unknown: it never makes an item one that is not controlled.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

# 3A090.a.1; and from which TPP on the density counts (3A090.a.2 and 3A090.b.2).
TPP_A = Decimal(4800)
TPP_DENSE = Decimal(1600)
DENSITY_A = Decimal("5.92")
# 3A090.b.1 and 3A090.b.2.
TPP_B = Decimal(2400)
DENSITY_B = Decimal("1.6")
DENSITY_B_DENSE = Decimal("3.2")
# 3A090.c, in GB/s per square millimeter.
MEMORY_C = Decimal(2)

TPP, DENSITY, MEMORY = "TPP", "performance density", "memory bandwidth density"
# 4A090 is for computers and assemblies with such chips in them; a board can be either.
ENTRIES = {"CHIP": ("3A090",), "SERVER": ("4A090",)}
EITHER_ENTRY = ("3A090", "4A090")


class Paragraph(StrEnum):
    A = "a"
    B = "b"
    C = "c"
    NONE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipNumbers:
    """`density` is TPP per mm², `memory` GB/s per mm²; None for what is not stated."""

    category: str
    tpp: Decimal | None
    density: Decimal | None
    memory: Decimal | None

    @property
    def is_computing(self) -> bool:
        """An item that the entries are about, or one of which somebody gave a number."""
        given = (self.tpp, self.density, self.memory)
        is_chip = self.category in ("CHIP", "ACCELERATOR", "SERVER")
        return is_chip or any(number is not None for number in given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """`paragraph` is None while it is not known, for lack of what stands in `missing`."""

    entries: tuple[str, ...]
    paragraph: Paragraph | None
    reason: str = ""
    missing: tuple[str, ...] = ()

    @property
    def eccns(self) -> tuple[str, ...]:
        """The ECCNs that the numbers come to; none where they stay below, or are not known."""
        if not self.paragraph:
            return ()
        return tuple(f"{entry}.{self.paragraph}" for entry in self.entries)

    @property
    def words(self) -> str:
        if self.paragraph is None:
            return f"Not known: {' and '.join(self.missing)} not stated" if self.missing else ""
        found = " or ".join(self.eccns) or "Below 3A090 and 4A090"
        return f"{found} ({self.reason})"

    def agrees_with(self, eccn: str) -> bool:
        """Can an item with these numbers have this ECCN? An unknown class agrees with each.

        The ".z" paragraphs (3A001.z, 5A992.z ...) have the scope of 3A090 and 4A090.
        """
        entry, _, paragraph = eccn.partition(".")
        is_controlled = entry in EITHER_ENTRY or paragraph == "z"
        if self.paragraph is None:
            return True
        if not self.paragraph:
            return not is_controlled
        is_same = entry in self.entries and paragraph.split(".")[0] in ("", self.paragraph.value)
        return is_same or (paragraph == "z" and self.paragraph is not Paragraph.C)


def suggested(numbers: ChipNumbers) -> Suggestion:
    """The class of the numbers, with the numbers that make it; not known is said as such."""
    entries = ENTRIES.get(numbers.category, EITHER_ENTRY)
    if not numbers.is_computing:
        return Suggestion(entries=entries, paragraph=None)
    if numbers.memory is not None and numbers.memory > MEMORY_C:
        reason = f"{MEMORY} {numbers.memory:f} is above {MEMORY_C}"
        return Suggestion(entries=("3A090",), paragraph=Paragraph.C, reason=reason)
    found = _by_processing(numbers, entries)
    if found.paragraph is Paragraph.NONE and _may_be_memory(numbers):
        return Suggestion(entries=entries, paragraph=None, missing=(MEMORY,))
    return found


def _may_be_memory(numbers: ChipNumbers) -> bool:
    """3A090.c is for memory that is an item of its own, and not for what mainly computes."""
    return numbers.category in ("CHIP", "OTHER") and numbers.memory is None


def _by_processing(numbers: ChipNumbers, entries: tuple[str, ...]) -> Suggestion:
    tpp, density = numbers.tpp, numbers.density
    if tpp is None:
        missing = (TPP,) if density is not None else (TPP, DENSITY)
        return Suggestion(entries=entries, paragraph=None, missing=missing)
    if tpp >= TPP_A or tpp < TPP_DENSE:
        paragraph = Paragraph.A if tpp >= TPP_A else Paragraph.NONE
        return Suggestion(entries=entries, paragraph=paragraph, reason=f"{TPP} {tpp:,f}")
    if density is None:
        return Suggestion(entries=entries, paragraph=None, missing=(DENSITY,))
    reason = f"{TPP} {tpp:,f}, {DENSITY} {density:f}"
    return Suggestion(entries=entries, paragraph=_by_density(tpp, density), reason=reason)


def _by_density(tpp: Decimal, density: Decimal) -> Paragraph:
    """From TPP 1600 up to 4800, where the density decides."""
    if density >= DENSITY_A:
        return Paragraph.A
    least = DENSITY_B if tpp >= TPP_B else DENSITY_B_DENSE
    return Paragraph.B if density >= least else Paragraph.NONE
