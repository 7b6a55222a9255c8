"""How does new reference data reach a running portal? `manage.py load_policy [FILE ...]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exports_portal.policy.loading import BadPolicyFile, load


class Command(BaseCommand):
    help = "Load policy snapshots: the files given, or all that ship. Known content is skipped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            new = load(options["files"])
        except BadPolicyFile as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        for snapshot in new:
            self.stdout.write(f"{snapshot.kind} from {snapshot.effective_from}: {snapshot.sha256}")
        self.stdout.write(f"{len(new)} new policy snapshots.")
