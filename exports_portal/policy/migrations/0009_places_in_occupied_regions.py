"""The places in the occupied regions reach databases that exist already."""

from typing import Any, ClassVar

from django.db import migrations

from exports_portal.policy.loading import load


def load_shipped(apps: Any, schema_editor: Any) -> None:
    load(model=apps.get_model("policy", "PolicySnapshot"))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("policy", "0008_consultation")]
    operations: ClassVar = [migrations.RunPython(load_shipped, migrations.RunPython.noop)]
