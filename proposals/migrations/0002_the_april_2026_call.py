"""The call of April 2026 (FR Doc. 2026-06952): 1 April to 30 June 2026, New York time."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import migrations

NEW_YORK = ZoneInfo("America/New_York")


def add_call(apps, schema_editor):
    apps.get_model("proposals", "CallForProposals").objects.get_or_create(
        code="AAEP-2026-PRESET-1",
        defaults={
            "title": "Call for proposals for pre-set consortia (April 2026)",
            "document_number": "2026-06952",
            "opens_at": datetime(2026, 4, 1, tzinfo=NEW_YORK),
            "closes_at": datetime(2026, 6, 30, 23, 59, tzinfo=NEW_YORK),
        },
    )


class Migration(migrations.Migration):
    dependencies = [("proposals", "0001_initial")]
    operations = [migrations.RunPython(add_call, migrations.RunPython.noop)]
