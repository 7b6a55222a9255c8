"""`manage.py assess AAEP-26-0001 [--json]`: how does a case stand by every criterion, as of now?"""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from exports_portal.policy.readers import snapshots_in_force
from proposals.models import Proposal
from reviews.case_facts import facts_of
from reviews.criteria.assessing import assess, plain
from reviews.criteria.criterion import Row
from reviews.desk import latest_version


class Command(BaseCommand):
    help = "Compute every criterion of a case by today's policy, list and adjudications."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", help="of the proposal, as in AAEP-26-0001")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, number: str, **options: Any) -> None:
        proposal = Proposal.objects.filter(public_id=number.strip().upper()).first()
        version = latest_version(proposal) if proposal else None
        if proposal is None or version is None:
            raise CommandError(f"Nothing was submitted under the number {number}.")
        rows = assess(facts_of(version))
        if options["json"]:
            answer = {
                "proposal": proposal.public_id,
                "version": version.number,
                "policies": [
                    {"kind": ref.kind, "sha256": ref.sha256}
                    for ref in snapshots_in_force(timezone.localdate())
                ],
                "rows": [plain(row) for row in rows],
            }
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2, sort_keys=True))
        else:
            self.stdout.writelines(_lines(row) for row in rows)


def _lines(row: Row) -> str:
    about = f" {row.subject.label}:" if row.subject.key else ""
    told = f"{row.computed.outcome.value:13}{row.criterion.code:22}{about} {row.computed.said}"
    return told.replace("\n", " ")
