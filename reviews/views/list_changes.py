"""What differs between two versions of the screening list, as a page and as JSON?"""

from typing import Any

from django.core.paginator import Page
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from exports_portal.errors import PROBLEM_JSON, problem
from exports_portal.web.pagination import page_of
from reviews.actions.differences import difference_between
from reviews.actions.lists import list_in_force
from reviews.forms.lists import ListChangesForm
from reviews.models import ListChange, ListDifference, ListVersion
from reviews.screening.changes import NOT_SUBSTANCE
from reviews.states import ChangeKind
from reviews.views.frame import SignedIn
from reviews.views.lists import require_officer
from reviews.views.records import ENTRY_FIELDS, differences, entry_rows

CHANGES_PER_PAGE = 25
CHANGES_PER_JSON = 500
KIND_TONES = {ChangeKind.ADDED: "info", ChangeKind.CHANGED: "warning", ChangeKind.REMOVED: "bad"}


@require_safe
def changes(request: SignedIn) -> HttpResponse:
    """By default what the version in force brought; of one in quarantine what it would bring."""
    require_officer(request)
    versions = ListVersion.objects.for_review(request.user).select_related("follows")
    form = ListChangesForm(request.GET, versions=versions, in_force=list_in_force())
    as_json = request.GET.get("format") == "json"
    if (pair := form.pair) is None:
        return _nothing(request, form, as_json=as_json)
    difference = difference_between(*pair)
    rows = form.chosen(difference.changes.select_related("before", "after"))
    page = page_of(request, rows, per_page=CHANGES_PER_JSON if as_json else CHANGES_PER_PAGE)
    if as_json:
        return JsonResponse(_document(request, difference, page))
    form.offer_sources(difference.counts)
    context = {
        "form": form,
        "difference": difference,
        "page": page,
        "lines": [_line(change) for change in page],
        "counts": _counts(difference),
        "kinds": ChangeKind.labels,
        "json_url": f"?{_query(request, format='json', page=None)}",
    }
    return render(request, "reviews/list_changes.html", context)


def _nothing(request: SignedIn, form: ListChangesForm, *, as_json: bool) -> HttpResponse:
    """No version, or none before it, or one that is not there."""
    status = 422 if form.errors else 404
    if as_json:
        detail = "There are no two versions to compare, or one of these is none."
        body = problem(status, title="Nothing to compare", detail=detail, instance=request.path)
        return JsonResponse(body, status=status, content_type=PROBLEM_JSON)
    form.offer_sources(())
    context = {"form": form}
    status = status if form.errors else 200
    return render(request, "reviews/list_changes.html", context, status=status)


def _counts(difference: ListDifference) -> list[tuple[str, list[tuple[str, int]]]]:
    return [
        (source, [(str(kind.label), found[kind]) for kind in ChangeKind])
        for source, found in sorted(difference.counts.items())
    ]


def _document(
    request: SignedIn, difference: ListDifference, page: "Page[ListChange]"
) -> dict[str, Any]:
    """At most 500 changes at once; `next` is the address of those that follow."""
    following = None
    if page.has_next():
        query = _query(request, page=str(page.next_page_number()))
        following = request.build_absolute_uri(f"{request.path}?{query}")
    return {
        "before": _version(difference.before),
        "after": _version(difference.after),
        "counts": difference.counts,
        "total": page.paginator.count,
        "next": following,
        "changes": [_change(change) for change in page],
    }


def _query(request: SignedIn, **changed: str | None) -> str:
    query = request.GET.copy()
    for name, value in changed.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return query.urlencode()


def _version(version: ListVersion) -> dict[str, Any]:
    return {
        "id": version.pk,
        "file_name": version.file_name,
        "sha256": version.sha256,
        "state": version.state,
        "published_at": version.published_at,
        "loaded_at": version.loaded_at,
        "activated_at": version.activated_at,
        "entries": version.entry_count,
    }


def _change(change: ListChange) -> dict[str, Any]:
    """Both rows as published; `fields` names those that differ."""
    before: dict[str, Any] = change.before.data if change.before else {}
    after: dict[str, Any] = change.after.data if change.after else {}
    names = sorted({*before, *after} - {*NOT_SUBSTANCE}) if before and after else []
    return {
        "kind": change.kind,
        "source": change.source,
        "before": before or None,
        "after": after or None,
        "fields": [name for name in names if before.get(name) != after.get(name)],
    }


def _line(change: ListChange) -> dict[str, Any]:
    """In words: what a row says that came or went, or what differs in one that stayed."""
    entry = change.after or change.before
    assert entry is not None  # noqa: S101  a change has one of the two
    differing = []
    if change.before and change.after:
        differing = differences(change.before.data, change.after.data, ENTRY_FIELDS)
    return {
        "kind": change.get_kind_display(),
        "tone": KIND_TONES[ChangeKind(change.kind)],
        "name": entry.name,
        "source": change.source,
        "differing": differing,
        "facts": [] if differing else entry_rows(entry.data, timezone.localdate())[1:],
    }
