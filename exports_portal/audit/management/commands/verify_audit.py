"""Is the audit trail as it was written? `manage.py verify_audit` walks it and says so."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from exports_portal.audit.verification import verify_trail


class Command(BaseCommand):
    help = (
        "Walk the audit trail, look for every head that is anchored outside it, and compare the"
        " states with the events; exit status 1 when something is wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            help="a head printed earlier, for example on a letter; may be given several times",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify_trail(noted_heads=tuple(options["head"]))
        for problem in verdict.problems:
            self.stderr.write(problem)
        if verdict.problems:
            sys.exit(1)
        self.stdout.write(f"{verdict.events} events, chain intact, head {verdict.head}")
