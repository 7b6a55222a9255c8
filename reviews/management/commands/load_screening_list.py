"""`manage.py load_screening_list FILE`: put a copy of the Consolidated Screening List in force."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reviews.actions.lists import load_list
from reviews.screening.sources import ListRefused


class Command(BaseCommand):
    help = (
        "Load the Consolidated Screening List (JSON or CSV as trade.gov publishes it, or gzipped)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_: Any) -> None:
        try:
            version = load_list(file)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from error
        except ListRefused as refused:
            raise CommandError(
                f"{file} is refused whole: {refused}. The list in force stays in force."
            ) from refused
        for source, count in sorted(version.counts.items(), key=lambda item: -item[1]):
            self.stdout.write(f"{count:>8,}  {source}")
        self.stdout.write(f"{version.entry_count:>8,}  in all; in force now: {version}")
