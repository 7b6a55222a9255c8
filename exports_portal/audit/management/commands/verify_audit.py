"""Is the audit trail as it was written? `manage.py verify_audit` walks it and says so."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from exports_portal.audit.chain import walk
from exports_portal.audit.models import AuditEvent

ROWS_AT_A_TIME = 2_000


class Command(BaseCommand):
    help = "Walk the audit trail and name the first broken row; exit status 1 when there is one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--head",
            default="",
            help="a head printed earlier; if it is gone, newer rows were cut off",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        rows = AuditEvent.objects.order_by("id").iterator(chunk_size=ROWS_AT_A_TIME)
        found = walk(rows, expected_head=options["head"])
        if found.broken_id is not None:
            self._fail(f"event {found.broken_id}: {found.problem} (after {found.events} intact)")
        if not found.saw_expected_head:
            self._fail(f"row missing: no event has the head {options['head']} noted earlier")
        self.stdout.write(f"{found.events} events, chain intact, head {found.head}")

    def _fail(self, sentence: str) -> None:
        self.stderr.write(sentence)
        sys.exit(1)
