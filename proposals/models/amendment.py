"""Who changes a proposal that is under review, why, and what became of it?"""

from django.db import models
from django.utils import timezone

from exports_portal.accounts.models import User
from exports_portal.web.name_fields import UndirectedField
from exports_portal.web.validators import no_control_characters
from proposals.models.version import ProposalVersion

LONGEST_REASON = 200


class Amendment(models.Model):
    """A draft on top of the frozen version `base`, while the review goes on.

    It is open as long as the proposal points to it (`Proposal.amendment`). It ends as the next
    `version`, or as none: dropped, or overtaken by a decision. `opened_by` None: a question of the
    program office opened it. `told_at`: the officers were told of the version.
    """

    base = models.ForeignKey(ProposalVersion, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(
        "proposals.Proposal", on_delete=models.PROTECT, related_name="amendments"
    )
    reason = UndirectedField(
        "why the proposal is amended",
        max_length=LONGEST_REASON,
        validators=(no_control_characters,),
    )
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True, editable=False)
    version = models.OneToOneField(
        ProposalVersion, on_delete=models.PROTECT, null=True, related_name="amendment"
    )

    class Meta:
        ordering = ("-opened_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("proposal",),
                condition=models.Q(closed_at=None),
                name="one_open_amendment",
            ),
            models.CheckConstraint(
                condition=models.Q(version=None) | models.Q(closed_at__isnull=False),
                name="amendment_ends_with_its_version",
            ),
        )

    def __str__(self) -> str:
        return self.reason
