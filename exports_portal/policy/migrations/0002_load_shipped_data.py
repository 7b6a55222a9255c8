"""A fresh database knows the policy that ships with the code."""

from typing import Any, ClassVar

from django.db import migrations

from exports_portal.policy.loading import load


def load_shipped(apps: Any, schema_editor: Any) -> None:
    """Later files reach an existing database through `manage.py load_policy`."""
    load(model=apps.get_model("policy", "PolicySnapshot"))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("policy", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(load_shipped, migrations.RunPython.noop)]
