"""Who of the consortium may read which place of a proposal?

For whoever asks about many people at once: about the person of a request, `views/reading.py` does.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from exports_portal.accounts.models import Membership
from proposals.content.reading import Reader, Sight, sight_of
from proposals.content.saying import fields_by_name
from proposals.permissions import WRITING
from proposals.snapshot import markings_of, record_of_row

if TYPE_CHECKING:
    from exports_portal.accounts.models import Organization, User
    from proposals.content import ConfidentialityMarking
    from proposals.models import CommentThread, ConsortiumMember, Proposal


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody of the consortium, with the members to which they belong and what they may read."""

    person: "User"
    organizations: tuple["Organization", ...]
    reader: Reader

    @cached_property
    def sight(self) -> Sight:
        return sight_of(self.reader)

    def reads(self, thread: "CommentThread") -> bool:
        return reads_thread(self.sight, thread)

    def speaks_for(self, thread: "CommentThread") -> "Organization":
        """The member whose record it is, where that is one of theirs; else their first."""
        owner = thread.record.contributor_id if thread.record else 0
        return next((one for one in self.organizations if one.pk == owner), self.organizations[0])


def reads_thread(sight: Sight, thread: "CommentThread") -> bool:
    """May they read the place of these comments now? A page is everybody's in the consortium."""
    if thread.record is None:
        return True
    record = record_of_row(thread.record)
    if not thread.field:
        return sight.knows(record)
    field = fields_by_name(type(record)).get(thread.field)
    return field is not None and sight.reads(record, field)


def colleagues_of(proposal: "Proposal") -> list[Colleague]:
    """Everybody who belongs to a member now, by name. Three queries, however many there are."""
    members = {one.organization_id: one for one in proposal.consortium.current_members()}
    marked = _markings_that_hold(proposal)
    parts: dict[User, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    rows = Membership.objects.filter(organization__in=members, user__is_active=True)
    for row in rows.select_related("user").order_by("user__full_name", "user_id", "pk"):
        parts[row.user][row.organization_id].add(row.part)
    return [
        Colleague(
            person=person,
            organizations=tuple(one.organization for pk, one in members.items() if pk in own),
            reader=_reader(own, members, marked),
        )
        for person, own in parts.items()
    ]


def _markings_that_hold(proposal: "Proposal") -> tuple["ConfidentialityMarking", ...]:
    """What is marked today. What a version withholds is withheld of its records, too, while there
    is no draft.
    """
    version = None if proposal.is_editable else proposal.versions.first()
    return (*markings_of(proposal), *(version.content.markings if version else ()))


def _reader(
    own: dict[int, set[str]],
    members: dict[int, "ConsortiumMember"],
    marked: tuple["ConfidentialityMarking", ...],
) -> Reader:
    """As `writes_for` has it: whoever writes for the anchor member writes for who lets it."""
    leads = {pk for pk in own if members[pk].role == "ANCHOR"}
    writes = any(own[pk] & set(WRITING) for pk in leads)
    let = {pk for pk, one in members.items() if one.anchor_writes} if writes else set()
    return Reader(
        organizations=frozenset(own.keys() | let), is_anchor=bool(leads), also_marked=marked
    )
