"""What is the license position of an item in a country? Open to everybody."""

from collections import Counter
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from exports_portal.policy.countries import country_name
from reviews.destinations.position import Layer, Outcome, Position, layers
from reviews.destinations.question import Answer
from reviews.destinations.snapshot import Snapshot
from reviews.forms.destinations import PositionForm
from reviews.licenses_today import licenses_in_force

# Outcome -> what it is called on a page, and its color.
OUTCOMES = {
    Outcome.NO_BASELINE_LICENSE: ("No baseline license", "neutral"),
    Outcome.LICENSE_ON_BOOKS_NOT_ENFORCED: ("On the books, not enforced", "info"),
    Outcome.LICENSE_REQUIRED_ENFORCED: ("License required", "warning"),
    Outcome.EMBARGOED: ("Embargoed", "bad"),
    Outcome.INDETERMINATE: ("Nobody can tell", "warning"),
}
# What a layer says: whether it applies -> words.
SAYS = {True: "Yes", False: "No", None: "Nobody can tell"}
CAVEAT = (
    "A position is no permission. End use, end user, other controls and sanctions are asked "
    "besides, and the Bureau of Industry and Security decides about licenses."
)


@login_not_required
@require_safe
def license_positions(request: HttpRequest) -> HttpResponse:
    """Answers stand in the address, so that one can be kept and sent on."""
    in_force = licenses_in_force(timezone.localdate())
    snapshot = in_force.snapshot
    form = PositionForm(request.GET or None, snapshot=snapshot)
    found = form.found if form.is_valid() else []
    is_one = len(found) == 1
    context = {
        "form": form,
        "classes": snapshot.licenses.classes,
        "caveat": CAVEAT,
        "policies": in_force.snapshots,
        "rows": [] if is_one else [row_of(answer, snapshot) for answer in found],
        "one": row_of(found[0], snapshot) if is_one else None,
        "layers": _layers(found[0], snapshot) if is_one and not _is_of_party(form) else [],
        "counts": _counts(found),
    }
    status = 422 if form.errors else 200
    return render(request, "cases/license_positions.html", context, status=status)


def row_of(answer: Answer, snapshot: Snapshot) -> dict[str, Any]:
    """An answer as a page shows it: words for its codes, and the text of its rule."""
    found: Position = answer.position
    words, tone = OUTCOMES[found.outcome]
    rules = {code.value: rule for code, rule in snapshot.licenses.rules.items()}
    return {
        "item": answer.item,
        "country": country_name(answer.country),
        "words": words,
        "tone": tone,
        "groups": ", ".join(found.groups) or "In no group of A, D or E",
        "rule": found.rule,
        "text": rules[found.rule].text,
        "citation": found.citation,
        "as_of": found.as_of,
    }


def _layers(answer: Answer, snapshot: Snapshot) -> list[tuple[str, str, Layer]]:
    apart = layers(answer.item, answer.country, snapshot)
    return [
        ("The regulation prints a license requirement", SAYS[apart.printed.applies], apart.printed),
        ("BIS enforces it", SAYS[apart.enforced.applies], apart.enforced),
        ("This program refuses the destination", SAYS[apart.program.applies], apart.program),
    ]


def _is_of_party(form: PositionForm) -> bool:
    return bool(form.cleaned_data["headquarters"] or form.cleaned_data["ultimate_parent"])


def _counts(found: list[Answer]) -> list[tuple[str, str, int]]:
    """How many countries have each outcome, where more than one was asked for."""
    if len(found) < 2:
        return []
    counted = Counter(answer.position.outcome for answer in found)
    return [(*words, counted[outcome]) for outcome, words in OUTCOMES.items() if counted[outcome]]
