"""When somebody is reminded reaches databases that exist already."""

from typing import Any, ClassVar

from django.db import migrations, models

from exports_portal.policy.loading import DATA, load

KINDS = [
    ("COUNTRIES_OF_CONCERN", "Countries of concern"),
    ("BLOCS", "Regional blocs"),
    ("SUPPORT_INSTRUMENTS", "Federal support instruments"),
    ("CERTIFICATIONS", "Compliance certifications"),
    ("CONTENT", "U.S.-content presumption"),
    ("SCREENING", "Screening thresholds"),
    ("CONSULTED_AGENCIES", "Agencies to consult"),
    ("SECTORS", "Sectors of use"),
    ("COUNTRY_GROUPS", "EAR country groups"),
    ("LIST_SOURCES", "Lists within the screening list"),
    ("OWNERSHIP_RULES", "Ownership: the 50 percent rules"),
    ("DESTINATIONS", "Destinations not accepted"),
    ("CONFLICTS", "Conflicts of interest"),
    ("CONSULTATION", "Consultation of agencies"),
    ("CONTROLS", "Security control catalog"),
    ("LICENSE_POSITIONS", "License positions of destinations"),
    ("REMINDERS", "Reminders of due dates"),
]


def load_reminders(apps: Any, schema_editor: Any) -> None:
    model = apps.get_model("policy", "PolicySnapshot")
    load([DATA / "reminders-2025-07-23.json"], model=model)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("policy", "0011_license_positions")]
    operations: ClassVar = [
        migrations.AlterField(
            model_name="policysnapshot",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=32),
        ),
        migrations.RunPython(load_reminders, migrations.RunPython.noop),
    ]
