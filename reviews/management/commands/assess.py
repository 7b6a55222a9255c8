"""How does a case stand by every criterion, as of now, and what would another policy change?

manage.py assess AAEP-26-0001 [--json]
manage.py assess --policy FILE [--json]
"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from exports_portal.policy.loading import BadPolicyFile, read
from exports_portal.policy.readers import snapshots_in_force
from proposals.models import Proposal
from reviews.case_facts import facts_of
from reviews.criteria.assessing import assess, plain
from reviews.criteria.criterion import Row
from reviews.desk import latest_version
from reviews.policy_trials import CaseTrial, as_data, try_policy


class Command(BaseCommand):
    help = (
        "Compute every criterion of a case by the policy, list and adjudications of today; or say "
        "what a changed policy would change, for which cases. Nothing is kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        asked = parser.add_mutually_exclusive_group(required=True)
        asked.add_argument("number", nargs="?", help="of the proposal, as in AAEP-26-0001")
        asked.add_argument("--policy", type=Path, metavar="FILE", help="try this policy")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, number: str | None, policy: Path | None, **options: Any) -> None:
        if policy is not None:
            self._try(policy, as_json=options["json"])
        elif number is not None:
            self._assess(number, as_json=options["json"])

    def _try(self, policy: Path, *, as_json: bool) -> None:
        try:
            trials = try_policy(read(policy))
        except BadPolicyFile as error:
            raise CommandError(f"Nothing was tried. {error}") from error
        numbers = Proposal.objects.in_bulk([trial.proposal for trial in trials])
        cases = {numbers[trial.proposal].public_id: trial for trial in trials}
        if as_json:
            answer = [as_data(trial) | {"proposal": number} for number, trial in cases.items()]
            self.stdout.write(_as_json(answer))
        else:
            self.stdout.writelines(_said(number, trial) for number, trial in cases.items())

    def _assess(self, number: str, *, as_json: bool) -> None:
        proposal = Proposal.objects.filter(public_id=number.strip().upper()).first()
        version = latest_version(proposal) if proposal else None
        if proposal is None or version is None:
            raise CommandError(f"Nothing was submitted under the number {number}.")
        rows = assess(facts_of(version))
        if as_json:
            answer = {
                "proposal": proposal.public_id,
                "version": version.number,
                "policies": [
                    {"kind": ref.kind, "sha256": ref.sha256}
                    for ref in snapshots_in_force(timezone.localdate())
                ],
                "rows": [plain(row) for row in rows],
            }
            self.stdout.write(_as_json(answer))
        else:
            self.stdout.writelines(_lines(row) for row in rows)


def _as_json(answer: Any) -> str:
    return json.dumps(answer, ensure_ascii=False, indent=2, sort_keys=True)


def _said(number: str | None, trial: CaseTrial) -> str:
    """A case, and under it a line for each row that would say something else."""
    if not trial.is_computed:
        return f"{number}: its criteria cannot be computed with this policy"
    changes = (
        f"    {change.criterion.code:22} {change.subject or 'the whole case'}: "
        f"{change.before_label} -> {change.after_label}"
        + (", to be answered anew" if change.is_asked_anew else "")
        for change in trial.changes
    )
    return "\n".join((f"{number}: {len(trial.changes)} rows change", *changes))


def _lines(row: Row) -> str:
    about = f" {row.subject.label}:" if row.subject.key else ""
    told = f"{row.computed.outcome.value:13}{row.criterion.code:22}{about} {row.computed.said}"
    return told.replace("\n", " ")
