"""`manage.py load_demo`: fill a portal with the demonstration; a second time changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from exports_portal.accounts.models import User
from exports_portal.demo import people
from exports_portal.demo.cases import play
from exports_portal.demo.stage import confirm_list, set_up


class Command(BaseCommand):
    help = "Load the demonstration: invented people, consortium, screening list and cases."

    def handle(self, **_: Any) -> None:
        if User.objects.filter(email=people.APPLICANT.email).exists():
            confirm_list()
            self.stdout.write("The demonstration is loaded already.")
            return
        with transaction.atomic():
            play(set_up())
        self.stdout.write("The demonstration is loaded.")
