"""What follows when the screening finds somebody in a case that had been past it?

A strong hit that nobody has judged becomes an alert, once for each pair of records; on a designated
package the policy may suspend the listing at once, until an officer has looked. Everything about a
run is one transaction, so a killed worker leaves all of it or nothing.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from exports_portal.audit.recording import record
from exports_portal.policy.readers import screening_policy
from proposals.models import Proposal
from proposals.states import ProposalState
from reviews.actions.case import hold
from reviews.actions.determine import supervise
from reviews.models import HitAlert, ScreeningHit, ScreeningRun
from reviews.watched import hits_to_tell, is_designated

WHY_BY_POLICY = "The screening found a strong hit, and the screening policy suspends at once."
# The applicant reads it: it says that somebody looks, and nothing about what was found.
SUSPENDED_BY_POLICY = (
    "Suspended automatically under the program's screening policy until the program office has "
    "completed a review. The program office will write to you."
)


@transaction.atomic
def raise_alerts(run: ScreeningRun) -> list[HitAlert]:
    """Write down the strong hits that this run brought up; suspend where the policy says so."""
    proposal = hold(run.version.proposal)
    hits = _one_of_each_pair(run)
    if not hits:
        return []
    designated = is_designated(proposal)
    suspended = designated and _suspend_by_policy(proposal)
    standing: dict[str, Any] = {"is_designated": designated, "suspended": suspended}
    alerts = HitAlert.objects.bulk_create(
        HitAlert(proposal=proposal, hit=hit, fingerprint=hit.fingerprint, **standing)
        for hit in hits
    )
    told = [hit.pk for hit in hits]
    record("screening.alert", by=None, subject=proposal, run=run.pk, hits=told, **standing)
    return alerts


def _one_of_each_pair(run: ScreeningRun) -> list[ScreeningHit]:
    """A party that the version names twice has its hits twice."""
    hits = hits_to_tell().filter(party__run=run).order_by("pk")
    return list({hit.fingerprint: hit for hit in hits}.values())


def _suspend_by_policy(proposal: Proposal) -> bool:
    policy = screening_policy(timezone.localdate())
    if not policy.suspend_designated_on_strong_hit:
        return False
    if proposal.state != ProposalState.DESIGNATED:
        return False
    supervise(proposal, "suspend", reason=WHY_BY_POLICY, for_applicant=SUSPENDED_BY_POLICY, by=None)
    return True
