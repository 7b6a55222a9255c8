"""What do others read of this dossier: the public, another member, the anchor, the program office?

Read-only, and by the same presenter as every page: what the person may read themselves, shown as
that reader gets it.
"""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from proposals.content.in_words import marking_title, names_of_marked
from proposals.content.reading import ANOTHER_MEMBER, PROGRAM_OFFICE, Reader, for_reader, sight_of
from proposals.documents import chapters_of, members_of
from proposals.views.reading import read


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A reader, and what is told of what they read."""

    label: str
    reader: Reader
    tells: str


PREVIEWS = {
    "public": Preview(
        label="As the public",
        reader=Reader(),
        tells="What may be published after a designation, with the public substitutes.",
    ),
    "member": Preview(
        label="As another member",
        reader=Reader(organizations=frozenset({ANOTHER_MEMBER})),
        tells="What a member reads that is neither you nor the anchor member.",
    ),
    "anchor": Preview(
        label="As the anchor member",
        reader=Reader(organizations=frozenset({ANOTHER_MEMBER}), is_anchor=True),
        tells="What the anchor member reads of the records of the others.",
    ),
    "program": Preview(
        label="As the program office",
        reader=PROGRAM_OFFICE,
        tells="What officers read, with your justifications.",
    ),
}


@require_safe
def preview(request: HttpRequest, pk: int, who: str) -> HttpResponse:
    """The dossier as somebody else reads it. What you may not read yourself is not in it."""
    reading, as_read_by = read(request, pk), PREVIEWS.get(who)
    if as_read_by is None:
        raise Http404
    content, reader, known = reading.content, as_read_by.reader, reading.known
    names = names_of_marked(content, sight_of(reader, content), known)
    context = {
        "reading": reading,
        "proposal": reading.proposal,
        "preview": as_read_by,
        "previews": [(key, one.label) for key, one in PREVIEWS.items()],
        "who": who,
        "markings": [
            (marking_title(marking, names, known), marking)
            for marking in for_reader(content, reader).markings
        ],
        "members": members_of(content, reader, known),
        "chapters": [one for one in chapters_of(content, reader, known) if one.blocks],
    }
    return render(request, "proposals/preview.html", context)
