"""How is a section of a draft read and written?"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from exports_portal.accounts.views.way import signed_in
from exports_portal.errors import EditConflict, InvalidInput, NotPermitted, PortalError, StepRefused
from exports_portal.policy.readers import content_threshold
from exports_portal.web.forms import corrections
from exports_portal.web.formsets import ADD_ROW
from proposals.actions.drafts import save_section
from proposals.content.sheet import sheet
from proposals.content.whole import section_digest
from proposals.forms.hardware import typed_components
from proposals.forms.section import SectionForms
from proposals.forms.sections import section_forms
from proposals.rules import places
from proposals.rules.content_share import ContentShare, content_share
from proposals.rules.places import Section
from proposals.views.history import last_saved
from proposals.views.navigation import TITLES, next_section, panel, section_url, steps
from proposals.views.reading import Reading, read


def section(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """The form for those who may write this draft now, the answers for the others."""
    reading, key = read(request, pk), Section(section)
    if request.method == "POST":
        return _post(request, reading, key)
    if not reading.may_edit:
        return _answers(request, reading, key)
    return _page(request, reading, key, section_forms(key, reading.whole))


def _post(request: HttpRequest, reading: Reading, key: Section) -> HttpResponse:
    if not reading.is_anchor:
        raise NotPermitted("Only an administrator or contributor of the anchor member can edit it.")
    typed = section_forms(key, reading.whole, request.POST)
    read_digest = request.POST.get("read_digest", "")
    if ADD_ROW in request.POST:
        typed = typed.with_another_row(request.POST)
        return _page(request, reading, key, typed, read_digest=read_digest)
    if not typed.is_valid():
        return _page(request, reading, key, typed, read_digest=read_digest, status=422)
    try:
        save_section(
            reading.proposal, key, typed.draft(), by=signed_in(request), read_digest=read_digest
        )
    except (EditConflict, InvalidInput, StepRefused) as refusal:
        return _refused(request, reading, key, typed, refusal)
    messages.success(request, f"{TITLES[key]}: saved.")
    return redirect(section_url(reading.proposal.pk, _where_to(request, key)))


def _where_to(request: HttpRequest, key: Section) -> Section:
    return next_section(key) if "continue" in request.POST else key


def _refused(
    request: HttpRequest,
    reading: Reading,
    key: Section,
    typed: SectionForms,
    refusal: PortalError,
) -> HttpResponse:
    """What was typed, on the digest of what is saved now: saving again is a decision."""
    fresh = read(request, reading.proposal.pk)
    return _page(request, fresh, key, typed, refusal=str(refusal), status=refusal.status)


def _page(
    request: HttpRequest,
    reading: Reading,
    key: Section,
    typed: SectionForms,
    *,
    read_digest: str = "",
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context = _context(reading, key) | {
        "forms": typed,
        "read_digest": read_digest or section_digest(reading.whole, key),
        "corrections": corrections(typed.parts),
        "refusal": refusal,
        "saved_by": last_saved(reading.proposal, key) if refusal else None,
        "content_share": _share(reading, request.POST) if key is Section.HARDWARE else None,
        "is_last": next_section(key) is Section.SUBMIT,
    }
    return render(request, f"proposals/sections/{key.value}.html", context, status=status)


def _answers(request: HttpRequest, reading: Reading, key: Section) -> HttpResponse:
    shows_share = key is Section.HARDWARE and reading.is_anchor
    context = _context(reading, key) | {
        "blocks": sheet(reading.whole, key, reading.reader, reading.known),
        "content_share": _share(reading) if shows_share else None,
        "anchor": places.LAYERS if key is Section.LAYERS else "",
    }
    return render(request, "proposals/sections/answers.html", context)


def _context(reading: Reading, key: Section) -> dict[str, Any]:
    findings = [finding for finding in reading.findings if finding.section is key]
    return {
        "reading": reading,
        "proposal": reading.proposal,
        "title": TITLES[key],
        "steps": steps(reading, key),
        "lines": panel(reading.proposal.pk, findings) if reading.proposal.is_editable else [],
    }


def _share(reading: Reading, typed: QueryDict | None = None) -> ContentShare:
    """Of the rows as typed, where there are any, or else as saved."""
    components = typed_components(typed) if typed else reading.whole.components
    return content_share(components, reading.context.content_threshold)


@require_POST
def content_share_as_typed(request: HttpRequest, pk: int) -> HttpResponse:
    """The share of U.S. content of the rows in the browser, for htmx. Nothing is saved."""
    reading = read(request, pk)
    share = content_share(typed_components(request.POST), content_threshold(reading.at.date()))
    return render(request, "proposals/sections/content_share.html", {"content_share": share})
