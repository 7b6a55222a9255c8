"""`manage.py screen "NAME" [--country XX] [--json]`: screen a name against the list in force."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reviews.actions.index import index_of
from reviews.actions.lists import list_in_force
from reviews.actions.screening import policy_in_force
from reviews.screening.answers import answer_of
from reviews.screening.engine import screen
from reviews.screening.parties import Match, Party, PartyKind


class Command(BaseCommand):
    help = "Screen a name against the list version in force, as a case does."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--country", action="append", default=[], help="ISO code; repeatable")
        parser.add_argument("--kind", choices=[kind.value for kind in PartyKind], default="unknown")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, name: str, country: list[str], kind: str, **options: Any) -> None:
        version = list_in_force()
        if version is None:
            raise CommandError(
                "No screening list is loaded: run manage.py load_screening_list FILE."
            )
        party = Party(
            name=name, kind=PartyKind(kind), countries=tuple(code.upper() for code in country)
        )
        matches = screen(party, index_of(version.pk), policy_in_force())
        if options["json"]:
            answer = answer_of(party, matches) | {"list_version": version.sha256}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        else:
            self._write(matches, str(version))

    def _write(self, matches: list[Match], version: str) -> None:
        for match in matches:
            self.stdout.write(
                f"{match.score:.2f} {match.tier:<7}{match.entry.list_code:<5}{match.matched_name}"
            )
            self.stdout.write(f"     {match.explanation}")
        many = "1 listed party" if len(matches) == 1 else f"{len(matches)} listed parties"
        found = many if matches else "No match found"
        self.stdout.write(f"{found} on {version}. A person has to judge; nothing is cleared.")
