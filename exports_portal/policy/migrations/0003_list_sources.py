"""A database that stands already learns which lists the screening list consists of."""

from typing import Any

from django.db import migrations, models

from exports_portal.policy.loading import DATA, load


def load_list_sources(apps: Any, schema_editor: Any) -> None:
    snapshot = apps.get_model("policy", "PolicySnapshot")
    load([DATA / "list_sources-2026-07-31.json"], model=snapshot)


class Migration(migrations.Migration):

    dependencies = [
        ('policy', '0002_load_shipped_data'),
    ]

    operations = [
        migrations.AlterField(
            model_name='policysnapshot',
            name='kind',
            field=models.CharField(choices=[('COUNTRIES_OF_CONCERN', 'Countries of concern'), ('BLOCS', 'Regional blocs'), ('SUPPORT_INSTRUMENTS', 'Federal support instruments'), ('CERTIFICATIONS', 'Compliance certifications'), ('CONTENT', 'U.S.-content presumption'), ('SCREENING', 'Screening thresholds'), ('CONSULTED_AGENCIES', 'Agencies to consult'), ('SECTORS', 'Sectors of use'), ('COUNTRY_GROUPS', 'EAR country groups'), ('LIST_SOURCES', 'Lists within the screening list')], max_length=32),
        ),
        migrations.RunPython(load_list_sources, migrations.RunPython.noop),
    ]
