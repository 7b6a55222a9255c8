"""`manage.py load_screening_list FILE`: put a copy of the Consolidated Screening List in force."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from reviews.management.commands.sync_screening_lists import add_guards, carry_out


class Command(BaseCommand):
    help = (
        "Load the Consolidated Screening List (JSON or CSV as trade.gov publishes it, or gzipped)."
        " The same as sync_screening_lists --file, with the rows of each list counted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        add_guards(parser)

    def handle(self, *, file: str, release: str, sha256: str, **_: Any) -> None:
        version = carry_out(str(file), release=release, sha256=sha256).version
        assert version is not None  # noqa: S101  whatever is not refused has one
        for source, count in sorted(version.counts.items(), key=lambda item: -item[1]):
            self.stdout.write(f"{count:>8,}  {source}")
        self.stdout.write(f"{version.entry_count:>8,}  in all; in force now: {version}")
