"""What is this file? Its bytes say it, not its name; what the portal cannot read is refused."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from exports_portal.bounds import MOST_RECORDS
from exports_portal.files.archives import is_archive
from exports_portal.files.kinds import ZIP
from exports_portal.files.office import OLE2, refuse_container
from proposals.content.known import Known
from proposals.content.saying import kind_of
from proposals.content.whole import Part, parts
from proposals.exchange import oscal, oscal_plan
from proposals.exchange.csv_text import read_csv, read_text
from proposals.exchange.cyclonedx import found_in_cyclonedx
from proposals.exchange.found import Found, refused, shortened
from proposals.exchange.own_json import found_in_document
from proposals.exchange.rows import rows_of_table
from proposals.exchange.strict_json import load_json
from proposals.exchange.tables import LARGEST_TABLE, TOO_LARGE
from proposals.exchange.xlsx_reading import read_xlsx
from proposals.formats import FORMAT

KINDS = (
    "an XLSX workbook, a CSV table, or JSON: a proposal of this portal, a CycloneDX bill of "
    "materials, or an OSCAL component definition or system security plan"
)
NEITHER = f"The file is neither of these: {KINDS}."
OTHER_JSON = f"This JSON is nothing that the portal can read. It reads {KINDS}."
YAML = "This is YAML: export it as JSON (OSCAL has both), or as XLSX or CSV."
XML = "This is XML: export it as JSON (CycloneDX and OSCAL have both), or as XLSX or CSV."


def found_in(content: bytes, part: Part | None, known: Known) -> Found:
    """What a file says. InvalidInput with every reason why it is refused.

    `part` is the kind of the rows of a table, None where its headings say it.
    """
    if not content.strip():
        raise refused("The file is empty.")
    if len(content) > LARGEST_TABLE:
        raise refused(TOO_LARGE)
    if content.startswith(OLE2):
        refuse_container(content)
    if content.startswith(ZIP):
        return rows_of_table(read_xlsx(content), part, known, source="An XLSX workbook")
    if is_archive(content) or content.startswith((b"%PDF-", b"\x89PNG", b"\xff\xd8\xff")):
        raise refused(NEITHER)
    return _in_text(read_text(content), part, known)


def _in_text(text: str, part: Part | None, known: Known) -> Found:
    match text.lstrip()[:1]:
        case "{" | "[":
            return _in_json(load_json(text))
        case "<":
            raise refused(XML)
    if text.lstrip().startswith(("---\n", "---\r", f"{oscal.ROOT}:", f"{oscal_plan.ROOT}:")):
        raise refused(YAML)
    return rows_of_table(read_csv(text), part, known, source="A table as text (CSV)")


def _in_json(data: Any) -> Found:
    if not isinstance(data, Mapping):
        raise refused(OTHER_JSON)
    if FORMAT in data:
        return _bounded(found_in_document(data))
    if data.get("bomFormat") == "CycloneDX":
        return _bounded(found_in_cyclonedx(data))
    if oscal.ROOT in data:
        return _bounded(oscal.found_in_oscal(data))
    if oscal_plan.ROOT in data:
        return _bounded(oscal_plan.found_in_plan(data))
    raise refused(OTHER_JSON)


def _bounded(found: Found) -> Found:
    """As many records as a proposal takes, and as much of what is left out as people read."""
    for name, rows in found.rows.items():
        if len(rows) > MOST_RECORDS:
            plural = kind_of(parts()[name].of).plural
            raise refused(
                f"{plural}: the file has {len(rows):,}, and {MOST_RECORDS:,} is the most."
            )
    return replace(found, left_out=shortened(found.left_out))
