"""How is a finding closed: by whom, on which ground, and what does the portal close by itself?

What an officer found is resolved by one person. What the portal found (a true match, a result on
ownership) is closed by what changed, or by two of those who adjudicate, with a coded ground.
"""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from exports_portal.accounts.roles import Role
from exports_portal.audit.recording import record
from exports_portal.errors import InvalidInput, NotPermitted, StepRefused
from reviews.actions.case import hold
from reviews.models import Finding
from reviews.permissions import ADJUDICATORS, TRACK_ROLES, require_case_worker, require_role, ties
from reviews.states import GROUNDS, ResolutionCode, Severity

if TYPE_CHECKING:
    from exports_portal.accounts.models import User


@transaction.atomic
def resolve_finding(
    finding: Finding, *, resolution: str, by: "User", code: ResolutionCode | str = ""
) -> None:
    """Say how a finding was resolved.

    Of a finding of the portal the first person only proposes; it stays open until somebody else
    gives the same `code` with a reason of their own. Another code is another proposal.
    """
    hold(finding.proposal)
    finding.refresh_from_db()
    require_resolver(finding, by)
    if finding.resolved_at is not None:
        raise StepRefused("This finding is resolved already.")
    _check(finding, resolution, code)
    if finding.is_of_portal and not is_answered_by(finding, by, code):
        _propose(finding, resolution, code, by)
        return
    finding.resolution = resolution.strip()
    finding.resolution_code = code if finding.is_of_portal else ""
    finding.resolved_by = by
    finding.resolved_at = timezone.now()
    finding.save()
    record("finding.resolve", by=by, subject=finding.proposal, finding=finding.pk, code=str(code))


def close_for_change(finding: Finding, code: ResolutionCode, text: str) -> None:
    """The portal closes what it found, because of what changed. The case is held.

    What one person proposed until then had no part in it, and stays in the audit trail.
    """
    finding.resolution, finding.resolution_code = text, code
    finding.first_person, finding.first_reason = None, ""
    finding.resolved_by, finding.resolved_at = None, timezone.now()
    finding.save()
    record("finding.close", by=None, subject=finding.proposal, finding=finding.pk, code=str(code))


def open_again(finding: Finding, by: "User | None") -> None:
    """What was closed holds again. How it was closed before stays in the audit trail."""
    before = {"code": finding.resolution_code, "resolution": finding.resolution}
    finding.resolution = finding.resolution_code = finding.first_reason = ""
    finding.resolved_by = finding.resolved_at = finding.first_person = None
    finding.save()
    record("finding.reopen", by=by, subject=finding.proposal, finding=finding.pk, before=before)


def require_resolver(finding: Finding, by: "User") -> None:
    """What stops a decision is not for everybody to take away."""
    if finding.is_of_portal:
        require_role(finding.proposal, by, *ADJUDICATORS)
        return
    require_case_worker(finding.proposal, by)
    track = finding.track.kind if finding.track else ""
    roles = (Role.CASE_LEAD, *TRACK_ROLES.get(track, ()))
    is_own = finding.severity != Severity.BLOCKING or by == finding.raised_by
    if not is_own and not by.has_role(*roles):
        names = " or ".join(dict.fromkeys(role.label.lower() for role in roles))
        raise NotPermitted(
            f"Only a person with the role {names}, or the person who raised it, can resolve it."
        )


def is_answered_by(finding: Finding, by: "User", code: str) -> bool:
    """Somebody else proposed the same; of a person with a tie it counts for nothing."""
    first = finding.first_person
    if first is None or first == by or finding.resolution_code != code:
        return False
    return not ties(finding.proposal, first) and first.has_role(*ADJUDICATORS)


def _propose(finding: Finding, resolution: str, code: str, by: "User") -> None:
    finding.first_person, finding.first_reason = by, resolution.strip()
    finding.resolution_code = code
    finding.save()
    record(
        "finding.propose",
        by=by,
        subject=finding.proposal,
        summary="A second person has to agree.",
        finding=finding.pk,
        code=str(code),
        reason=finding.first_reason,
    )


def _check(finding: Finding, resolution: str, code: str) -> None:
    fields = {}
    if not resolution.strip():
        fields["resolution"] = ["Say how it was resolved."]
    if finding.is_of_portal and code not in GROUNDS:
        fields["code"] = ["Choose a ground. Both people must choose the same one."]
    if fields:
        raise InvalidInput(fields=fields)
