"""Which screening hits are open, in one case or in all of them?"""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from proposals.models import ProposalVersion
from reviews.states import TIERS_FOR_TWO, TIERS_ON_REQUEST, AdjudicationOutcome

if TYPE_CHECKING:
    from proposals.models import Proposal
    from reviews.models import ScreeningHit  # noqa: F401  named in the quoted base below


class HitQuerySet(models.QuerySet["ScreeningHit"]):
    def with_adjudication(self, proposal: "Proposal | OuterRef") -> "HitQuerySet":
        """Adds what the latest adjudication of the same pair on this proposal says: `outcome`,
        `last_by` (who said it), `second` (pk of the first person it answers, if any) and `undoes`
        (it takes back a true match).
        """
        adjudications = apps.get_model("reviews", "Adjudication").objects.filter(
            proposal=proposal, fingerprint=OuterRef("fingerprint")
        )
        latest = adjudications.order_by("-at", "-pk")
        return self.annotate(
            outcome=Subquery(latest.values("outcome")[:1]),
            second=Subquery(latest.values("first_person")[:1]),
            last_by=Subquery(latest.values("by")[:1]),
            undoes=Subquery(latest.values("undoes_match")[:1]),
        )

    def open_for(self, proposal: "Proposal | OuterRef") -> "HitQuerySet":
        """Hits that somebody has to look at. Like `reviews.states.standing`.

        An inconclusive hit is open, and so is a strong one, or a true match, that one person alone
        cleared. A hit to watch is open when somebody raised it, or when the pair was adjudicated
        before one of its records changed: no change of a name takes a pair out of sight.
        """
        return self.with_adjudication(proposal).filter(
            Q(outcome=None) & (~Q(tier__in=TIERS_ON_REQUEST) | Exists(_judged_before(proposal)))
            | Q(outcome=AdjudicationOutcome.ESCALATE)
            | Q(outcome=AdjudicationOutcome.FALSE_POSITIVE, second=None)
            & (Q(tier__in=TIERS_FOR_TWO) | Q(undoes=True))
        )


def _judged_before(proposal: "Proposal | OuterRef") -> models.QuerySet[Any]:
    """Adjudications of the outer hit's pair as it was: same list entry, same party or relation."""
    same_entry = Q(hit__entry_id=OuterRef("entry_id")) | Q(hit__entry__name=OuterRef("entry__name"))
    same_party = Q(hit__party__name=OuterRef("party__name")) | Q(
        hit__party__relation=OuterRef("party__relation")
    )
    return apps.get_model("reviews", "Adjudication").objects.filter(
        same_entry,
        same_party,
        proposal=proposal,
        hit__list_code=OuterRef("list_code"),
        hit__party__kind=OuterRef("party__kind"),
    )


def open_hits() -> models.QuerySet[Any]:
    """Open hits of the latest screening of the latest version of any proposal."""
    run = "party__run"
    newer_version = ProposalVersion.objects.filter(
        proposal=OuterRef(f"{run}__version__proposal"),
        number__gt=OuterRef(f"{run}__version__number"),
    )
    newer_run = apps.get_model("reviews", "ScreeningRun").objects.filter(
        version=OuterRef(f"{run}__version"), pk__gt=OuterRef(run)
    )
    hits = apps.get_model("reviews", "ScreeningHit").objects
    of_any = hits.open_for(OuterRef(f"{run}__version__proposal"))
    return of_any.filter(~Exists(newer_version), ~Exists(newer_run)).order_by()
