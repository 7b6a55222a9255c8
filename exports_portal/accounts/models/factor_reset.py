"""Who asked that a person's second factors be removed, and who confirmed it?"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from exports_portal.accounts.models.user import User
from exports_portal.bounds import LONGEST_NOTE
from exports_portal.web.fields import LongTextField


class SecondFactorReset(models.Model):
    """Somebody lost a phone or a key. One administrator asks, another one confirms."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="factor_resets")
    reason = LongTextField(
        max_length=LONGEST_NOTE, help_text="How you made sure that it is this person who asks."
    )
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="second_factor_reset_by_two",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("asked_by")),
            ),
            models.UniqueConstraint(
                fields=("user",),
                condition=Q(confirmed_at=None),
                name="one_open_second_factor_reset",
                violation_error_message="A reset for this person waits already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, asked for by {self.asked_by}"
