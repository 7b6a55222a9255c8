"""Whom does the screening find, how sure is it, and what do officers make of it?"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exports_portal.accounts.models import User
from exports_portal.canonical import read_as
from exports_portal.errors import InvalidInput
from exports_portal.files.responses import download_response
from exports_portal.policy.countries import country_name
from proposals.models import Proposal
from reviews.actions.adjudicate import (
    adjudicate_together,
    newest_of,
    open_evidence,
    waits_for_others,
)
from reviews.actions.lists import list_in_force
from reviews.actions.screening import screen_again
from reviews.desk import screening_gaps
from reviews.forms.adjudication import AdjudicationForm
from reviews.forms.outcome import say_beside
from reviews.models import Adjudication, ScreenedParty, ScreeningHit, ScreeningRun
from reviews.permissions import ADJUDICATORS, require_role
from reviews.screening.parties import ListedParty, Party, Tier
from reviews.states import OPEN_STANDINGS, standing
from reviews.views.frame import SignedIn, case_page, full_case_for, version_of
from reviews.views.ownership import ownership_section

TIER_TONES = {Tier.STRONG: "bad", Tier.REVIEW: "warning", Tier.WATCH: "info"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLine:
    """A screened party with its hits, best first."""

    party: ScreenedParty
    hits: tuple[tuple[Any, str], ...]

    @property
    def best(self) -> float:
        return self.hits[0][0].score if self.hits else 0.0

    @property
    def open_count(self) -> int:
        return sum(hit.standing in OPEN_STANDINGS for hit, _ in self.hits)


@require_safe
def screening(request: SignedIn, public_id: str) -> HttpResponse:
    """The latest run. While it goes on, the page shows how far it is and looks again by itself."""
    proposal = full_case_for(request, public_id)
    context = case_page(request, proposal, "screening")
    run = _latest_run(proposal)
    lines = _lines(run, proposal) if run else []
    context |= {
        "run": run,
        "is_running": run is not None and not run.is_finished,
        "list_in_force": list_in_force(),
        "gaps": list(screening_gaps(proposal, context["version"])) if run else [],
        "with_hits": [line for line in lines if line.hits],
        "without_hits": [line for line in lines if not line.hits and line.party.screened_at],
        "earlier": ScreeningRun.objects.filter(version__proposal=proposal).count() - 1,
        "poll_url": reverse("reviews:screening_progress", args=[public_id]),
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


@require_http_methods(["GET", "POST"])
def hit(request: SignedIn, public_id: str, hit_id: int) -> HttpResponse:
    """One hit: both records, the reason, what was found about the pair before, and the form."""
    proposal = full_case_for(request, public_id)
    hits = ScreeningHit.objects.filter(party__run__version__proposal=proposal)
    found = get_object_or_404(hits.select_related("party__run__list_version"), pk=hit_id)
    form = (
        AdjudicationForm(request.POST, request.FILES)
        if request.method == "POST"
        else AdjudicationForm(initial={"seen": newest_of([found], proposal)})
    )
    if request.method == "POST":
        require_role(proposal, request.user, *ADJUDICATORS)
        if _adjudicated(form, found, by=request.user):
            messages.success(request, f"The hit on {found.party} is adjudicated.")
            return redirect(f"{reverse('reviews:screening', args=[public_id])}#hit-{found.pk}")
    context = case_page(request, proposal, "screening", form=form, **_pair(found, proposal))
    context["waits_for_others"] = waits_for_others(found, proposal, request.user)
    return render(request, "reviews/hit.html", context, status=422 if form.errors else 200)


@require_safe
def evidence(request: SignedIn, public_id: str, adjudication_id: int) -> HttpResponse:
    """The file an officer attached to an adjudication, for officers."""
    proposal = full_case_for(request, public_id)
    with_file = Adjudication.objects.filter(proposal=proposal).exclude(evidence=None)
    found = get_object_or_404(with_file.select_related("evidence"), pk=adjudication_id)
    return download_response(open_evidence(found, by=request.user))


def _adjudicated(form: AdjudicationForm, found: ScreeningHit, *, by: User) -> bool:
    if not form.is_valid():
        return False
    try:
        adjudicate_together([found], form.judgment, by=by, seen=form.cleaned_data["seen"])
    except InvalidInput as error:
        say_beside(form, error)
        return False
    return True


def _latest_run(proposal: Proposal) -> ScreeningRun | None:
    runs = ScreeningRun.objects.select_related("list_version", "requested_by")
    return runs.latest_of(version_of(proposal))


def _lines(run: ScreeningRun, proposal: Proposal) -> list[PartyLine]:
    """Two queries, whatever the number of parties and hits. The best hit of all comes first."""
    by_party: dict[int, list[tuple[Any, str]]] = {}
    hits: Any = ScreeningHit.objects.filter(party__run=run).with_adjudication(proposal)
    for found in hits.order_by("party", "-score", "rank"):
        found.standing = standing(
            tier=found.tier, outcome=found.outcome, has_second=found.second is not None
        )
        by_party.setdefault(found.party_id, []).append((found, TIER_TONES[Tier(found.tier)]))
    lines = [
        PartyLine(party=party, hits=tuple(by_party.get(party.pk, ())))
        for party in run.parties.all()
    ]
    return sorted(lines, key=lambda line: (-line.best, line.party.position))


def _pair(found: ScreeningHit, proposal: Proposal) -> dict[str, Any]:
    """Both records side by side, and everything that was found about them in this case."""
    about = Adjudication.objects.filter(proposal=proposal, fingerprint=found.fingerprint)
    latest = _latest_run(proposal)
    open_hits = ScreeningHit.objects.filter(party__run=found.party.run).open_for(proposal)
    return {
        "hit": found,
        "tier_tone": TIER_TONES[Tier(found.tier)],
        "screened": _known(_screened(read_as(Party, found.party.query), found.party)),
        "listed": _known(_listed(read_as(ListedParty, found.entry))),
        "adjudications": list(about.select_related("by", "evidence")),
        "is_current": latest is not None and found.party.run_id == latest.pk,
        "next_hit": open_hits.exclude(pk=found.pk).order_by("-score", "pk").first(),
    }


def _known(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What the record says; most records say little."""
    return [pair for pair in pairs if pair[1]]


def _screened(party: Party, row: ScreenedParty) -> list[tuple[str, str]]:
    return [
        ("Name", party.name),
        ("In the proposal", row.relation),
        ("Kind", str(party.kind).capitalize()),
        ("Other names", "; ".join(party.other_names)),
        ("Countries", ", ".join(map(country_name, party.countries))),
        ("Address", party.address),
    ]


def _listed(entry: ListedParty) -> list[tuple[str, str]]:
    return [
        ("Name", entry.name),
        ("Source list", entry.source),
        ("Standing", str(entry.status_on(timezone.localdate())).capitalize()),
        ("Kind", entry.type),
        ("Other names", "; ".join(entry.alt_names)),
        ("Countries", ", ".join(map(country_name, entry.countries))),
        ("Addresses", "; ".join(address.text for address in entry.addresses)),
        ("Born", "; ".join((*entry.dates_of_birth, *entry.places_of_birth))),
        ("Identifiers", "; ".join(f"{i.type} {i.number} {i.country}".strip() for i in entry.ids)),
        ("Programs", ", ".join(entry.programs)),
        ("License policy", entry.license_policy),
        ("Federal Register", entry.federal_register_notice),
        ("Remarks", entry.remarks),
        ("Entry", entry.id),
    ]
