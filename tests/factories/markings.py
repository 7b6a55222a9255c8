"""How does a test mark a value as confidential, as the page and the API do?"""

from typing import Any

from exports_portal.accounts.models import User
from proposals.actions.one_record import add_records
from proposals.models import ContentRecord, Proposal

JUSTIFICATION = "Whoever knows it can tell what we pay and to whom."
SUBSTITUTE = "A place in a country of the list."
WHOLE = {
    "value": "models.hosting_location",
    "basis": "COMMERCIAL",
    "justification": JUSTIFICATION,
    "public_substitute": SUBSTITUTE,
}


def marked(proposal: Proposal, *, by: User, **changes: Any) -> ContentRecord:
    """A marking of the first model, unless the changes say something else."""
    own = proposal.records.filter(kind="models", contributor=proposal.consortium.anchor)
    said = {"record": own.earliest("position").pk} | WHOLE | changes
    contributor = said.pop("contributor", None)
    (made,) = add_records(proposal, "markings", [said], by=by, contributor=contributor)
    return made
