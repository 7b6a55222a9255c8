"""What do officers have to resolve, because listed parties own or run a party of a case?"""

from typing import TYPE_CHECKING

from django.db import transaction

from exports_portal.audit.recording import record
from reviews.actions.case import hold
from reviews.desk import latest_version
from reviews.models import Finding, ReviewTrack
from reviews.ownership import SEVERITY, settled_in
from reviews.states import TrackKind

if TYPE_CHECKING:
    from exports_portal.accounts.models import User
    from proposals.models import Proposal


@transaction.atomic
def note_ownership(proposal: "Proposal", *, by: "User | None" = None) -> list[Finding]:
    """Raise a finding for each result of what is settled, and return the new ones.

    A result that was raised before, resolved or not, is not raised again until its arithmetic or
    the rule's standing changes. `by=None`: the screening found it.
    """
    held = hold(proposal)
    version = latest_version(held)
    if version is None:
        return []
    track = ReviewTrack.objects.filter(version=version, kind=TrackKind.DESTINATION).first()
    raised = set(held.findings.values_list("text_internal", flat=True))
    new = [
        Finding(
            proposal=held,
            track=track,
            severity=SEVERITY[found.result.level],
            text_internal=found.text,
            raised_by=by,
        )
        for found in settled_in(version)
        if found.text not in raised
    ]
    for finding in new:
        finding.save()
    for finding in new:  # last: from here on every other writer of the trail waits
        severity = str(finding.severity)
        record("finding.raise", by=by, subject=held, finding=finding.pk, severity=severity)
    return new
