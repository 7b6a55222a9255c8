"""What is a case judged by, and how does this one stand by it?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from exports_portal.policy.countries import country_name
from reviews.case_facts import facts_of
from reviews.criteria.assessing import CRITERIA, assess
from reviews.criteria.criterion import (
    WORST_FIRST,
    Computed,
    Criterion,
    Outcome,
    Row,
    Subject,
    Track,
    Weight,
)
from reviews.criteria.licenses import LICENSE
from reviews.views.frame import SignedIn, case_page, full_case_for

TONES = {
    Outcome.MET: "good",
    Outcome.NOT_MET: "bad",
    Outcome.NEEDS_PERSON: "warning",
    Outcome.UNKNOWN: "warning",
}
AGAINST = (Outcome.NOT_MET, Outcome.UNKNOWN)
# Short words for a cell of the matrix of markets and item classes.
POSITIONS = {
    "NO_BASELINE_LICENSE": ("None", "good"),
    "LICENSE_ON_BOOKS_NOT_ENFORCED": ("On the books", "neutral"),
    "LICENSE_REQUIRED_ENFORCED": ("License", "warning"),
    "EMBARGOED": ("Embargoed", "bad"),
    "INDETERMINATE": ("Not known", "warning"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A row as a page shows it."""

    criterion: Criterion
    subject: Subject
    computed: Computed

    @property
    def tone(self) -> str:
        return TONES[self.computed.outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """License positions: a line for each country, a column for each item class and what is in it.

    A cell is its words and its tone.
    """

    items: Sequence[tuple[str, str]]
    lines: Sequence[tuple[str, Sequence[tuple[str, str]]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A criterion with its rows on this case. `matrix` is set for markets and item classes."""

    criterion: Criterion
    rows: Sequence[Shown]
    matrix: Matrix | None

    @property
    def listed(self) -> Sequence[Shown]:
        """The rows that stand in no matrix."""
        if self.matrix is None:
            return self.rows
        return [row for row in self.rows if not row.computed.inputs["country"]]

    @property
    def sources(self) -> list[str]:
        """By which rules, each once, with what each rests on."""
        told = (one.computed for one in self.rows)
        return list(dict.fromkeys(f"{one.rule}: {one.citation}" for one in told if one.rule))


@login_not_required
@require_safe
def rubric(request: HttpRequest) -> HttpResponse:
    """Every criterion with its question, its source and what it takes where it is not met."""
    tracks = [(track, [one for one in CRITERIA if one.track is track]) for track in Track]
    context = {"tracks": tracks, "weights": [(weight, WEIGHTS[weight]) for weight in Weight]}
    return render(request, "cases/criteria.html", context)


WEIGHTS = {
    Weight.LAW: "Nobody can waive it in a review. The way out is another version of the proposal.",
    Weight.LISTED: "Two people say why, with one of few reasons.",
    Weight.JUDGMENT: "A person says why, in writing. It stays with the case.",
}


@require_safe
def criteria(request: SignedIn, public_id: str) -> HttpResponse:
    """What the portal computes of a case now, track by track, the worst first in each."""
    proposal = full_case_for(request, public_id)
    context = case_page(request, proposal, "criteria")
    rows = assess(facts_of(context["version"]))
    context["tracks"] = [
        {"track": track, "counts": _counts(found), "criteria": _asked(found)}
        for track in Track
        if (found := [row for row in rows if row.criterion.track is track])
    ]
    context["counts"] = _counts(rows)
    context["against"] = [_shown(row) for row in rows if row.computed.outcome in AGAINST]
    return render(request, "reviews/criteria.html", context)


def _counts(rows: Sequence[Row]) -> list[tuple[Outcome, str, int]]:
    counted = Counter(row.computed.outcome for row in rows)
    return [
        (outcome, TONES[outcome], counted[outcome]) for outcome in WORST_FIRST if counted[outcome]
    ]


def _asked(rows: Sequence[Row]) -> list[Asked]:
    """The criteria of a track with their rows: the worst first, and so within each."""
    grouped = [(one, list(found)) for one, found in groupby(rows, key=lambda row: row.criterion)]
    asked = [
        Asked(
            criterion=criterion,
            rows=[_shown(row) for row in sorted(found, key=lambda row: _seriousness(row.computed))],
            matrix=_matrix(found) if criterion is LICENSE else None,
        )
        for criterion, found in grouped
    ]
    return sorted(asked, key=lambda one: _seriousness(one.rows[0].computed))


def _shown(row: Row) -> Shown:
    return Shown(criterion=row.criterion, subject=row.subject, computed=row.computed)


def _seriousness(computed: Computed) -> int:
    return WORST_FIRST.index(computed.outcome)


def _matrix(rows: Sequence[Row]) -> Matrix:
    items: dict[str, str] = {}
    lines: dict[str, list[tuple[str, str]]] = {}
    for row in (one for one in rows if one.computed.inputs["country"]):
        told = row.computed.inputs
        items[told["item"]] = ", ".join(told["of"])
        lines.setdefault(country_name(told["country"]), []).append(POSITIONS[told["outcome"]])
    return Matrix(items=list(items.items()), lines=list(lines.items()))
