"""Which letters do the tests render? Fictional ones, in the shape the documents layer gives."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from exports_portal.pdf.qr import qr_code
from exports_portal.pdf.rendering import render
from reviews.documents import LetterAnchor, LetterCondition, LetterContent

AS_OF = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)

DESIGNATED = LetterContent(
    proposal_number="AAEP-26-0001",
    designation_number="AAEP-D-26-0001",
    version_number=2,
    version_sha256="9f2b6c1d3e4f5a6978b0c1d2e3f4051627384950a1b2c3d4e5f60718293a4b5c",
    outcome="DESIGNATED",
    issued_on=date(2026, 11, 20),
    anchor=LetterAnchor(
        name="Lumen Harbor Systems, Inc.",
        address_lines=("410 Pier Street, Suite 1200", "Baltimore, MD 21230", "United States"),
    ),
    consortium="Lumen Harbor Consortium",
    members=(
        "Lumen Harbor Systems, Inc. (United States), anchor member",
        "Cedar Loom Data LLC (United States)",
        "Northbeam Models, Inc. (United States)",
        "Halvorsen Sikkerhet AS (Norway)",
        "Tidewater Applications Corp. (United States)",
    ),
    markets=("Kenya", "Philippines", "Gulf Cooperation Council (GCC)"),
    title="Harbor Stack for public hospitals",
    legal_basis=(
        "Executive Order 14320, section 3(d): the Secretary of Commerce selects priority AI export "
        "packages after consultation with the agencies named below."
    ),
    content_sentence=(
        "67.25 percent of the aggregate value of the hardware layer is of U.S. origin. At 51 "
        "percent or more the U.S.-content component is presumed to be met."
    ),
    consultation_sentence=(
        "The Department of State, the Department of War, the Department of Energy and the Office "
        "of Science and Technology Policy were consulted."
    ),
    conditions=(
        LetterCondition(
            text="Submit the report of an independent assessment of the security layer.",
            category="Security",
            due_on=date(2027, 3, 31),
        ),
        LetterCondition(
            text="Tell the Program Office of a change of members or of owners within 30 days.",
            category="Membership",
            due_on=None,
        ),
    ),
    findings=(),
    rationale_public=(
        "The package offers all five layers from members that can deliver them on a continuing "
        "basis, and serves the national interest in the adoption of American AI in the markets in "
        "scope.\n\nThe security measures described in the proposal are suited to its uses."
    ),
    caveats=(
        "Designation is not an export license, and it waives no license requirement.",
        "Designation is not a commitment of financing: each agency decides under its own law.",
        "Designation creates no enforceable right (Executive Order 14320, section 5(c)).",
    ),
    next_duties=(
        "Keep to the conditions, and report when each is met.",
        "Attest every twelve months that the package is unchanged (program default).",
        "Tell the Program Office at once of an incident that affects the security of the package.",
    ),
    contact="Program Office, American AI Exports Program, program-office@exports.example",
    verification_url="https://portal.exports.example/verify/7KQ4-M2XD-9PRT",
    verification_page="https://portal.exports.example/verify/",
    verification_code="7KQ4-M2XD-9PRT",
    audit_head="4f" * 32,
    snapshot_lines=(
        "Countries of concern for consortium members: program default, source dated April 10, 2026",
        "Presumption of sufficient U.S. content: source dated April 10, 2026",
        "Consolidated Screening List: version of November 20, 2026",
    ),
)
DECLINED = replace(
    DESIGNATED,
    designation_number=None,
    outcome="DECLINED",
    conditions=(),
    content_sentence=(
        "44.10 percent of the aggregate value of the hardware layer is of U.S. origin. Below 51 "
        "percent nothing is presumed, and the justification in the proposal was considered."
    ),
    rationale_public="On the findings below it was not found to serve the national interest.",
    findings=(
        "The security layer does not say who may change the model weights after delivery.",
        "The operating model leaves open who owns the data centers in one of the target markets.",
    ),
    caveats=("This decision says nothing about any export license.",),
    next_duties=(
        "The anchor member may submit a new proposal that answers the findings.",
        "The anchor member may ask once that the decision be reconsidered (program default).",
    ),
)


def letter(content: LetterContent = DESIGNATED, **changes: Any) -> bytes:
    content = replace(content, **changes)
    return render(
        template="documents/letter.html",
        context={"letter": content, "qr_code": qr_code(content.verification_url)},
        title=f"Decision on proposal {content.proposal_number}",
        as_of=AS_OF,
    )
