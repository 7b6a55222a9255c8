"""What was found in a case, and how was it resolved?"""

from collections.abc import Iterator

from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from reviews.actions.case import raise_finding
from reviews.actions.resolving import require_resolver, resolve_finding
from reviews.forms.desk import CodedResolveForm, FindingForm, ResolveForm
from reviews.forms.outcome import carried_out
from reviews.models import Finding, ReviewTrack
from reviews.permissions import require_case_worker
from reviews.states import Severity
from reviews.views.frame import SignedIn, case_page, form_page, full_case_for, version_of

TONES = {Severity.BLOCKING: "bad", Severity.MAJOR: "warning"}


@require_safe
def findings(request: SignedIn, public_id: str) -> HttpResponse:
    proposal = full_case_for(request, public_id)
    rows = proposal.findings.select_related(
        "track", "raised_by", "resolved_by", "first_person"
    ).order_by(F("resolved_at").desc(nulls_first=True), "-raised_at", "-pk")
    context = case_page(
        request,
        proposal,
        "findings",
        findings=[(row, TONES.get(Severity(row.severity), "info")) for row in rows],
    )
    return render(request, "reviews/findings.html", context)


@require_http_methods(["GET", "POST"])
def raise_one(request: SignedIn, public_id: str) -> HttpResponse:
    proposal = full_case_for(request, public_id)
    require_case_worker(proposal, request.user)
    tracks = ReviewTrack.objects.filter(version=version_of(proposal))
    posted = request.POST if request.method == "POST" else None
    form = FindingForm(posted, tracks=tracks)
    if request.method == "POST" and carried_out(form, raise_finding, proposal, by=request.user):
        messages.success(request, "The finding is noted.")
        return redirect("reviews:findings", public_id)
    return form_page(
        request, proposal, "findings", form, heading="Raise a finding", submit="Raise the finding"
    )


@require_http_methods(["GET", "POST"])
def resolve(request: SignedIn, public_id: str, finding_id: int) -> HttpResponse:
    proposal = full_case_for(request, public_id)
    require_case_worker(proposal, request.user)
    rows = proposal.findings.select_related("track", "raised_by", "first_person")
    finding = get_object_or_404(rows, pk=finding_id)
    require_resolver(finding, request.user)
    kind = CodedResolveForm if finding.is_of_portal else ResolveForm
    form = kind(request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(form, resolve_finding, finding, by=request.user):
        messages.success(request, _what_came_of_it(finding))
        return redirect("reviews:findings", public_id)
    return form_page(
        request,
        proposal,
        "findings",
        form,
        heading="Resolve a finding",
        submit="Resolve",
        facts=list(_facts(finding)),
    )


def _what_came_of_it(finding: Finding) -> str:
    if finding.resolved_at is None:
        return "Your proposal is noted. The finding stays open until a second person agrees."
    return "The finding is resolved."


def _facts(finding: Finding) -> Iterator[tuple[str, object]]:
    yield "Severity", finding.get_severity_display()
    yield "Track", finding.track or "The case as a whole"
    yield "Found by", finding.get_source_display() if finding.is_of_portal else finding.raised_by
    yield "For the applicant", finding.text_public
    yield "For officers only", finding.text_internal
    if finding.first_person:
        ground = finding.get_resolution_code_display()
        yield "Proposed", f"{ground}: {finding.first_reason} ({finding.first_person})"
