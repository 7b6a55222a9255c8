"""Which results of an earlier run still hold, so that nobody is screened twice for the same?

A result holds when the same was asked of the same list, by the same matcher, under the same policy.
After a change of the list it holds for whoever the change does not concern (`anew` names the rest):
the weights of words in the whole list move a little with every change, which the weekly full
screening takes up (decision 12).
"""

import copy
from collections.abc import Collection, Iterable, Iterator

from django.utils import timezone

from exports_portal.canonical import canonical_json
from reviews.models import ScreenedParty, ScreeningHit, ScreeningRun
from reviews.watched import standing_of

ROWS_AT_A_TIME = 2000


def carry_over(run: ScreeningRun, *, anew: Collection[str] | None = None) -> int:
    """Take over what holds of the basis; the number of parties that need no screening.

    The run is locked, pinned to its list, and none of its parties is screened. `anew` are the keys
    of the parties that a change of the list concerns; None: the list must be the same.
    """
    if not _holds(run, is_same_list=anew is None):
        return 0
    carried = list(_with_sources(run, frozenset(anew or ())))
    for party, source in carried:
        party.carried_from_id = source.carried_from_id or source.pk
        party.screened_at = source.screened_at
    parties = [party for party, _ in carried]
    ScreenedParty.objects.bulk_update(
        parties, ["carried_from", "screened_at"], batch_size=ROWS_AT_A_TIME
    )
    ScreeningHit.objects.bulk_create(_copied_hits(carried), batch_size=ROWS_AT_A_TIME)
    run.screened_count = len(carried)
    run.progress_at = timezone.now()
    run.save(update_fields=["screened_count", "progress_at"])
    return len(carried)


def is_comparable(earlier: ScreeningRun, matcher_version: str, policy: object) -> bool:
    """Finished, and made by the same matcher under the same policy."""
    return (
        earlier.finished_at is not None
        and earlier.matcher_version == matcher_version
        and earlier.policy == policy
    )


def _holds(run: ScreeningRun, *, is_same_list: bool) -> bool:
    basis = run.basis
    if basis is None or not is_comparable(basis, run.matcher_version, run.policy):
        return False
    return not is_same_list or standing_of(basis)[0] == run.list_version


def _with_sources(
    run: ScreeningRun, anew: frozenset[str]
) -> Iterator[tuple[ScreenedParty, ScreenedParty]]:
    assert run.basis is not None  # noqa: S101  asked for by _holds
    sources = {canonical_json(party.query): party for party in run.basis.parties.all()}
    for party in run.parties.all():
        key = canonical_json(party.query)
        if key in sources and key not in anew:
            yield party, sources[key]


def _copied_hits(
    carried: Iterable[tuple[ScreenedParty, ScreenedParty]],
) -> list[ScreeningHit]:
    """Every column as it was, whatever columns there are."""
    pairs = list(carried)
    of_source: dict[int, list[ScreeningHit]] = {}
    for hit in ScreeningHit.objects.filter(party__in={source.pk for _, source in pairs}):
        of_source.setdefault(hit.party_id, []).append(hit)
    return [_copy(hit, party) for party, source in pairs for hit in of_source.get(source.pk, ())]


def _copy(hit: ScreeningHit, party: ScreenedParty) -> ScreeningHit:
    copied = copy.copy(hit)
    copied.pk, copied.party = None, party
    copied._state = copy.copy(hit._state)
    copied._state.adding = True
    return copied
