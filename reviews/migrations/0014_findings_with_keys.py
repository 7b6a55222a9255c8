"""What the portal found until now is told by its sentence for the last time, and gets its key.

What is open stays open and takes two people from now on. A result on ownership that is open is
closed by the next screening, which raises it under its new key; what was resolved stays resolved.
"""

from typing import Any, ClassVar

from django.db import migrations

from reviews.pairs import match_key


def give_keys(apps: Any, schema_editor: Any) -> None:
    findings = apps.get_model("reviews", "Finding").objects.filter(text_public="", source="OFFICER")
    for finding in findings.filter(text_internal__startswith="Ownership of ").order_by("pk"):
        finding.source = "OWNERSHIP"
        finding.key = "" if finding.resolved_at else f"earlier-{finding.pk}"
        finding.save(update_fields=["source", "key"])
    matches = findings.filter(severity="BLOCKING", text_internal__contains=" is the listed party ")
    taken: set[tuple[int, str]] = set()
    for finding in matches.order_by("-pk"):
        key = _key(apps, finding)
        if not key:
            continue
        finding.source = "TRUE_MATCH"
        if not finding.resolved_at and (finding.proposal_id, key) not in taken:
            taken.add((finding.proposal_id, key))
            finding.key = key
        finding.save(update_fields=["source", "key"])


def _key(apps: Any, finding: Any) -> str:
    """Of the adjudication that said so; empty when an officer wrote the sentence."""
    rows = apps.get_model("reviews", "Adjudication").objects.filter(
        proposal=finding.proposal_id, outcome="TRUE_MATCH"
    )
    for row in rows.select_related("hit__party"):
        hit, party = row.hit, row.hit.party
        said = f"{party.name} ({party.relation}) is the listed party {hit.matched_name}, "
        if finding.text_internal == f"{said}{hit.list_code}.":
            return match_key(party.kind, party.name, hit.entry)
    return ""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("reviews", "0013_findings_of_two")]
    operations: ClassVar = [migrations.RunPython(give_keys, migrations.RunPython.noop)]
