"""How is a proposal handed in?"""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from exports_portal.accounts.models import Organization
from exports_portal.canonical import digest
from exports_portal.policy.readers import snapshots_in_force
from proposals.actions.advance import move, write_down
from proposals.actions.numbering import next_number
from proposals.formats import document_of
from proposals.models import Consortium, Proposal, ProposalVersion
from proposals.snapshot import content_of

if TYPE_CHECKING:
    from exports_portal.accounts.models import User


@transaction.atomic
def submit(proposal: Proposal, *, by: "User") -> ProposalVersion:
    """Submit the draft: one step, one frozen version, and a number the first time.

    Raises StepRefused with the blocking findings, or when it is submitted already; NotPermitted.
    """
    locked = Proposal.objects.held(proposal.pk)
    hold_members_still(locked)
    taken = move(locked, "submit", by=by)
    locked = taken.proposal
    if locked.public_id is None:
        locked.public_id = next_number("AAEP", at=timezone.localtime())
        locked.save(update_fields=["public_id"])
    version = freeze(locked, by)
    write_down(taken)
    return version


def hold_members_still(proposal: Proposal) -> None:
    """Lock consortium and members, so that what the rules judged is what is frozen.

    The consortium too: a member that joins between the two would be frozen without a signature.
    """
    Consortium.objects.select_for_update(no_key=True).get(pk=proposal.consortium_id)
    members = proposal.consortium.current_members().values("organization")
    list(Organization.objects.select_for_update(no_key=True).filter(pk__in=members).order_by("pk"))


def freeze(proposal: Proposal, by: "User") -> ProposalVersion:
    document = document_of(content_of(proposal))
    today = timezone.localdate()
    return ProposalVersion.objects.create(
        proposal=proposal,
        number=proposal.versions.count() + 1,
        document=document,
        sha256=digest(document),
        policy_snapshots=[
            {"kind": ref.kind, "id": ref.id, "sha256": ref.sha256}
            for ref in snapshots_in_force(today)
        ],
        frozen_by=by,
    )
