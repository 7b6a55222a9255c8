"""Who has signed which statement for which member, and who still has to?"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from exports_portal.accounts.models import Membership
from exports_portal.accounts.roles import Part
from exports_portal.policy.shapes import Certification as Statement
from exports_portal.web.pagination import page_showing
from proposals.actions.asking_to_sign import AskedAlready, ask_to_sign
from proposals.content import Certification, Member
from proposals.content.changes import Change
from proposals.forms.signing import SignForm
from proposals.packets import last_signed
from proposals.permissions import may_edit
from proposals.rules import Outcome, places
from proposals.rules.places import Section
from proposals.views.navigation import TITLES, PanelLine, panel, steps
from proposals.views.reading import Reading, read

MEMBERS_PER_PAGE = 12
MOST_CHANGES = 40  # that are shown of each member (program default)
SIGNED = "Signed"
CHANGED = "Stale: what was signed has changed since"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedStatement:
    """A statement with its signature, if there is one that this reader may see."""

    statement: Statement
    signature: Certification | None
    status: str
    tone: str
    tick: BoundField | None

    @property
    def is_open(self) -> bool:
        """Not signed, or no longer valid."""
        return self.status != SIGNED


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Statements that stand alike: not signed, or signed by the same person at the same minute."""

    titles: list[str]
    first: SignedStatement


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberSignatures:
    """What a member signed, for those who may read it. `may_sign`: this person signs for it now.

    `lapsed_by`: the first of the changes that a signature did not survive; `more` follow.
    """

    member: Member
    anchor: str
    lines: list[PanelLine]
    statements: list[Alike]
    may_sign: bool
    lapsed_by: list[Change]
    more: int


def certifications(request: HttpRequest, pk: int) -> HttpResponse:
    """Own members stand first, and then those that something is found about."""
    reading = read(request, pk)
    page = page_showing(request, _in_order(reading), _place, per_page=MEMBERS_PER_PAGE)
    page.object_list = list(_signatures(reading, list(page)))
    context = {
        "reading": reading,
        "proposal": reading.proposal,
        "title": TITLES[Section.CERTIFICATIONS],
        "steps": steps(reading, Section.CERTIFICATIONS),
        "page": page,
        "may_ask": may_edit(reading.proposal, reading.user),
    }
    return render(request, "proposals/certifications.html", context)


@require_POST
def ask_members_to_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail the signatories of each member that has a statement to sign."""
    reading = read(request, pk)
    try:
        asked = len(ask_to_sign(reading.proposal, by=reading.user))
    except AskedAlready as refusal:
        messages.warning(request, str(refusal))
    else:
        members = "1 member is" if asked == 1 else f"{asked} members are"
        text = f"The signatories of {members} asked to sign, once a day at most."
        messages.success(request, text)
    return redirect("proposals:certifications", pk)


def _in_order(reading: Reading) -> list[Member]:
    found = {one.anchor for one in reading.findings if one.outcome is not Outcome.PASS}
    return sorted(
        reading.shown_frame.members,
        key=lambda member: (
            member.organization_id not in reading.own,
            _place(member) not in found,
        ),
    )


def _place(member: Member) -> str:
    return places.certifications_of(member.organization_id)


def _signatures(reading: Reading, members: list[Member]) -> Iterator[MemberSignatures]:
    theirs = signs_for(reading)
    for member in members:
        pk = member.organization_id
        place = places.certifications_of(pk)
        found = [f for f in reading.findings if f.anchor == place and reading.proposal.is_editable]
        statements = list(statements_of(member, reading)) if _is_read(reading, pk) else []
        changes, number = _lapsed_by(reading, pk, statements)
        yield MemberSignatures(
            member=member,
            anchor=place,
            lines=panel(reading.proposal.pk, found),
            statements=list(_alike(statements)),
            may_sign=pk in theirs and any(one.is_open for one in statements),
            lapsed_by=changes,
            more=number - len(changes),
        )


def _alike(statements: list[SignedStatement]) -> Iterator[Alike]:
    for _, group in groupby(statements, key=_standing):
        first, *others = group
        yield Alike(titles=[one.statement.title for one in (first, *others)], first=first)


def _standing(one: SignedStatement) -> tuple[object, ...]:
    by = one.signature
    at = by and by.signed_at.replace(second=0, microsecond=0)
    return one.status, by and (by.signer_name, by.signer_title, at)


def _is_read(reading: Reading, organization: int) -> bool:
    return reading.is_anchor or organization in reading.own


def _lapsed_by(
    reading: Reading, pk: int, statements: list[SignedStatement]
) -> tuple[list[Change], int]:
    """The first changes, and how many there are. Whoever signs reads all of them."""
    if not any(one.status == CHANGED for one in statements):
        return [], 0
    return reading.follows(lambda: _changes(reading, pk), "lapsed by", str(pk))


def _changes(reading: Reading, pk: int) -> tuple[list[Change], int]:
    last = last_signed(reading.proposal, pk, reading.whole, reader=reading.reader)
    found = last.changes if last else []
    return found[:MOST_CHANGES], len(found)


def signs_for(reading: Reading) -> frozenset[int]:
    """The members for which this person may sign now."""
    if not reading.proposal.is_editable:
        return frozenset()
    parts = Membership.objects.filter(user=reading.user, part=Part.SIGNATORY)
    return reading.own & set(parts.values_list("organization_id", flat=True))


def statements_of(
    member: Member, reading: Reading, form: SignForm | None = None
) -> Iterator[SignedStatement]:
    now = reading.signed_on.get(member.organization_id, frozenset())
    signed = {
        signature.code: signature
        for signature in reading.shown_frame.certifications
        if signature.organization_id == member.organization_id
    }
    for statement in reading.statements:
        signature = signed.get(statement.code)
        words, tone = _status(statement, signature, now)
        yield SignedStatement(
            statement=statement,
            signature=signature,
            status=words,
            tone=tone,
            tick=form[statement.code] if form and statement.code in form.fields else None,
        )


def _status(
    statement: Statement, signature: Certification | None, now: frozenset[str]
) -> tuple[str, str]:
    """A signature lapses with a new text (R33) and with a material change (R34)."""
    if signature is None:
        return ("Not signed", "bad") if statement.required else ("Not signed, optional", "neutral")
    if signature.text_version != statement.text_version:
        return "Stale: the text has changed since", "warning"
    if signature.signed_digest not in now:
        return CHANGED, "warning"
    return SIGNED, "good"
