"""`manage.py sync_screening_lists`: get the newest screening list and put it in force."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exports_portal.errors import InvalidInput
from reviews.actions.sync import sync_lists
from reviews.models import ListFetch
from reviews.states import FetchOutcome


def add_guards(parser: ArgumentParser) -> None:
    """What may be said about a file on the command line, wherever it comes from."""
    parser.add_argument(
        "--release",
        metavar="REASON",
        default="",
        help="put the list in force although something about it is odd, and why",
    )
    parser.add_argument("--sha256", default="", help="refuse a file with another hash")


def carry_out(place: str, *, release: str, sha256: str) -> ListFetch:
    """Get the list; CommandError unless a good one is in force afterwards."""
    try:
        fetch = sync_lists(place, release=release, sha256=sha256)
    except InvalidInput as error:
        raise CommandError(str(error)) from error
    if fetch.outcome == FetchOutcome.QUARANTINED:
        raise CommandError(
            f"{fetch.origin} is in quarantine: {fetch.reason} The list in force stays in force."
            " An officer releases or rejects it at /review/lists/; from here: --release REASON."
        )
    if fetch.outcome == FetchOutcome.REFUSED:
        raise CommandError(
            f"{fetch.origin} is refused whole: {fetch.reason}. The list in force stays in force."
        )
    if fetch.outcome == FetchOutcome.FAILED:
        raise CommandError(f"{fetch.reason} The list in force stays in force.")
    return fetch


class Command(BaseCommand):
    help = (
        "Get the newest Consolidated Screening List: from SCREENING_LIST_URL, else from where the"
        " version in force came from."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--file", help="a file on this machine")
        where.add_argument("--url", help="an address on the web")
        add_guards(parser)

    def handle(
        self, *, file: str | None, url: str | None, release: str, sha256: str, **_: Any
    ) -> None:
        fetch = carry_out(file or url or "", release=release, sha256=sha256)
        self.stdout.write(f"{fetch.get_outcome_display()}: {fetch.version}")
