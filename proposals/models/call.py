"""When may proposals be submitted, and under which call?"""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import datetime


class CallQuerySet(models.QuerySet["CallForProposals"]):
    def taking_proposals(self, at: "datetime | None" = None) -> "CallQuerySet":
        """Open now, or open to late proposals."""
        now = at or timezone.now()
        return self.filter(opens_at__lte=now).filter(Q(closes_at__gte=now) | Q(allow_late=True))


class CallForProposals(models.Model):
    """A call of the Department of Commerce, open 90 days at most (E.O. 14320 sec. 3(c))."""

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    document_number = models.CharField("Federal Register document", max_length=40, blank=True)
    opens_at = models.DateTimeField("opens")
    closes_at = models.DateTimeField("closes")
    allow_late = models.BooleanField("late proposals are marked, not refused", default=False)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "calls for proposals"
        ordering = ("-opens_at",)
        constraints = (
            models.CheckConstraint(
                name="call_closes_after_it_opens", condition=Q(closes_at__gt=F("opens_at"))
            ),
        )

    def __str__(self) -> str:
        return self.title
