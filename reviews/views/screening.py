"""Whom does the screening find, how sure is it, and what is still open?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from proposals.models import Proposal
from reviews.actions.lists import list_in_force
from reviews.actions.screening import screen_again
from reviews.desk import screening_gaps
from reviews.forms.hit_filter import HitFilterForm
from reviews.models import ScreenedParty, ScreeningRun
from reviews.views.frame import SignedIn, case_page, full_case_for, version_of
from reviews.views.hit_groups import HitGroup, groups_of
from reviews.views.ownership import ownership_section
from reviews.watched import standing_of

EARLIER_RUNS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLine:
    """A screened party with its hits, best first."""

    party: ScreenedParty
    groups: tuple[HitGroup, ...]

    @property
    def best(self) -> float:
        return max(group.best.hit.score for group in self.groups)

    @property
    def open_count(self) -> int:
        return sum(group.is_open for group in self.groups)


@require_safe
def screening(request: SignedIn, public_id: str) -> HttpResponse:
    """The latest run. While it goes on, the page shows how far it is and looks again by itself."""
    proposal = full_case_for(request, public_id)
    context = case_page(request, proposal, "screening")
    run = _latest_run(proposal)
    context |= {
        "run": run,
        "is_running": run is not None and not run.is_finished,
        "list_in_force": list_in_force(),
        "gaps": list(screening_gaps(proposal, context["version"])) if run else [],
        "earlier": _earlier(run, proposal),
        "carried": run.parties.exclude(carried_from=None).count() if run else 0,
        "standing": standing_of(run) if run and run.is_finished else None,
        "poll_url": reverse("reviews:screening_progress", args=[public_id]),
        **(_hits(request, run, proposal) if run else {}),
    }
    context |= ownership_section(context["version"])
    return render(request, "reviews/screening.html", context)


@require_safe
def screening_progress(request: SignedIn, public_id: str) -> HttpResponse:
    """The progress alone, for htmx; when the run is finished the whole page is asked for anew."""
    run = _latest_run(full_case_for(request, public_id))
    is_running = run is not None and not run.is_finished
    poll_url = request.path if is_running else ""
    response = render(request, "reviews/_progress.html", {"run": run, "poll_url": poll_url})
    if not is_running:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def again(request: SignedIn, public_id: str) -> HttpResponse:
    screen_again(full_case_for(request, public_id), by=request.user)
    messages.success(request, "The screening of every party has started anew.")
    return redirect("reviews:screening", public_id)


def _latest_run(proposal: Proposal) -> ScreeningRun | None:
    runs = ScreeningRun.objects.select_related("list_version", "requested_by")
    return runs.latest_of(version_of(proposal))


def _earlier(run: ScreeningRun | None, proposal: Proposal) -> list[ScreeningRun]:
    """The runs before, of any version of the proposal, the latest first."""
    runs = ScreeningRun.objects.filter(version__proposal=proposal)
    if run:
        runs = runs.exclude(pk=run.pk)
    return list(runs.select_related("version", "list_version")[:EARLIER_RUNS])


def _hits(request: SignedIn, run: ScreeningRun, proposal: Proposal) -> dict[str, Any]:
    """The hits that pass the filters, and of those that do not how many there are."""
    parties = list(run.parties.all())
    groups = groups_of(run, proposal)
    form = HitFilterForm(request.GET, kinds=_kinds(parties))
    shown = [group for group in groups if _passes(group, form)]
    to_watch = [group for group in groups if group.is_on_request]
    history = [group for group in groups if group.is_history]
    with_hits = {group.party.pk for group in groups if not group.is_on_request}
    for_you = [group for group in groups if group.is_for(request.user)]
    return {
        "form": form,
        "with_hits": _lines(shown, form.chosen("sort")),
        "without_hits": [p for p in parties if p.screened_at and p.pk not in with_hits],
        "has_hits": bool(groups),
        "no_match": _no_match(run, len(parties)),
        "first_for_you": for_you[0] if for_you else None,
        "for_you": len(for_you),
        "waiting": sum(group.is_open for group in groups) - len(for_you),
        "settled": sum(not g.is_open and not g.is_on_request for g in groups),
        "to_watch": len(to_watch),
        "watch_is_hidden": bool(to_watch) and not form.chosen("watch"),
        "history": len(history),
        "history_open": sum(group.is_open for group in history),
        "history_is_hidden": bool(history) and form.chosen("hide_history"),
    }


def _no_match(run: ScreeningRun, parties: int) -> str:
    return (
        f"None of the {parties} parties resembles an entry of the list version {run.list_version}. "
        "It says nothing about other lists or later versions."
    )


def _kinds(parties: Iterable[ScreenedParty]) -> list[tuple[str, str]]:
    present = {party.kind for party in parties}
    return [(kind.value, kind.label) for kind in ScreenedParty.Kind if kind in present]


def _passes(group: HitGroup, form: HitFilterForm) -> bool:
    if group.is_on_request and not form.chosen("watch"):
        return False
    if group.is_history and form.chosen("hide_history"):
        return False
    if form.chosen("open_only") and not group.is_open:
        return False
    return form.chosen("kind") in ("", group.party.kind)


def _lines(groups: Sequence[HitGroup], order: str) -> list[PartyLine]:
    lines = [
        PartyLine(party=party, groups=tuple(of_party))
        for party, of_party in groupby(groups, key=lambda group: group.party)
    ]
    if order == "place":
        return sorted(lines, key=lambda line: line.party.position)
    if order == "best":
        return lines
    return sorted(map(_open_first, lines), key=lambda line: not line.open_count)


def _open_first(line: PartyLine) -> PartyLine:
    return replace(line, groups=tuple(sorted(line.groups, key=lambda group: not group.is_open)))
