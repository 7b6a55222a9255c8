"""`manage.py demo_accounts`: who can sign in to the demonstration, and with what?"""

from typing import Any

from django.core.management.base import BaseCommand

from exports_portal.accounts.actions.second_factor import current_code
from exports_portal.demo import people


class Command(BaseCommand):
    help = "Print the accounts of the demonstration, with the current code of the second factor."

    def handle(self, **_: Any) -> None:
        self.stdout.write(f"Password of every account: {people.PASSWORD}")
        code = current_code(people.TOTP_SECRET)
        self.stdout.write(f"Second factor of the officers now: {code} (a new one every 30 seconds)")
        for person in people.EVERYBODY:
            factor = "password + code" if person.is_officer else "password"
            self.stdout.write(f"  {person.email:<28} {person.does} ({factor})")
