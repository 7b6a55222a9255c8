"""Which packages stand in the catalog of a test? Published by the portal's own action."""

from itertools import count

from catalog.actions import publish
from catalog.models import CatalogEntry
from exports_portal.canonical import digest, plain
from proposals.models import Proposal, ProposalVersion
from tests.factories.proposals import CallFactory, ConsortiumFactory
from tests.proposals.rules.contents import complete_content

NUMBERS = count(1)


def published(*, conditions=(), **changes) -> CatalogEntry:
    """An entry; `changes` are those of the frozen content, such as title, markets or sectors."""
    consortium = ConsortiumFactory()
    by = consortium.founded_by
    proposal = Proposal.objects.create(
        consortium=consortium, call=CallFactory(), title="Draft", created_by=by
    )
    frozen = complete_content(**changes)
    version = ProposalVersion.objects.create(
        proposal=proposal,
        number=1,
        document=plain(frozen),
        sha256=digest(frozen),
        frozen_by=by,
    )
    number = f"AAEP-D-26-{next(NUMBERS):04d}"
    return publish(version, designation_number=number, conditions=conditions, by=by)
