"""What do applicants do with a case: answer, and fetch the letter?"""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from exports_portal.accounts.models import User
from exports_portal.accounts.roles import Part
from exports_portal.accounts.views.way import signed_in
from exports_portal.errors import LostUpdate, NotFound, NotPermitted, PortalError, StepRefused
from exports_portal.files.responses import download_response
from proposals.content.changes import Change
from proposals.models import Proposal
from proposals.permissions import has_part_in_anchor, may_answer
from proposals.views.amending import read_digest_of, so_far
from proposals.views.navigation import section_url
from proposals.views.reading import Reading, reading_of
from reviews.actions.asking import answer
from reviews.actions.letters import open_letter
from reviews.forms.applicants import AnswerForm
from reviews.models import DecisionLetter, InformationRequest
from reviews.views.answers import answered


def question(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    """A question of the program office, for the anchor's people; and the answer to it."""
    asked = _asked(signed_in(request), pk, question)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and asked.answered_at is not None:
        raise StepRefused("This question is answered already.")
    refusal = _send(request, asked, form) if form.is_valid() else None
    if form.is_valid() and refusal is None:
        messages.success(request, "Your answer is sent. The review goes on.")
        return redirect("proposals:detail", pk)
    fresh = _asked(signed_in(request), pk, question)
    return _question_page(request, fresh, form, refusal)


def _send(request: HttpRequest, asked: InformationRequest, form: AnswerForm) -> PortalError | None:
    """Why the answer was not sent. What was typed stays: signatures may be missing, or somebody
    changed what goes with it.
    """
    text, read_digest = form.cleaned_data["answer"], request.POST.get("read_digest", "")
    try:
        answer(asked.proposal, text=text, by=signed_in(request), read_digest=read_digest)
    except (StepRefused, LostUpdate) as refusal:
        return refusal
    except NotPermitted as refusal:
        if may_answer(asked.proposal, signed_in(request)):
            return refusal
        raise
    return None


def _question_page(
    request: HttpRequest, asked: InformationRequest, form: AnswerForm, refusal: PortalError | None
) -> HttpResponse:
    pk, reading = asked.proposal.pk, reading_of(asked.proposal, signed_in(request))
    row = answered(asked, reading.reader, so_far=_so_far(asked, reading))
    context = {
        "asked": asked,
        "row": row,
        "places": [(words, section_url(pk, one.section)) for one, words in row.places],
        "proposal": asked.proposal,
        "form": form,
        "may_answer": may_answer(asked.proposal, signed_in(request)),
        "read_digest": read_digest_of(reading),
        "refusal": refusal,
    }
    unsent = 422 if form.is_bound else 200
    status = refusal.status if refusal else unsent
    return render(request, "cases/question.html", context, status=status)


def _so_far(asked: InformationRequest, reading: Reading) -> list[Change]:
    return so_far(reading) if asked.answered_at is None and asked.proposal.is_amended else []


def _asked(user: User, pk: int, question: int) -> InformationRequest:
    """A question may speak of what is confidential, so other members may not know of it."""
    proposal = get_object_or_404(Proposal.objects.of_applicant(user), pk=pk)
    if not has_part_in_anchor(proposal, user, *Part):
        raise NotFound
    return get_object_or_404(proposal.information_requests.all(), pk=question)


def letter(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = get_object_or_404(letters_for(signed_in(request)), pk=pk)
    return download_response(request, open_letter(found, by=signed_in(request)))


def letters_for(user: User) -> QuerySet[DecisionLetter]:
    """Letters are for the people of the consortium; officers have them on the page of the case."""
    letters = DecisionLetter.objects.select_related("file", "determination__proposal")
    return letters.filter(determination__proposal__in=Proposal.objects.of_applicant(user))
