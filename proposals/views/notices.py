"""Who seeks and who offers a layer of the stack, and how is that published?"""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.views.decorators.http import require_http_methods, require_safe

from exports_portal.accounts.models import Organization, User
from exports_portal.accounts.views.way import signed_in
from exports_portal.errors import EditConflict, InvalidInput
from exports_portal.policy.markets import OpenMarkets, open_markets
from exports_portal.web.components import Card
from exports_portal.web.pagination import page_of
from exports_portal.web.refusals import put_beside_fields
from exports_portal.web.typed import keeps_typed, take
from proposals.actions.notices import SPEAKING, change, close, publish, speaks_for
from proposals.forms.notices import NewNoticeForm, NoticeFilter, NoticeForm, answerable
from proposals.models import Notice, NoticeAnswer
from proposals.views.sent import revision_sent

NOTICES_PER_PAGE = 20
ANSWERS_PER_PAGE = 20
LONGEST_EXCERPT = 240  # characters of a text in the list
TONES = {"Open": "good", "Closed": "neutral", "Over": "neutral", "Taken down": "bad"}


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What is looked for stands in the address, so that a search can be kept and sent on."""
    person, markets = signed_in(request), open_markets(timezone.localdate())
    form = NoticeFilter(request.GET, markets=markets)
    found = form.found(person) if form.is_valid() else Notice.objects.none()
    rows = found.select_related("organization", "call")
    page = page_of(request, rows, per_page=NOTICES_PER_PAGE)
    context = {
        "form": form,
        "page": page,
        "cards": [_card(notice, markets) for notice in page],
        "is_search": bool(form.errors) or any(form.cleaned_data.values()),
        "belongs": Organization.objects.belonging_to(person).exists(),
        "may_publish": Organization.objects.with_part(person, *SPEAKING).exists(),
    }
    status = 422 if form.errors else 200
    return render(request, "proposals/notices/list.html", context, status=status)


@keeps_typed
@require_http_methods(["GET", "POST"])
def new_notice(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    asked = {name: request.GET.get(name, "") for name in ("call", "kind")}
    form = NewNoticeForm(typed_in(request), by=person, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            made = publish(form.cleaned_data["organization"], said=form.said(), by=person)
        except InvalidInput as error:
            put_beside_fields(form, error)
        else:
            messages.success(request, "The notice is published.")
            return redirect("proposals:notice", made.pk)
    may_publish = Organization.objects.with_part(person, *SPEAKING).exists()
    context = {"form": form, "may_publish": may_publish}
    return render(request, "proposals/notices/new.html", context, status=status_of(request, form))


@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """For its organization with what was answered, for others with their own answers."""
    person, found = signed_in(request), notice_of(request, pk)
    answers = NoticeAnswer.objects.visible_to(person).filter(notice=found)
    context = {
        "notice": found,
        "tone": TONES[found.standing],
        "facts": facts_of(found, open_markets(timezone.localdate())),
        "is_ours": belongs_to(person, found.organization),
        "may_change": found.is_open and speaks_for(found.organization, person),
        "may_answer": found.is_open and answerable(found, person).exists(),
        "page": page_of(request, answers.select_related("organization"), per_page=ANSWERS_PER_PAGE),
    }
    return render(request, "proposals/notices/detail.html", context)


@keeps_typed
@require_http_methods(["GET", "POST"])
def change_notice(request: HttpRequest, pk: int) -> HttpResponse:
    found = _spoken_for(request, pk)
    data = typed_in(request)
    form = NoticeForm(data, initial=_said(found))
    base = found.revision if data is None else revision_sent(data.get("base", ""))
    said_now = None
    if request.method == "POST" and form.is_valid():
        try:
            change(found, said=form.said(), by=signed_in(request), read_revision=base)
        except InvalidInput as error:
            put_beside_fields(form, error)
        except EditConflict as conflict:
            form.add_error(None, str(conflict))
            found = notice_of(request, pk)
            base, said_now = found.revision, facts_of(found, open_markets(timezone.localdate()))
        else:
            messages.success(request, "The notice is changed.")
            return redirect("proposals:notice", pk)
    context = {"form": form, "notice": found, "base": base, "said_now": said_now}
    status = status_of(request, form)
    return render(request, "proposals/notices/change.html", context, status=status)


@require_http_methods(["GET", "POST"])
def close_notice(request: HttpRequest, pk: int) -> HttpResponse:
    found = _spoken_for(request, pk)
    if request.method == "POST":
        close(found, by=signed_in(request))
        messages.success(request, "The notice is closed.")
        return redirect("proposals:notice", pk)
    context = {
        "heading": "Close the notice",
        "consequence": (
            "Only the organizations that answered still see it, and nobody can answer it any more. "
            "What was answered stays, and you can still reply. It cannot be opened again."
        ),
        "summary": facts_of(found, open_markets(timezone.localdate())),
        "submit_label": "Close the notice",
        "cancel_url": reverse("proposals:notice", args=[pk]),
    }
    return render(request, "components/confirm_page.html", context)


def typed_in(request: HttpRequest) -> QueryDict | None:
    """What was sent, or what was typed before the session ended; that is not saved yet."""
    if request.method == "POST":
        return request.POST
    kept = take(request)
    if kept is None:
        return None
    data, why = kept
    messages.warning(request, why)
    return data


def status_of(request: HttpRequest, form: BaseForm) -> int:
    return 422 if request.method == "POST" and form.errors else 200


def notice_of(request: HttpRequest, pk: int) -> Notice:
    """404 unless this person may know of it."""
    visible = Notice.objects.visible_to(signed_in(request))
    return get_object_or_404(visible.select_related("organization", "call"), pk=pk)


def belongs_to(person: User, organization: Organization) -> bool:
    return Organization.objects.belonging_to(person).filter(pk=organization.pk).exists()


def facts_of(found: Notice, markets: OpenMarkets) -> list[tuple[str, Any]]:
    return [
        ("Organization", found.organization),
        ("Headquarters in", found.organization.get_headquarters_country_display()),
        ("Seek or offer", found.get_kind_display()),
        ("Layers", found.layers_said),
        ("Markets", ", ".join(markets.name(code) for code in found.markets)),
        ("Call for proposals", found.call or "No specific call"),
        ("Published on", date_format(timezone.localtime(found.published_at))),
        ("Last day", date_format(found.ends_on)),
    ]


def _spoken_for(request: HttpRequest, pk: int) -> Notice:
    """404 for whoever may not know of it or does not belong to its organization."""
    found = notice_of(request, pk)
    return get_object_or_404(Notice.objects.published_by(signed_in(request)), pk=found.pk)


def _said(found: Notice) -> dict[str, Any]:
    names = (*NoticeForm.base_fields,)
    return {name: getattr(found, name) for name in names} | {
        "call": found.call.code if found.call else ""
    }


def _card(found: Notice, markets: OpenMarkets) -> Card:
    return Card(
        title=str(found),
        url=reverse("proposals:notice", args=[found.pk]),
        text=Truncator(found.text).chars(LONGEST_EXCERPT),
        status=found.standing,
        tone=TONES[found.standing],
        facts=(
            ("Markets", ", ".join(markets.name(code) for code in found.markets)),
            ("Call", str(found.call) if found.call else "No specific call"),
            ("Until", date_format(found.ends_on)),
        ),
    )
