"""What was submitted, word for word, and what changed from one version to another?"""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from proposals.content.changes import changes
from proposals.content.reading import Reader, for_reader
from proposals.content.sheet import sheet
from proposals.content.whole import written_sections
from proposals.models import Proposal, ProposalVersion
from proposals.snapshot import known_codes
from proposals.views.members import member_pages
from proposals.views.navigation import TITLES
from proposals.views.reading import read

LARGEST_NUMBER = 2**31 - 1


def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What was submitted, word for word."""
    reading = read(request, pk)
    frozen = get_object_or_404(reading.proposal.versions.all(), number=number)
    whole = frozen.content
    content = for_reader(whole, reading.reader)
    known = known_codes(whole, timezone.localdate(frozen.frozen_at))
    context = {
        "proposal": reading.proposal,
        "version": frozen,
        "members": member_pages(content, reading),
        "sections": [
            (TITLES[section], sheet(whole, section, reading.reader, known))
            for section in written_sections()
        ],
    }
    return render(request, "proposals/version.html", context)


def version_changes(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What is different from the version before, or from the one that is asked for."""
    reading = read(request, pk)
    context = compared(reading.proposal, number, request.GET.get("with", ""), reading.reader)
    return render(
        request, "proposals/version_changes.html", context | {"proposal": reading.proposal}
    )


def compared(proposal: Proposal, number: int, other: str, reader: Reader) -> dict[str, Any]:
    """The differences of two versions for a page; a 404 where one of them does not exist."""
    versions = list(proposal.versions.all())
    later = _numbered(versions, number)
    earlier = _numbered(versions, _number(other) if other else number - 1)
    before, after = earlier.content, later.content
    # A member that has left since is called by its name too.
    members = (*before.members, *after.members)
    known = known_codes(replace(after, members=members), timezone.localdate(later.frozen_at))
    return {
        "later": later,
        "earlier": earlier,
        "versions": versions,
        "changes": changes(before, after, reader, known),
    }


def _numbered(versions: list[ProposalVersion], number: int) -> ProposalVersion:
    found = next((version for version in versions if version.number == number), None)
    if found is None:
        raise Http404
    return found


def _number(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and len(typed) < len(str(LARGEST_NUMBER))):
        raise Http404
    return int(typed)
