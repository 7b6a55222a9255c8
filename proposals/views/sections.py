"""How is a section of a draft read and written?"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from exports_portal.accounts.views.way import signed_in
from exports_portal.errors import InvalidInput, NotPermitted, PortalError, StepRefused
from exports_portal.web.forms import corrections
from exports_portal.web.formsets import ADD_ROW
from exports_portal.web.typed import keeps_typed, take, take_to_read
from proposals.actions.drafts import SectionConflict, save_section
from proposals.actions.records import Revisions, revisions_of
from proposals.content import Member, ProposalContent
from proposals.content.merging import Conflict
from proposals.content.reading import for_reader
from proposals.content.sheet import sheet
from proposals.content.whole import (
    parts_of,
    records_of,
)
from proposals.forms.hardware import typed_components
from proposals.forms.section import SectionForms
from proposals.forms.sections import section_forms
from proposals.rules import places
from proposals.rules.content_share import ContentShare
from proposals.rules.coverage import AreaCoverage, coverage
from proposals.rules.places import Section
from proposals.views.content_picture import bars
from proposals.views.evidence import proven_records
from proposals.views.history import last_saved
from proposals.views.kept import judged_against
from proposals.views.navigation import TITLES, next_section, panel, steps
from proposals.views.reading import Reading, read
from proposals.views.section_page import Page

# Pages that list the evidence of each of their records; the page of all evidence has the others.
PROVEN_HERE = (Section.SECURITY, Section.MODELS)
NOBODY_ELSE = "Only an administrator or contributor of the anchor member can edit it."

# A record and its revision, as a page writes them into its form.
_REVISION = r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):([0-9]{1,9})"
_REVISIONS = rf"(?:{_REVISION}(?:,{_REVISION})*)?"


@keeps_typed
def section(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """The form for those who may write this draft now, the answers for the others."""
    key = Section(section)
    base = revisions_of(pk, key)  # before the content that is shown
    reading = read(request, pk)
    page = Page(reading=reading, key=key, member=_speaker(request, reading, key))
    if request.method == "POST":
        return _post(request, page)
    if page.member is None or not reading.proposal.is_editable or "read" in request.GET:
        return _answers(request, page)
    if kept := take(request):
        return _again(request, page, *kept)
    return _form(request, page, page.forms(), base=written(base, page.own, key))


def _again(request: HttpRequest, page: Page, data: QueryDict, why: str) -> HttpResponse:
    """As typed before the session ended, on the revisions of then. Nothing is saved."""
    typed = page.forms(data)
    shown = typed.with_another_row(data) if ADD_ROW in data else typed.not_judged()
    messages.warning(request, why)
    return _form(request, page, shown, base=data.get("base", ""))


def _speaker(request: HttpRequest, reading: Reading, key: Section) -> Member | None:
    """The member in whose name the page is written."""
    return reading.speaker(key, request.POST.get("for") or request.GET.get("for") or "")


def _post(request: HttpRequest, page: Page) -> HttpResponse:
    if page.member is None:
        raise NotPermitted(NOBODY_ELSE)
    typed = page.forms(request.POST)
    base = request.POST.get("base", "")
    if ADD_ROW in request.POST:
        return _form(request, page, typed.with_another_row(request.POST), base=base)
    if not typed.is_valid():
        return _form(request, page, typed, base=base, status=422)
    try:
        save_section(
            page.reading.proposal,
            page.key,
            typed.draft(),
            by=signed_in(request),
            contributor=page.contributor,
            base=revisions(request.POST.get("base")),
        )
    except SectionConflict as conflict:
        return _conflict(request, page, conflict)
    except (InvalidInput, StepRefused) as refusal:
        return _refused(request, page, typed, refusal)
    messages.success(request, f"{TITLES[page.key]}: saved.")
    return redirect(page.address(_where_to(request, page.key)))


def _where_to(request: HttpRequest, key: Section) -> Section:
    return next_section(key) if "continue" in request.POST else key


def _conflict(request: HttpRequest, page: Page, conflict: SectionConflict) -> HttpResponse:
    """What both said, on what is saved now: saving again is a decision."""
    return _form(
        request,
        page,
        section_forms(page.key, conflict.content, contributor=page.contributor),
        base=written(conflict.base, conflict.content, page.key),
        refusal=str(conflict),
        conflicts=conflict.conflicts,
        status=conflict.status,
    )


def _refused(
    request: HttpRequest, page: Page, typed: SectionForms, refusal: PortalError
) -> HttpResponse:
    """What was typed stays in the form."""
    fresh = replace(page, reading=read(request, page.reading.proposal.pk))
    base = request.POST.get("base", "")
    return _form(request, fresh, typed, base=base, refusal=str(refusal), status=refusal.status)


def written(base: Revisions, shown: ProposalContent, key: Section) -> str:
    """The revisions of what a page shows, for its form to send back."""
    ids = {record.id for part in parts_of(key) for record in records_of(shown, part)}
    return ",".join(f"{pk}:{number}" for pk, number in base.items() if pk in ids)


def revisions(text: str | None) -> Revisions:
    """What a form sent back. InvalidInput for nothing at all, and for what no page has written."""
    if text is None or re.fullmatch(_REVISIONS, text) is None:
        raise InvalidInput("The page is not complete. Open it again, then save.")
    return {UUID(pk): int(number) for pk, number in re.findall(_REVISION, text)}


def _form(
    request: HttpRequest,
    page: Page,
    typed: SectionForms,
    *,
    base: str = "",
    refusal: str = "",
    conflicts: Sequence[Conflict] = (),
    status: int = 200,
) -> HttpResponse:
    reading, key = page.reading, page.key
    context = _context(page) | {
        "forms": typed,
        "base": base,
        "conflicts": conflicts,
        "corrections": corrections(typed.parts),
        "refusal": refusal,
        "saved_by": last_saved(reading.proposal, key) if refusal else None,
        "content_share": _share(page, typed.typed_rows) if key is Section.HARDWARE else None,
        "picture": bars(page.by_category()) if key is Section.HARDWARE else [],
        "is_last": next_section(key) is Section.SUBMIT,
        "entries": page.entries(request),
    }
    own = "rows" if key.introduction and key is not Section.SECURITY else key.value
    return render(request, f"proposals/sections/{own}.html", context, status=status)


def _answers(request: HttpRequest, page: Page) -> HttpResponse:
    reading, key = page.reading, page.key
    shows_share = key is Section.HARDWARE and reading.is_anchor
    shown, rows = page.one_screen(request)
    context = _context(page) | {
        "blocks": sheet(shown, key, reading.reader, reading.known),
        "unsaved": take_to_read(request),
        "rows": rows,
        "content_share": page.share() if shows_share else None,
        "anchor": places.LAYERS if key is Section.LAYERS else "",
    }
    return render(request, "proposals/sections/answers.html", context)


def _context(page: Page) -> dict[str, Any]:
    reading, key = page.reading, page.key
    findings = [finding for finding in reading.findings if finding.section is key]
    return {
        "reading": reading,
        "proposal": reading.proposal,
        "title": TITLES[key],
        "section": key,
        "page": page,
        "section_history": f"proposals:{key}_history",
        "speakers": reading.speakers(key),
        "steps": steps(reading, key),
        "lines": panel(reading.proposal.pk, findings) if reading.proposal.is_editable else [],
        "coverage": _coverage(reading) if key is Section.SECURITY else [],
        "proven": list(proven_records(reading, key)) if key in PROVEN_HERE else [],
    }


def _coverage(reading: Reading) -> list[AreaCoverage]:
    """How each requirement stands that is asked of this package. Claims are for every member;
    evidence counts as far as this reader may know of it.
    """
    context = reading.context

    def look() -> list[AreaCoverage]:
        claims = for_reader(reading.about(Section.SECURITY), reading.reader).security_claims
        evidence = reading.shown_frame.evidence
        known = replace(reading.whole, evidence=evidence, security_claims=claims)
        return coverage(known, context.controls, context.today, context.unread)

    return reading.follows(look, "coverage", judged_against(context))


def _share(page: Page, typed: QueryDict | None = None) -> ContentShare:
    """Of the rows as typed, where there are any, or else as saved."""
    return page.share(typed_components(typed) if typed else None)


@require_POST
def content_share_as_typed(request: HttpRequest, pk: int) -> HttpResponse:
    """The share of U.S. content of the rows in the browser, for htmx; of those that are saved where
    none are sent. Nothing is saved.
    """
    reading = read(request, pk)
    member = _speaker(request, reading, Section.HARDWARE)
    if member is None:
        raise NotPermitted(NOBODY_ELSE)
    page = Page(reading=reading, key=Section.HARDWARE, member=member)
    typed = request.POST if f"{Section.HARDWARE}-TOTAL_FORMS" in request.POST else None
    context = {"content_share": _share(page, typed), "page": page, "is_short": typed is None}
    return render(request, "proposals/sections/content_share.html", context)
