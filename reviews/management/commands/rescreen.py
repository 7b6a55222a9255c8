"""`manage.py rescreen`: follow the list by hand, screen everything anew, or verify an old run."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exports_portal.errors import StepRefused
from reviews.actions.passes import screen_what_waits, work_on
from reviews.actions.reproducing import first_difference
from reviews.actions.rescreening import queue_list_change, queue_weekly
from reviews.models import Rescreening, ScreeningRun

EVERY = 1000


class Command(BaseCommand):
    help = (
        "Screen every watched case against the list in force: what the list changed, or everything "
        "in full; or make an old run again from what was stored and compare it byte for byte."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--list-change", action="store_true", help="what the list changed")
        what.add_argument("--all", action="store_true", help="everything in full, as once a week")
        what.add_argument("--run", type=int, metavar="ID", help="an old run, with --verify")
        parser.add_argument("--verify", action="store_true", help="compare, change nothing")

    def handle(self, *, run: int | None, verify: bool, **options: Any) -> None:
        if verify != (run is not None):
            raise CommandError("--run and --verify are used together: an old run is never changed.")
        if run is not None:
            self._verify(run)
        else:
            self._follow(self._queue(in_full=options["all"]))

    def _queue(self, *, in_full: bool) -> Rescreening | None:
        return queue_weekly(is_asked_for=True) if in_full else queue_list_change()

    def _follow(self, found: Rescreening | None) -> None:
        if found is None:
            self.stdout.write("Nothing to do: every watched case stands on the list in force.")
            return
        self.stdout.write(f"{found.checks.count()} cases, {found.party_count} parties")
        if not work_on(found, progress=self._say):
            raise CommandError("A worker is at it already, or a screening has to end first.")
        while not screen_what_waits(found):
            self.stdout.write("Still screening the parties that are concerned.")
        found.refresh_from_db()
        self.stdout.write(f"{found.affected_count} parties were concerned and are screened.")

    def _say(self, done: int) -> None:
        if done % EVERY == 0 and done:
            self.stdout.write(f"{done:>10,} parties")

    def _verify(self, pk: int) -> None:
        run = ScreeningRun.objects.filter(pk=pk).first()
        if run is None:
            raise CommandError(f"There is no run {pk}.")
        try:
            difference = first_difference(run, progress=self._say)
        except StepRefused as refused:
            raise CommandError(" ".join(refused.reasons)) from refused
        if difference:
            raise CommandError(f"Run {pk} does not come out the same.\n{difference}")
        self.stdout.write(
            f"Run {pk} comes out the same, byte for byte: {run.party_count} parties, "
            f"matcher {run.matcher_version}, {run.list_version}."
        )
