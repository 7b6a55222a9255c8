"""Who has signed which statement for which member, and who still has to?"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from exports_portal.accounts.models import Membership
from exports_portal.accounts.roles import Part
from exports_portal.accounts.views.way import signed_in
from exports_portal.errors import EditConflict
from exports_portal.policy.readers import certifications as statements_in_force
from exports_portal.policy.shapes import Certification as Statement
from proposals.actions.certify import sign
from proposals.content import Certification, Member, material_digest
from proposals.forms.signing import SignForm
from proposals.rules import places
from proposals.rules.places import Section
from proposals.views.navigation import TITLES, PanelLine, panel, steps
from proposals.views.reading import Reading, read

SIGNED = "Signed"


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
    """What a member signed; `form` is for its signatories, `statements` for those who may read."""

    member: Member
    anchor: str
    lines: list[PanelLine]
    statements: list[SignedStatement]
    form: SignForm | None


def certifications(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, read(request, pk), {})


@require_POST
def sign_for(request: HttpRequest, pk: int, organization: int) -> HttpResponse:
    """Sign for one member. What is wrong comes back beside its field."""
    reading = read(request, pk)
    member = reading.content.member(organization)
    if member is None:
        raise Http404
    form = _form(member, reading, request.POST)
    if not form.is_valid():
        return _page(request, reading, {organization: form}, status=422)
    try:
        _sign(request, reading, organization, form)
    except EditConflict as conflict:
        fresh = read(request, pk)
        return _page(request, fresh, {organization: form}, refusal=str(conflict), status=409)
    messages.success(request, f"Signed for {member.legal_name}: {', '.join(form.codes)}.")
    return redirect("proposals:certifications", pk)


def _sign(request: HttpRequest, reading: Reading, organization: int, form: SignForm) -> None:
    members = reading.proposal.consortium.current_members()
    sign(
        reading.proposal,
        organization=get_object_or_404(members, organization=organization).organization,
        codes=form.codes,
        signer_title=form.cleaned_data["signer_title"],
        by=signed_in(request),
        read_digest=request.POST.get("read_digest", ""),
    )


def _page(
    request: HttpRequest,
    reading: Reading,
    typed: dict[int, SignForm],
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "reading": reading,
        "proposal": reading.proposal,
        "title": TITLES[Section.CERTIFICATIONS],
        "steps": steps(reading, Section.CERTIFICATIONS),
        "read_digest": material_digest(reading.whole),
        "refusal": refusal,
        "members": list(_signatures(reading, typed)),
    }
    return render(request, "proposals/certifications.html", context, status=status)


def _signatures(reading: Reading, typed: dict[int, SignForm]) -> Iterator[MemberSignatures]:
    signs_for = _signs_for(reading)
    for member in reading.content.members:
        pk = member.organization_id
        form = typed.get(pk) or _form(member, reading) if pk in signs_for else None
        place = places.certifications_of(pk)
        found = [f for f in reading.findings if f.anchor == place and reading.proposal.is_editable]
        is_read = reading.is_anchor or pk in reading.own
        yield MemberSignatures(
            member=member,
            anchor=place,
            lines=panel(reading.proposal.pk, found),
            statements=list(_statements(member, reading, form)) if is_read else [],
            form=form if form and form.statement_fields else None,
        )


def _signs_for(reading: Reading) -> frozenset[int]:
    """The members for which this person may sign now."""
    if not reading.proposal.is_editable:
        return frozenset()
    parts = Membership.objects.filter(user=reading.user, part=Part.SIGNATORY)
    return reading.own & set(parts.values_list("organization_id", flat=True))


def _form(member: Member, reading: Reading, data: QueryDict | None = None) -> SignForm:
    """For what is not signed yet, and for what is stale."""
    return SignForm(
        data,
        prefix=f"sign-{member.organization_id}",
        statements=[found.statement for found in _statements(member, reading) if found.is_open],
        member=member.legal_name,
        initial={"signer_title": reading.user.job_title},
    )


def _statements(
    member: Member, reading: Reading, form: SignForm | None = None
) -> Iterator[SignedStatement]:
    now = material_digest(reading.whole)
    signed = {
        signature.code: signature
        for signature in reading.content.certifications
        if signature.organization_id == member.organization_id
    }
    for statement in statements_in_force(reading.at.date()):
        signature = signed.get(statement.code)
        words, tone = _status(statement, signature, now)
        yield SignedStatement(
            statement=statement,
            signature=signature,
            status=words,
            tone=tone,
            tick=form[statement.code] if form and statement.code in form.fields else None,
        )


def _status(statement: Statement, signature: Certification | None, now: str) -> tuple[str, str]:
    """A signature lapses with a new text (R33) and with a material change (R34)."""
    if signature is None:
        return ("Not signed", "bad") if statement.required else ("Not signed, optional", "neutral")
    if signature.text_version != statement.text_version:
        return "Stale: the text has changed since", "warning"
    if signature.signed_digest != now:
        return "Stale: the proposal has changed since", "warning"
    return SIGNED, "good"
