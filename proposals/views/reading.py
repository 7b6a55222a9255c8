"""What may this person read of this proposal, and what may they do with it?"""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.accounts.views.way import signed_in
from exports_portal.policy.readers import certifications
from exports_portal.policy.shapes import Certification
from proposals import rules
from proposals.content import Member, ProposalContent, Section
from proposals.content.meanings import Known
from proposals.content.packet import digests_by_member
from proposals.content.reading import Reader, Sight, for_reader, sight_of
from proposals.content.saying import fields_of
from proposals.content.whole import (
    Part,
    anchor_of,
    parts,
    parts_of,
    parts_written,
    records_of,
    spoken_by,
    with_records,
)
from proposals.models import ContentRecord, Proposal
from proposals.permissions import may_submit, may_withdraw, writes_for
from proposals.rules import Finding, Outcome
from proposals.rules.context import RuleContext
from proposals.rules.telling import WITHHELD_BY_MEMBER, findings_as_member
from proposals.snapshot import (
    content_of,
    context_of,
    known_codes,
    markings_of,
    markings_that_count,
    said_in_records,
)
from proposals.states import OPEN
from proposals.views.kept import computed, judged_against, state_of
from proposals.views.rows import Frozen, Records, Saved


@dataclass
class Reading:
    """A proposal as one person may read it: the anchor's people all of it, a member's the rest.

    `whole` must not reach a template; `content` and `findings` may.
    """

    proposal: Proposal
    user: User
    own: frozenset[int]
    at: datetime

    @cached_property
    def whole(self) -> ProposalContent:
        """The draft while it is with the applicant, else what was submitted."""
        version = None if self.proposal.is_editable else self.proposal.versions.first()
        return content_of(self.proposal) if version is None else version.content

    @cached_property
    def is_anchor(self) -> bool:
        """May they read what is confidential?"""
        if self.proposal.is_editable:
            current = self.proposal.consortium.current_members()
            return current.filter(role="ANCHOR", organization__in=self.own).exists()
        return anchor_of(self.frame) in self.own

    @cached_property
    def frame(self) -> ProposalContent:
        """Members and signatures, without the thousands of records that a draft may have."""
        return content_of(self.proposal, kinds=()) if self.proposal.is_editable else self.whole

    @cached_property
    def content(self) -> ProposalContent:
        return for_reader(self.whole, self.reader)

    @cached_property
    def said_by_anchor(self) -> ProposalContent:
        """Of that without the rows of other members: what the anchor member writes."""
        return spoken_by(self.content, anchor_of(self.frame))

    @cached_property
    def shown_frame(self) -> ProposalContent:
        """Of members and signatures what this person may read."""
        return for_reader(self.frame, self.reader)

    @cached_property
    def reader(self) -> Reader:
        # What a version withholds is withheld of its records, too, while there is no draft.
        frozen = () if self.proposal.is_editable else self.whole.markings
        marked, own = (*markings_of(self.proposal), *frozen), self.own | self.writes_for
        return Reader(organizations=own, is_anchor=self.is_anchor, also_marked=marked)

    @cached_property
    def sight(self) -> Sight:
        """What they may read of a record of the draft, by what is marked now."""
        return sight_of(self.reader)

    @cached_property
    def writes_for(self) -> frozenset[int]:
        """The members in whose name this person writes, and so reads."""
        return writes_for(self.proposal, self.user)

    def speakers(self, section: Section) -> list[Member]:
        """Those of them that say something on this page, the anchor member first."""
        return [
            member
            for member in self.frame.members
            if member.organization_id in self.writes_for
            and parts_written(section, self.frame, member.organization_id)
        ]

    def speaker(self, section: Section, asked: str) -> Member | None:
        """The one of them in whose name a page is written: by its id, or the first."""
        members = self.speakers(section)
        if not asked:
            return next(iter(members), None)
        return next((one for one in members if str(one.organization_id) == asked), None)

    @cached_property
    def signed_on(self) -> dict[int, frozenset[str]]:
        """For each member on what a signature of it holds."""
        if not self.proposal.is_editable:
            return digests_by_member(self.whole)
        return computed(lambda: digests_by_member(self.whole), "signed on", self._state)

    @cached_property
    def statements(self) -> tuple[Certification, ...]:
        """The certifications that are in force."""
        return tuple(certifications(timezone.localdate(self.at)))

    def follows[Answer](self, compute: Callable[[], Answer], *of: str) -> Answer:
        """What follows from the draft as it is now, for this reader (kept.py)."""
        if not self.proposal.is_editable:
            return compute()
        return computed(compute, self._state, repr(self.reader), *of)

    @cached_property
    def _state(self) -> str:
        return state_of(self.proposal, self.frame)

    def about(self, section: Section, *, rows: bool = True) -> ProposalContent:
        """What a page is about: for a draft, without the rows of all the other pages; without
        `rows`, also without those that each member writes on this one.
        """
        kinds = [part for part in parts_of(section) if rows or not part.is_of_each_member]
        if self.proposal.is_editable:
            names = [part.name for part in kinds]
            said = said_in_records(self.proposal, names, self.spoken_of)
            return replace(self.frame, **said)
        left_out = [part for part in parts_of(section) if part not in kinds]
        return with_records(self.whole, {part.name: () for part in left_out})

    def records(self, part: Part) -> Records:
        """All of a kind that each member writes. They must not reach a template."""
        if not self.proposal.is_editable:
            return Frozen(records_of(self.whole, part))
        rows = self.proposal.records.filter(kind=part.name, removed_at=None)
        return Saved(rows.order_by("contributor", "position", "id"))

    def read(self, part: Part) -> Records:
        """Of those the ones of which this person may read anything."""
        if not self.proposal.is_editable:
            return Frozen(records_of(self.content, part))
        return Saved(self.rows().filter(kind=part.name))

    @property
    def spoken_of(self) -> frozenset[UUID]:
        """The records of which there is evidence or a marking."""
        frame = self.frame
        return frozenset(o.record for o in frame.evidence) | {o.record for o in frame.markings}

    def kinds(self, kinds: Collection[str]) -> ProposalContent:
        """What is said in records of these kinds, with members, files and markings."""
        return content_of(self.proposal, kinds=kinds) if self.proposal.is_editable else self.whole

    @cached_property
    def present(self) -> frozenset[str]:
        """The kinds of which there is a record."""
        rows = self.proposal.records.filter(removed_at=None).order_by()
        kinds = set(rows.values_list("kind", flat=True).distinct())
        return frozenset(kinds | ({"evidence"} if self.frame.evidence else set()))

    def rows(self, *, also_removed: bool = False) -> QuerySet[ContentRecord]:
        """The records of which this person may read anything, in their order."""
        kinds = [part for part in parts().values() if part.is_kept]
        of_all = [part.name for part in kinds if self.is_read(part)]
        own = Q(kind__in=[part.name for part in kinds], contributor__in=self.reader.organizations)
        rows = self.proposal.records.filter(Q(kind__in=of_all) | own)
        rows = rows if also_removed else rows.filter(removed_at=None)
        return rows.exclude(self._hidden).order_by("kind", "contributor", "position", "id")

    @property
    def _hidden(self) -> Q:
        """Records that are marked as a whole for others than this reader, and what marks something
        that was removed: its contributor alone sees that.
        """
        is_draft, every = self.proposal.is_editable, self.reader.also_marked
        mine = self.reader.organizations
        counting = markings_that_count(self.proposal, every) if is_draft else self.whole.markings
        there = [marking.id for marking in counting]
        found = Q(kind="markings") & ~Q(pk__in=there) & ~Q(contributor__in=mine)
        for marking in every:
            readable = self.reader.may_read(marking.readers.audience, marking.contributor)
            if "." not in marking.value and not readable:
                found |= Q(pk=marking.record, contributor=marking.contributor)
        return found

    def is_read(self, part: Part) -> bool:
        """Does this reader know of such records of any member?"""
        return any(self.reader.may_read(field.said.audience, 0) for field in fields_of(part.of))

    @cached_property
    def known(self) -> Known:
        return known_codes(self.frame, timezone.localdate(self.at))

    @cached_property
    def context(self) -> RuleContext:
        return context_of(self.proposal, as_of=self.at)

    @cached_property
    def findings(self) -> list[Finding]:
        """Every rule; judged on the whole draft, told as far as this person may know."""
        found = self._judged()
        if not self.is_anchor:
            return findings_as_member(found, self.own, self._found_by_them())
        if not self.is_kept_from_them:
            return found
        theirs = self._found_by_them()
        return findings_as_member(found, self.own, theirs, withheld=WITHHELD_BY_MEMBER)

    @cached_property
    def is_kept_from_them(self) -> bool:
        """Did another member mark something for the program office alone?"""
        return any(
            not self.reader.may_read(marking.readers.audience, marking.contributor)
            for marking in self.frame.markings
        )

    def _found_by_them(self) -> list[Finding]:
        """What the rules find in what this person may read."""
        by = judged_against(self.context)
        return self.follows(lambda: rules.evaluate(self.content, self.context), "found by", by)

    def _judged(self) -> list[Finding]:
        if not self.proposal.is_editable:
            return rules.evaluate(self.whole, self.context)
        key = (self._state, judged_against(self.context))
        return computed(lambda: rules.evaluate(self.whole, self.context), "findings", *key)

    @cached_property
    def may_submit(self) -> bool:
        return self.proposal.is_editable and may_submit(self.proposal, self.user)

    @cached_property
    def may_withdraw(self) -> bool:
        return self.proposal.state in OPEN and may_withdraw(self.proposal, self.user)

    @property
    def counts(self) -> Counter[Outcome]:
        return Counter(finding.outcome for finding in self.findings)

    @property
    def blocking(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.outcome is Outcome.BLOCK]


def proposals_of(user: User) -> QuerySet[Proposal]:
    """An officer reads frozen versions on the pages of the review, never the applicant's draft."""
    return Proposal.objects.of_applicant(user).select_related("consortium", "call")


def read(request: HttpRequest, pk: int) -> Reading:
    """The proposal for this person, or a 404."""
    user = signed_in(request)
    return reading_of(get_object_or_404(proposals_of(user), pk=pk), user)


def reading_of(proposal: Proposal, user: User) -> Reading:
    own = proposal.consortium.current_members().filter(organization__memberships__user=user)
    return Reading(
        proposal=proposal,
        user=user,
        own=frozenset(own.values_list("organization_id", flat=True)),
        at=timezone.now(),
    )
