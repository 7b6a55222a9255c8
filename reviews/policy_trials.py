"""What would a changed policy change, for which open and designated cases? Nothing of it is kept.

Every criterion of each case is computed twice: by the policy of today, and as if the new snapshot
came into force today. The second is done in a transaction that is rolled back.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from exports_portal.policy.loading import Snapshot, store
from proposals.models import Proposal, ProposalVersion
from proposals.states import UNDER_REVIEW, ProposalState
from reviews.case_facts import facts_of
from reviews.criteria.assessing import BY_CODE, assess
from reviews.criteria.criterion import OUTCOME_LABELS, Criterion, Outcome, Row

TRIED_ON = (*UNDER_REVIEW, ProposalState.DESIGNATED, ProposalState.SUSPENDED)

logger = logging.getLogger(__name__)

type Rows = dict[tuple[str, str], Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """A row that would say something else. An outcome is None where there is no such row.

    `is_asked_anew`: an answer to it, if somebody gave one, counts no longer.
    """

    criterion: Criterion
    subject: str
    before: Outcome | None
    after: Outcome | None
    is_asked_anew: bool

    @property
    def before_label(self) -> str:
        return OUTCOME_LABELS[self.before] if self.before else "Not asked"

    @property
    def after_label(self) -> str:
        return OUTCOME_LABELS[self.after] if self.after else "Not asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTrial:
    """What a case would look like. Without `is_computed` the new snapshot breaks a criterion."""

    proposal: int
    changes: tuple[RowChange, ...]
    is_computed: bool


def try_policy(snapshot: Snapshot) -> list[CaseTrial]:
    """Every case on which it was tried, also those that it does not change, by their number."""
    versions = list(versions_tried_on())
    before = [_rows(version) for version in versions]
    with _as_if_in_force(snapshot):
        after = [_rows(version) for version in versions]
    found = zip(versions, before, after, strict=True)
    return [_trial(version, old, new) for version, old, new in found]


def versions_tried_on() -> QuerySet[ProposalVersion]:
    """The version that each open or designated case is about."""
    tried_on = Proposal.objects.filter(state__in=TRIED_ON).order_by()
    versions = ProposalVersion.objects.filter(proposal__in=tried_on)
    versions = versions.order_by("proposal__public_id", "proposal_id", "-number")
    return versions.distinct("proposal__public_id", "proposal_id").select_related("proposal__call")


@contextmanager
def _as_if_in_force(snapshot: Snapshot) -> Iterator[None]:
    today = replace(snapshot, effective_from=timezone.localdate(), effective_to=None)
    with transaction.atomic():
        store(today)
        yield
        transaction.set_rollback(True)


def _trial(version: ProposalVersion, before: Rows | None, after: Rows | None) -> CaseTrial:
    is_computed = before is not None and after is not None
    changes = tuple(_changes(before, after)) if before is not None and after is not None else ()
    return CaseTrial(proposal=version.proposal_id, changes=changes, is_computed=is_computed)


def _rows(version: ProposalVersion) -> Rows | None:
    """None where they cannot be computed: one case stops no other, and the steward is told."""
    try:
        with transaction.atomic():
            rows = assess(facts_of(version))
    except Exception:
        logger.exception("The criteria of version %s cannot be computed", version.pk)
        return None
    return {(row.criterion.code, row.subject.key): row for row in rows}


def _changes(before: Rows, after: Rows) -> Iterator[RowChange]:
    for key in before | after:
        old, new = before.get(key), after.get(key)
        change = RowChange(
            criterion=BY_CODE[key[0]],
            subject=key[1],
            before=old.computed.outcome if old else None,
            after=new.computed.outcome if new else None,
            is_asked_anew=_is_asked_anew(old, new),
        )
        if change.before is not change.after or change.is_asked_anew:
            yield change


def _is_asked_anew(old: Row | None, new: Row | None) -> bool:
    return new is not None and new.asks_for_an_answer and (old is None or old.digest != new.digest)


def as_data(trial: CaseTrial) -> dict[str, Any]:
    """As the database and JSON have it. A subject may be the name of a party: officers read it."""
    return {
        "proposal": trial.proposal,
        "is_computed": trial.is_computed,
        "changes": [
            {
                "criterion": change.criterion.code,
                "subject": change.subject,
                "before": change.before,
                "after": change.after,
                "is_asked_anew": change.is_asked_anew,
            }
            for change in trial.changes
        ],
    }


def from_data(data: Mapping[str, Any]) -> CaseTrial:
    """The same back. A criterion that the portal no longer has is left out."""
    return CaseTrial(
        proposal=data["proposal"],
        is_computed=data["is_computed"],
        changes=tuple(
            RowChange(
                criterion=BY_CODE[one["criterion"]],
                subject=one["subject"],
                before=Outcome(one["before"]) if one["before"] else None,
                after=Outcome(one["after"]) if one["after"] else None,
                is_asked_anew=one["is_asked_anew"],
            )
            for one in data["changes"]
            if one["criterion"] in BY_CODE
        ),
    )
