"""Which of very many parties does a change of the list concern?

Two steps. `part_of_list` rules out, without losing anybody, the parties that cannot reach the watch
line with any of the changed entries; the few that are left are screened in full, so that their hits
are those of a full screening, to the last digit.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from reviews.screening.candidates import ScreeningIndex
from reviews.screening.engine import screen
from reviews.screening.part_of_list import PartOfList
from reviews.screening.parties import ListedParty, Match, Party, Policy

PROGRESS_EVERY = 1000


def affected_parties[Key: Hashable](
    entries: Sequence[ListedParty],
    parties: Iterable[tuple[Key, Party]],
    index: ScreeningIndex,
    policy: Policy,
    progress: Callable[[int], None] = lambda done: None,
) -> Iterator[tuple[Key, list[Match]]]:
    """The parties that a full screening finds among these entries of the index, with those hits.

    `progress` is told how many parties are done, every thousand and at the end.
    """
    part = PartOfList(entries, index)
    changed = {entry.id for entry in entries}
    done = 0
    for done, (key, party) in enumerate(parties, 1):
        if part.may_concern(party, policy):
            matches = screen(party, index, policy)
            if hits := [match for match in matches if match.entry.id in changed]:
                yield key, hits
        if done % PROGRESS_EVERY == 0:
            progress(done)
    progress(done)
