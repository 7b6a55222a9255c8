"""Who has signed which statement for which member, and who still has to?"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from exports_portal.accounts.models import Membership
from exports_portal.accounts.roles import Part
from exports_portal.policy.shapes import Certification as Statement
from proposals.content import Certification, Member
from proposals.content.changes import Change
from proposals.forms.signing import SignForm
from proposals.packets import last_signed
from proposals.rules import places
from proposals.rules.places import Section
from proposals.views.navigation import TITLES, PanelLine, panel, steps
from proposals.views.reading import Reading, read

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
class MemberSignatures:
    """What a member signed, for those who may read it. `may_sign`: this person signs for it now.

    `lapsed_by`: the changes that a signature did not survive.
    """

    member: Member
    anchor: str
    lines: list[PanelLine]
    statements: list[SignedStatement]
    may_sign: bool
    lapsed_by: list[Change]


def certifications(request: HttpRequest, pk: int) -> HttpResponse:
    reading = read(request, pk)
    context = {
        "reading": reading,
        "proposal": reading.proposal,
        "title": TITLES[Section.CERTIFICATIONS],
        "steps": steps(reading, Section.CERTIFICATIONS),
        "members": list(_signatures(reading)),
    }
    return render(request, "proposals/certifications.html", context)


def _signatures(reading: Reading) -> Iterator[MemberSignatures]:
    theirs = signs_for(reading)
    for member in reading.shown_frame.members:
        pk = member.organization_id
        place = places.certifications_of(pk)
        found = [f for f in reading.findings if f.anchor == place and reading.proposal.is_editable]
        statements = list(statements_of(member, reading)) if _is_read(reading, pk) else []
        yield MemberSignatures(
            member=member,
            anchor=place,
            lines=panel(reading.proposal.pk, found),
            statements=statements,
            may_sign=pk in theirs and any(one.is_open for one in statements),
            lapsed_by=_lapsed_by(reading, pk, statements),
        )


def _is_read(reading: Reading, organization: int) -> bool:
    return reading.is_anchor or organization in reading.own


def _lapsed_by(reading: Reading, pk: int, statements: list[SignedStatement]) -> list[Change]:
    if not any(one.status == CHANGED for one in statements):
        return []
    return reading.follows(lambda: _changes(reading, pk), "lapsed by", str(pk))


def _changes(reading: Reading, pk: int) -> list[Change]:
    last = last_signed(reading.proposal, pk, reading.whole, reader=reading.reader)
    return last.changes if last else []


def signs_for(reading: Reading) -> frozenset[int]:
    """The members for which this person may sign now."""
    if not reading.proposal.is_editable:
        return frozenset()
    parts = Membership.objects.filter(user=reading.user, part=Part.SIGNATORY)
    return reading.own & set(parts.values_list("organization_id", flat=True))


def statements_of(
    member: Member, reading: Reading, form: SignForm | None = None
) -> Iterator[SignedStatement]:
    now = reading.signed_on[member.organization_id]
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
