"""Which proposals does a person have, and how is a new one started?"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from exports_portal.accounts.views.way import signed_in
from exports_portal.web.pagination import page_of
from proposals.actions.drafts import start
from proposals.forms.steps import StartForm, consortia_to_write_for
from proposals.models import CallForProposals, Proposal
from proposals.states import ProposalState
from proposals.views.reading import proposals_of
from proposals.views.wording import AMENDMENT_TO_DO, TO_DO, tone


@dataclass(frozen=True, slots=True)
class ListedProposal:
    """A row of the list."""

    proposal: Proposal

    @property
    def tone(self) -> str:
        return tone(self.proposal.state)

    @property
    def to_do(self) -> str:
        if self.proposal.is_amended:
            return AMENDMENT_TO_DO
        return TO_DO[ProposalState(self.proposal.state)]


def own_proposals(request: HttpRequest) -> HttpResponse:
    page = page_of(request, proposals_of(signed_in(request)))
    context = {"page": page, "rows": [ListedProposal(proposal) for proposal in page]}
    return render(request, "proposals/list.html", context)


def new_proposal(request: HttpRequest) -> HttpResponse:
    form = StartForm(request.POST or None, user=signed_in(request))
    if request.method == "POST" and form.is_valid():
        proposal = start(**form.cleaned_data, by=signed_in(request))
        return redirect("proposals:overview", proposal.pk)
    context = {
        "form": form,
        "is_open": CallForProposals.objects.taking_proposals().exists(),
        "may_write": consortia_to_write_for(signed_in(request)).exists(),
        "last_call": CallForProposals.objects.first(),
    }
    return render(request, "proposals/new.html", context, status=422 if form.is_bound else 200)
