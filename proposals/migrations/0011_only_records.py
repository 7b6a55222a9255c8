"""What a draft says stands in its records alone: the tables and columns of before go."""

from typing import ClassVar

from django.db import migrations

TABLES = (
    *("LayerOffering", "Component", "TargetMarket"),
    *("OperatingRole", "InvolvedParty", "SupportRequest"),
)
COLUMNS = (
    *("executive_summary", "confidential_summary", "national_interest_statement", "sectors"),
    *("content_justification", "delivery_mode", "no_support_requested"),
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("proposals", "0010_records")]
    operations: ClassVar = [
        *(migrations.DeleteModel(name=name) for name in TABLES),
        *(migrations.RemoveField(model_name="proposal", name=name) for name in COLUMNS),
    ]
