"""How are the parties of a version screened, one by one, so that nothing is lost or done twice?"""

from collections.abc import Collection
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
from reviews.actions.as_it_stands import Asked, asked_about
from reviews.actions.carrying import carry_over
from reviews.actions.counting import recount
from reviews.actions.index import index_of
from reviews.actions.lists import list_in_force
from reviews.desk import latest_version
from reviews.models import ListVersion, ScreenedParty, ScreeningHit, ScreeningRun
from reviews.pairs import fingerprint
from reviews.permissions import require_case_worker
from reviews.screening.candidates import ScreeningIndex
from reviews.screening.engine import MATCHER_VERSION, screen
from reviews.screening.parties import Match, Party, Policy
from reviews.signals import screening_finished, screening_queued
from reviews.states import RunKind
from reviews.watched import UNASKED

if TYPE_CHECKING:
    from exports_portal.accounts.models import User

AT_ONCE = 20  # parties in one transaction


@transaction.atomic
def queue_screening(
    version: ProposalVersion,
    *,
    kind: RunKind = RunKind.SUBMITTED,
    basis: ScreeningRun | None = None,
    by: "User | None" = None,
) -> ScreeningRun:
    """Write down every party of the version, to be screened by a worker after commit.

    What holds of the `basis` is carried over when the list is chosen. The runs of a pass are not
    told one by one: they may be thousands, and whoever carries out the pass screens them.
    """
    asked = asked_about(version)
    recount(version.proposal_id)  # holds the case, before the trail is written
    run = ScreeningRun.objects.create(
        version=version, kind=kind, basis=basis, requested_by=by, party_count=len(asked)
    )
    ScreenedParty.objects.bulk_create(
        _to_screen(run, position, one) for position, one in enumerate(asked)
    )
    recount(version.proposal_id)
    _note_queued(run)
    if kind not in UNASKED:
        transaction.on_commit(lambda: screening_queued.send_robust(ScreeningRun, run=run))
    return run


def _to_screen(run: ScreeningRun, position: int, asked: Asked) -> ScreenedParty:
    return ScreenedParty(
        run=run,
        position=position,
        kind=asked.party.kind,
        name=asked.party.query.name,
        relation=asked.relation,
        query=plain(asked.party.query),
        since_submission=asked.since_submission,
    )


def _note_queued(run: ScreeningRun) -> None:
    record(
        "screening.queue",
        by=run.requested_by,
        subject=run.version.proposal,
        run=run.pk,
        kind=str(run.kind),
        basis=run.basis_id,
        parties=run.party_count,
    )


@transaction.atomic
def queue_after_list_change(
    basis: ScreeningRun, list_version: ListVersion, *, anew: Collection[str]
) -> ScreeningRun:
    """A run of which only the parties that the change concerns wait to be screened."""
    run = queue_screening(basis.version, kind=RunKind.LIST_CHANGE, basis=basis)
    _pin(run, list_version, anew=anew)
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
    return queue_screening(version, kind=RunKind.ON_REQUEST, by=by)


def screen_parties(run: ScreeningRun) -> bool:
    """Screen whatever parties of the run are left; True when the run is finished.

    Safe to run twice, at once or again after a kill: each party belongs to one transaction, nobody
    else can take it, and the last one finishes the run. Without a list in force nothing happens.
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
        _pin(locked, version)
    run.refresh_from_db()
    return run.list_version_id is not None


def _pin(run: ScreeningRun, version: ListVersion, *, anew: Collection[str] | None = None) -> None:
    run.list_version = version
    run.matcher_version = MATCHER_VERSION
    run.policy = plain(policy_in_force())
    run.started_at = timezone.now()
    run.save()
    carry_over(run, anew=anew)
    recount(run.version.proposal_id)


@transaction.atomic
def _screen_next(run: ScreeningRun) -> bool:
    """Some parties in one transaction: each of its own costs three times what the engine takes."""
    parties = list(
        ScreenedParty.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
        .filter(run=run, screened_at=None)
        .order_by("position")[:AT_ONCE]
    )
    if not parties:
        return False
    assert run.list_version_id is not None  # noqa: S101  pinned before the first party
    index, policy = index_of(run.list_version_id), read_as(Policy, run.policy)
    hits = [hit for party in parties for hit in hits_of(party, index, policy)]
    ScreeningHit.objects.bulk_create(hits)
    now = timezone.now()
    ScreenedParty.objects.filter(pk__in=[p.pk for p in parties]).update(screened_at=now)
    ScreeningRun.objects.filter(pk=run.pk).update(
        screened_count=F("screened_count") + len(parties), progress_at=now
    )
    if hits:
        recount(run.version.proposal_id)
    return True


def hits_of(party: ScreenedParty, index: ScreeningIndex, policy: Policy) -> list[ScreeningHit]:
    """What a party comes to on a list, best first. Not saved."""
    matches = screen(read_as(Party, party.query), index, policy)
    return [_hit(party, rank, match) for rank, match in enumerate(matches, start=1)]


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
        recount(locked.version.proposal_id)
        hits = ScreeningHit.objects.filter(party__run=locked).count()
        record(
            "screening.finish",
            by=None,
            subject=locked.version.proposal,
            run=locked.pk,
            list_version=locked.list_version_id,
            hits=hits,
        )
        transaction.on_commit(lambda: screening_finished.send_robust(ScreeningRun, run=locked))
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
