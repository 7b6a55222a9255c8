"""The row of a case takes its title from a version of format 3 as well: there it is a record's."""

import importlib
from typing import ClassVar

from django.db import migrations

before = importlib.import_module("reviews.migrations.0019_one_row_for_the_queue").NEW_VERSION
TITLE = "NEW.document->>'title'"
NOW = before.replace(TITLE, f"NEW.document->'overview'->>'title', {TITLE}")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("reviews", "0019_one_row_for_the_queue")]
    operations: ClassVar = [migrations.RunSQL(NOW, before)]
