"""Which hits are one question for an officer, where does each stand, and which comes next?

A group is a screened party and a listed party: rows of several lists are adjudicated together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils import timezone

from exports_portal.accounts.models import User
from proposals.models import Proposal
from reviews.models import Adjudication, ScreenedParty, ScreeningHit, ScreeningRun
from reviews.pairs import is_same_entry, likeness_of_parties, of_one_party
from reviews.screening.parties import ListingStatus, Tier
from reviews.states import OPEN_STANDINGS, Standing, standing
from reviews.views.records import status_of

TIER_TONES = {Tier.STRONG: "bad", Tier.REVIEW: "warning", Tier.WATCH: "info", Tier.BELOW: "neutral"}
# What a group of rows that stand differently is called: the first of these that one of them is.
URGENCY = (
    Standing.NEW,
    Standing.CHANGED,
    Standing.ESCALATED,
    Standing.PROPOSED,
    Standing.TRUE_MATCH,
    Standing.FALSE_POSITIVE,
    Standing.ON_REQUEST,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HitLine:
    """One hit. `earlier` is the last word about the pair before one of its records changed."""

    hit: Any
    standing: Standing
    tone: str
    is_history: bool
    earlier: Adjudication | None

    @property
    def is_open(self) -> bool:
        return self.standing in OPEN_STANDINGS

    @property
    def is_settled(self) -> bool:
        return self.standing in (Standing.FALSE_POSITIVE, Standing.TRUE_MATCH)

    def is_for(self, user: User) -> bool:
        """Open, and not waiting for somebody other than the person who spoke last."""
        waits = self.standing in (Standing.PROPOSED, Standing.ESCALATED)
        return self.is_open and not (waits and self.hit.last_by == user.pk)


@dataclass(frozen=True, slots=True, kw_only=True)
class HitGroup:
    """The rows of one listed party that one screened party resembles, best first."""

    party: ScreenedParty
    lines: tuple[HitLine, ...]

    @property
    def best(self) -> HitLine:
        return self.lines[0]

    @property
    def standing(self) -> Standing:
        return min((line.standing for line in self.lines), key=URGENCY.index)

    @property
    def is_open(self) -> bool:
        return any(line.is_open for line in self.lines)

    @property
    def is_history(self) -> bool:
        return all(line.is_history for line in self.lines)

    @property
    def is_on_request(self) -> bool:
        return self.standing == Standing.ON_REQUEST

    @property
    def lists(self) -> str:
        return ", ".join(dict.fromkeys(line.hit.list_code for line in self.lines))

    def is_for(self, user: User) -> bool:
        return any(line.is_for(user) for line in self.lines)

    def holds(self, hit: ScreeningHit) -> bool:
        return any(line.hit.pk == hit.pk for line in self.lines)


def groups_of(run: ScreeningRun, proposal: Proposal) -> list[HitGroup]:
    """Every group of a run, best party first; four queries, whatever their number.

    The order depends on scores alone, so that it stays the same while an officer works through it.
    """
    today = timezone.localdate()
    earlier = _adjudicated_before(run, proposal)
    hits = ScreeningHit.objects.filter(party__run=run)
    is_open = set(hits.open_for(proposal).values_list("pk", flat=True))
    found = hits.with_adjudication(proposal).select_related("party")
    found = found.order_by("party__position", "-score", "rank")
    groups = [
        group
        for party, of_party in groupby(found, key=lambda hit: hit.party)
        for group in _of_party(
            party, [_line(hit, hit.pk in is_open, earlier, today) for hit in of_party]
        )
    ]
    best: dict[int, float] = {}
    for group in groups:
        best.setdefault(group.party.pk, group.best.hit.score)  # its first is its best
    return sorted(groups, key=lambda group: (-best[group.party.pk], group.party.position))


def next_for(user: User, groups: Sequence[HitGroup], hit: ScreeningHit) -> HitGroup | None:
    """The next group that waits for this person, after the last the first again."""
    return next(_after(groups, hit, user), None)


def previous_for(user: User, groups: Sequence[HitGroup], hit: ScreeningHit) -> HitGroup | None:
    return next(_after(groups[::-1], hit, user), None)


def _after(groups: Sequence[HitGroup], hit: ScreeningHit, user: User) -> Iterator[HitGroup]:
    here = next((place for place, group in enumerate(groups) if group.holds(hit)), -1)
    round_once = (*groups[here + 1 :], *groups[: max(here, 0)])
    return (group for group in round_once if group.is_for(user))


def _of_party(party: ScreenedParty, lines: list[HitLine]) -> Iterator[HitGroup]:
    for places in of_one_party([line.hit.entry for line in lines]):
        yield HitGroup(party=party, lines=tuple(lines[place] for place in places))


def _line(hit: Any, is_open: bool, earlier: Sequence[Adjudication], today: date) -> HitLine:
    """Whether it is open the guards' own query says: the page never differs from them."""
    now = standing(
        tier=hit.tier,
        outcome=hit.outcome,
        has_second=hit.second is not None,
        undoes_match=bool(hit.undoes),
    )
    before = _earlier_of(hit, earlier) if hit.outcome is None else None
    if is_open and hit.outcome is None:
        now = Standing.CHANGED if before else Standing.NEW
    return HitLine(
        hit=hit,
        standing=now,
        tone=TIER_TONES[Tier(hit.tier)],
        is_history=status_of(hit.entry, today) == ListingStatus.EXPIRED,
        earlier=before,
    )


def _adjudicated_before(run: ScreeningRun, proposal: Proposal) -> list[Adjudication]:
    """What was said about pairs that no longer stand as they did, the latest first."""
    standing_now = ScreeningHit.objects.filter(party__run=run).values("fingerprint")
    gone = Adjudication.objects.filter(proposal=proposal).exclude(fingerprint__in=standing_now)
    return list(gone.select_related("hit__party", "by", "first_person"))


def _earlier_of(hit: Any, adjudications: Sequence[Adjudication]) -> Adjudication | None:
    """The latest word about the pair as it was; a party of the same name before all others."""
    fitting = [
        (likeness_of_parties(hit.party, row.hit.party), row)
        for row in adjudications
        if is_same_entry(hit.entry, row.hit.entry)
    ]
    surest = max((likeness for likeness, _ in fitting), default=0)
    return next((row for likeness, row in fitting if likeness == surest), None) if surest else None
