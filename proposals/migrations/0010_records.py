"""A draft becomes a set of records with revisions; what stood in its tables and columns is copied."""

import uuid
from decimal import Decimal
from typing import Any, ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import exports_portal.web.fields

REFUSE = """
CREATE FUNCTION proposals_refuse_revision_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A revision of a record is kept as it was written.'
        USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
CREATE TRIGGER proposals_revision_kept BEFORE UPDATE OR DELETE ON proposals_recordrevision
    FOR EACH ROW EXECUTE FUNCTION proposals_refuse_revision_change();
CREATE TRIGGER proposals_revisions_kept BEFORE TRUNCATE ON proposals_recordrevision
    FOR EACH STATEMENT EXECUTE FUNCTION proposals_refuse_revision_change();
"""
ALLOW = """
DROP TRIGGER proposals_revisions_kept ON proposals_recordrevision;
DROP TRIGGER proposals_revision_kept ON proposals_recordrevision;
DROP FUNCTION proposals_refuse_revision_change();
"""
# kind -> the columns of the proposal that become its one record
ONES = {
    "overview": (
        *("title", "executive_summary", "confidential_summary"),
        *("national_interest_statement", "sectors"),
    ),
    "hardware": ("content_justification",),
    "operations": ("delivery_mode",),
    "support": ("no_support_requested",),
}
# kind -> its table and the columns that become its records
ROWS = {
    "layers": (
        "LayerOffering",
        ("code", "description", "confidential_detail", "us_manufacture_statement"),
    ),
    "components": (
        "Component",
        (
            *("name", "category", "manufacturer", "quantity", "unit_value"),
            *("us_origin_percent", "origin_country", "eccn"),
        ),
    ),
    "markets": ("TargetMarket", ("kind", "code", "rationale")),
    "operating_roles": (
        "OperatingRole",
        ("role", "name", "country", "to_be_decided", "explanation"),
    ),
    "involved_parties": (
        "InvolvedParty",
        (
            *("role", "name", "country", "street", "city", "region", "postal_code"),
            *("address_country", "majority_owner_name", "majority_owner_country", "note"),
        ),
    ),
    "support_requests": ("SupportRequest", ("code", "amount", "purpose")),
}
BATCH = 500


def copy_drafts(apps: Any, schema_editor: Any) -> None:
    """Every draft, in batches: what equals its default is left out, as `data_of` does."""
    proposal_model = apps.get_model("proposals", "Proposal")
    keys = list(proposal_model.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        _copy(apps, proposal_model.objects.in_bulk(keys[start : start + BATCH]))


def _copy(apps: Any, proposals: dict[int, Any]) -> None:
    anchors = _anchors(apps, proposals.values())
    records = [*_ones(apps, proposals, anchors), *_rows(apps, proposals, anchors)]
    apps.get_model("proposals", "ContentRecord").objects.bulk_create(records)
    revision = apps.get_model("proposals", "RecordRevision")
    revision.objects.bulk_create(
        revision(
            record=record, number=1, data=record.data, changed=sorted(record.data), by=record.updated_by
        )
        for record in records
    )


def _anchors(apps: Any, proposals: Any) -> dict[int, int]:
    """consortium -> the organization that leads it, or else the last that did."""
    members = apps.get_model("proposals", "ConsortiumMember").objects.filter(
        consortium__in={each.consortium_id for each in proposals}, role="ANCHOR"
    )
    # The last one counts, and PostgreSQL sorts those that have not left last.
    return dict(members.order_by("left_at").values_list("consortium", "organization"))


def _ones(apps: Any, proposals: dict[int, Any], anchors: dict[int, int]) -> Any:
    for proposal in proposals.values():
        for kind, names in ONES.items():
            yield _record(apps, proposal, anchors, kind, 0, _data(proposal, names))


def _rows(apps: Any, proposals: dict[int, Any], anchors: dict[int, int]) -> Any:
    for kind, (table, names) in ROWS.items():
        rows = apps.get_model("proposals", table).objects.filter(proposal__in=proposals)
        ordered = rows.order_by("proposal", *(("position", "pk") if kind in ("components", "involved_parties") else ("code",) if kind == "layers" else ("pk",)))
        position, before = 0, None
        for row in ordered:
            position = position + 1 if row.proposal_id == before else 0
            before = row.proposal_id
            data = _data(row, names)
            if kind == "layers" and (
                providers := sorted(row.providers.values_list("pk", flat=True))
            ):
                data["providers"] = providers
            yield _record(apps, proposals[row.proposal_id], anchors, kind, position, data)


def _data(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    given = ((name, getattr(row, name)) for name in names)
    return {name: _plain(value) for name, value in given if not _is_unsaid(value)}


def _is_unsaid(value: Any) -> bool:
    """Nothing was said. Zero was: 0 percent of U.S. origin is a figure."""
    return value is None or value is False or value in ("", [])


def _plain(value: Any) -> Any:
    if not isinstance(value, Decimal):
        return value
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) if value else "0"


def _record(
    apps: Any, proposal: Any, anchors: dict[int, int], kind: str, position: int, data: Any
) -> Any:
    return apps.get_model("proposals", "ContentRecord")(
        pk=uuid.uuid4(),
        proposal=proposal,
        kind=kind,
        contributor_id=anchors[proposal.consortium_id],
        position=position,
        data=data,
        updated_by_id=proposal.created_by_id,
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("accounts", "0009_tokens_that_submit_and_lost_factors"),
        ("proposals", "0009_lists_without_counting"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            name="ContentRecord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("position", models.PositiveIntegerField(default=0)),
                ("data", models.JSONField(default=dict)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "contributor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organization",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="records",
                        to="proposals.proposal",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("proposal", "kind", "position", "id"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("removed_at", None)),
                        fields=["proposal", "kind", "position"],
                        name="record_of_proposal",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RecordRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("data", models.JSONField(default=dict)),
                (
                    "changed",
                    exports_portal.web.fields.ShortArrayField(
                        base_field=models.CharField(max_length=64), default=list, size=100
                    ),
                ),
                ("is_removal", models.BooleanField(default=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="proposals.contentrecord",
                    ),
                ),
            ],
            options={
                "ordering": ("record", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("record", "number"), name="revision_once")
                ],
            },
        ),
        migrations.RunSQL(
            "ALTER TABLE proposals_contentrecord ADD CONSTRAINT record_bounded"
            " CHECK (octet_length(data::text) <= 524288)",
            "ALTER TABLE proposals_contentrecord DROP CONSTRAINT record_bounded",
            state_operations=[
                migrations.AddConstraint(
                    model_name="contentrecord",
                    constraint=models.CheckConstraint(
                        condition=models.Q(data__octets__lte=524288), name="record_bounded"
                    ),
                )
            ],
        ),
        migrations.RunPython(copy_drafts, migrations.RunPython.noop),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
