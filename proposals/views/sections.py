"""How is a section of a draft read and written?"""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from exports_portal.accounts.views.way import signed_in
from exports_portal.errors import InvalidInput, NotPermitted, PortalError, StepRefused
from exports_portal.policy.readers import content_threshold
from exports_portal.web.forms import corrections
from exports_portal.web.formsets import ADD_ROW
from proposals.actions.drafts import SectionConflict, save_section
from proposals.actions.records import Revisions, revisions_of
from proposals.content.merging import Conflict
from proposals.content.sheet import sheet
from proposals.forms.hardware import typed_components
from proposals.forms.section import SectionForms
from proposals.forms.sections import section_forms
from proposals.rules import places
from proposals.rules.content_share import ContentShare, content_share
from proposals.rules.coverage import AreaCoverage, coverage
from proposals.rules.places import Section
from proposals.views.history import last_saved
from proposals.views.navigation import TITLES, next_section, panel, section_url, steps
from proposals.views.reading import Reading, read

# A record and its revision, as a page writes them into its form.
_REVISION = r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):([0-9]{1,9})"
_REVISIONS = rf"(?:{_REVISION}(?:,{_REVISION})*)?"


def section(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """The form for those who may write this draft now, the answers for the others."""
    key = Section(section)
    base = revisions_of(pk, key)  # before the content that is shown
    reading = read(request, pk)
    if request.method == "POST":
        return _post(request, reading, key)
    if not reading.may_edit:
        return _answers(request, reading, key)
    return _page(request, reading, key, section_forms(key, reading.whole), base=written(base))


def _post(request: HttpRequest, reading: Reading, key: Section) -> HttpResponse:
    if not reading.is_anchor:
        raise NotPermitted("Only an administrator or contributor of the anchor member can edit it.")
    typed = section_forms(key, reading.whole, request.POST)
    base = request.POST.get("base", "")
    if ADD_ROW in request.POST:
        typed = typed.with_another_row(request.POST)
        return _page(request, reading, key, typed, base=base)
    if not typed.is_valid():
        return _page(request, reading, key, typed, base=base, status=422)
    try:
        shown = revisions(request.POST.get("base"))
        save_section(reading.proposal, key, typed.draft(), by=signed_in(request), base=shown)
    except SectionConflict as conflict:
        return _conflict(request, reading, key, conflict)
    except (InvalidInput, StepRefused) as refusal:
        return _refused(request, reading, key, typed, refusal)
    messages.success(request, f"{TITLES[key]}: saved.")
    return redirect(section_url(reading.proposal.pk, _where_to(request, key)))


def _where_to(request: HttpRequest, key: Section) -> Section:
    return next_section(key) if "continue" in request.POST else key


def _conflict(
    request: HttpRequest, reading: Reading, key: Section, conflict: SectionConflict
) -> HttpResponse:
    """What both said, on what is saved now: saving again is a decision."""
    return _page(
        request,
        reading,
        key,
        section_forms(key, conflict.content),
        base=written(conflict.base),
        refusal=str(conflict),
        conflicts=conflict.conflicts,
        status=conflict.status,
    )


def _refused(
    request: HttpRequest,
    reading: Reading,
    key: Section,
    typed: SectionForms,
    refusal: PortalError,
) -> HttpResponse:
    """What was typed stays in the form."""
    fresh = read(request, reading.proposal.pk)
    base = request.POST.get("base", "")
    return _page(request, fresh, key, typed, base=base, refusal=str(refusal), status=refusal.status)


def written(base: Revisions) -> str:
    """The revisions that a page shows, for its form to send back."""
    return ",".join(f"{pk}:{number}" for pk, number in base.items())


def revisions(text: str | None) -> Revisions:
    """What a form sent back. InvalidInput for nothing at all, and for what no page has written."""
    if text is None or re.fullmatch(_REVISIONS, text) is None:
        raise InvalidInput("The page is not complete. Open it again, then save.")
    return {UUID(pk): int(number) for pk, number in re.findall(_REVISION, text)}


def _page(
    request: HttpRequest,
    reading: Reading,
    key: Section,
    typed: SectionForms,
    *,
    base: str = "",
    refusal: str = "",
    conflicts: Sequence[Conflict] = (),
    status: int = 200,
) -> HttpResponse:
    context = _context(reading, key) | {
        "forms": typed,
        "base": base,
        "conflicts": conflicts,
        "corrections": corrections(typed.parts),
        "refusal": refusal,
        "saved_by": last_saved(reading.proposal, key) if refusal else None,
        "content_share": _share(reading, request.POST) if key is Section.HARDWARE else None,
        "is_last": next_section(key) is Section.SUBMIT,
    }
    own = "rows" if key.introduction and key is not Section.SECURITY else key.value
    return render(request, f"proposals/sections/{own}.html", context, status=status)


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
        "section": key,
        "steps": steps(reading, key),
        "lines": panel(reading.proposal.pk, findings) if reading.proposal.is_editable else [],
        "coverage": _coverage(reading) if key is Section.SECURITY else [],
    }


def _coverage(reading: Reading) -> list[AreaCoverage]:
    """How each requirement stands that is asked of this package, as far as this reader may know."""
    return coverage(reading.content, reading.context.controls, reading.context.today)


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
