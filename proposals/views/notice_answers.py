"""What does an organization answer to a notice, and what follows from it?"""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from exports_portal.accounts.models import Organization, User
from exports_portal.accounts.roles import Part
from exports_portal.accounts.views.way import signed_in
from exports_portal.errors import EditConflict, InvalidInput
from exports_portal.web.refusals import put_beside_fields
from exports_portal.web.typed import keeps_typed
from proposals.actions.notice_answers import answer, change_answer, reply, withdraw_answer
from proposals.actions.notices import speaks_for
from proposals.forms.notices import AnswerForm, TextForm, answerable
from proposals.models import Consortium, Notice, NoticeAnswer
from proposals.views.notices import belongs_to, notice_of, status_of, typed_in
from proposals.views.sent import revision_sent, time_sent


class Invited(NamedTuple):
    """A consortium into which the other organization can be invited, and the form for that."""

    consortium: Consortium
    url: str


class OtherSide(NamedTuple):
    """With whom an answer is exchanged, and who spoke for them."""

    organization: Organization
    contact: User


@keeps_typed
@require_http_methods(["GET", "POST"])
def answer_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Write an answer in the name of an organization."""
    person, notice = signed_in(request), notice_of(request, pk)
    form = AnswerForm(typed_in(request), notice=notice, by=person)
    if request.method == "POST" and form.is_valid():
        try:
            given = answer(notice, **form.cleaned_data, by=person)
        except InvalidInput as error:
            put_beside_fields(form, error)
        else:
            messages.success(request, f"Your answer is on its way to {notice.organization}.")
            return redirect("proposals:notice_answer", pk, given.pk)
    may_answer = notice.is_open and answerable(notice, person).exists()
    context = {"form": form, "notice": notice, "may_answer": may_answer}
    status = status_of(request, form)
    return render(request, "proposals/notices/answer.html", context, status=status)


@keeps_typed
@require_http_methods(["GET", "POST"])
def notice_answer(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Read by both organizations: one changes its answer, the other replies."""
    person, given = signed_in(request), _answer_of(request, pk, number)
    is_reply, data = speaks_for(given.notice.organization, person), typed_in(request)
    form = TextForm(data, initial={} if is_reply else {"text": given.text})
    base = given.changed_at if data is None else time_sent(data.get("base", ""))
    if request.method == "POST" and form.is_valid():
        write = reply if is_reply else change_answer
        try:
            write(given, **form.cleaned_data, by=person, read_changed_at=base)
        except InvalidInput as error:
            put_beside_fields(form, error)
        except EditConflict as conflict:
            form.add_error(None, str(conflict))
            given = _answer_of(request, pk, number)
            base = given.changed_at
        else:
            messages.success(request, "Your reply is sent." if is_reply else "Saved.")
            return redirect("proposals:notice_answer", pk, number)
    context = _shown(given, person) | {"is_reply": is_reply, "base": base.isoformat()}
    context["form"] = form if _may_write(given, person) else None
    status = status_of(request, form)
    return render(request, "proposals/notices/read_answer.html", context, status=status)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    given, person = _answer_of(request, pk, number), signed_in(request)
    own = NoticeAnswer.objects.filter(organization__in=Organization.objects.belonging_to(person))
    get_object_or_404(own, pk=given.pk)
    if request.method == "POST":
        withdraw_answer(given, by=person)
        messages.success(request, "Your answer is taken back.")
        return redirect("proposals:notices")
    context = {
        "heading": "Take the answer back",
        "consequence": (
            f"{given.notice.organization} no longer sees it. As long as the notice is open you can "
            "answer again."
        ),
        "summary": [("Notice", given.notice), ("In the name of", given.organization)],
        "submit_label": "Take it back",
        "cancel_url": reverse("proposals:notice_answer", args=[pk, number]),
    }
    return render(request, "components/confirm_page.html", context)


def _shown(given: NoticeAnswer, person: User) -> dict[str, Any]:
    return {
        "answer": given,
        "notice": given.notice,
        "is_ours": belongs_to(person, given.notice.organization),
        "may_read_notice": Notice.objects.visible_to(person).filter(pk=given.notice_id).exists(),
        "invitable": _invitable(given, person),
    }


def _may_write(given: NoticeAnswer, person: User) -> bool:
    """Speaks for one of the two, and nothing is settled yet."""
    if given.replied_at or given.withdrawn_at or given.notice.taken_down_at:
        return False
    return any(speaks_for(one, person) for one in (given.notice.organization, given.organization))


def _answer_of(request: HttpRequest, pk: int, number: int) -> NoticeAnswer:
    """404 for everybody but the people of the two organizations."""
    visible = NoticeAnswer.objects.visible_to(signed_in(request)).filter(notice=pk)
    related = ("organization", "notice__organization", "written_by", "replied_by")
    return get_object_or_404(visible.select_related(*related), pk=number)


def contact_in(asked: str, person: User) -> str:
    """The address of whoever spoke for the other side of an answer that this person may read."""
    visible = NoticeAnswer.objects.visible_to(person).filter(pk=revision_sent(asked))
    given = visible.select_related("notice__organization", "written_by", "replied_by").first()
    other = given and _other_side(given, person)
    return other.contact.email if other else ""


def _other_side(given: NoticeAnswer, person: User) -> OtherSide | None:
    """For the notice's people who answered; for these, after the reply, who replied."""
    if belongs_to(person, given.notice.organization):
        return OtherSide(given.organization, given.written_by)
    if given.replied_by is None:
        return None
    return OtherSide(given.notice.organization, given.replied_by)


def _invitable(given: NoticeAnswer, person: User) -> list[Invited]:
    """The consortia that this person leads and in which the other organization is not."""
    other = _other_side(given, person)
    if other is None:
        return []
    led = Consortium.objects.filter(
        members__role="ANCHOR",
        members__left_at=None,
        members__organization__in=Organization.objects.with_part(person, Part.ADMIN),
    ).exclude(members__in=other.organization.consortium_memberships.filter(left_at=None))
    return [
        Invited(one, f"{reverse('proposals:invite', args=[one.pk])}?answer={given.pk}")
        for one in led.distinct().order_by("name", "pk")
    ]
