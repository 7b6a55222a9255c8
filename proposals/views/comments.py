"""How are the comments on a draft read, written, changed and settled?"""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exports_portal.errors import InvalidInput, NotPermitted, StepRefused
from exports_portal.web.formsets import without_message
from exports_portal.web.pagination import page_of
from exports_portal.web.refusals import put_beside_fields
from exports_portal.web.typed import keeps_typed, take
from proposals.actions.comments import (
    Said,
    delete_comment,
    edit_comment,
    open_thread,
    reply,
    settle,
)
from proposals.forms.comments import SHOWN, CommentForm, EditCommentForm
from proposals.models import Comment, CommentThread
from proposals.views.navigation import steps
from proposals.views.reading import Reading, read
from proposals.views.sent import id_sent
from proposals.views.threads import (
    lies_in,
    narrower,
    place_for,
    place_name,
    place_url,
    readable,
    readers_of,
    shown_threads,
    thread_for,
    wider,
)

THREADS_PER_PAGE = 10
COMMENTS_PER_PAGE = 25


@require_safe
def comments(request: HttpRequest, pk: int) -> HttpResponse:
    """The threads that this person may read, open or resolved, of the proposal or of one place."""
    reading = read(request, pk)
    asked, at = request.GET.get("show", "open"), request.GET.get("at", "")
    place = place_for(reading, at) if at else None
    shown = asked if asked in dict(SHOWN) else "open"
    rows = reading.proposal.threads.filter(resolved_at__isnull=shown == "open")
    found = [o for o in readable(reading, rows) if place is None or lies_in(o, place.named)]
    page = page_of(request, found, per_page=THREADS_PER_PAGE)
    page.object_list = shown_threads(reading, list(page))
    where = place_name(reading, place) if place else ""
    context = _context(reading, f"Comments: {where}" if where else "Comments") | {
        "page": page,
        "at": at,
        "place": place,
        "shown": shown,
        "tabs": SHOWN,
        "narrower": _linked(reading, place) if place else [],
    }
    return render(request, "proposals/comments.html", context)


@keeps_typed
@require_http_methods(["GET", "POST"])
def new_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a comment on one place. Pressed twice, it is one."""
    reading = read(request, pk)
    place = place_for(reading, request.GET.get("at", ""))
    people = readers_of(reading, place)
    if request.method != "POST":
        _require_draft(reading)
        form, base = _fresh(request, CommentForm, people=people)
        return _new(request, reading, place, form, base=base)
    form, base = CommentForm(request.POST, people=people), request.POST.get("base", "")
    if form.is_valid():
        try:
            said = _said(form, base)
            thread = open_thread(reading.proposal, str(place.named), said, by=reading.user)
        except (InvalidInput, StepRefused) as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, "Your comment is there.")
            return redirect("proposals:thread", pk, thread.pk)
    return _new(request, reading, place, form, base=base, status=422)


@keeps_typed
@require_http_methods(["GET", "POST"])
def thread(request: HttpRequest, pk: int, thread: UUID) -> HttpResponse:
    """All comments of a thread, and the form of an answer."""
    reading = read(request, pk)
    found = thread_for(reading, thread)
    people = readers_of(reading, found)
    if request.method != "POST":
        form, base = _fresh(request, CommentForm, people=people)
        return _thread(request, reading, found, form, base=base)
    form, base = CommentForm(request.POST, people=people), request.POST.get("base", "")
    if form.is_valid():
        try:
            said = _said(form, base)
            made = reply(found, said, by=reading.user)
        except (InvalidInput, StepRefused) as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, "Your answer is there.")
            return redirect(_place_of(made))
    return _thread(request, reading, found, form, base=base, status=422)


@require_POST
def settle_thread(request: HttpRequest, pk: int, thread: UUID) -> HttpResponse:
    """Resolve it, or undo that."""
    reading = read(request, pk)
    found = thread_for(reading, thread)
    is_resolved = request.POST.get("resolved") == "1"
    settle(found, is_resolved=is_resolved, by=reading.user)
    messages.success(request, "Resolved. You can open it again." if is_resolved else "Open again.")
    return redirect("proposals:thread", pk, thread)


@keeps_typed
@require_http_methods(["GET", "POST"])
def change_comment(request: HttpRequest, pk: int, comment: UUID) -> HttpResponse:
    """One's own words, for a while after they were written."""
    reading = read(request, pk)
    found = _own(reading, comment)
    if request.method != "POST":
        _require_draft(reading)
        form, _ = _fresh(request, EditCommentForm, initial={"text": found.text})
        return _change(request, reading, found, form)
    form = EditCommentForm(request.POST)
    if form.is_valid():
        try:
            edit_comment(found, form.cleaned_data["text"], by=reading.user)
        except (InvalidInput, StepRefused) as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, "Changed.")
            return redirect(_place_of(found))
    return _change(request, reading, found, form, status=422)


@require_http_methods(["GET", "POST"])
def remove_comment(request: HttpRequest, pk: int, comment: UUID) -> HttpResponse:
    """Asks first: the words cannot be brought back."""
    reading = read(request, pk)
    found = _own(reading, comment, also_where_hidden=True)
    back = _way_back(reading, found)
    if request.method == "POST":
        delete_comment(found, by=reading.user)
        messages.success(request, "Deleted. That a comment stood there is still told.")
        return redirect(back)
    context = {
        "heading": "Delete this comment",
        "consequence": "Its words are gone for everybody and cannot be brought back. That you wrote"
        " a comment here, and when you deleted it, is still told.",
        "summary": [("Comment", found.text)],
        "submit_label": "Delete it",
        "cancel_url": back,
    }
    return render(request, "components/confirm_page.html", context)


def _own(reading: Reading, pk: UUID, *, also_where_hidden: bool = False) -> Comment:
    """A comment that is theirs, where they may read it. Else a 404, or the reason."""
    there = Comment.objects.filter(thread__proposal=reading.proposal).select_related("thread")
    found = get_object_or_404(there, pk=pk)
    is_theirs = found.author == reading.user
    if not (is_theirs and also_where_hidden):
        thread_for(reading, found.thread_id)
    if not is_theirs:
        raise NotPermitted("Only who wrote a comment changes or deletes it.")
    return found


def _way_back(reading: Reading, comment: Comment) -> str:
    """To its thread, or to the comments if its place is marked for others since."""
    pk, thread = reading.proposal.pk, comment.thread_id
    if readable(reading, reading.proposal.threads.filter(pk=thread)):
        return reverse("proposals:thread", args=[pk, thread])
    return reverse("proposals:comments", args=[pk])


def _said(form: CommentForm, base: str) -> Said:
    return Said(text=form.cleaned_data["text"], tell=form.told, pk=id_sent(base))


def _tell(form: Form, refusal: InvalidInput | StepRefused) -> None:
    """Why it is not kept; what was typed stays in the form."""
    if isinstance(refusal, InvalidInput):
        put_beside_fields(form, refusal)
    else:
        form.add_error(None, list(refusal.reasons))


def _place_of(comment: Comment) -> str:
    """The page of its thread on which it stands."""
    thread = comment.thread
    before = thread.comments.filter(written_at__lt=comment.written_at).count()
    url = reverse("proposals:thread", args=[thread.proposal_id, thread.pk])
    return f"{url}?page={before // COMMENTS_PER_PAGE + 1}#comment-{comment.pk}"


def _require_draft(reading: Reading) -> None:
    if not reading.proposal.is_editable:
        raise NotPermitted("Comments are written while there is a draft.")


def _fresh(request: HttpRequest, form: Any, **given: Any) -> tuple[Any, str]:
    """An empty form, or as typed before the session ended."""
    kept = take(request)
    if kept is None:
        return form(**given), str(uuid4())
    data, why = kept
    given.pop("initial", None)
    typed = form(data, **given)
    without_message(typed)
    messages.warning(request, why)
    return typed, data.get("base", "")


def _linked(reading: Reading, place: CommentThread) -> list[tuple[str, str]]:
    return [(label, place_url(reading.proposal.pk, o)) for label, o in narrower(reading, place)]


def _new(
    request: HttpRequest,
    reading: Reading,
    place: CommentThread,
    form: CommentForm,
    *,
    base: str,
    status: int = 200,
) -> HttpResponse:
    name = place_name(reading, place)
    context = _context(reading, f"Comment on {name}") | {
        "form": form,
        "base": base,
        "is_of_all": place.record is None,
        "back": place_url(reading.proposal.pk, place.named),
    }
    return render(request, "proposals/comment_new.html", context, status=status)


def _thread(
    request: HttpRequest,
    reading: Reading,
    found: CommentThread,
    form: CommentForm,
    *,
    base: str,
    status: int = 200,
) -> HttpResponse:
    said = found.comments.select_related("author", "organization").prefetch_related(
        "mentions__person"
    )
    page = page_of(request, said, per_page=COMMENTS_PER_PAGE)
    (shown,) = shown_threads(reading, [found])
    context = _context(reading, f"Comments: {shown.place}") | {
        "thread": found,
        "shown": shown,
        "page": page,
        "form": form if reading.proposal.is_editable or form.is_bound else None,
        "base": base,
        "back": place_url(reading.proposal.pk, wider(found)),
    }
    return render(request, "proposals/thread.html", context, status=status)


def _change(
    request: HttpRequest,
    reading: Reading,
    comment: Comment,
    form: EditCommentForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = _context(reading, "Change your comment") | {"form": form, "comment": comment}
    return render(request, "proposals/comment_edit.html", context, status=status)


def _context(reading: Reading, title: str) -> dict[str, Any]:
    return {
        "reading": reading,
        "proposal": reading.proposal,
        "title": title,
        "steps": steps(reading, is_judged=False),
    }
