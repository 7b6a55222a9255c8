"""How does changed reference data come into force? One steward proposes it, another person decides.

What ships with the portal, and what an operator loads on the server, goes through `load_policy`.
"""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from exports_portal.audit.recording import record
from exports_portal.errors import InvalidInput, NotPermitted, StepRefused
from exports_portal.policy.loading import BadPolicyFile, Snapshot, parse, store
from exports_portal.policy.models import PolicySnapshot
from reviews.models import PolicyProposal
from reviews.permissions import POLICY_DECIDERS, POLICY_PROPOSERS
from reviews.policy_trials import as_data, try_policy
from reviews.signals import policy_decided, policy_proposed, policy_trial_wanted
from reviews.states import PolicyOutcome

if TYPE_CHECKING:
    from django.dispatch import Signal

    from exports_portal.accounts.models import User
    from exports_portal.accounts.roles import Role


@transaction.atomic
def propose_policy(*, text: str, name: str, reason: str, by: "User") -> PolicyProposal:
    """Hand in a file. It changes nothing yet: it is tried on every open and designated case.

    InvalidInput names what is wrong with the file, with the row.
    """
    _require(by, POLICY_PROPOSERS, "proposes a policy")
    snapshot = _read(text, name)
    proposed = PolicyProposal(kind=snapshot.kind, title=snapshot.title, text=text, reason=reason)
    proposed.proposed_by = by
    proposed.full_clean()
    proposed.save(force_insert=True)
    record(
        "policy.propose", by=by, subject=proposed, summary=snapshot.title, sha256=snapshot.sha256
    )
    _send(policy_trial_wanted, proposed)
    _send(policy_proposed, proposed)
    return proposed


@transaction.atomic
def ask_for_trial(proposed: PolicyProposal, *, by: "User") -> None:
    """Try it again: cases came and went, or another policy came into force since."""
    _require(by, POLICY_DECIDERS, "tries a policy")
    _waiting(proposed)
    _send(policy_trial_wanted, proposed)


def carry_out_trial(proposed: PolicyProposal) -> None:
    """Compute what it would change, and keep it until it is tried again."""
    began = timezone.now()
    trial = [as_data(one) for one in try_policy(proposed.says)]
    waiting = PolicyProposal.objects.filter(pk=proposed.pk, outcome=PolicyOutcome.WAITING)
    waiting.update(trial=trial, tried_at=began)


@transaction.atomic
def activate_policy(proposed: PolicyProposal, *, reason: str, by: "User") -> PolicySnapshot:
    """Bring it into force on the day that it names. Another person than who proposed it does this.

    StepRefused where nobody saw what it would change, as things stand now.
    """
    held = _held(proposed, by)
    snapshot = held.says
    _require_tried(held)
    _require_later(snapshot)
    row, is_new = store(snapshot, approved_by=by)
    if not is_new:
        raise StepRefused("A policy with this content is in the portal already, from this day on.")
    held.snapshot = row
    _decide(held, PolicyOutcome.ACTIVATED, reason, by)
    return row


@transaction.atomic
def refuse_policy(proposed: PolicyProposal, *, reason: str, by: "User") -> None:
    """It does not come into force. It stays in the list with the reason."""
    _decide(_held(proposed, by), PolicyOutcome.REFUSED, reason, by)


@transaction.atomic
def withdraw_policy(proposed: PolicyProposal, *, reason: str, by: "User") -> None:
    """Who proposed it takes it back."""
    held = _waiting(proposed)
    require_own(held, by)
    _decide(held, PolicyOutcome.WITHDRAWN, reason, by)


def require_may_decide(proposed: PolicyProposal, by: "User") -> None:
    """Whether this is one of those who may activate or refuse it, and another than its author."""
    _require(by, POLICY_DECIDERS, "decides on a policy")
    if proposed.proposed_by_id == by.pk:
        raise NotPermitted("You proposed this policy: another person has to decide on it.")


def require_own(proposed: PolicyProposal, by: "User") -> None:
    if proposed.proposed_by_id != by.pk:
        raise NotPermitted("Only who proposed a policy takes it back.")


def is_tried_now(proposed: PolicyProposal) -> bool:
    """Whether it was tried since a policy last came into the portal."""
    newest = PolicySnapshot.objects.order_by("-loaded_at").values_list("loaded_at", flat=True)
    loaded_at = newest.first()
    return proposed.tried_at is not None and (loaded_at is None or proposed.tried_at > loaded_at)


def _held(proposed: PolicyProposal, by: "User") -> PolicyProposal:
    require_may_decide(proposed, by)
    return _waiting(proposed)


def _waiting(proposed: PolicyProposal) -> PolicyProposal:
    held = PolicyProposal.objects.select_for_update(no_key=True).get(pk=proposed.pk)
    if not held.is_waiting:
        raise StepRefused(f"This policy is {held.get_outcome_display().lower()} already.")
    return held


def _require_tried(held: PolicyProposal) -> None:
    if held.tried_at is None:
        raise StepRefused("It is still being tried on the cases. Wait until that is done.")
    if not is_tried_now(held):
        raise StepRefused("Another policy came into the portal since. Try this one again first.")
    if broken := sum(not one["is_computed"] for one in held.trial or ()):
        raise StepRefused(
            f"{broken} of the cases cannot be computed by it, so it cannot come into force. Refuse "
            "it, and have the file mended."
        )


def _require_later(snapshot: Snapshot) -> None:
    """A past day would change what decisions of that day were to rest on (domain.md R45)."""
    if snapshot.effective_from < timezone.localdate():
        raise StepRefused(
            f"It was to begin on {snapshot.effective_from:%B %-d, %Y}, and that day is past. "
            "Refuse it, and have it proposed with a later day."
        )


def _decide(held: PolicyProposal, outcome: PolicyOutcome, reason: str, by: "User") -> None:
    held.outcome, held.decision_reason = outcome, reason
    held.decided_by, held.decided_at = by, timezone.now()
    held.full_clean(exclude=["text"])
    held.save()
    told = {"kind": held.kind, "reason": reason, "snapshot": held.snapshot_id}
    record(f"policy.{outcome.lower()}", by=by, subject=held, summary=held.title, **told)
    _send(policy_decided, held)


def _read(text: str, name: str) -> Snapshot:
    try:
        snapshot = parse(text, name=name)
    except BadPolicyFile as error:
        message = f"The file is refused: {error.why}"
        raise InvalidInput(message, fields={"file": [message]}) from error
    if snapshot.effective_from < timezone.localdate():
        message = "It begins on a day that is past: name today or a later day as effective_from."
        raise InvalidInput(message, fields={"file": [message]})
    return snapshot


def _require(user: "User", roles: "tuple[Role, ...]", does: str) -> None:
    if not user.has_role(*roles):
        names = " or ".join(role.label.lower() for role in POLICY_DECIDERS if role in roles)
        raise NotPermitted(f"Only a person with the role {names} {does}.")


def _send(signal: "Signal", proposed: PolicyProposal) -> None:
    transaction.on_commit(lambda: signal.send_robust(PolicyProposal, proposed=proposed))
