"""Files can be attached to the records of a draft."""

import uuid
from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

PERSON = {
    "on_delete": django.db.models.deletion.PROTECT,
    "related_name": "+",
    "to": settings.AUTH_USER_MODEL,
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("files", "0003_scans"),
        ("proposals", "0012_packets_and_who_writes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="RecordEvidence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("proves", models.CharField(blank=True, max_length=2000)),
                ("issuer", models.CharField(blank=True, max_length=300)),
                ("issued_on", models.DateField(null=True)),
                ("expires_on", models.DateField(null=True)),
                ("marking", models.CharField(default="ANCHOR", max_length=16)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("removed_at", models.DateTimeField(null=True)),
                ("added_by", models.ForeignKey(**PERSON)),
                ("removed_by", models.ForeignKey(null=True, **PERSON)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="proposals.contentrecord",
                    ),
                ),
            ],
            options={
                "ordering": ("added_at", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("record", "file"),
                        name="evidence_once_at_a_record",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("marking__in", ["ANCHOR", "CONSORTIUM", "PROGRAM"])),
                        name="evidence_is_never_public",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("removed_at", None), ("removed_by", None))
                        | models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                        name="evidence_removed_by_somebody",
                    ),
                ],
            },
        ),
    ]
