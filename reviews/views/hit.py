"""Is this party the listed one? The page on which officers say so, one hit after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.views.decorators.http import require_http_methods, require_safe

from exports_portal.accounts.models import User
from exports_portal.errors import InvalidInput
from exports_portal.files.responses import download_response
from proposals.models import Proposal
from reviews.actions.adjudicate import (
    adjudicate_together,
    newest_of,
    open_evidence,
    proposed_by_another,
    same_evidence,
    waits_for_others,
)
from reviews.actions.adjudicate_elsewhere import (
    SamePair,
    adjudicate_elsewhere,
    same_pairs_elsewhere,
)
from reviews.forms.adjudication import AdjudicationForm
from reviews.forms.outcome import say_beside
from reviews.models import Adjudication, ScreeningHit, ScreeningRun
from reviews.permissions import ADJUDICATORS, require_role
from reviews.states import AdjudicationOutcome, Standing
from reviews.views.frame import SignedIn, case_page, full_case_for, version_of
from reviews.views.hit_groups import HitGroup, HitLine, groups_of, next_for, previous_for
from reviews.views.records import (
    ENTRY_FIELDS,
    PARTY_FIELDS,
    Difference,
    differences,
    entry_rows,
    party_rows,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """A pair that was adjudicated before one of its records changed."""

    line: HitLine
    said: tuple[Adjudication, ...]
    party: tuple[Difference, ...]
    entry: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the page works with: the group, its neighbours, and the rows that can be judged."""

    proposal: Proposal
    hit: ScreeningHit
    user: User
    groups: list[HitGroup]
    group: HitGroup
    is_current: bool

    @property
    def unsettled(self) -> list[ScreeningHit]:
        """The rows a judgment is about: those that are not settled, or all of a settled group."""
        open_rows = [line.hit for line in self.group.lines if not line.is_settled]
        return open_rows or [line.hit for line in self.group.lines]

    def first_persons(self) -> list[Adjudication]:
        """Clearings by somebody else that this person can agree with."""
        found = _said_of(self.proposal, [line.hit for line in self.group.lines])
        latest = {row.fingerprint: row for row in reversed(found)}
        proposals = [
            proposed_by_another(hit, latest.get(hit.fingerprint), self.user)
            for hit in self.unsettled
        ]
        return [row for row in proposals if row]

    def objection(self) -> str:
        """Why this person cannot judge these rows now, in a sentence; empty when they can."""
        if not self.is_current:
            return "This hit belongs to an earlier screening. Adjudicate the latest one."
        if self.first_persons():
            return ""
        if any(waits_for_others(hit, self.proposal, self.user) for hit in self.unsettled):
            return "You escalated this hit, so somebody else has to settle it."
        return ""

    @property
    def waits_for_second(self) -> bool:
        """This person proposed to clear it."""
        return any(
            line.standing == Standing.PROPOSED and line.hit.last_by == self.user.pk
            for line in self.group.lines
        )


@require_http_methods(["GET", "POST"])
def hit(request: SignedIn, public_id: str, hit_id: int) -> HttpResponse:
    """One listed party: both records, the reason, what was found before, and the form."""
    proposal = full_case_for(request, public_id)
    desk = _desk(proposal, hit_id, request.user)
    if request.method == "POST":
        require_role(proposal, request.user, *ADJUDICATORS)
    elsewhere = _elsewhere(desk)
    form = _form(request, desk, elsewhere)
    if request.method == "POST" and form.is_valid() and _recorded(request, desk, form, elsewhere):
        return redirect(_where_next(request, desk))
    context = case_page(request, proposal, "screening", form=form, **_page(desk, elsewhere))
    return render(request, "reviews/hit.html", context, status=422 if form.errors else 200)


@require_safe
def evidence(request: SignedIn, public_id: str, adjudication_id: int) -> HttpResponseBase:
    """The file an officer attached to an adjudication, for officers."""
    proposal = full_case_for(request, public_id)
    with_file = Adjudication.objects.filter(proposal=proposal).exclude(evidence=None)
    found = get_object_or_404(with_file.select_related("evidence__scan"), pk=adjudication_id)
    return download_response(request, open_evidence(found, by=request.user))


def _desk(proposal: Proposal, hit_id: int, user: User) -> Desk:
    hits = ScreeningHit.objects.filter(party__run__version__proposal=proposal)
    found = get_object_or_404(hits.select_related("party__run__list_version"), pk=hit_id)
    latest = ScreeningRun.objects.latest_of(version_of(proposal))
    groups = groups_of(found.party.run, proposal)
    return Desk(
        proposal=proposal,
        hit=found,
        user=user,
        groups=groups,
        group=next(group for group in groups if group.holds(found)),
        is_current=latest is not None and latest.pk == found.party.run_id,
    )


def _elsewhere(desk: Desk) -> list[SamePair]:
    return same_pairs_elsewhere(desk.unsettled, user=desk.user) if desk.is_current else []


def _form(request: SignedIn, desk: Desk, elsewhere: Sequence[SamePair]) -> AdjudicationForm:
    newest = newest_of(desk.unsettled, desk.proposal)
    also = [pair.proposal for pair in elsewhere if not pair.objections]
    is_answer = bool(desk.first_persons())
    if request.method == "POST":
        return AdjudicationForm(
            request.POST, request.FILES, newest=newest, also=also, is_answer=is_answer
        )
    return AdjudicationForm(newest=newest, also=also, is_answer=is_answer)


def _recorded(
    request: SignedIn, desk: Desk, form: AdjudicationForm, elsewhere: Sequence[SamePair]
) -> bool:
    """Here first: only when that succeeded is anything written in other cases."""
    try:
        rows = adjudicate_together(
            desk.unsettled, form.judgment, by=desk.user, seen=form.cleaned_data["seen"]
        )
    except InvalidInput as error:
        form.look_again()
        say_beside(form, error)
        return False
    chosen = [pair for pair in elsewhere if pair.proposal.public_id in form.also]
    others, left_out = adjudicate_elsewhere(chosen, form.judgment, by=desk.user)
    messages.success(request, _said(rows, others))
    if same := same_evidence(rows[0]):
        attached = f"{date_format(timezone.localtime(same.created_at), 'M j, Y')}, as {same.name}"
        messages.info(request, f"The same file is attached in this case already, since {attached}.")
    for case in left_out:
        reasons = " ".join(case.reasons)
        messages.warning(request, f"{case.proposal.public_id} is left out: {reasons}")
    return True


def _said(rows: Sequence[Adjudication], others: Sequence[Adjudication]) -> str:
    """What saving did, for the person who saved."""
    party, first = rows[0].hit.party, rows[0]
    waits = any(row.standing_of(row.hit.tier) == Standing.PROPOSED for row in rows)
    text = f"{party}: {first.get_outcome_display()}."
    if waits:
        text += " A second person has to agree before the hit is settled."
    elif first.answers and first.outcome == AdjudicationOutcome.FALSE_POSITIVE:
        text += f" You agree with {first.first_person}, so the hit is settled."
    elif first.answers:
        text += f" You do not agree with {first.first_person}."
    if len(rows) > 1:
        text += f" Recorded for {len(rows)} rows of the list."
    cases = sorted({row.proposal.public_id for row in others if row.proposal.public_id})
    return text + (f" Recorded in {', '.join(cases)} too." if cases else "")


def _where_next(request: SignedIn, desk: Desk) -> str:
    """The next open hit when asked for, at its heading; else the list, at this hit."""
    public_id = desk.proposal.public_id
    listing = reverse("reviews:screening", args=[public_id])
    if "next" not in request.POST:
        return f"{listing}#hit-{desk.group.best.hit.pk}"
    groups = groups_of(desk.hit.party.run, desk.proposal)
    following = next_for(desk.user, groups, desk.hit)
    if following is None:
        messages.info(request, "No open hit of this case waits for you.")
        return f"{listing}#heading"
    return f"{reverse('reviews:hit', args=[public_id, following.best.hit.pk])}#heading"


def _page(desk: Desk, elsewhere: Sequence[SamePair]) -> dict[str, Any]:
    """Both records side by side, and everything that was found about them in this case."""
    query, today = desk.hit.party.query, timezone.localdate()
    lines = desk.group.lines
    return {
        "hit": desk.hit,
        "group": desk.group,
        "screened": party_rows(query, desk.hit.party.relation),
        "listed": [(line, entry_rows(line.hit.entry, today)) for line in lines],
        "adjudications": _said_of(desk.proposal, [line.hit for line in lines]),
        "reopened": [_reopened(line) for line in lines if line.earlier and not line.is_settled],
        "also_settled": _same_in_this_case(desk),
        "left_out": [pair for pair in elsewhere if pair.objections],
        "first_persons": desk.first_persons(),
        "waits_for_second": desk.waits_for_second,
        "objection": desk.objection(),
        "place": desk.groups.index(desk.group) + 1,
        "count": len(desk.groups),
        "next_group": next_for(desk.user, desk.groups, desk.hit),
        "previous_group": previous_for(desk.user, desk.groups, desk.hit),
    }


def _said_of(proposal: Proposal, hits: Sequence[ScreeningHit]) -> list[Adjudication]:
    about = Adjudication.objects.filter(
        proposal=proposal, fingerprint__in=[hit.fingerprint for hit in hits]
    )
    return list(about.select_related("proposal", "by", "first_person", "evidence__scan", "hit"))


def _same_in_this_case(desk: Desk) -> list[ScreeningHit]:
    """The very same pair under another relation of the same version: settled with it at once."""
    same = ScreeningHit.objects.filter(
        party__run=desk.hit.party.run,
        fingerprint__in=[line.hit.fingerprint for line in desk.group.lines],
    )
    return list(same.exclude(party=desk.hit.party).select_related("party"))


def _reopened(line: HitLine) -> Reopened:
    assert line.earlier is not None  # noqa: S101  asked for only where there is one
    before, now = line.earlier.hit, line.hit
    relation = Difference(
        label="In the proposal", before=before.party.relation, now=now.party.relation
    )
    of_party = differences(before.party.query, now.party.query, PARTY_FIELDS)
    return Reopened(
        line=line,
        said=tuple(
            Adjudication.objects.filter(
                proposal=line.earlier.proposal_id, fingerprint=line.earlier.fingerprint
            ).select_related("by", "first_person", "evidence__scan")
        ),
        party=(*of_party, *([relation] if relation.before != relation.now else [])),
        entry=tuple(differences(before.entry, now.entry, ENTRY_FIELDS)),
    )
