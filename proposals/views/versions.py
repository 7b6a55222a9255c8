"""What was submitted, word for word, when and why, and what is different between two versions?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from proposals.content.changes import Change, changes
from proposals.content.reading import Reader, for_reader
from proposals.content.sheet import sheet
from proposals.content.whole import written_sections
from proposals.models import Proposal, ProposalVersion
from proposals.snapshot import known_codes
from proposals.views.kept import computed
from proposals.views.members import member_pages
from proposals.views.navigation import TITLES
from proposals.views.reading import read

LARGEST_NUMBER = 2**31 - 1
SUBMITTED = "Submitted"
SUBMITTED_AGAIN = "Completed and submitted again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A version in the list of all. `changes`: how many since the one before, as far as this reader
    may know them; None for the first.
    """

    version: ProposalVersion
    why: str
    changes: int | None


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


def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every version with who, when and why, and any two of them compared."""
    reading = read(request, pk)
    context = {"proposal": reading.proposal} | listed(request, reading.proposal, reading.reader)
    return render(request, "proposals/versions.html", context)


def listed(request: HttpRequest, proposal: Proposal, reader: Reader) -> dict[str, Any]:
    """The list of the versions for a page, and the comparison that is asked for."""
    before, after = request.GET.get("before", ""), request.GET.get("after", "")
    found = {}
    if before or after:
        rows = list(proposal.versions.all())
        found = _compared(rows, _number(before), _number(after), reader)
    return {"listed": listed_versions(proposal, reader)} | found


def listed_versions(proposal: Proposal, reader: Reader) -> list[Listed]:
    """Every version, the newest first."""
    rows = list(proposal.versions.select_related("frozen_by", "amendment"))
    return [_listed(one, rows, reader) for one in rows]


def version_changes(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What is different from the version before, or from the one that is asked for."""
    reading = read(request, pk)
    context = compared(reading.proposal, number, request.GET.get("with", ""), reading.reader)
    return render(
        request, "proposals/version_changes.html", context | {"proposal": reading.proposal}
    )


def compared(proposal: Proposal, number: int, other: str, reader: Reader) -> dict[str, Any]:
    """The differences of two versions for a page; a 404 where one of them does not exist."""
    rows = list(proposal.versions.all())
    return _compared(rows, _number(other) if other else number - 1, number, reader)


def _compared(
    rows: Sequence[ProposalVersion], one: int, other: int, reader: Reader
) -> dict[str, Any]:
    """The earlier first, in whichever order they were asked for."""
    earlier, later = (_numbered(rows, number) for number in sorted((one, other)))
    return {
        "later": later,
        "earlier": earlier,
        "versions": rows,
        "changes": differences(earlier, later, reader),
    }


def differences(earlier: ProposalVersion, later: ProposalVersion, reader: Reader) -> list[Change]:
    """What this reader may know of it. Neither of the two ever changes."""
    return computed(
        lambda: _changes(earlier, later, reader),
        "between versions",
        earlier.sha256,
        later.sha256,
        f"{timezone.localdate(later.frozen_at)}",
        repr(reader),
    )


def _changes(earlier: ProposalVersion, later: ProposalVersion, reader: Reader) -> list[Change]:
    before, after = earlier.content, later.content
    # A member that has left since is called by its name too.
    members = (*before.members, *after.members)
    known = known_codes(replace(after, members=members), timezone.localdate(later.frozen_at))
    return changes(before, after, reader, known)


def _listed(one: ProposalVersion, rows: Sequence[ProposalVersion], reader: Reader) -> Listed:
    before = next((row for row in rows if row.number == one.number - 1), None)
    return Listed(
        version=one,
        why=_why(one),
        changes=None if before is None else len(differences(before, one, reader)),
    )


def _why(one: ProposalVersion) -> str:
    amendment = getattr(one, "amendment", None)
    if amendment is not None:
        return f"Amended: {amendment.reason}"
    return SUBMITTED if one.number == 1 else SUBMITTED_AGAIN


def _numbered(rows: Sequence[ProposalVersion], number: int) -> ProposalVersion:
    found = next((one for one in rows if one.number == number), None)
    if found is None:
        raise Http404
    return found


def _number(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and len(typed) < len(str(LARGEST_NUMBER))):
        raise Http404
    return int(typed)
