"""`manage.py write_docs`: write the pages of docs/ that are generated from the code."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from exports_portal.handbook.pages import PAGES


class Command(BaseCommand):
    help = "Write the generated pages of docs/."

    def handle(self, **_: Any) -> None:
        for name, page in PAGES.items():
            (Path(settings.BASE_DIR) / "docs" / name).write_text(page())
            self.stdout.write(f"docs/{name}")
