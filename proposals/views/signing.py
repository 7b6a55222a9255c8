"""How does a signatory read what a member signs, and sign it?"""

from collections.abc import Iterator

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from exports_portal.accounts.views.way import signed_in
from exports_portal.errors import EditConflict, NotPermitted
from proposals.actions.certify import sign
from proposals.content import Member
from proposals.content.packet import packet, packet_digest, signer
from proposals.content.reading import sight_of
from proposals.content.sheet import Block, blocks_of, facts
from proposals.content.whole import parts
from proposals.forms.signing import SignForm
from proposals.packets import last_signed
from proposals.rules.places import Section
from proposals.views.certifications import signs_for, statements_of
from proposals.views.navigation import steps
from proposals.views.reading import Reading, read


@require_http_methods(["GET", "POST"])
@reauthentication_required(allow_get=True)
def sign_for(request: HttpRequest, pk: int, organization: int) -> HttpResponse:
    """Read the packet of one member, then sign it. What is wrong comes back beside its field."""
    reading = read(request, pk)
    member = reading.shown_frame.member(organization)
    if member is None:
        raise Http404
    if organization not in signs_for(reading):
        raise NotPermitted(f"Only a signatory of {member.legal_name} can sign for it.")
    if request.method != "POST":
        return _page(request, reading, member, _form(member, reading))
    form = _form(member, reading, request.POST)
    if not form.is_valid():
        return _page(request, reading, member, form, status=422)
    try:
        _sign(request, reading, organization, form)
    except EditConflict as conflict:
        fresh = read(request, pk)
        return _page(request, fresh, member, form, refusal=str(conflict), status=409)
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
    member: Member,
    form: SignForm,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    organization = member.organization_id
    context = {
        "reading": reading,
        "proposal": reading.proposal,
        "title": f"Sign for {member.legal_name}",
        "member": member,
        "steps": steps(reading, Section.CERTIFICATIONS),
        "read_digest": packet_digest(reading.whole, organization),
        "refusal": refusal,
        "statements": list(statements_of(member, reading, form)),
        "form": form,
        "last": last_signed(reading.proposal, organization, reading.whole),
        "pages": list(_pages(reading, organization)),
    }
    return render(request, "proposals/sign.html", context, status=status)


def _form(member: Member, reading: Reading, data: QueryDict | None = None) -> SignForm:
    """For what is not signed yet, and for what is stale."""
    return SignForm(
        data,
        prefix=f"sign-{member.organization_id}",
        statements=[found.statement for found in statements_of(member, reading) if found.is_open],
        member=member.legal_name,
        signer=reading.user.full_name,
        initial={"signer_title": reading.user.job_title},
    )


def _pages(reading: Reading, organization: int) -> Iterator[tuple[str, list[Block]]]:
    """What the member signs, page by page."""
    signed, reader = packet(reading.whole, organization), signer(reading.whole, organization)
    sight = sight_of(reader, signed)
    yield (
        Section.MEMBERS.label,
        [
            Block(
                heading=one.legal_name,
                facts=tuple(facts(one, sight, reading.known)),
            )
            for one in signed.members
        ],
    )
    for section in Section:
        kinds = [part for part in parts().values() if part.is_signed and part.section is section]
        blocks = blocks_of(kinds, signed, reader, reading.known)
        if said := [block for block in blocks if block.rows or _says_something(block)]:
            yield section.label, said


def _says_something(block: Block) -> bool:
    return any(fact.value for fact in block.facts)
