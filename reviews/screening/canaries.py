"""Are names that have long stood on a list still found on it? Pure."""

from collections.abc import Iterator, Mapping, Sequence

from reviews.screening.candidates import ScreeningIndex
from reviews.screening.engine import screen
from reviews.screening.parties import Party, Policy


def not_found(
    canaries: Mapping[str, Sequence[str]], index: ScreeningIndex, policy: Policy
) -> Iterator[tuple[str, str]]:
    """(list name, canary) for each one without a strong hit on that list.

    `canaries`: the name of a list as the file writes it -> names. Each is screened like a party,
    so that a list which can be read and no longer be searched is noticed too.
    """
    for source, names in canaries.items():
        for name in names:
            found = screen(Party(name=name), index, policy)
            if not any(m.entry.source == source and m.score >= policy.strong for m in found):
                yield source, name
