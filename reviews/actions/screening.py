"""How are the parties of a version screened, one by one, so that nothing is lost or done twice?"""

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from exports_portal.audit.recording import record
from exports_portal.canonical import plain, read_as
from exports_portal.errors import StepRefused
from exports_portal.policy.models import Kind
from exports_portal.policy.readers import screening_policy, snapshot_in_force
from proposals.models import Proposal, ProposalVersion
from reviews.actions.lists import index_of, list_in_force
from reviews.desk import latest_version
from reviews.models import ScreenedParty, ScreeningHit, ScreeningRun
from reviews.pairs import fingerprint
from reviews.parties import parties_of
from reviews.permissions import require_case_worker
from reviews.screening.engine import MATCHER_VERSION, screen
from reviews.screening.parties import Match, Party, Policy
from reviews.signals import screening_queued

if TYPE_CHECKING:
    from exports_portal.accounts.models import User


@transaction.atomic
def queue_screening(version: ProposalVersion, *, by: "User | None" = None) -> ScreeningRun:
    """Write down every party of the version, to be screened by a worker after commit."""
    parties = parties_of(version.content)
    run = ScreeningRun.objects.create(version=version, requested_by=by, party_count=len(parties))
    ScreenedParty.objects.bulk_create(
        ScreenedParty(
            run=run,
            position=position,
            kind=party.kind,
            name=party.query.name,
            relation=party.relation,
            query=plain(party.query),
        )
        for position, party in enumerate(parties)
    )
    record("screening.queue", by=by, subject=version.proposal, run=run.pk, parties=len(parties))
    transaction.on_commit(lambda: screening_queued.send_robust(ScreeningRun, run=run))
    return run


@transaction.atomic
def screen_again(proposal: Proposal, *, by: "User") -> ScreeningRun:
    """Screen the latest version against the list in force now. Settled pairs stay settled."""
    held = Proposal.objects.held(proposal.pk)
    require_case_worker(held, by)
    version = latest_version(held)
    if version is None:
        raise StepRefused("Nothing has been submitted.")
    if ScreeningRun.objects.filter(version=version, finished_at=None).exists():
        raise StepRefused("A screening of this version is running already.")
    return queue_screening(version, by=by)


def screen_parties(run: ScreeningRun) -> bool:
    """Screen whatever parties of the run are left; True when the run is finished.

    Safe to run twice, at once or again after a kill: each party is one transaction that nobody else
    can take, and the last one finishes the run. Without a list in force nothing happens.
    """
    if not _pin_list(run):
        return False
    while _screen_next(run):
        pass
    return _finish(run)


@transaction.atomic
def _pin_list(run: ScreeningRun) -> bool:
    """The list version, matcher and policy of a run are chosen when its first party is screened."""
    locked = ScreeningRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    if locked.list_version_id is None and (version := list_in_force()):
        locked.list_version = version
        locked.matcher_version = MATCHER_VERSION
        locked.policy = plain(policy_in_force())
        locked.started_at = timezone.now()
        locked.save()
    run.refresh_from_db()
    return run.list_version_id is not None


@transaction.atomic
def _screen_next(run: ScreeningRun) -> bool:
    party = (
        ScreenedParty.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
        .filter(run=run, screened_at=None)
        .order_by("position")
        .first()
    )
    if party is None:
        return False
    assert run.list_version_id is not None  # noqa: S101  pinned before the first party
    policy = read_as(Policy, run.policy)
    matches = screen(read_as(Party, party.query), index_of(run.list_version_id), policy)
    ScreeningHit.objects.bulk_create(
        _hit(party, rank, match) for rank, match in enumerate(matches, start=1)
    )
    party.screened_at = timezone.now()
    party.save(update_fields=["screened_at"])
    ScreeningRun.objects.filter(pk=run.pk).update(
        screened_count=F("screened_count") + 1, progress_at=timezone.now()
    )
    return True


def _hit(party: ScreenedParty, rank: int, match: Match) -> ScreeningHit:
    entry = plain(match.entry)
    return ScreeningHit(
        party=party,
        rank=rank,
        entry_id=match.entry.id,
        list_code=match.entry.list_code,
        entry=entry,
        score=match.score,
        tier=match.tier.value,
        matched_on=match.matched_on.value,
        matched_name=match.matched_name,
        explanation=match.explanation,
        fingerprint=fingerprint(party.query, match.entry),
    )


@transaction.atomic
def _finish(run: ScreeningRun) -> bool:
    locked = ScreeningRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    if locked.finished_at is None:
        if locked.parties.filter(screened_at=None).exists():
            return False  # another worker is on the last ones and will finish
        locked.finished_at = timezone.now()
        locked.save(update_fields=["finished_at"])
        hits = ScreeningHit.objects.filter(party__run=locked).count()
        record(
            "screening.finish",
            by=None,
            subject=locked.version.proposal,
            run=locked.pk,
            list_version=locked.list_version_id,
            hits=hits,
        )
    return True


def policy_in_force() -> Policy:
    """The engine's policy with the thresholds of the policy row in force today."""
    today = timezone.localdate()
    row = screening_policy(today)
    return Policy(
        version=str(snapshot_in_force(Kind.SCREENING, today).sha256[:12]),
        strong=row.strong,
        review=row.review,
        watch=row.watch,
    )
