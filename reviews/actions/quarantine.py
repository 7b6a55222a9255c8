"""Why must a person look at a list version before anything is decided on it?

A list that is read without an error can still be wrong: on 6 May 2024 some 15,000 rows were missing
from the published file, in October 2019 whole lists on some days (design/screening.md section 6).
Completeness is content: a file with all its rows and none of its aliases is held as well.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from exports_portal.policy.list_sources import ListSources
from exports_portal.policy.readers import list_sources
from reviews.actions.index import listed_parties
from reviews.models import ListVersion
from reviews.screening.canaries import not_found
from reviews.screening.candidates import ScreeningIndex
from reviews.screening.completeness import (
    Difference,
    Facts,
    Limits,
    Oddity,
    Said,
    differences,
    facts_of,
)
from reviews.screening.parties import ListedParty, Policy

INVENTED = "The file says that its entries are invented; the list in force is real."
UNLIMITED = Decimal(10**9)  # percent


def reasons_to_hold(
    version: ListVersion, in_force: ListVersion | None, parties: Sequence[ListedParty]
) -> list[str]:
    """One sentence for each thing that is odd; none when the version may come into force.

    `parties` are what the version says. An invented list is nothing that a published one could be
    compared with; a published one that follows it is measured against the policy instead. The
    canaries are screened last, which takes seconds, and only when nothing else is odd.
    """
    policy = list_sources(timezone.localdate())
    reasons = list(_unexplained(version, policy.names))
    if in_force is None or not version.is_comparable_with(in_force):
        if in_force and version.is_fictional:
            reasons.append(INVENTED)
        return reasons + _not_whole(version, parties, policy)
    facts = facts_of(parties)
    reasons += _missing(version, in_force)
    reasons += _less_than(in_force, facts, policy)
    reasons += _slowly_lost(version, in_force, facts, policy)
    reasons += _older(version, in_force)
    return reasons or list(_canaries(parties, _still_standing(in_force, policy)))


def _unexplained(version: ListVersion, names: frozenset[str]) -> Iterator[str]:
    for source in sorted(set(version.counts) - names):
        yield f"No policy row explains the list “{source}” ({_rows(version.counts[source])})."


def _missing(version: ListVersion, in_force: ListVersion) -> Iterator[str]:
    for source, before in in_force.counts.items():
        if not version.counts.get(source):
            yield f"The list “{source}” is missing; {_rows(before)} of it in force."


def _less_than(earlier: ListVersion, facts: Facts, policy: ListSources) -> Iterator[str]:
    limits = Limits(
        loss=policy.largest_loss_percent,
        change=policy.largest_change_percent,
        growth=policy.largest_growth_percent,
    )
    for odd in differences(_facts_in(earlier), facts, limits):
        yield _sentence(odd, limits)


def _slowly_lost(
    version: ListVersion, in_force: ListVersion, facts: Facts, policy: ListSources
) -> Iterator[str]:
    """Against the fullest version of the last days, for many small losses make a large one.

    What a person released with a reason counts as new: nothing before it is looked at again.
    """
    best = _fullest_since(timezone.now() - timedelta(days=policy.slow_loss_days), in_force)
    if best is None or best == in_force:
        return
    limits = Limits(loss=policy.largest_slow_loss_percent, change=UNLIMITED, growth=UNLIMITED)
    for odd in differences(_facts_in(best), facts, limits):
        if odd.oddity is Oddity.LOST:
            yield f"{_sentence(odd, limits)} This is counted since {_day(_came(best))}."


def _fullest_since(moment: datetime, in_force: ListVersion) -> ListVersion | None:
    stood = ListVersion.objects.filter(is_fictional=in_force.is_fictional).exclude(
        activated_at=None
    )
    released = stood.exclude(decision_reason="").order_by("-activated_at").first()
    recent = stood.filter(Q(superseded_at=None) | Q(superseded_at__gte=moment))
    if released and released.activated_at:
        recent = recent.filter(activated_at__gte=released.activated_at)
    return recent.order_by("-entry_count", "activated_at").first()


def _came(version: ListVersion) -> datetime:
    return version.activated_at or version.loaded_at


def _not_whole(
    version: ListVersion, parties: Sequence[ListedParty], policy: ListSources
) -> list[str]:
    """A first list has none before it: what the policy says of each list stands in for it.

    A small file that is no copy of the published one may be used for trying things out; on a
    server it may not.
    """
    is_small = version.entry_count < policy.fewest_rows_of_whole
    if version.is_fictional or (is_small and not settings.SCREENING_LIST_IS_WHOLE):
        return []
    canaries = {row.source: row.canaries for row in policy.lists}
    return list(_incomplete(facts_of(parties), policy)) or list(_canaries(parties, canaries))


def _incomplete(facts: Facts, policy: ListSources) -> Iterator[str]:
    for row in policy.lists:
        said = facts.get(row.source)
        for kind, expected in ((Said.ROW, row.rows), (Said.ALIAS, row.aliases)):
            number = said[kind].total() if said else 0
            if number * 100 < policy.least_whole_percent * expected:
                yield (
                    f"The list “{row.source}” has {number:,} {kind.value}; it had {expected:,} when"
                    " the policy was written, and a whole copy has at least"
                    f" {_percent(policy.least_whole_percent)} of them."
                )


def _still_standing(in_force: ListVersion, policy: ListSources) -> dict[str, tuple[str, ...]]:
    """The canaries that the version in force has on their list."""
    known = {(p.source, name.casefold()) for p in listed_parties(in_force.pk) for name in p.names}
    return {
        row.source: tuple(name for name in row.canaries if (row.source, name.casefold()) in known)
        for row in policy.lists
    }


def _canaries(
    parties: Sequence[ListedParty], canaries: dict[str, tuple[str, ...]]
) -> Iterator[str]:
    if not any(canaries.values()):
        return
    for source, name in not_found(canaries, ScreeningIndex.build(parties), Policy()):
        yield f"“{name}” has long stood on the list “{source}”, and is not found on it."


def _facts_in(version: ListVersion) -> Facts:
    return facts_of(listed_parties(version.pk))


def _sentence(odd: Difference, limits: Limits) -> str:
    what, source = odd.said.value, odd.source
    number, before, may = f"{odd.number:,}", f"{odd.before:,}", f"{odd.allowed:,}"
    match odd.oddity:
        case Oddity.LOST:
            return (
                f"The list “{source}” lost {number} of {before} {what}; it may lose {may} at once"
                f" ({_percent(limits.loss)})."
            )
        case Oddity.CHANGED:
            return (
                f"On the list “{source}” {number} of {before} {what} changed or are gone; at most"
                f" {may} may change at once ({_percent(limits.change)})."
            )
        case Oddity.GROWN:
            return (
                f"The list “{source}” grew by {number} {what} from {before}; at most {may} may be"
                f" added at once ({_percent(limits.growth)})."
            )
        case Oddity.REPEATED:
            return (
                f"The list “{source}” repeats {number} more {what}; at most {may} may be repeats."
            )


def _percent(share: Decimal) -> str:
    return f"{share.normalize():f} %"


def _older(version: ListVersion, in_force: ListVersion) -> Iterator[str]:
    newest = in_force.published_at or _last_publication(in_force)
    if version.published_at and newest and version.published_at < newest:
        yield (
            f"The file was published on {_day(version.published_at)}, before the list in force"
            f" ({_day(newest)})."
        )


def _last_publication(in_force: ListVersion) -> datetime | None:
    """Of the last version in force that said it: a CSV file does not."""
    known = type(in_force).objects.filter(is_fictional=False).exclude(activated_at=None)
    dated = known.exclude(published_at=None).order_by("-activated_at").first()
    return dated.published_at if dated else None


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"


def _day(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%B %-d, %Y, %-I:%M %p}"
