"""Which runs, passes and letters are unfinished, and which passes may a person read about?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from proposals.models import Proposal, ProposalVersion

if TYPE_CHECKING:
    from exports_portal.accounts.models import User
    from reviews.models import (  # noqa: F401  named in the quoted bases below
        Determination,
        Rescreening,
        ScreeningRun,
    )


class RunQuerySet(models.QuerySet["ScreeningRun"]):
    def stalled_since(self, moment: datetime) -> "RunQuerySet":
        """Open runs on which no worker made progress since then."""
        return self.filter(finished_at=None, progress_at__lt=moment)

    def latest_of(self, version: "ProposalVersion") -> "ScreeningRun | None":
        """The newest run of a version, finished or not."""
        return self.filter(version=version).order_by("-queued_at", "-pk").first()


class RescreeningQuerySet(models.QuerySet["Rescreening"]):
    def stalled_since(self, moment: datetime) -> "RescreeningQuerySet":
        """Open passes on which no worker made progress since then."""
        return self.filter(finished_at=None, progress_at__lt=moment)

    def to_show(self, user: "User") -> "RescreeningQuerySet":
        """With the number of cases of those that this person may read, and of their parties: of
        all, of those looked at so far, and of those screened again.

        An edit that concerned no such case is nothing to read about.
        """
        cases = Proposal.objects.for_review(user).values("pk")
        theirs = Q(checks__version__proposal__in=cases)
        found = self.select_related("list_version", "organization", "requested_by")
        with_cases = found.annotate(
            case_count=Count("checks", filter=theirs),
            own_party_count=Coalesce(Sum("checks__party_count", filter=theirs), 0),
            own_looked_at_count=Coalesce(
                Sum("checks__party_count", filter=theirs & ~Q(checks__outcome="")), 0
            ),
            own_affected_count=Coalesce(Sum("checks__affected_count", filter=theirs), 0),
        ).filter(case_count__gt=0)
        return with_cases.order_by("-queued_at", "-pk")


class DeterminationQuerySet(models.QuerySet["Determination"]):
    def without_letter(self) -> "DeterminationQuerySet":
        return self.filter(letters=None)
