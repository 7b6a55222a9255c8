"""R33: has every member signed every required certification, on what the proposal says now?"""

from collections.abc import Iterator

from proposals.content import Certification, Member, ProposalContent
from proposals.content.packet import digests_by_member
from proposals.rules import places
from proposals.rules.context import RuleContext
from proposals.rules.finding import PROGRAM_DEFAULT, Finding, Rule
from proposals.rules.wording import listed

RULE = Rule(
    rule_id="R33",
    version=2,
    title="Every member has signed the required certifications",
    section=places.Section.CERTIFICATIONS,
    source=(
        "E.O. 14320 sec. 3(b)(v) requires compliance. "
        f"The certifications, their texts and their staleness (R34): {PROGRAM_DEFAULT}"
    ),
)


def certifications(content: ProposalContent, context: RuleContext) -> list[Finding]:
    """Each current member has a valid signature under the text in force of each certification.

    Inputs: current members, signatures, required certifications with their text versions, the
    packet of each member. Outcome, per member: BLOCK for what is not signed, for what is signed on
    another text, and for what is signed before a change of its packet (R34); otherwise PASS.
    Source: E.O. 14320 sec. 3(b)(v); the set, the texts and the staleness are a program default, not
    published text (domain.md 1.8, R33, R34).
    """
    if not content.members:
        message = "Add the members of the consortium, so that they can sign."
        return [RULE.blocks(message, anchor=places.CERTIFICATIONS)]
    now = digests_by_member(content)
    found = [
        RULE.blocks(message, anchor=places.certifications_of(member.organization_id))
        for member in content.members
        for message in _gaps(member, content, context, now.get(member.organization_id, frozenset()))
    ]
    message = "Every member has signed every required certification on the present content."
    return found or [RULE.passes(message, anchor=places.CERTIFICATIONS)]


def _gaps(
    member: Member, content: ProposalContent, context: RuleContext, now: frozenset[str]
) -> Iterator[str]:
    signed = {
        signature.code: signature  # the latest one stands
        for signature in sorted(content.certifications, key=lambda found: found.signed_at)
        if signature.organization_id == member.organization_id
    }
    required = context.required_certifications
    unsigned = [code for code, _ in required if code not in signed]
    outdated = [code for code, text in required if _is_outdated(signed.get(code), text)]
    stale = [code for code, text in required if _is_stale(signed.get(code), text, now)]
    name = member.legal_name
    if unsigned:
        yield f"{name} must sign {listed(unsigned)}."
    if outdated:
        yield f"{name} must sign {listed(outdated)} again: the text has changed since."
    if stale:
        yield (
            f"{name} must sign {listed(stale)} again: what it signed has changed since. The page "
            "“Certifications” says which field."
        )


def _is_outdated(signature: Certification | None, text_version: str) -> bool:
    return signature is not None and signature.text_version != text_version


def _is_stale(signature: Certification | None, text_version: str, now: frozenset[str]) -> bool:
    return (
        signature is not None
        and signature.text_version == text_version
        and signature.signed_digest not in now
    )
