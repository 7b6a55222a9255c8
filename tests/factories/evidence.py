"""How does a test get evidence at a record of a draft?"""

from typing import Any

from exports_portal.accounts.models import User
from exports_portal.files.kinds import checked
from exports_portal.files.uploads import NewFile
from proposals.actions.evidence import attach
from proposals.models import ContentRecord, Proposal, RecordEvidence
from tests.factories.files import cleared
from tests.files.samples import PDF

TITLE = "Pier Auditors report on the vault of weights"


def model_of(proposal: Proposal) -> ContentRecord:
    """The record of the model of a ready proposal."""
    return proposal.records.get(kind="models")


def attached(
    proposal: Proposal,
    *,
    by: User,
    record: ContentRecord | None = None,
    content: bytes = PDF,
    is_clean: bool = True,
    **stated: Any,
) -> RecordEvidence:
    """A PDF at the model of the proposal, confidential, unless it is said otherwise."""
    made = attach(
        proposal,
        (record or model_of(proposal)).pk,
        file=checked(NewFile(name="report.pdf", content=content)),
        stated={"title": TITLE} | stated,
        by=by,
    )
    if is_clean:
        cleared(made.file)
    return RecordEvidence.objects.select_related("file__scan", "record").get(pk=made.pk)
