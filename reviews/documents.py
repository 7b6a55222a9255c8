"""What does a decision letter say? Data in, PDF out; nothing is stored here.

Contents as in domain.md 7.1b: never a confidential value, a screening hit, an agency's comment or a
security gap.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from exports_portal.accounts.roles import Agency
from exports_portal.pdf.qr import qr_code
from exports_portal.pdf.rendering import render
from exports_portal.policy.countries import country_name
from exports_portal.policy.models import PolicySnapshot
from exports_portal.policy.readers import blocs
from proposals.content import Market, Member
from proposals.models import Proposal
from reviews.codes import verification_code, verification_url
from reviews.models import Determination, Finding, ListVersion
from reviews.states import ContentBasis, DeterminationOutcome
from reviews.witnesses import head_of

TEMPLATE = "documents/letter.html"
LEGAL_BASIS = (
    "Executive Order 14320 of July 23, 2025, “Promoting the Export of the American AI Technology "
    "Stack”, section 3(d)."
)
CONTENT_SENTENCES: dict[str, str] = {
    ContentBasis.PRESUMPTION: (
        "The U.S.-content component is presumed to be met: the U.S.-origin share of the aggregate "
        "value of the hardware layer reaches the threshold of the call."
    ),
    ContentBasis.OTHER_FACTORS: (
        "The U.S.-content component was examined on other factors of the national interest; the "
        "presumption of the call was not used."
    ),
    ContentBasis.NOT_MET: "The U.S.-content component was not found to be met.",
}
NO_LICENSE = (
    "A designation is not an export license. Exports, reexports and transfers remain subject to "
    "the Export Administration Regulations and all other applicable law."
)
NO_FUNDS = (
    "A designation is not a loan, a guarantee or a commitment of Federal funds. Every form of "
    "support is subject to the terms of the agency that grants it."
)
NO_RIGHT = (
    "It creates no right or benefit, substantive or procedural, enforceable at law or in equity "
    "against the United States."
)
NO_JUDGMENT = (
    "This decision is about this version of this proposal alone. It says nothing about the "
    "members, their products or other proposals."
)
CAVEATS_DESIGNATED = (NO_LICENSE, NO_FUNDS, NO_RIGHT)
CAVEATS_DECLINED = (NO_JUDGMENT, NO_RIGHT)
REPORT_ON_CONDITIONS = "Keep to the conditions above and report on them by the dates given."
TELL_CHANGES = (
    "Tell the program office of any change of members, owners, operators or models before it "
    "takes effect (program default, not published text)."
)
KEEP_CATALOG_TRUE = "Keep the package's public information in the catalog true."
PROPOSE_AGAIN = "The consortium may submit a new proposal under an open call."
ASK_ONCE = (
    "The consortium may ask once for a discretionary reconsideration (program default, not "
    "published text)."
)
DUTIES_DESIGNATED = (REPORT_ON_CONDITIONS, TELL_CHANGES, KEEP_CATALOG_TRUE)
DUTIES_DECLINED = (PROPOSE_AGAIN, ASK_ONCE)
CONTACT = (
    "Program office, American AI Exports Program. Answer through the portal, on the page of your "
    "proposal."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCondition:
    category: str
    text: str
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterAnchor:
    name: str
    address_lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContent:
    """Everything that stands in a letter, and nothing else."""

    proposal_number: str
    designation_number: str | None
    version_number: int
    version_sha256: str
    outcome: str
    issued_on: date
    anchor: LetterAnchor
    consortium: str
    members: tuple[str, ...]
    markets: tuple[str, ...]
    title: str
    legal_basis: str
    content_sentence: str
    consultation_sentence: str
    rationale_public: str
    conditions: tuple[LetterCondition, ...]
    findings: tuple[str, ...]
    caveats: tuple[str, ...]
    next_duties: tuple[str, ...]
    contact: str
    verification_code: str
    verification_url: str
    verification_page: str
    audit_head: str
    snapshot_lines: tuple[str, ...]


def letter_content(determination: Determination) -> LetterContent:
    """The content of a determination's letter: the same every time it is asked for."""
    version, content = determination.version, determination.version.content
    decided_on = timezone.localtime(determination.decided_at).date()
    code = verification_code(determination)
    return LetterContent(
        proposal_number=determination.proposal.public_id or "",
        designation_number=determination.designation_number,
        version_number=version.number,
        version_sha256=version.sha256,
        outcome=determination.outcome,
        issued_on=decided_on,
        anchor=_addressee(content.anchor),
        consortium=content.consortium_name,
        members=tuple(_member_line(member) for member in content.members),
        markets=tuple(_market_name(market, decided_on) for market in content.markets),
        title=content.title,
        rationale_public=determination.rationale,
        verification_code=code,
        audit_head=head_of(determination),
        verification_url=verification_url(code),
        verification_page=f"{settings.PORTAL_URL.rstrip('/')}/verify/",
        **_grounds(determination),
        **_consequences(determination),
    )


def _grounds(determination: Determination) -> dict[str, Any]:
    return {
        "legal_basis": LEGAL_BASIS,
        "content_sentence": CONTENT_SENTENCES[determination.content_basis],
        "consultation_sentence": _consultation_sentence(),
        "snapshot_lines": _snapshot_lines(determination),
    }


def _consequences(determination: Determination) -> dict[str, Any]:
    designated = determination.outcome == DeterminationOutcome.DESIGNATED
    return {
        "conditions": tuple(
            LetterCondition(category=c.get_category_display(), text=c.text, due_on=c.due_on)
            for c in determination.conditions.all()
        ),
        "findings": (
            ()
            if designated
            else public_findings(determination.proposal, at=determination.decided_at)
        ),
        "caveats": CAVEATS_DESIGNATED if designated else CAVEATS_DECLINED,
        "next_duties": DUTIES_DESIGNATED if designated else _duties_declined(determination),
        "contact": CONTACT,
    }


def render_letter(determination: Determination) -> bytes:
    """The letter as PDF/UA-1. The same determination gives the same bytes."""
    content = letter_content(determination)
    return render(
        template=TEMPLATE,
        context={"letter": content, "qr_code": qr_code(content.verification_url)},
        title=f"Determination on proposal {content.proposal_number}",
        as_of=_as_of(determination),
    )


def _as_of(determination: Determination) -> datetime:
    return timezone.localtime(determination.decided_at)


def _addressee(anchor: Member | None) -> LetterAnchor:
    return LetterAnchor(
        name=anchor.legal_name if anchor else "", address_lines=_address_lines(anchor)
    )


def _address_lines(anchor: Member | None) -> tuple[str, ...]:
    if anchor is None or not anchor.addresses:
        return ()
    first = anchor.addresses[0]
    place = " ".join(part for part in (first.city, first.region, first.postal_code) if part)
    return tuple(line for line in (first.street, place, country_name(first.country)) if line)


def _member_line(member: Member) -> str:
    anchor = ", anchor member" if member.role == "ANCHOR" else ""
    return f"{member.legal_name} ({country_name(member.headquarters_country)}){anchor}"


def _market_name(market: Market, on: date) -> str:
    if market.kind == "COUNTRY":
        return country_name(market.code)
    return next((bloc.name for bloc in blocs(on) if bloc.code == market.code), market.code)


def _consultation_sentence() -> str:
    names = [agency.label for agency in Agency]
    return (
        "The Department of Commerce consulted the "
        + ", the ".join(names[:-1])
        + f" and the {names[-1]}, as the Executive Order requires."
    )


def _duties_declined(determination: Determination) -> tuple[str, ...]:
    """A reconsideration is offered once: not in the letter that follows it."""
    earlier = Determination.objects.filter(
        proposal=determination.proposal_id,
        outcome=DeterminationOutcome.DECLINED,
        pk__lt=determination.pk,
    )
    return (PROPOSE_AGAIN,) if earlier.exists() else DUTIES_DECLINED


def public_findings(proposal: Proposal, *, at: datetime) -> tuple[str, ...]:
    """What a letter that declines prints of the findings open at that moment, and its preview."""
    open_then = Q(resolved_at=None) | Q(resolved_at__gt=at)
    findings = Finding.objects.filter(open_then, proposal=proposal, raised_at__lte=at)
    findings = findings.exclude(text_public="")
    return tuple(findings.order_by("pk").values_list("text_public", flat=True))


def _snapshot_lines(determination: Determination) -> tuple[str, ...]:
    """Which reference data the determination was taken on, with its dates."""
    ids = [snapshot["id"] for snapshot in determination.policy_snapshots]
    titles = PolicySnapshot.objects.in_bulk(ids)
    lines = [
        f"{titles[s['id']].title}: source of {s['source_date']}"
        for s in determination.policy_snapshots
    ]
    return (*lines, *_list_lines(determination))


def _list_lines(determination: Determination) -> Iterator[str]:
    """The list in force, and the one that the screening was made on where that is another.

    Of a determination from before the one in force was kept, nothing is said of it.
    """
    made_on = determination.screening_run.list_version if determination.screening_run else None
    in_force = determination.list_in_force
    if in_force and in_force != made_on:
        yield f"Consolidated Screening List in force: {_published(in_force)}"
        if made_on:
            yield (
                f"Screening made on the list {_published(made_on)}, and held against the one in "
                "force: what changed in between concerned no party of this version."
            )
    elif made_on and made_on.published_at:
        yield f"Consolidated Screening List: {_published(made_on)}"


def _published(version: ListVersion) -> str:
    if version.published_at is None:
        return f"loaded {timezone.localtime(version.loaded_at):%Y-%m-%d}"
    return f"published {timezone.localtime(version.published_at):%Y-%m-%d}"
