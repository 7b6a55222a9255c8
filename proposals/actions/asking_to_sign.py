"""How are the members asked to sign, when the draft is written?"""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from exports_portal.audit.models import AuditEvent
from exports_portal.audit.recording import record
from exports_portal.errors import NotPermitted, StepRefused
from exports_portal.policy.readers import certifications
from proposals.actions.speaking import require_editable
from proposals.content import ProposalContent
from proposals.content.packet import digests_by_member
from proposals.models import Proposal
from proposals.permissions import may_edit
from proposals.signals import signing_asked
from proposals.snapshot import content_of

if TYPE_CHECKING:
    from exports_portal.accounts.models import User


VERB = "proposal.ask_to_sign"
AGAIN_AFTER = timedelta(days=1)


class AskedAlready(StepRefused):
    """Every member that has to sign was asked within the last day."""


@transaction.atomic
def ask_to_sign(proposal: Proposal, *, by: "User") -> list[int]:
    """Ask the signatories of each member that has a statement to sign; gives those members.

    A member is asked once a day at most: AskedAlready when all of them were. StepRefused without a
    draft, and where everybody signed; NotPermitted for whoever does not write for the anchor
    member.
    """
    locked = Proposal.objects.held(proposal.pk)
    require_editable(locked)
    if not may_edit(locked, by):
        raise NotPermitted("Only who writes for the anchor member can ask the members to sign.")
    missing = list(_not_signed(content_of(locked)))
    if not missing:
        raise StepRefused("Every member has signed already.")
    missing = _not_asked(locked, missing)
    record(VERB, by=by, subject=locked, members=missing)
    transaction.on_commit(
        lambda: signing_asked.send_robust(Proposal, proposal=locked, members=missing, by=by)
    )
    return missing


def _not_asked(proposal: Proposal, members: list[int]) -> list[int]:
    """Those of the members that nobody asked within the last day."""
    asked = AuditEvent.objects.about(proposal).filter(
        verb=VERB, at__gt=timezone.now() - AGAIN_AFTER
    )
    lately = [(event.at, event.data["members"]) for event in asked]
    found = {pk for _, several in lately for pk in several}
    if not set(members) - found:
        last = date_format(timezone.localtime(lately[-1][0]), "F j, Y, g:i a")
        raise AskedAlready(
            f"The members were asked last on {last} Eastern time, and are asked once a day at most."
        )
    return [pk for pk in members if pk not in found]


def _not_signed(content: ProposalContent) -> Iterator[int]:
    """The members without a signature that holds under each required statement."""
    texts = certifications(timezone.localdate())
    required = {(text.code, text.text_version) for text in texts if text.required}
    holding = digests_by_member(content)
    for member in content.members:
        pk = member.organization_id
        signed = {
            (one.code, one.text_version)
            for one in content.certifications
            if one.organization_id == pk and one.signed_digest in holding[pk]
        }
        if required - signed:
            yield pk
