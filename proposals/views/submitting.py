"""How is a proposal submitted, receipted and withdrawn?"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from exports_portal.accounts.views.way import signed_in
from exports_portal.errors import LostUpdate, NotPermitted, PortalError, StepRefused
from proposals.actions.advance import advance, refusals
from proposals.actions.amending import amend
from proposals.actions.submit import submit
from proposals.forms.steps import SubmitForm, WithdrawForm
from proposals.rules.places import Section
from proposals.states import OPEN, ProposalState
from proposals.views.amending import read_digest_of, so_far
from proposals.views.navigation import TITLES, panel_by_outcome, steps
from proposals.views.reading import Reading, read
from proposals.views.threads import counted, open_threads
from proposals.views.wording import WHAT_HAPPENS_NEXT


def check_and_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole readiness panel, and the button."""
    reading = read(request, pk)
    if request.method != "POST":
        return _panel(request, reading, SubmitForm())
    form = SubmitForm(request.POST)
    if reading.proposal.is_editable and reading.may_submit and not form.is_valid():
        return _panel(request, reading, form, status=422)
    try:
        _hand_in(request, reading)
    except (StepRefused, LostUpdate) as refusal:
        return _not_submitted(request, pk, form, refusal)
    return redirect("proposals:receipt", pk)


def _hand_in(request: HttpRequest, reading: Reading) -> None:
    """An amendment as it stood on the page, or a draft."""
    if "read_digest" in request.POST or reading.proposal.is_amended:
        read_digest = request.POST.get("read_digest", "")
        amend(reading.proposal, by=signed_in(request), read_digest=read_digest)
    else:
        submit(reading.proposal, by=signed_in(request))


def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    return _receipt(request, read(request, pk))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the reason first; a person who may not, or a proposal that is closed, is refused."""
    reading = read(request, pk)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        note = form.cleaned_data["reason"]
        advance(reading.proposal, "withdraw", by=signed_in(request), note=note)
        messages.success(request, "The proposal is withdrawn.")
        return redirect("proposals:detail", pk)
    if not reading.may_withdraw:
        refused = NotPermitted if reading.proposal.state in OPEN else StepRefused
        raise refused(*refusals(reading.proposal, "withdraw", signed_in(request)))
    return _confirm_withdrawal(request, reading, form)


def _confirm_withdrawal(request: HttpRequest, reading: Reading, form: WithdrawForm) -> HttpResponse:
    proposal = reading.proposal
    context = {
        "form": form,
        "heading": "Withdraw this proposal",
        "consequence": "A withdrawn proposal is closed. It cannot be opened again.",
        "summary": [("Title", proposal.title), ("Number", proposal.public_id or "None yet")],
        "submit_label": "Withdraw the proposal",
        "cancel_url": reverse("proposals:detail", args=[proposal.pk]),
    }
    template, status = "components/confirm_page.html", 422 if form.is_bound else 200
    return render(request, template, context, status=status)


def _panel(
    request: HttpRequest,
    reading: Reading,
    form: SubmitForm,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    if not reading.proposal.is_editable:
        return redirect("proposals:detail", reading.proposal.pk)
    context = {
        "reading": reading,
        "proposal": reading.proposal,
        "title": TITLES[Section.SUBMIT],
        "steps": steps(reading, Section.SUBMIT),
        "groups": panel_by_outcome(reading.proposal.pk, reading.findings),
        "form": form,
        "refusal": refusal,
        "comments": counted(len(open_threads(reading))),
        "read_digest": read_digest_of(reading),
        "changes": so_far(reading) if reading.proposal.is_amended else [],
    }
    return render(request, "proposals/submit.html", context, status=status)


def _not_submitted(
    request: HttpRequest, pk: int, form: SubmitForm, refused: PortalError
) -> HttpResponse:
    """Submitted already (a second click, another tab), changed meanwhile, or something blocks."""
    reading = read(request, pk)
    if isinstance(refused, LostUpdate) and reading.proposal.is_amended:
        return _panel(request, reading, form, refusal=str(refused), status=409)
    is_repeated = "read_digest" not in request.POST
    if reading.proposal.state == ProposalState.SUBMITTED and is_repeated:
        return _receipt(request, reading, is_repeated=True, status=409)
    if reading.proposal.is_editable:
        refusal = "Nothing was submitted: something in the list below blocks the proposal."
        return _panel(request, reading, form, refusal=refusal, status=409)
    raise refused


def _receipt(
    request: HttpRequest, reading: Reading, *, is_repeated: bool = False, status: int = 200
) -> HttpResponse:
    proposal = reading.proposal
    version = proposal.versions.first()
    if version is None:
        raise Http404
    context = {
        "proposal": proposal,
        "version": version,
        "next": WHAT_HAPPENS_NEXT[ProposalState(proposal.state)],
        "is_repeated": is_repeated,
    }
    return render(request, "proposals/receipt.html", context, status=status)
